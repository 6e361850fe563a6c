import { type Delivery, keepWords, recordDelivery } from '../../prisma/store/deliveries.js';
import type { Database } from '../../prisma/store/tx.js';
import type { Composer } from '../../services/compose.js';
import type { Payload } from '../../services/outbox.js';
import type { Clock } from '../clock.js';
import { buildCtx, inTransaction } from '../transaction.js';

/** What finding words needs. */
export interface WordsDeps {
  database: Database;
  clock: Clock;
  compose: Composer;
}

/**
 * Finds the words of a claimed message that has none of its own yet, and keeps them in its row: the send record tells
 * what was said, not what was planned. With nothing left to say the row is cancelled as answered.
 * @returns the row as it is to be sent, or null when it is not
 */
export async function findWords(deps: WordsDeps, row: Delivery): Promise<Delivery | null> {
  const payload = row.payload as unknown as Payload;
  if (payload.op !== 'compose') return row;
  const now = deps.clock.now();
  return inTransaction(deps.database, async (tx) => {
    const message = await deps.compose(await buildCtx(tx, { now, actor: null, origin: null }), payload);
    if (!message) {
      await recordDelivery(tx, row, { status: 'cancelled', lastError: 'answered' }, now);
      return null;
    }
    const said = { ...payload, message };
    return (await keepWords(tx, row, said)) ? ({ ...row, payload: said } as unknown as Delivery) : null;
  });
}
