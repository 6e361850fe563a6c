// Derives the PostgreSQL schema and generates both database clients into prisma/generated.
// Quick when nothing they depend on has changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sourceFile, writePostgresqlSchema } from './postgresSchema.mjs';

const generated = join(dirname(fileURLToPath(import.meta.url)), '..', 'prisma', 'generated');
const fingerprintFile = join(generated, 'fingerprint');
const urls = { sqlite: 'file:./data/duban.db', postgresql: 'postgresql://localhost/duban' }; // only the scheme matters: nothing connects

function fingerprint() {
  const { version } = createRequire(import.meta.url)('prisma/package.json');
  return createHash('sha256').update(version).update(readFileSync(sourceFile)).digest('hex');
}

function isFresh() {
  const clients = Object.keys(urls).map((provider) => join(generated, provider, 'client.ts'));
  return (
    [fingerprintFile, ...clients].every((file) => existsSync(file)) &&
    readFileSync(fingerprintFile, 'utf8') === fingerprint()
  );
}

/**
 * Makes both generated clients agree with prisma/schema.prisma.
 * @returns {Promise<boolean>} whether anything had to be generated
 * @throws {Error} with Prisma's own words when the schema is wrong
 */
export async function generate() {
  writePostgresqlSchema();
  if (isFresh()) return false;
  const { runPrisma } = await import('./prisma.mjs');
  rmSync(fingerprintFile, { force: true });
  for (const [provider, url] of Object.entries(urls)) {
    const { status, output } = runPrisma(['generate'], { env: { DATABASE_URL: url }, stdio: 'pipe' });
    if (status !== 0) throw new Error(`The ${provider} client could not be generated.\n${output}`);
  }
  mkdirSync(generated, { recursive: true });
  writeFileSync(fingerprintFile, fingerprint());
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  console.log((await generate()) ? 'generated both database clients' : 'the database clients are up to date');
}
