// Compiles the sources to dist/ (incremental).
import { run, setUp } from './setup.mjs';

/** Compiles what changed. */
export function build() {
  run('tsc', ['-p', 'tsconfig.json', '--incremental', '--tsBuildInfoFile', 'dist/.tsbuildinfo']);
}

if (import.meta.url === (await import('node:url')).pathToFileURL(process.argv[1] ?? '').href) {
  await setUp();
  build();
}
