import type { SqlDriverAdapter, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { Pool } from 'pg';
import {
  adapterOf,
  clientOf,
  type Database,
  type OpenOptions,
  type Provider,
  providerOf,
} from '../../prisma/client.js';

/** A client that keeps its compiled queries from one database to the next. */
interface Warm {
  client: Database;
  /** What it asks; null while it belongs to nobody. */
  asked: SqlDriverAdapter | null;
}

/** PostgreSQL knows the connections of these clients by this name. */
const CONNECTION_NAME = 'warm';

const idle: Record<Provider, Warm[]> = { sqlite: [], postgresql: [] };

/** Connections to PostgreSQL databases that nobody uses at the moment, by URL. */
const resting = new Map<string, SqlDriverAdapter>();

async function makeWarm(provider: Provider, first: SqlDriverAdapter): Promise<Warm> {
  const asked = () => {
    if (!warm.asked) throw new Error('this database was closed');
    return warm.asked;
  };
  const forwarding: SqlDriverAdapter = {
    provider: first.provider,
    adapterName: first.adapterName,
    ...(first.getConnectionInfo ? { getConnectionInfo: first.getConnectionInfo.bind(first) } : {}),
    queryRaw: async (query) => asked().queryRaw(query),
    executeRaw: async (query) => asked().executeRaw(query),
    executeScript: async (script) => asked().executeScript(script),
    startTransaction: async (level) => asked().startTransaction(level),
    dispose: async () => {},
  };
  const factory: SqlDriverAdapterFactory = {
    provider: first.provider,
    adapterName: first.adapterName,
    connect: async () => forwarding,
  };
  const warm: Warm = { client: await clientOf(provider, factory), asked: null };
  return warm;
}

/**
 * Opens a database as openDatabase() does, with a client that was used before if one is free, and for PostgreSQL with the
 * connections that were: a new client compiles each of some hundred queries anew, and a new connection parses each of them
 * anew, which is most of what a short test does. Closing it makes it free again.
 */
export async function openWarm(url: string, options: OpenOptions = {}): Promise<Database> {
  const provider = providerOf(url);
  const adapter = resting.get(url) ?? (await adapterOf(named(url), options).connect());
  resting.delete(url);
  const warm = idle[provider].pop() ?? (await makeWarm(provider, adapter));
  warm.asked = adapter;
  const { client } = warm;
  try {
    await client.$queryRaw`SELECT 1`;
  } catch (error) {
    warm.asked = null;
    await adapter.dispose();
    throw error;
  }
  let closed = false;
  return new Proxy(client, {
    get(of, key) {
      if (key === '$disconnect')
        return async () => {
          if (closed) return;
          closed = true;
          // Whoever still asks gets an error, and not the next owner's database.
          warm.asked = null;
          if (mayRest(adapter) && !resting.has(url)) resting.set(url, adapter);
          else await adapter.dispose();
          idle[provider].push(warm);
        };
      if (closed) throw new Error('this database was closed');
      return Reflect.get(of, key);
    },
  });
}

/** Ends the connections that closed clients of a PostgreSQL database left open. */
export async function endResting(url: string): Promise<void> {
  const adapter = resting.get(url);
  resting.delete(url);
  await adapter?.dispose();
}

/**
 * Runs statements in one transaction on a PostgreSQL database whose clients are closed, after everybody else who is
 * connected was sent away. @returns false, and does nothing, when no connection to it was left open
 */
export async function runAlone(url: string, statements: string): Promise<boolean> {
  const adapter = resting.get(url);
  if (!adapter) return false;
  await poolOf(adapter)?.query(
    `SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = current_database()
       AND backend_type = 'client backend' AND application_name <> '${CONNECTION_NAME}';
     ${statements}`,
  );
  return true;
}

/** Whether connections have nothing under way and can be used again. */
function mayRest(adapter: SqlDriverAdapter): boolean {
  const pool = poolOf(adapter);
  return pool !== null && pool.totalCount > 0 && pool.totalCount === pool.idleCount;
}

const poolOf = (adapter: SqlDriverAdapter): Pool | null =>
  adapter.provider === 'postgres'
    ? (adapter as SqlDriverAdapter & { underlyingDriver(): Pool }).underlyingDriver()
    : null;

function named(url: string): string {
  if (providerOf(url) === 'sqlite') return url;
  const parsed = new URL(url);
  parsed.searchParams.set('application_name', CONNECTION_NAME);
  return parsed.href;
}
