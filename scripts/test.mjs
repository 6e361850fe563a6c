// npm test: set-up, checks, compile (some tests start the compiled bot), then every test on both databases.
import { build } from './build.mjs';
import { check } from './check.mjs';
import { run, setUp } from './setup.mjs';

await setUp();
const files = process.argv.slice(2);
if (files.length === 0) check();
build();
run('vitest', ['run', ...files]);
