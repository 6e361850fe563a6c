import { LANE_OF, type TaskName, type Tasks } from '../../services/documents/tasks.js';
import { createThreads, type Threads } from '../../services/documents/threads.js';

/**
 * Threads for the apps of many tests, which draw a picture of the same content once: a plan's boards and trends look the
 * same in each. They begin with the first picture, and end with the process.
 */
export function sharedThreads(): Threads {
  const threads = createThreads();
  const drawn = new Map<string, Promise<unknown>>();
  return {
    run<T extends TaskName>(name: T, input: Tasks[T]['input']): Promise<Tasks[T]['output']> {
      if (LANE_OF[name] !== 'pictures') return threads.run(name, input);
      const key = JSON.stringify([name, input]);
      const picture = drawn.get(key) ?? threads.run(name, input);
      drawn.set(key, picture);
      return picture as Promise<Tasks[T]['output']>;
    },
    stop: () => threads.stop(),
  };
}
