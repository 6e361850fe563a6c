import { dayOf } from '../domain/calendar.js';
import { UserError } from '../domain/userError.js';
import { insertDelivery } from '../prisma/store/outbox.js';
import { activeIdentity } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { type CampaignView, closingOn, quietUntil } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import type { Payload } from './outbox.js';
import type { SentLine } from './texts/zhCN/sent.js';

/** Rows on a page: with their small print they fit on a phone's screen. */
const PAGE_SIZE = 5;
/** Ends of a row that a person may have sent again. */
const RESENDABLE = ['failed', 'unknown'];

/** What the record may be narrowed to: waiting are held and planned ones. */
export const SENT_FILTERS = {
  all: [],
  waiting: ['pending', 'sending'],
  sent: ['sent'],
  trouble: ['failed', 'unknown', 'expired'],
  cancelled: ['cancelled'],
} as const satisfies Record<string, readonly string[]>;
export type SentFilter = keyof typeof SENT_FILTERS;

/** A page (from 0) of a campaign's send record, newest first; replies are not part of it. */
export async function sentPage(
  ctx: Ctx,
  campaign: CampaignView,
  { filter, personId, page }: { filter: SentFilter; personId: number | null; page: number },
): Promise<{ lines: SentLine[]; total: number; rest: number }> {
  const statuses: readonly string[] = SENT_FILTERS[filter];
  const where = {
    campaignId: campaign.id,
    ...(statuses.length > 0 ? { status: { in: [...statuses] } } : {}),
    ...(personId === null ? {} : { personId }),
  };
  const total = await ctx.db.delivery.count({ where });
  const rows = await ctx.db.delivery.findMany({
    where,
    include: { person: { select: { name: true } } },
    orderBy: { id: 'desc' },
    skip: page * PAGE_SIZE,
    take: PAGE_SIZE,
  });
  const groups = await ctx.db.chat.findMany({
    where: { campaignId: campaign.id },
    select: { platform: true, platformChatId: true, thread: true, title: true },
  });
  const titleOf = (row: { platform: string; address: string; thread: string }) =>
    groups.find(
      (chat) => chat.platform === row.platform && chat.platformChatId === row.address && chat.thread === row.thread,
    )?.title;
  const lines = rows.map((row): SentLine => {
    const payload = row.payload as unknown as Payload;
    return {
      id: row.id,
      to: row.person?.name ?? titleOf(row) ?? row.address,
      kind: row.kind,
      status: row.status,
      reason: row.lastError ?? '',
      at: row.finishedAt ?? row.createdAt,
      waitsUntil: row.status === 'pending' && row.notBefore > ctx.now ? row.notBefore : null,
      words: 'message' in payload ? (payload.message ?? null) : null,
      canResend: RESENDABLE.includes(row.status) && mayGoAgain(ctx, campaign, payload),
    };
  });
  return { lines, total, rest: Math.max(0, total - page * PAGE_SIZE - rows.length) };
}

/** Words that are kept may go again; a composition only on its own day, when it is composed anew. */
const mayGoAgain = (ctx: Pick<Ctx, 'now'>, campaign: CampaignView, payload: Payload): boolean =>
  payload.op === 'compose' ? payload.on === dayOf(ctx.now, campaign.zone) : payload.op === 'post';

/** The person a coordinator means by a name, among those of the campaign. Throws UserError('personUnknown'). */
export async function personNamed(ctx: Ctx, campaignId: number, name: string): Promise<number> {
  const person = await ctx.db.person.findFirst({
    where: { name, grants: { some: { OR: [{ campaignId }, { campaignId: null }] } } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  if (!person) throw new UserError('personUnknown', { name: name.slice(0, 20) });
  return person.id;
}

/**
 * Sends a failed message, or one of unknown fate, once more: as a row of its own, to where its reader can be reached now,
 * within quiet hours like any other. Asked twice it goes once. Throws UserError('sentUnknown' | 'sentNotResendable' |
 * 'sentNoAddress').
 * @returns whether it was written now, and until when it waits
 */
export async function resend(
  ctx: ChatCtx,
  campaign: CampaignView,
  deliveryId: number,
): Promise<{ again: boolean; waitsUntil: Date | null }> {
  const row = await ctx.db.delivery.findUnique({ where: { id: deliveryId } });
  if (row?.campaignId !== campaign.id) throw new UserError('sentUnknown');
  const payload = row.payload as unknown as Payload;
  if (!RESENDABLE.includes(row.status) || !mayGoAgain(ctx, campaign, payload)) throw new UserError('sentNotResendable');
  const identity = row.personId === null ? null : await activeIdentity(ctx.db, row.personId);
  if (row.personId !== null && !identity) throw new UserError('sentNoAddress');
  const notBefore = await quietUntil(ctx, campaign.id);
  // A person decided to send it now; it must not surprise anybody days later.
  const expiresAt =
    payload.op === 'compose' ? closingOn(campaign, payload.on) : new Date(notBefore.getTime() + 86_400_000);
  if (notBefore >= expiresAt) throw new UserError('sentNotResendable');
  const written = await insertDelivery(ctx.db, {
    dedupKey: `resend:${row.id}`,
    platform: identity?.platform ?? row.platform,
    address: identity?.address ?? row.address,
    thread: identity ? '' : row.thread,
    personId: row.personId,
    campaignId: row.campaignId,
    kind: row.kind,
    priority: row.priority,
    subject: row.subject,
    payload,
    notBefore,
    expiresAt,
    createdAt: ctx.now,
  });
  if (written) await audit(ctx, 'resend', `delivery:${row.id}`);
  return { again: !written, waitsUntil: notBefore > ctx.now ? notBefore : null };
}
