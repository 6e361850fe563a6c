// Derives prisma/postgresql/schema.prisma from prisma/schema.prisma, which is the source.
// `node scripts/postgresSchema.mjs` writes it; with --check it only tells (exit 1) whether the written one is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'prisma');
export const sourceFile = join(folder, 'schema.prisma');
export const derivedFile = join(folder, 'postgresql', 'schema.prisma');

/**
 * The PostgreSQL twin of a SQLite schema: the same models, another provider, another folder for the generated client.
 * @param {string} source text of a schema whose provider is "sqlite"
 * @returns {string} text of the twin
 * @throws {Error} when the source has no SQLite provider or no output folder
 */
export function toPostgresql(source) {
  const provider = /^(\s*provider\s*=\s*)"sqlite"/m;
  const output = /^(\s*output\s*=\s*)"\.\/generated\/sqlite"/m;
  if (!provider.test(source)) throw new Error('prisma/schema.prisma: no line provider = "sqlite" in its datasource');
  if (!output.test(source))
    throw new Error('prisma/schema.prisma: no line output = "./generated/sqlite" in its generator');
  const derived = source.replace(provider, '$1"postgresql"').replace(output, '$1"../generated/postgresql"');
  return `// Derived from ../schema.prisma by scripts/postgresSchema.mjs: change that file, not this one.\n\n${derived}`;
}

/** Writes the twin when it differs from what is on disk. @returns {boolean} whether it differed */
export function writePostgresqlSchema() {
  const derived = toPostgresql(readFileSync(sourceFile, 'utf8'));
  if (existsSync(derivedFile) && readFileSync(derivedFile, 'utf8') === derived) return false;
  mkdirSync(dirname(derivedFile), { recursive: true });
  writeFileSync(derivedFile, derived);
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--check')) {
    const fresh =
      existsSync(derivedFile) && readFileSync(derivedFile, 'utf8') === toPostgresql(readFileSync(sourceFile, 'utf8'));
    if (!fresh) console.error('prisma/postgresql/schema.prisma is stale: run npm run db:generate');
    process.exitCode = fresh ? 0 : 1;
  } else {
    console.log(writePostgresqlSchema() ? 'wrote prisma/postgresql/schema.prisma' : 'no change');
  }
}
