import type { Tx } from './tx.js';

/** Whether an update was handled before: a redelivery ends here. */
export async function wasHandled(db: Tx, platform: string, updateKey: string): Promise<boolean> {
  const known = await db.inbound.findUnique({
    where: { platform_updateKey: { platform, updateKey } },
    select: { id: true },
  });
  return known !== null;
}

/**
 * Notes that an update was handled, in the transaction that handles it. Two that race meet at the unique key: the loser's
 * transaction is rolled back, run again, and finds the row.
 */
export async function recordInbound(
  db: Tx,
  row: { platform: string; updateKey: string; receivedAt: Date; outcome: 'handled' | 'refused' | 'failed' },
): Promise<void> {
  await db.inbound.create({ data: row });
}
