import type { Tx } from './tx.js';

/**
 * Notes that an update is being handled. @returns false when it was handled before: a redelivery ends here. Two that race
 * meet at the unique key, and the loser's transaction is run again.
 */
export async function recordInbound(db: Tx, platform: string, updateKey: string, receivedAt: Date): Promise<boolean> {
  const known = await db.inbound.findUnique({
    where: { platform_updateKey: { platform, updateKey } },
    select: { id: true },
  });
  if (known) return false;
  await db.inbound.create({ data: { platform, updateKey, receivedAt, outcome: 'handled' } });
  return true;
}
