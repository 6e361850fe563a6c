import type { Message } from '../domain/message.js';
import { moveChat } from '../prisma/store/chats.js';
import { peopleHolding, setReachable } from '../prisma/store/people.js';
import type { Ctx } from './context.js';
import { enqueueReply, enqueueToPerson } from './outbox.js';
import { type Phrases, textsFor } from './texts/index.js';
import type { Platform } from '../domain/roles.js';

/** A change of a chat, as platforms tell it; bot/port.ts says what each means. */
export type ReachEvent =
  | { kind: 'moved'; to: string }
  | { kind: 'membership'; state: 'member' | 'admin' | 'removed'; canPost: boolean }
  | { kind: 'reachable'; reachable: boolean };

/** The chat that it happened to. */
export interface ReachPlace {
  platform: Platform;
  chat: string;
  title: string;
  /** The platform's id of who did it; in a private chat, of the person themselves. */
  sender: string;
}

/** Takes a change of a chat into account: who and what can be reached, and who must know of it. */
export async function chatChanged(ctx: Ctx, place: ReachPlace, event: ReachEvent): Promise<void> {
  const { platform, chat } = place;
  switch (event.kind) {
    case 'moved':
      return moveChat(ctx.db, platform, chat, event.to);
    case 'reachable': {
      const personId = await setReachable(ctx.db, platform, place.sender, event.reachable);
      if (personId !== null && !event.reachable) await personLost(ctx, personId, 'blocked');
      return;
    }
    case 'membership':
      return membershipChanged(ctx, place, event);
  }
}

async function membershipChanged(
  ctx: Ctx,
  { platform, chat, title }: ReachPlace,
  { state, canPost }: ReachEvent & { kind: 'membership' },
): Promise<void> {
  const where = { platform_chat: { platform, chat } };
  const before = await ctx.db.groupPresence.findUnique({ where });
  const data = { title, state, canPost, updatedAt: ctx.now };
  await ctx.db.groupPresence.upsert({ where, create: { platform, chat, ...data }, update: data });
  if (state === 'removed') return groupLost(ctx, platform, chat);
  const { count } = await ctx.db.chat.updateMany({
    where: { platform, platformChatId: chat, state: 'removed' },
    data: { state: 'active' },
  });
  const isNew = !before || before.state === 'removed';
  const bound = count > 0 || (await ctx.db.chat.count({ where: { platform, platformChatId: chat } })) > 0;
  if (bound && !canPost && (isNew || before.canPost)) await groupMuted(ctx, platform, chat);
  if (isNew && !bound && canPost)
    await enqueueReply(
      ctx,
      { platform, chat, thread: '', personId: null },
      `welcome:${platform}:${chat}:${ctx.now.getTime()}`,
      {
        op: 'post',
        message: textsFor(undefined).onboarding.groupWelcome(),
      },
    );
}

/** A WeCom group that is posted to by webhook: nobody can take the bot in again, its key must be replaced. */
const isWebhook = (platform: string, chat: string): boolean => platform === 'wecom' && chat.startsWith('group:');

/** The group is gone for us: its bindings end, and the coordinators know. */
export async function groupLost(ctx: Ctx, platform: string, chat: string): Promise<void> {
  const bound = await activeBindings(ctx, platform, chat);
  await ctx.db.chat.updateMany({
    where: { platform, platformChatId: chat, state: 'active' },
    data: { state: 'removed' },
  });
  for (const each of bound)
    await tell(ctx, each.campaignId, `groupLost:${each.id}:${ctx.now.getTime()}`, (t, wecom) =>
      (isWebhook(platform, chat) ? wecom : t).groupLost(each.title),
    );
}

/** The bot may not speak in a bound group: the coordinators know, once a day. */
export async function groupMuted(ctx: Ctx, platform: string, chat: string): Promise<void> {
  for (const each of await activeBindings(ctx, platform, chat))
    await tell(ctx, each.campaignId, `groupMuted:${each.id}:${dayKey(ctx)}`, (t) => t.groupMuted(each.title));
}

/** The topic that a group was bound to is gone: the coordinators know, once a day. */
export async function topicLost(ctx: Ctx, platform: string, chat: string, thread: string): Promise<void> {
  for (const each of (await activeBindings(ctx, platform, chat)).filter((chat) => chat.thread === thread))
    await tell(ctx, each.campaignId, `topicGone:${each.id}:${dayKey(ctx)}`, (t) => t.topicGone(each.title));
}

/** A message to a group may or may not have arrived: the coordinators decide. */
export async function fateUnknown(ctx: Ctx, platform: string, chat: string, deliveryId: number): Promise<void> {
  const [bound] = await activeBindings(ctx, platform, chat);
  if (bound) await tell(ctx, bound.campaignId, `fateUnknown:${deliveryId}`, (t) => t.fateUnknown(bound.title));
}

/** Somebody cannot be reached: the coordinators of their campaigns know, once a day. */
export async function personLost(ctx: Ctx, personId: number, why: string): Promise<void> {
  const person = await ctx.db.person.findUnique({
    where: { id: personId },
    include: { grants: { include: { unit: true }, orderBy: { id: 'asc' } } },
  });
  const campaigns = new Set(person?.grants.flatMap((grant) => (grant.campaignId === null ? [] : [grant.campaignId])));
  const unit = person?.grants.find((grant) => grant.unit)?.unit?.shortName ?? '';
  for (const campaignId of campaigns)
    await tell(
      ctx,
      campaignId,
      `personLost:${personId}:${dayKey(ctx)}`,
      (t) => t.personLost(person?.name ?? '', unit, why),
      personId,
    );
}

const dayKey = (ctx: Ctx): string => ctx.now.toISOString().slice(0, 10);

const activeBindings = (ctx: Ctx, platform: string, chat: string) =>
  ctx.db.chat.findMany({ where: { platform, platformChatId: chat, state: 'active' }, orderBy: { id: 'asc' } });

async function tell(
  ctx: Ctx,
  campaignId: number,
  key: string,
  words: (t: Phrases['onboarding'], wecom: Phrases['wecomOnboarding']) => Message,
  except?: number,
): Promise<void> {
  for (const person of await peopleHolding(ctx.db, 'coordinator', campaignId)) {
    if (person.id === except) continue;
    const { onboarding, wecomOnboarding } = textsFor(person.locale);
    const message = words(onboarding, wecomOnboarding);
    await enqueueToPerson(ctx, campaignId, person.id, { key: `${key}:${person.id}`, kind: 'notice', message });
  }
}
