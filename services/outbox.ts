import type { Message } from '../domain/message.js';
import type { Platform } from '../domain/roles.js';
import { cancelPending, insertDelivery, type NewDelivery, sentOf } from '../prisma/store/outbox.js';
import { activeIdentity } from '../prisma/store/people.js';
import { quietUntil } from './campaignRules.js';
import type { Ctx } from './context.js';

/** Priority of each kind, 0 first: an answer to what a person just did overtakes everything. */
export const DELIVERY_PRIORITY = {
  reply: 0,
  close: 0,
  retract: 0,
  notice: 2,
  warning: 3,
  chase: 3,
  digest: 4,
  board: 5,
  bulletin: 6,
} as const;
export type DeliveryKind = keyof typeof DELIVERY_PRIORITY;

/** What a row of the outbox carries. */
export type Payload =
  | { op: 'post'; message: Message }
  | { op: 'close'; messageId: string; chosen: string }
  | { op: 'retract'; messageId: string };

interface Common {
  /** Unique for ever: the same effect twice is one message. */
  key: string;
  kind: DeliveryKind;
  message: Message;
  /** What it is about ('bulletin:3'), for counts. */
  subject?: string;
  /** Not sent any more after this instant. */
  expiresAt?: Date;
}

/** Answers in the chat that asked, at once, at any hour. */
export async function enqueueReply(
  ctx: Ctx,
  to: { platform: Platform; chat: string; thread: string; personId: number | null },
  key: string,
  payload: Payload,
): Promise<void> {
  await insertDelivery(ctx.db, {
    ...base(ctx, payload.op === 'post' ? 'reply' : payload.op, key, payload),
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
  options: Common,
): Promise<boolean> {
  const identity = await activeIdentity(ctx.db, personId);
  const row = {
    ...base(ctx, options.kind, options.key, { op: 'post', message: options.message }),
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

function details(options: Common): Pick<NewDelivery, 'subject' | 'expiresAt'> {
  return { subject: options.subject ?? null, expiresAt: options.expiresAt ?? null };
}

/**
 * Takes back what was already sent of a subject, such as a bulletin that is withdrawn: one recall for each message that
 * reached its chat, and what still waits is cancelled. What a platform can no longer recall fails there, visibly.
 * @returns how many recalls were written and how many waiting messages cancelled
 */
export async function retractSubject(ctx: Ctx, subject: string): Promise<{ recalls: number; cancelled: number }> {
  const cancelled = await cancelPending(ctx.db, subject, ctx.now);
  const sent = await sentOf(ctx.db, subject);
  for (const row of sent)
    await insertDelivery(ctx.db, {
      ...base(ctx, 'retract', `${row.dedupKey}:retract`, { op: 'retract', messageId: row.providerMessageId }),
      platform: row.platform,
      address: row.address,
      thread: row.thread,
      personId: row.personId,
      campaignId: row.campaignId,
      subject: `${subject}:retract`,
      notBefore: ctx.now,
    });
  return { recalls: sent.length, cancelled };
}
