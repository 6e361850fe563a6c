process.env.TZ = 'UTC'; // before anything reads the clock: days are reckoned in explicit zones, never in the machine's

import { spawnSync } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = import.meta.dirname;
const compiled = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(1); // the compiler has said why

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

const SOURCES = /^(bot|commands|domain|jobs|prisma|services)[\\/]/;

/** Tests run what is shipped, the compiled sources: it also saves turning each of them into a module of Vite's. */
const compiledSources: Plugin = {
  name: 'compiled-sources',
  enforce: 'pre',
  resolveId(source, importer) {
    if (!importer || !source.startsWith('.') || !source.endsWith('.js')) return null;
    const path = relative(root, resolve(importer, '..', source));
    return SOURCES.test(path) ? { id: join(root, 'dist', path), external: true } : null;
  },
};

export default defineConfig({
  plugins: [compiledSources],
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/globalSetup.ts'],
    env: { TZ: 'UTC' },
    pool: 'threads',
    maxWorkers: 3, // on two cores: each waits now and then for a database, or for a bot in a process of its own
    server: { deps: { external: [/[\\/]dist[\\/]/] } },
    execArgv: ['--enable-source-maps'],
    isolate: false, // files of one worker share modules: loading them anew for each takes most of a minute
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
