import { randomUUID } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';
import {
  failedMigration,
  type Migration,
  MigrationError,
  pendingMigrations,
  type RecordedMigration,
} from './migrations.js';

const busyTimeoutMs = 15_000; // another process may be applying the same migrations; blocking does no harm before the start

// Prisma's own definition of the table.
const createTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

const selectRecorded = `SELECT "migration_name", "checksum", "finished_at" IS NOT NULL AS "finished",
  "rolled_back_at" IS NOT NULL AS "rolledBack" FROM "_prisma_migrations" ORDER BY "started_at"`;

// Prisma keeps these times as milliseconds.
const insertRecord = `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
  SELECT ?, ?, ?, "now", "now", 1 FROM (SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS "now")`;

/**
 * Applies pending migrations to a SQLite file: all of them, or none.
 * @param file absolute path, created when missing
 * @returns the names of those applied
 */
export function migrateSqlite(file: string, migrations: Migration[]): string[] {
  const connection = new BetterSqlite3(file, { timeout: busyTimeoutMs });
  try {
    // Migrations rebuild tables, which must not cascade; the pragma has no effect inside a transaction.
    connection.pragma('foreign_keys = OFF');
    return connection.transaction(() => applyAll(connection, migrations)).immediate();
  } finally {
    connection.close();
  }
}

function applyAll(connection: BetterSqlite3.Database, migrations: Migration[]): string[] {
  connection.exec(createTable);
  const pending = pendingMigrations(migrations, connection.prepare<[], RecordedMigration>(selectRecorded).all());
  for (const { name, sql, checksum } of pending) {
    try {
      connection.exec(sql);
    } catch (cause) {
      throw failedMigration(name, cause);
    }
    const orphans = connection.pragma('foreign_key_check') as { table: string; parent: string }[];
    if (orphans[0]) {
      throw new MigrationError(
        `Migration ${name} was undone: it leaves rows of ${orphans[0].table} without their ${orphans[0].parent}.`,
      );
    }
    connection.prepare(insertRecord).run(randomUUID(), checksum, name);
  }
  return pending.map(({ name }) => name);
}
