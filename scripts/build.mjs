// Compiles the sources to dist/ (incremental). Types are looked at by npm run check.
import { run, setUp } from './setup.mjs';

/** Compiles what changed. */
export function build() {
  run('tsc', ['-p', 'tsconfig.json', '--noCheck', '--incremental', '--tsBuildInfoFile', 'dist/.tsbuildinfo']);
}

if (import.meta.url === (await import('node:url')).pathToFileURL(process.argv[1] ?? '').href) {
  await setUp();
  build();
}
