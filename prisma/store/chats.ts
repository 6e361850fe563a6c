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

/** What a group was bound for: everything, or one kind of post only. */
export const CHAT_PURPOSES = ['work', 'board', 'bulletin'] as const;
export type ChatPurpose = (typeof CHAT_PURPOSES)[number];

/** The groups of a campaign that the bot posts something of this kind to, oldest binding first. */
export async function boundChats(db: Tx, campaignId: number, purpose: ChatPurpose = 'work') {
  const where = { campaignId, state: 'active', purpose: { in: [...new Set(['work', purpose])] } };
  return db.chat.findMany({ where, orderBy: { id: 'asc' } });
}

/**
 * Gives everything that belongs to a group the group's new id: its binding, what waits to be sent, open dialogs. Where the
 * new id is bound already (both were told at once) the old binding ends. Doing it again changes nothing.
 */
export async function moveChat(db: Tx, platform: string, from: string, to: string): Promise<void> {
  const bound = await db.chat.findMany({ where: { platform, platformChatId: from } });
  for (const chat of bound) {
    const there = await db.chat.findUnique({
      where: { platform_platformChatId_thread: { platform, platformChatId: to, thread: chat.thread } },
    });
    const data = there ? { state: 'removed' } : { platformChatId: to, state: 'active' };
    await db.chat.update({ where: { id: chat.id }, data });
  }
  await db.delivery.updateMany({
    where: { lane: `${platform}:${from}` },
    data: { lane: `${platform}:${to}`, address: to },
  });
  await db.dialogState.updateMany({ where: { platform, chat: from }, data: { chat: to } });
  await db.groupPresence.deleteMany({ where: { platform, chat: from } });
}
