// npm run bench:NAME: compiles tests/bench/NAME.ts with what it imports, and runs it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { root, run, setUp } from './setup.mjs';

await setUp();
build();
run('tsc', ['-p', 'tests/bench/tsconfig.json', '--incremental', '--tsBuildInfoFile', 'dist/bench/.tsbuildinfo']);
const [name, ...rest] = process.argv.slice(2);
const file = join(root, 'dist', 'bench', 'tests', 'bench', `${name}.js`);
const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...rest], {
  stdio: 'inherit',
  env: { ...process.env, TZ: 'UTC' },
});
process.exit(status ?? 1);
