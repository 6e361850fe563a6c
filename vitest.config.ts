process.env.TZ = 'UTC'; // before anything reads the clock: days are reckoned in explicit zones, never in the machine's

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest, which are begun first: one of them begun last would run on alone. */
const LONGEST = ['tour', 'simulation', 'crash', 'extension', 'permissions', 'countyPlan', 'limits', 'telegramKill'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const known = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return known < 0 ? LONGEST.length : known;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/globalSetup.ts'],
    env: { TZ: 'UTC' },
    pool: 'threads',
    maxWorkers: 3, // on two cores: each waits now and then for a database, or for a bot in a process of its own
    isolate: false, // files of one worker share modules: loading them anew for each takes most of a minute
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
