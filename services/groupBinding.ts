import { UserError } from '../domain/userError.js';
import { CHAT_PURPOSES, type ChatPurpose } from '../prisma/store/chats.js';
import { holds } from '../domain/roles.js';
import { contactOf } from './access.js';
import { audit } from './audit.js';
import type { ChatCtx, Origin } from './context.js';
import { type OwnCampaign, ownCampaigns } from './currentCampaign.js';

export { CHAT_PURPOSES };

/** What a group gets at first (services/groups.ts); a coordinator can change it. */
const SETTINGS: Record<ChatPurpose, { digestDays?: number[]; board?: boolean }> = {
  work: {},
  board: { digestDays: [] },
  bulletin: { digestDays: [], board: false },
};

/** Who may bind groups. */
export const BINDERS = ['administrator', 'coordinator'] as const;

/** The campaigns to which the actor may bind this group. Throws UserError('noCampaign'). */
export async function bindableTo(ctx: ChatCtx): Promise<OwnCampaign[]> {
  const campaigns = await ownCampaigns(ctx, BINDERS);
  if (campaigns.length === 0) throw new UserError('noCampaign');
  return campaigns;
}

/** Throws UserError('groupOfOther') when the group serves a running campaign in which the actor has no say. */
async function mustOwnBinding(ctx: ChatCtx, place: Pick<Origin, 'platform' | 'chat' | 'thread'>): Promise<void> {
  const { platform, chat, thread } = place;
  const bound = await ctx.db.chat.findUnique({
    where: { platform_platformChatId_thread: { platform, platformChatId: chat, thread } },
    include: { campaign: { select: { id: true, name: true, status: true } } },
  });
  if (!bound || bound.state !== 'active' || bound.campaign.status !== 'active') return;
  if (holds(ctx.actor, BINDERS, bound.campaignId)) return;
  const { id, name } = bound.campaign;
  throw new UserError('groupOfOther', { campaign: name, contact: await contactOf(ctx, id) });
}

/**
 * Binds a group, or a topic of it, to a campaign: the one that the actor speaks in, or another that is named. Binding again
 * changes title and purpose, or moves it to another campaign. Throws UserError('groupOfOther' | 'notYourRole').
 */
export async function bindGroup(
  ctx: ChatCtx,
  campaignId: number,
  purpose: ChatPurpose,
  place: Pick<Origin, 'platform' | 'chat' | 'thread' | 'chatTitle'> = ctx.origin,
): Promise<{ id: number; topic: boolean; canPost: boolean }> {
  if (!holds(ctx.actor, BINDERS, campaignId)) throw new UserError('notYourRole');
  await mustOwnBinding(ctx, place);
  const { platform, chat, thread, chatTitle } = place;
  const where = { platform_platformChatId_thread: { platform, platformChatId: chat, thread } };
  const data = { campaignId, purpose, state: 'active', ...(chatTitle ? { title: chatTitle } : {}) };
  const { id } = await ctx.db.chat.upsert({
    where,
    create: {
      title: chat,
      ...data,
      platform,
      platformChatId: chat,
      thread,
      settings: SETTINGS[purpose],
      createdAt: ctx.now,
    },
    // What was set for the group stays, unless it is bound for one kind of post only.
    update: purpose === 'work' ? data : { ...data, settings: SETTINGS[purpose] },
  });
  await audit(ctx, 'bindGroup', `chat:${id}`, { campaignId, purpose });
  const presence = await ctx.db.groupPresence.findUnique({ where: { platform_chat: { platform, chat } } });
  return { id, topic: thread !== '', canPost: presence?.canPost ?? true };
}

/** Ends the binding of this group or topic. Throws UserError('groupNotBound' | 'groupOfOther'). */
export async function unbindGroup(
  ctx: ChatCtx,
  place: Pick<Origin, 'platform' | 'chat' | 'thread'> = ctx.origin,
): Promise<void> {
  await mustOwnBinding(ctx, place);
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
