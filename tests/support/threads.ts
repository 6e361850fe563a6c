import { LANE_OF, type TaskName, type Tasks } from '../../services/documents/tasks.js';
import { createThreads, type Threads } from '../../services/documents/threads.js';

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/**
 * Threads for the apps of many tests; they begin with the first document and end with the process. Pictures take most of
 * a simulated morning to draw: tests that do not look at any get a pixel in their place, everything else is made.
 */
export function sharedThreads({ draws }: { draws: boolean }): Threads {
  const threads = createThreads();
  return {
    async run<T extends TaskName>(name: T, input: Tasks[T]['input']): Promise<Tasks[T]['output']> {
      if (draws || LANE_OF[name] !== 'pictures') return threads.run(name, input);
      return new Uint8Array(PIXEL);
    },
    stop: () => threads.stop(),
  };
}
