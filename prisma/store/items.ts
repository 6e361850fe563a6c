import type { Tx } from './tx.js';

/**
 * Holds an item until the transaction ends: what is read of it and its reports afterwards cannot be changed by another
 * transaction that locks it too. Nothing is changed.
 */
export async function lockItem(db: Tx, itemId: number): Promise<void> {
  await db.item.updateMany({ where: { id: itemId }, data: { percent: { increment: 0 } } });
}

/** The next number of a kind in a campaign: the highest that was given, plus one ('WT-007'). At least three digits. */
export async function nextItemNo(db: Tx, campaignId: number, prefix: string): Promise<string> {
  const rows = await db.item.findMany({
    where: { campaignId, itemNo: { startsWith: `${prefix}-` } },
    select: { itemNo: true },
  });
  const numbers = rows.map(({ itemNo }) => Number(itemNo.slice(prefix.length + 1))).filter(Number.isInteger);
  return `${prefix}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}
