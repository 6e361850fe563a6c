import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { PrismaPg } from '@prisma/adapter-pg';
import { type Provider, providerOf, sqliteFile, utcPostgresUrl } from './databaseUrl.js';
import { type Prisma, PrismaClient } from './generated/sqlite/client.js';
import { sqliteAdapter } from './sqliteAdapter.js';

export { type Provider, providerOf } from './databaseUrl.js';

/** An open database of either provider. The SQLite client's types serve for both: what only PostgreSQL can do is not in them. */
export type Database = PrismaClient;

/** The same queries inside an interactive transaction. */
export type Tx = Prisma.TransactionClient;

export interface OpenOptions {
  /** PostgreSQL: the most connections at once, 10 when not given. SQLite always has one that writes and one that reads. */
  poolSize?: number;
  /** PostgreSQL: told of connections that broke while idle; the pool replaces them by itself. */
  onConnectionError?: (error: Error) => void;
}

// Waiting for a turn is normal on SQLite, where writers queue. Transactions stay short: nothing in them uses the network.
const transactionOptions = { maxWait: 10_000, timeout: 15_000 }; // milliseconds

// The longer formats take a stack trace at every query, a tenth of its time, to show the calling line should it fail.
const clientOptions = { transactionOptions, errorFormat: 'minimal' } as const;

/**
 * Opens the database and checks that it answers. It must have been migrated (prisma/migrate.ts).
 * @param url `file:/path/to.db` (its folder must exist) or `postgresql://…`
 * @throws {Error} for another kind of URL, or when the database cannot be reached
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const database = await clientOf(providerOf(url), adapterOf(url, options));
  await database.$queryRaw`SELECT 1`;
  return database;
}

/** Lets running queries end and closes every connection. On SQLite the last one to close also empties the write-ahead log. */
export function closeDatabase(database: Database): Promise<void> {
  return database.$disconnect();
}

/** What connects a client to a database. Throws Error for another kind of URL; connects to nothing yet. */
export function adapterOf(
  url: string,
  { poolSize = 10, onConnectionError = () => {} }: OpenOptions,
): SqlDriverAdapterFactory {
  if (providerOf(url) === 'sqlite') return sqliteAdapter(sqliteFile(url));
  return new PrismaPg(
    { connectionString: utcPostgresUrl(url), max: poolSize },
    { onPoolError: onConnectionError, onConnectionError, statementNameGenerator: statementNames() },
  );
}

/** A client that is not connected yet. */
export async function clientOf(provider: Provider, adapter: SqlDriverAdapterFactory): Promise<Database> {
  if (provider === 'sqlite') return new PrismaClient({ adapter, ...clientOptions });
  const generated = await import('./generated/postgresql/client.js');
  return new generated.PrismaClient({ adapter, ...clientOptions }) as unknown as Database;
}

/** Statements that a PostgreSQL connection keeps parsed; the bot asks the same few hundred things again and again. */
const MOST_PREPARED = 1_000;

/** Names the first statements it meets, by their text; the empty name of later ones means that nothing is kept. */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined || names.size >= MOST_PREPARED) return known ?? '';
    const name = `duban${names.size}`;
    names.set(sql, name);
    return name;
  };
}
