import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';
import { keepStatements } from './keptStatements.js';

const busyTimeoutMs = 10_000; // how long to wait for a writer in another process before giving up
const plain = (sql: string) => ({ sql, args: [], argTypes: [] });
const causeOf = (error: unknown) => (error as { cause?: { kind?: string; originalCode?: string } }).cause;

/** Repeats work that another process's lock refused. It waits in JavaScript: SQLite's own waiting would block the event loop. */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + busyTimeoutMs;
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, 25)) {
    try {
      return await work();
    } catch (error) {
      if (causeOf(error)?.kind !== 'SocketTimeout' || performance.now() > giveUpAt) throw error;
      await sleep(pauseMs * (0.5 + Math.random()));
    }
  }
}

/** A queue of one: acquire() resolves, in order of asking, with the function that lets the next one in. */
function writerLock(): () => Promise<() => void> {
  let last = Promise.resolve();
  return () => {
    let release = () => {};
    const before = last;
    last = new Promise((resolve) => {
      release = resolve;
    });
    return before.then(() => release);
  };
}

/**
 * Prisma driver adapter factory for one SQLite file. The bare better-sqlite3 adapter has one connection, so a write beside
 * an open interactive transaction becomes part of it and is lost with its rollback, and reads see uncommitted rows. Here
 * writes wait for their turn (in this process by a queue, between processes by BEGIN IMMEDIATE), and reads outside a
 * transaction go to a second connection that shows committed rows and never waits.
 * @param file absolute path; the file is created when missing, its folder is not
 */
export function sqliteAdapter(file: string): SqlDriverAdapterFactory {
  const driver = new PrismaBetterSqlite3({ url: file, timeout: 0 });

  async function connection(pragmas: string): Promise<SqlDriverAdapter> {
    const opened = await driver.connect();
    keepStatements(opened);
    await whenFree(() =>
      opened.executeScript(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; ${pragmas}`,
      ),
    );
    return opened;
  }

  async function connect(): Promise<SqlDriverAdapter> {
    const writer = await connection('');
    const reader = await connection('PRAGMA query_only = ON');
    const acquire = writerLock();

    async function write<T>(work: () => Promise<T>): Promise<T> {
      const release = await acquire();
      try {
        return await whenFree(work);
      } finally {
        release();
      }
    }

    return {
      provider: 'sqlite',
      adapterName: writer.adapterName,
      executeRaw: (query) => write(() => writer.executeRaw(query)),
      executeScript: (script) => write(() => writer.executeScript(script)),
      async queryRaw(query) {
        if (!/^\s*(SELECT|WITH)\b/i.test(query.sql)) return write(() => writer.queryRaw(query));
        try {
          return await whenFree(() => reader.queryRaw(query));
        } catch (error) {
          // A WITH that ends in INSERT, UPDATE or DELETE: refused before it changed anything.
          if (causeOf(error)?.originalCode !== 'SQLITE_READONLY') throw error;
          return write(() => writer.queryRaw(query));
        }
      },
      async startTransaction() {
        const release = await acquire();
        try {
          await whenFree(() => writer.executeRaw(plain('BEGIN IMMEDIATE')));
        } catch (error) {
          release();
          throw error;
        }
        return transactionOn(writer, release);
      },
      async dispose() {
        await reader.dispose();
        await writer.dispose();
      },
    };
  }
  return { provider: 'sqlite', adapterName: driver.adapterName, connect };
}

/** The open transaction of a connection. Prisma sends COMMIT or ROLLBACK as a statement, then calls commit() or rollback(). */
function transactionOn(writer: SqlDriverAdapter, release: () => void): Transaction {
  const run = async (sql: string) => void (await writer.executeRaw(plain(sql)));
  let open = true;
  const end = async () => {
    // A COMMIT that failed (disk full) leaves the transaction open; the next one must not find itself inside it.
    if (open) await run('ROLLBACK').catch(() => undefined);
    release();
  };
  return {
    provider: 'sqlite',
    adapterName: writer.adapterName,
    options: { usePhantomQuery: false },
    queryRaw: (query) => writer.queryRaw(query),
    async executeRaw(query) {
      const count = await writer.executeRaw(query);
      if (query.sql === 'COMMIT') open = false;
      return count;
    },
    commit: end,
    rollback: end,
    createSavepoint: (name) => run(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => run(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => run(`RELEASE SAVEPOINT ${name}`),
  };
}
