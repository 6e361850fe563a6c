import type { Database, Tx } from '../../prisma/store/tx.js';
import { inTransaction, withoutCollision } from '../transaction.js';

/**
 * Runs a piece of work in a transaction that it may share with others. Resolves once that has committed. A piece that is
 * one statement has none around it when it is alone.
 */
export type Batch = <T>(work: (tx: Tx) => Promise<T>, size?: 'oneStatement') => Promise<T>;

/** Pieces of work in one transaction at most. */
const LARGEST = 32;

interface Waiting {
  work: (tx: Tx) => Promise<unknown>;
  oneStatement: boolean;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/**
 * Work that arrives while a transaction is under way shares the next one: under load many outcomes cost one commit, and
 * alone none waits. When a shared transaction fails, each piece is run in one of its own, so that none suffers from another.
 */
export function createBatch(database: Database): Batch {
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const together = waiting.slice(0, LARGEST);
      waiting = waiting.slice(LARGEST);
      try {
        const results = await commit(together);
        for (const [index, { resolve }] of together.entries()) resolve(results[index] as never);
      } catch (error) {
        if (together.length === 1) together[0]?.reject(error);
        else
          for (const each of together)
            await inTransaction(database, each.work).then(each.resolve as never, each.reject);
      }
    }
    running = false;
  }

  async function commit(together: readonly Waiting[]): Promise<unknown[]> {
    const [first] = together;
    if (together.length === 1 && first?.oneStatement) return [await withoutCollision(() => first.work(database))];
    return inTransaction(database, async (tx) => {
      const done: unknown[] = [];
      for (const { work } of together) done.push(await work(tx));
      return done;
    });
  }

  return (work, size) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, oneStatement: size === 'oneStatement', resolve, reject });
      if (!running) void run();
    });
}
