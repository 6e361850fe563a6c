import type { Tx } from './tx.js';

/** The campaign that a group (or one topic of it) is bound to; a group bound as a whole serves all its topics. */
export async function boundCampaign(
  db: Tx,
  platform: string,
  address: { chat: string; thread: string },
): Promise<number | null> {
  const rows = await db.chat.findMany({
    where: { platform, platformChatId: address.chat, state: 'active', thread: { in: [address.thread, ''] } },
    orderBy: { thread: 'desc' },
  });
  return rows[0]?.campaignId ?? null;
}

/** The groups of a campaign that the bot posts to, oldest binding first. */
export async function boundChats(db: Tx, campaignId: number) {
  return db.chat.findMany({ where: { campaignId, state: 'active' }, orderBy: { id: 'asc' } });
}
