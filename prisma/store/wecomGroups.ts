import type { Tx } from './tx.js';

const PLATFORM = 'wecom';
/** How the address of a group with a webhook begins (bot/adapters/wecom/places.ts). */
const GROUP = 'group:';

/** Notes which groups can be posted to by webhook, as configured; others that were noted before are gone. */
export async function noteWebhookGroups(db: Tx, names: readonly string[], now: Date): Promise<void> {
  const chats = names.map((name) => GROUP + name);
  await db.groupPresence.updateMany({
    where: { platform: PLATFORM, chat: { startsWith: GROUP, notIn: chats }, state: { not: 'removed' } },
    data: { state: 'removed', updatedAt: now },
  });
  for (const [index, chat] of chats.entries()) {
    const data = { title: names[index] ?? '', state: 'member', canPost: true, updatedAt: now };
    await db.groupPresence.upsert({
      where: { platform_chat: { platform: PLATFORM, chat } },
      create: { platform: PLATFORM, chat, ...data },
      update: data,
    });
  }
}

/** Configured groups that no campaign is bound to, by name. */
export async function unboundWebhookGroups(db: Tx): Promise<{ chat: string; title: string }[]> {
  const known = await db.groupPresence.findMany({
    where: { platform: PLATFORM, chat: { startsWith: GROUP }, state: { not: 'removed' } },
    orderBy: { chat: 'asc' },
  });
  const bound = await db.chat.findMany({
    where: { platform: PLATFORM, state: 'active', platformChatId: { in: known.map((each) => each.chat) } },
    select: { platformChatId: true },
  });
  const taken = new Set(bound.map((each) => each.platformChatId));
  return known.filter((each) => !taken.has(each.chat)).map(({ chat, title }) => ({ chat, title }));
}
