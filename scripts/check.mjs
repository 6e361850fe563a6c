// npm run check: formatting, lint and types of the whole project.
import { run, setUp } from './setup.mjs';

/** Ends the process at the first tool that finds something. */
export function check() {
  run('biome', ['format', '.']);
  run('oxlint', ['--type-aware', '--deny-warnings', '.']);
  run('tsc', ['-p', 'tsconfig.check.json']);
}

if (import.meta.url === (await import('node:url')).pathToFileURL(process.argv[1] ?? '').href) {
  await setUp();
  check();
}
