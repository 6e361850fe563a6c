import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { providerOf, sqliteFile, utcPostgresUrl } from './databaseUrl.js';
import { migratePostgresql } from './migratePostgresql.js';
import { migrateSqlite } from './migrateSqlite.js';
import { migrationsFolder, readMigrations } from './migrations.js';

/**
 * Brings a database to the schema of this code: applies, in order, the migrations it does not have yet, and records them in
 * Prisma's own table, so `prisma migrate deploy` and this function can take turns. Safe to run from several processes at
 * once: one applies, the others wait and then find nothing to do. A SQLite file and its folder are created when missing.
 * @param url `file:/path/to.db` or `postgresql://…`
 * @param folder where the migrations are; that of the provider when not given
 * @returns the names of the migrations applied now, oldest first
 * @throws {MigrationError} when the database has a migration that was edited since, that stopped half-way, or that this
 *   code does not know; and when a migration's own SQL fails. Nothing of a migration that fails stays in the database.
 */
export async function migrate(url: string, folder?: string): Promise<{ applied: string[] }> {
  const provider = providerOf(url);
  const migrations = readMigrations(folder ?? migrationsFolder(provider));
  if (provider === 'postgresql') return { applied: await migratePostgresql(utcPostgresUrl(url), migrations) };
  const file = sqliteFile(url);
  mkdirSync(dirname(file), { recursive: true });
  return { applied: migrateSqlite(file, migrations) };
}
