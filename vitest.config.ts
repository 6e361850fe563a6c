process.env.TZ = 'UTC'; // before anything reads the clock: days are reckoned in explicit zones, never in the machine's

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/globalSetup.ts'],
    env: { TZ: 'UTC' },
    pool: 'threads',
    maxWorkers: 3,
    isolate: false, // files of one worker share modules: loading them anew for each takes most of a minute
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
