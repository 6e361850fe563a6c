// npm test: set-up, checks, then every test on both databases; vitest.config.ts compiles the sources first.
import { check } from './check.mjs';
import { run, setUp } from './setup.mjs';

await setUp();
const files = process.argv.slice(2);
if (files.length === 0) check();
run('vitest', ['run', ...files]);
