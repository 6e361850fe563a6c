import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { failedMigration, type Migration, pendingMigrations, type RecordedMigration } from './migrations.js';

const prismaLock = 72707369; // the advisory lock that Prisma's own migrate commands take

// Prisma's own definition of the table.
const createTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`;

const selectRecorded = `SELECT "migration_name", "checksum", "finished_at" IS NOT NULL AS "finished",
  "rolled_back_at" IS NOT NULL AS "rolledBack" FROM "_prisma_migrations" ORDER BY "started_at"`;

const insertRecord = `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
  VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`;

/**
 * Applies pending migrations to a PostgreSQL database, each in a transaction of its own: when one fails, those before it stay.
 * @param url with sessions in UTC
 * @returns the names of those applied
 */
export async function migratePostgresql(url: string, migrations: Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [prismaLock]); // let go when the connection ends
    await client.query(createTable);
    const pending = pendingMigrations(migrations, (await client.query<RecordedMigration>(selectRecorded)).rows);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(insertRecord, [randomUUID(), checksum, name]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw failedMigration(name, cause);
  }
}
