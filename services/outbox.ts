import type { Day } from '../domain/calendar.js';
import type { Message } from '../domain/message.js';
import type { Platform } from '../domain/roles.js';
import { insertDelivery, type NewDelivery, type StandingPost } from '../prisma/store/outbox.js';
import { activeIdentity } from '../prisma/store/people.js';
import { quietUntil } from './campaignRules.js';
import type { Ctx } from './context.js';
import { headedFor } from './severalCampaigns.js';

/**
 * Priority of each kind, 0 first: an answer to what a person just did overtakes everything. Digests are the morning's as
 * warnings are, and wait in one line with them: a group takes few messages a minute, so that its own must begin in time.
 */
export const DELIVERY_PRIORITY = {
  reply: 0,
  close: 0,
  notice: 2,
  warning: 3,
  chase: 3,
  digest: 3,
  board: 5,
  change: 5,
  bulletin: 6,
} as const;
export type DeliveryKind = keyof typeof DELIVERY_PRIORITY;

/** Priority of what is urgent, whatever its kind: right after answers, and never held by the weekly cap. */
export const URGENT_PRIORITY = 1;

/** A message whose words are found right before it is sent (services/compose.ts), for a person and the day `on`. */
export interface Composition {
  what: 'bundle' | 'digest';
  campaignId: number;
  personId: number;
  on: Day;
}

/** A change to a message that stands in a chat. `otherwise` is posted instead where the platform cannot do it. */
export type ChangePayload =
  | { op: 'replace'; messageId: string; message: Message; otherwise?: Message }
  | { op: 'retract'; messageId: string; note: string; otherwise?: Message };

/**
 * What a row of the outbox carries. A composition holds no words until it is sent; then `message` is what was said at
 * the last attempt, for the send record.
 */
export type Payload =
  | { op: 'post'; message: Message; replyTo?: string }
  | { op: 'close'; messageId: string; chosen: string }
  | ChangePayload
  | (Composition & { op: 'compose'; message?: Message });

interface Common {
  /** Unique for ever: the same effect twice is one message. */
  key: string;
  kind: DeliveryKind;
  message: Message;
  /** What it is about ('bulletin:3'), for counts. */
  subject?: string;
  /** Not sent any more after this instant. */
  expiresAt?: Date;
  /** Somebody waits for it, or it asks for something with a time of its own: the weekly cap does not hold it. */
  urgent?: boolean;
}

/** Answers in the chat that asked, at once, at any hour. */
export async function enqueueReply(
  ctx: Ctx,
  to: { platform: Platform; chat: string; thread: string; personId: number | null },
  key: string,
  payload: Payload,
): Promise<void> {
  await insertDelivery(ctx.db, {
    ...base(ctx, payload.op === 'close' ? 'close' : 'reply', key, payload),
    platform: to.platform,
    address: to.chat,
    thread: to.thread,
    personId: to.personId,
    notBefore: ctx.now,
  });
}

/**
 * Writes a message to a person, on the platform they prefer among those they are bound to. Held during the campaign's
 * quiet hours and days off. A person who cannot be reached gets a failed row, so that the coordinator sees it.
 * @returns false when the same key was written before
 */
export async function enqueueToPerson(
  ctx: Ctx,
  campaignId: number,
  personId: number,
  options: Omit<Common, 'message'> & ({ message: Message } | { compose: Composition }),
): Promise<boolean> {
  const payload: Payload =
    'compose' in options
      ? { op: 'compose', ...options.compose }
      : { op: 'post', message: await headedFor(ctx, campaignId, personId, options.message) };
  const identity = await activeIdentity(ctx.db, personId);
  const row = {
    ...base(ctx, options.kind, options.key, payload),
    ...details(options),
    campaignId,
    personId,
    notBefore: await quietUntil(ctx, campaignId),
  };
  if (!identity)
    return insertDelivery(ctx.db, {
      ...row,
      platform: '',
      address: '',
      thread: '',
      failed: 'noIdentity',
    });
  return insertDelivery(ctx.db, {
    ...row,
    platform: identity.platform,
    address: identity.address,
    thread: '',
  });
}

/** Writes a message to a bound group. Held like those to persons. @returns false when the same key was written before */
export async function enqueueToChat(
  ctx: Ctx,
  chat: { campaignId: number; platform: string; platformChatId: string; thread: string },
  options: Common,
): Promise<boolean> {
  return insertDelivery(ctx.db, {
    ...base(ctx, options.kind, options.key, { op: 'post', message: options.message }),
    ...details(options),
    campaignId: chat.campaignId,
    platform: chat.platform,
    address: chat.platformChatId,
    thread: chat.thread,
    personId: null,
    notBefore: await quietUntil(ctx, chat.campaignId),
  });
}

/** Changes or takes back a message that stands in a chat, at once: what is wrong should not stand until morning. */
export async function enqueueChange(
  ctx: Ctx,
  post: StandingPost,
  { key, subject, payload }: { key: string; subject: string; payload: ChangePayload },
): Promise<boolean> {
  return insertDelivery(ctx.db, {
    ...base(ctx, 'change', key, payload),
    subject,
    platform: post.platform,
    address: post.address,
    thread: post.thread,
    personId: null,
    notBefore: ctx.now,
  });
}

function base(ctx: Ctx, kind: DeliveryKind, key: string, payload: Payload) {
  return {
    dedupKey: key,
    kind,
    priority: DELIVERY_PRIORITY[kind],
    payload,
    createdAt: ctx.now,
    campaignId: null as number | null,
  };
}

function details(
  options: Pick<Common, 'subject' | 'expiresAt' | 'urgent'>,
): Pick<NewDelivery, 'subject' | 'expiresAt'> & { priority?: number } {
  return {
    subject: options.subject ?? null,
    expiresAt: options.expiresAt ?? null,
    ...(options.urgent ? { priority: URGENT_PRIORITY } : {}),
  };
}
