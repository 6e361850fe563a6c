import { Prisma } from '../generated/sqlite/client.js';
import type { Tx } from './tx.js';

/** What a column may hold here. */
type Value = string | number | Date;

/** Parameters of one statement; SQLite takes 32,766, PostgreSQL 65,535. */
const PARAMETERS_MAX = 4000;

/**
 * Inserts many rows of one table with the same columns, several times faster than createMany, which compiles every row.
 * Columns that are left out take the database's default. The names are ours, never a user's.
 * @param table a model's name, e.g. 'Milestone'
 */
export async function insertRows(
  db: Tx,
  table: 'Item' | 'Milestone' | 'SupportingUnit',
  rows: readonly Record<string, Value>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const step = Math.max(1, Math.floor(PARAMETERS_MAX / Math.max(1, columns.length)));
  const names = Prisma.raw(columns.map((column) => `"${column}"`).join(', '));
  for (let at = 0; at < rows.length; at += step) {
    const values = rows
      .slice(at, at + step)
      .map((row) => Prisma.sql`(${Prisma.join(columns.map((column) => row[column] ?? ''))})`);
    await db.$executeRaw`INSERT INTO ${Prisma.raw(`"${table}"`)} (${names}) VALUES ${Prisma.join(values)}`;
  }
}
