import { type Delivery, keepWords, recordDelivery } from '../../prisma/store/deliveries.js';
import type { Database } from '../../prisma/store/tx.js';
import type { Composer } from '../../services/compose.js';
import type { Composition, Payload } from '../../services/outbox.js';
import type { Clock } from '../clock.js';
import { buildCtx, inTransaction } from '../transaction.js';

/** What finding words needs. */
export interface WordsDeps {
  database: Database;
  clock: Clock;
  compose: Composer;
}

/**
 * Finds the words of claimed messages that have none of their own yet, and keeps them in their rows: the send record tells
 * what was said, not what was planned. With nothing left to say a row is cancelled as answered. One transaction for all:
 * what many of them tell is read once.
 * @param rows each with a composition as its payload
 * @returns the rows as they are to be sent; those that are not are left out
 */
export async function findWords(deps: WordsDeps, rows: readonly Delivery[]): Promise<Delivery[]> {
  if (rows.length === 0) return [];
  const now = deps.clock.now();
  const compositions = rows.map((row) => row.payload as unknown as Composition);
  return inTransaction(deps.database, async (tx) => {
    const messages = await deps.compose(await buildCtx(tx, { now, actor: null, origin: null }), compositions);
    const ready: Delivery[] = [];
    for (const [at, row] of rows.entries()) {
      const message = messages[at];
      const said = { ...compositions[at], message };
      if (!message) await recordDelivery(tx, row, { status: 'cancelled', lastError: 'answered' }, now);
      else if (await keepWords(tx, row, said)) ready.push({ ...row, payload: said } as unknown as Delivery);
    }
    return ready;
  });
}

/** Whether a message has no words of its own yet. */
export const needsWords = (row: Delivery): boolean => (row.payload as unknown as Payload).op === 'compose';
