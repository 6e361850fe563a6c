import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { projectRoot } from '../../prisma/projectRoot.js';

const runWith = (env: Record<string, string>, script: string, ...args: string[]) => {
  const options = { encoding: 'utf8', env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectRoot, 'scripts', script), ...args],
    options,
  );
  return { status, output: stdout + stderr };
};

const run = (script: string, ...args: string[]) => runWith({}, script, ...args);

test('the PostgreSQL schema is the one derived from prisma/schema.prisma', () => {
  expect(run('postgresSchema.mjs', '--check')).toEqual({ status: 0, output: '' });
});

test('the migrations of both databases lead to the schema', () => {
  expect(run('newMigration.mjs', '--check')).toEqual({ status: 0, output: 'no change\n' });
});

test('each folder of migrations names its database, as Prisma demands', () => {
  const lock = (folder: string) => readFileSync(join(projectRoot, 'prisma', folder, 'migration_lock.toml'), 'utf8');
  expect(lock('migrations')).toContain('provider = "sqlite"');
  expect(lock('postgresql/migrations')).toContain('provider = "postgresql"');
});

test('a migration needs a name that can be a folder', () => {
  expect(run('newMigration.mjs', '../away').status).toBe(1);
});

test('nothing is generated again while the schema stays the same', () => {
  expect(run('generate.mjs')).toEqual({ status: 0, output: 'the database clients are up to date\n' });
});

test("Prisma's own migrate commands do their work, or say that they cannot: never neither", () => {
  const file = join(inject('temporaryFolder'), 'by-prisma.db');
  for (const engine of [{}, { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }]) {
    const { status, output } = runWith({ DATABASE_URL: `file:${file}`, ...engine }, 'prisma.mjs', 'migrate', 'deploy');
    if (status === 0) expect(existsSync(file)).toBe(true);
    else expect(output).toContain('this machine has no Prisma schema engine');
  }
});
