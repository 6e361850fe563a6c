import { Prisma } from '../generated/sqlite/client.js';
import type { Tx } from './tx.js';

/** The key by which a platform knows an update. */
interface UpdateKey {
  platform: string;
  updateKey: string;
}

/**
 * Notes that an update is handled, in the transaction that handles it. Two that race meet at the unique key: the second
 * waits for the first, and then is a redelivery.
 * @returns false for a redelivery: it was handled before
 */
export async function beginInbound(
  db: Tx,
  { platform, updateKey, receivedAt }: UpdateKey & { receivedAt: Date },
): Promise<boolean> {
  const count = await db.$executeRaw(Prisma.sql`
    INSERT INTO "Inbound" ("platform", "updateKey", "outcome", "receivedAt")
    VALUES (${platform}, ${updateKey}, 'handled', ${receivedAt}) ON CONFLICT ("platform", "updateKey") DO NOTHING`);
  return count === 1;
}

/** Notes that a begun update did not end well. */
export async function markInbound(
  db: Tx,
  { platform, updateKey }: UpdateKey,
  outcome: 'refused' | 'failed',
): Promise<void> {
  await db.inbound.update({ where: { platform_updateKey: { platform, updateKey } }, data: { outcome } });
}
