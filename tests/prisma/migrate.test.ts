import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { migrate } from '../../prisma/migrate.js';
import { migrationsFolder, readMigrations } from '../../prisma/migrations.js';
import { projectRoot } from '../../prisma/projectRoot.js';
import { describeOnDatabase, describeOnEachDatabase } from '../support/database.js';

/** A folder with migrations of one statement each. */
function folderOf(migrations: Record<string, string>): string {
  const folder = mkdtempSync(join(inject('temporaryFolder'), 'migrations-'));
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  }
  return folder;
}

const first = {
  '20260101000000_first': 'CREATE TABLE "One" ("id" INTEGER PRIMARY KEY);\nINSERT INTO "One" VALUES (1);\n',
};
const second = { '20260202000000_second': 'CREATE TABLE "Two" ("id" INTEGER PRIMARY KEY);\n' };
const broken = {
  '20260303000000_broken': 'CREATE TABLE "Three" ("id" INTEGER PRIMARY KEY);\nINSERT INTO "Nowhere" VALUES (1);\n',
};

describeOnEachDatabase('migrate()', (databases) => {
  test('applies what is missing, in order, and then nothing', async () => {
    const url = await databases.empty();
    expect(await migrate(url, folderOf(first))).toEqual({ applied: Object.keys(first) });
    expect(await migrate(url, folderOf({ ...second, ...first }))).toEqual({ applied: Object.keys(second) });
    expect(await migrate(url, folderOf({ ...first, ...second }))).toEqual({ applied: [] });
  });

  test("records them as Prisma does: the file's SHA-256, one step, finished", async () => {
    const url = await databases.empty();
    await migrate(url);
    const db = await databases.open(url);
    const rows = await db.$queryRaw<
      { finished_at: Date }[]
    >`SELECT "migration_name", "checksum", "finished_at", "rolled_back_at" FROM "_prisma_migrations" WHERE "applied_steps_count" = 1`;
    const expected = readMigrations(migrationsFolder(databases.provider)).map(({ name, checksum }) => ({
      migration_name: name,
      checksum,
      finished_at: expect.any(Date),
      rolled_back_at: null,
    }));
    expect(rows).toEqual(expected);
    expect(Math.abs(Date.now() - (rows[0]?.finished_at.getTime() ?? 0))).toBeLessThan(60_000);
  });

  test('refuses a database whose migration was edited afterwards', async () => {
    const url = await databases.empty();
    const folder = folderOf(first);
    await migrate(url, folder);
    appendFileSync(join(folder, Object.keys(first)[0] ?? '', 'migration.sql'), '-- a thought\n');
    await expect(migrate(url, folder)).rejects.toThrow(
      'Migration 20260101000000_first was edited after it was applied',
    );
  });

  test('takes the same migration with the line ends of another system', async () => {
    const url = await databases.empty();
    const windows = Object.fromEntries(
      Object.entries(first).map(([name, sql]) => [name, sql.replaceAll('\n', '\r\n')]),
    );
    await migrate(url, folderOf(windows));
    expect(await migrate(url, folderOf(first))).toEqual({ applied: [] });
  });

  test('refuses a database that a newer version has migrated', async () => {
    const url = await databases.empty();
    await migrate(url, folderOf({ ...first, ...second }));
    await expect(migrate(url, folderOf(first))).rejects.toThrow(
      '20260202000000_second, which this version does not know',
    );
  });

  test('refuses a database in which a migration stopped half-way, and goes on once it is resolved', async () => {
    const url = await databases.empty();
    await migrate(url, folderOf({ ...first, ...second }));
    const db = await databases.open(url);
    await db.$executeRaw`UPDATE "_prisma_migrations" SET "finished_at" = NULL WHERE "migration_name" = '20260202000000_second'`;
    await expect(migrate(url, folderOf({ ...first, ...second }))).rejects.toThrow(
      '20260202000000_second stopped half-way',
    );
    await db.$executeRaw`UPDATE "_prisma_migrations" SET "rolled_back_at" = ${new Date('2026-02-03T00:00:00Z')} WHERE "finished_at" IS NULL`;
    await db.$executeRaw`DROP TABLE "Two"`;
    expect(await migrate(url, folderOf({ ...first, ...second }))).toEqual({ applied: Object.keys(second) });
  });

  test('leaves nothing of a migration that fails', async () => {
    const url = await databases.empty();
    await migrate(url, folderOf(first));
    await expect(migrate(url, folderOf({ ...first, ...broken }))).rejects.toThrow(
      'Migration 20260303000000_broken failed and left nothing behind',
    );
    const db = await databases.open(url);
    await expect(db.$queryRaw`SELECT * FROM "Three"`).rejects.toThrow();
    expect(await migrate(url, folderOf({ ...first, ...second }))).toEqual({ applied: Object.keys(second) });
  });
});

describeOnDatabase('sqlite', 'migrate()', (databases) => {
  test('applies all pending migrations or none', async () => {
    const url = await databases.empty();
    await expect(migrate(url, folderOf({ ...first, ...second, ...broken }))).rejects.toThrow(
      '20260303000000_broken failed',
    );
    expect(await migrate(url, folderOf(first))).toEqual({ applied: Object.keys(first) });
  });

  test('undoes a migration that leaves rows without the row they refer to', async () => {
    const url = await databases.empty();
    const orphans = {
      '20260101000000_orphans':
        'CREATE TABLE "A" ("id" INTEGER PRIMARY KEY);\nCREATE TABLE "B" ("a" INTEGER REFERENCES "A");\nINSERT INTO "B" VALUES (7);\n',
    };
    await expect(migrate(url, folderOf(orphans))).rejects.toThrow('leaves rows of B without their A');
  });

  test('makes the folder of a new database', async () => {
    const folder = join(inject('temporaryFolder'), 'not', 'there');
    const { applied } = await migrate(`file:${join(folder, 'new.db')}`);
    expect(applied).not.toEqual([]);
    rmSync(join(folder, '..'), { recursive: true });
  });
});

describeOnEachDatabase('several processes that migrate at once', (databases) => {
  const compiled = join(projectRoot, '.cache', `migrate-${databases.provider}-${process.pid}`);
  beforeAll(() => {
    const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = [
      '--ignoreConfig',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--skipLibCheck',
      '--types',
      'node',
      '--rootDir',
      projectRoot,
      '--outDir',
      compiled,
    ];
    const { status, stdout } = spawnSync(
      process.execPath,
      [tsc, join(projectRoot, 'prisma', 'migrate.ts'), ...options],
      { encoding: 'utf8', cwd: projectRoot },
    );
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });
  afterAll(() => rmSync(compiled, { recursive: true, force: true }));

  test('apply each migration once between them', async () => {
    const url = await databases.empty();
    const program = `import { migrate } from ${JSON.stringify(pathToFileURL(join(compiled, 'prisma', 'migrate.js')).href)};
      console.log(JSON.stringify((await migrate(process.argv[1])).applied));`;
    const run = () =>
      text(
        spawn(process.execPath, ['--input-type=module', '-e', program, url], { stdio: ['ignore', 'pipe', 'inherit'] })
          .stdout,
      );
    const applied = (await Promise.all([run(), run(), run()])).flatMap((line) => JSON.parse(line));
    expect(applied).toEqual(readMigrations(migrationsFolder(databases.provider)).map(({ name }) => name));
  });
});
