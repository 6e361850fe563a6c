// npm run check: formatting, lint and types of the whole project. --as-it-is: without set-up, for somebody who is at it.
import { run, setUp } from './setup.mjs';

/** Ends the process at the first tool that finds something. */
export function check() {
  run('biome', ['format', '.']);
  run('oxlint', ['--type-aware', '--deny-warnings', '.']);
  run('tsc', ['-p', 'tsconfig.check.json']);
}

if (import.meta.url === (await import('node:url')).pathToFileURL(process.argv[1] ?? '').href) {
  if (!process.argv.includes('--as-it-is')) await setUp();
  check();
}
