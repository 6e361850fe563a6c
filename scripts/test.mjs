// npm test: set-up, then the checks and every test on both databases, side by side; vitest.config.ts compiles the sources first.
// npm test -- FILE …: these tests alone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

const start = (script, args, stdio) => spawn(process.execPath, [join(root, script), ...args], { cwd: root, stdio });

/** Runs the checks. @returns what they found, said at once; null when they found nothing */
async function check() {
  const checks = start('scripts/check.mjs', ['--as-it-is'], ['ignore', 'pipe', 'pipe']);
  const printed = [];
  // Kept back until it is whole, so that it does not stand between the tests' lines.
  for (const stream of [checks.stdout, checks.stderr]) stream.on('data', (part) => printed.push(part));
  const [status] = await once(checks, 'close');
  if (status === 0) return null;
  const found = Buffer.concat(printed);
  process.stderr.write(found);
  return found;
}

const files = process.argv.slice(2);
let checked = Promise.resolve(null);
await setUp(() => {
  if (files.length === 0) checked = check();
});
const tests = start('node_modules/vitest/vitest.mjs', ['run', ...files], 'inherit');
const [[status], found] = await Promise.all([once(tests, 'exit'), checked]);
if (found) process.stderr.write(found); // once more, below all the tests
process.exit(found ? 1 : (status ?? 1));
