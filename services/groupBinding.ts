import { UserError } from '../domain/userError.js';
import { CHAT_PURPOSES, type ChatPurpose } from '../prisma/store/chats.js';
import { audit } from './audit.js';
import type { ChatCtx, Origin } from './context.js';

export { CHAT_PURPOSES };

/** What a group gets at first (services/groups.ts); a coordinator can change it. */
const SETTINGS: Record<ChatPurpose, { digestDays?: number[]; board?: boolean }> = {
  work: {},
  board: { digestDays: [] },
  bulletin: { digestDays: [], board: false },
};

/**
 * Binds a group, or a topic of it, to a campaign: the one that the actor speaks in, or another that is named. Binding again changes title and purpose, or
 * moves it to another campaign.
 */
export async function bindGroup(
  ctx: ChatCtx,
  campaignId: number,
  purpose: ChatPurpose,
  place: Pick<Origin, 'platform' | 'chat' | 'thread' | 'chatTitle'> = ctx.origin,
): Promise<{ id: number; topic: boolean; canPost: boolean }> {
  const { platform, chat, thread, chatTitle } = place;
  const where = { platform_platformChatId_thread: { platform, platformChatId: chat, thread } };
  const data = { campaignId, title: chatTitle || chat, purpose, state: 'active' };
  const { id } = await ctx.db.chat.upsert({
    where,
    create: { ...data, platform, platformChatId: chat, thread, settings: SETTINGS[purpose], createdAt: ctx.now },
    // What was set for the group stays, unless it is bound for one kind of post only.
    update: purpose === 'work' ? data : { ...data, settings: SETTINGS[purpose] },
  });
  await audit(ctx, 'bindGroup', `chat:${id}`, { campaignId, purpose });
  const presence = await ctx.db.groupPresence.findUnique({ where: { platform_chat: { platform, chat } } });
  return { id, topic: thread !== '', canPost: presence?.canPost ?? true };
}

/** Ends the binding of this group or topic. Throws UserError('groupNotBound'). */
export async function unbindGroup(
  ctx: ChatCtx,
  place: Pick<Origin, 'platform' | 'chat' | 'thread'> = ctx.origin,
): Promise<void> {
  const { platform, chat, thread } = place;
  const { count } = await ctx.db.chat.updateMany({
    where: { platform, platformChatId: chat, thread, state: 'active' },
    data: { state: 'removed' },
  });
  if (count === 0) throw new UserError('groupNotBound');
  await audit(ctx, 'unbindGroup', `chat:${platform}:${chat}`, { thread });
}

/** Reads what a group is to be bound for: nothing is everything. Throws UserError('purposeUnknown'). */
export function purposeOf(words: string, names: Record<string, string>): ChatPurpose {
  if (words === '') return 'work';
  const plain = (name: string) => name.replace(/群$/u, '');
  const found = CHAT_PURPOSES.find((each) => each === words || plain(names[each] ?? '') === plain(words));
  if (!found) throw new UserError('purposeUnknown');
  return found;
}
