// Runs the Prisma CLI where its native schema engine could not be downloaded.
// Commands that only read the schema need no engine, yet the CLI insists on having the file, so it is pointed at one.
// Commands that do need the engine would then report success without doing anything: they are refused here.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const worksWithoutEngine = new Set(['generate', 'validate', 'format']);

/** True when this machine has Prisma's native schema engine: named by the environment, or downloaded when Prisma was installed. */
function hasNativeEngine() {
  const named = process.env.PRISMA_SCHEMA_ENGINE_BINARY;
  if (named) return /schema-engine/.test(spawnSync(named, ['--version'], { encoding: 'utf8' }).stdout ?? '');
  const folder = dirname(
    require.resolve('@prisma/engines/package.json', { paths: [require.resolve('prisma/package.json')] }),
  );
  return readdirSync(folder).some((file) => file.startsWith('schema-engine-') && !/\.(tmp|gz|sha256)/.test(file));
}

/**
 * Runs one Prisma command in the project's folder.
 * @param {string[]} args the command and its arguments, as after `npx prisma`
 * @param {{ env?: Record<string, string>, stdio?: 'inherit' | 'pipe' }} [options] `env` is added to this process's
 * @returns {{ status: number, output: string }} the exit code, and what was printed when `stdio` is 'pipe'
 */
export function runPrisma(args, { env = {}, stdio = 'inherit' } = {}) {
  const native = hasNativeEngine();
  if (!native && !worksWithoutEngine.has(args[0])) {
    const output =
      `prisma ${args.join(' ')}: this machine has no Prisma schema engine, so the command would do nothing.\n` +
      'New migration: npm run db:migration -- NAME. Migrations are applied by npm start.\n' +
      'To use the command itself, run "npm rebuild @prisma/engines" with access to binaries.prisma.sh.\n';
    if (stdio === 'inherit') process.stderr.write(output);
    return { status: 1, output };
  }
  const result = spawnSync(process.execPath, [require.resolve('prisma/build/index.js'), ...args], {
    cwd: root,
    stdio,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      ...(native ? {} : { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }),
      ...env,
    },
  });
  return { status: result.status ?? 1, output: `${result.stdout ?? ''}${result.stderr ?? ''}` };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = runPrisma(process.argv.slice(2)).status;
}
