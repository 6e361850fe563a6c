import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
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
  /** What it is connected to from now on; null while it belongs to nobody. */
  target: SqlDriverAdapterFactory | null;
}

const idle: Record<Provider, Warm[]> = { sqlite: [], postgresql: [] };

async function makeWarm(provider: Provider): Promise<Warm> {
  const adapter: SqlDriverAdapterFactory = {
    provider: provider === 'sqlite' ? 'sqlite' : 'postgres',
    adapterName: 'warm',
    connect() {
      if (!warm.target) throw new Error('this database was closed');
      return warm.target.connect();
    },
  };
  const client = await clientOf(provider, adapter);
  const warm: Warm = { client, target: null };
  return warm;
}

/**
 * Opens a database as openDatabase() does, with a client that was used before if one is free: a new one compiles each of
 * some hundred queries anew, which is most of what a short test does. Closing it makes it free again.
 */
export async function openWarm(url: string, options: OpenOptions = {}): Promise<Database> {
  const provider = providerOf(url);
  const warm = idle[provider].pop() ?? (await makeWarm(provider));
  warm.target = adapterOf(url, options);
  const { client } = warm;
  try {
    await client.$queryRaw`SELECT 1`;
  } catch (error) {
    await client.$disconnect();
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
          warm.target = null;
          await client.$disconnect();
          idle[provider].push(warm);
        };
      if (closed) throw new Error('this database was closed');
      return Reflect.get(of, key);
    },
  });
}
