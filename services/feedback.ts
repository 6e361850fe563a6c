import type { Day } from '../domain/calendar.js';
import { lineText } from '../domain/message.js';
import { UserError } from '../domain/userError.js';
import { chaseKey } from './answeredChases.js';
import { audit } from './audit.js';
import { commitmentKey } from './commitments.js';
import { contactOf } from './access.js';
import type { ChatCtx, Ctx } from './context.js';
import { bundleKey } from './heard.js';
import type { Payload } from './outbox.js';
import type { FeedbackLine } from './texts/zhCN/burden.js';

/** A person is heard this often within seven days; more would say nothing new. */
const WEEKLY_MAX = 3;
const WEEK_MS = 7 * 86_400_000;
const NOTE_MAX = 200;
/** A press may be quicker than the platform's answer to the sending. */
const ARRIVED = ['sent', 'sending', 'unknown'];
/** Lines on a page of the list. */
const PAGE_SIZE = 5;

/**
 * Asks that carry 太频繁, by the first word of the button's token: the key of the message that asked. `id` is the button's
 * record, `rest` the token's rest. A new kind of ask adds its line here.
 */
const ASKS: Record<string, (id: number, personId: number, rest: string) => string> = {
  bundle: (campaignId, personId, on) => bundleKey(campaignId, personId, on),
  chase: (campaignId, personId, on) => chaseKey(campaignId, personId, on),
  finding: (itemId, personId) => `finding:${itemId}:${personId}`,
  waiting: (waitingId, personId) => `waiting:${waitingId}:${personId}`,
  filingBack: (filingId, personId, rest) => `filingBack:${filingId}:${rest}:${personId}`,
  sentBack: (reportId) => `sentBack:${reportId}`,
  commitment: (campaignId, personId, round) => commitmentKey(campaignId, personId, round),
};

/** What became of a press: `again` when it was said about this ask before. */
export interface TooMuch {
  feedbackId: number;
  again: boolean;
}

/**
 * Keeps that somebody finds an ask too much, with the ask as they got it. A second press about the same ask changes nothing.
 * Throws UserError('buttonUnknown') for an ask they never got, and 'tooMuchOften' over three within seven days.
 */
export async function sayTooMuch(ctx: ChatCtx, id: number, token: string): Promise<TooMuch> {
  const [kind = '', ...rest] = token.split('.');
  const key = ASKS[kind]?.(id, ctx.actor.personId, rest.join('.'));
  const ask = key === undefined ? null : await ctx.db.delivery.findUnique({ where: { dedupKey: key } });
  if (!ask || ask.personId !== ctx.actor.personId || ask.campaignId === null || !ARRIVED.includes(ask.status))
    throw new UserError('buttonUnknown');
  const known = await ctx.db.feedback.findUnique({ where: { deliveryId: ask.id } });
  if (known) return { feedbackId: known.id, again: true };
  const since = new Date(ctx.now.getTime() - WEEK_MS);
  const recent = await ctx.db.feedback.count({ where: { personId: ctx.actor.personId, createdAt: { gt: since } } });
  if (recent >= WEEKLY_MAX)
    throw new UserError('tooMuchOften', { max: WEEKLY_MAX, contact: await contactOf(ctx, ask.campaignId) });
  const payload = ask.payload as unknown as Payload;
  const first = 'message' in payload ? payload.message?.lines[0] : undefined;
  const row = await ctx.db.feedback.create({
    data: {
      campaignId: ask.campaignId,
      personId: ctx.actor.personId,
      deliveryId: ask.id,
      quote: first ? lineText(first) : '',
      createdAt: ctx.now,
    },
  });
  await audit(ctx, 'tooMuch', `delivery:${ask.id}`, { feedback: row.id });
  return { feedbackId: row.id, again: false };
}

/** Adds a sentence to one's own word. Throws UserError('buttonUnknown' | 'noteLong'). */
export async function addNote(ctx: ChatCtx, feedbackId: number, words: string): Promise<void> {
  if (words.length > NOTE_MAX) throw new UserError('noteLong', { max: NOTE_MAX });
  const { count } = await ctx.db.feedback.updateMany({
    where: { id: feedbackId, personId: ctx.actor.personId },
    data: { note: words },
  });
  if (count === 0) throw new UserError('buttonUnknown');
}

type FeedbackRow = Awaited<ReturnType<typeof rows>>[number];

const rows = (ctx: Ctx, where: object, page = 0, take?: number) =>
  ctx.db.feedback.findMany({
    where,
    include: {
      person: { select: { name: true, grants: { include: { unit: true }, orderBy: { id: 'asc' } } } },
    },
    orderBy: { id: 'desc' },
    ...(take === undefined ? {} : { skip: page * take, take }),
  });

const lineOf = (row: FeedbackRow): FeedbackLine => ({
  name: row.person.name,
  unit: row.person.grants.find((grant) => grant.unit)?.unit?.shortName ?? '',
  quote: row.quote,
  note: row.note,
  at: row.createdAt,
});

/** What a day's bundle brings to the coordinators: what nobody was told yet, or was told that same day. */
export async function feedbackToTell(ctx: Ctx, campaignId: number, today: Day): Promise<FeedbackLine[]> {
  return (await rows(ctx, { campaignId, OR: [{ toldOn: null }, { toldOn: today }] })).map(lineOf);
}

/** Notes that the coordinators were told on a day. */
export async function noteFeedbackTold(ctx: Ctx, campaignId: number, today: Day): Promise<void> {
  await ctx.db.feedback.updateMany({ where: { campaignId, toldOn: null }, data: { toldOn: today } });
}

/** Everything that was said in a campaign, newest first, a page at a time (from 0). */
export async function feedbackPage(
  ctx: ChatCtx,
  campaignId: number,
  page: number,
): Promise<{ lines: FeedbackLine[]; total: number; rest: number }> {
  const total = await ctx.db.feedback.count({ where: { campaignId } });
  const lines = (await rows(ctx, { campaignId }, page, PAGE_SIZE)).map(lineOf);
  return { lines, total, rest: Math.max(0, total - page * PAGE_SIZE - lines.length) };
}
