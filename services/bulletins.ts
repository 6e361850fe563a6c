import { UserError } from '../domain/userError.js';
import { boundChats } from '../prisma/store/chats.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { loadCampaign, quietUntil, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToChat, enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** 表扬, 批评, 工作提示. */
export const BULLETIN_KINDS = ['praise', 'criticism', 'notice'] as const;
/** Who gets it: the bound groups, unit heads, liaisons, or all of them. */
export const AUDIENCES = ['group', 'heads', 'liaisons', 'everyone'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What is sent. */
export interface BulletinInput {
  campaignId: number;
  kind: (typeof BULLETIN_KINDS)[number];
  title: string;
  body: string;
  audience: Audience;
}

async function receivers(ctx: Ctx, campaignId: number, audience: Audience) {
  const groups = audience === 'group' || audience === 'everyone' ? await boundChats(ctx.db, campaignId, 'bulletin') : [];
  const heads = audience === 'heads' || audience === 'everyone' ? await peopleHolding(ctx.db, 'unitHead', campaignId) : [];
  const liaisons =
    audience === 'liaisons' || audience === 'everyone' ? await peopleHolding(ctx.db, 'liaison', campaignId) : [];
  const people = [...new Map([...heads, ...liaisons].map((person) => [person.id, person])).values()];
  return { groups, people };
}

/**
 * Numbers a bulletin within its campaign and year and writes it to everybody it is for, once each.
 * @returns its number in words ('〔2026〕3 号'), how many were written, and whether they wait for the next opening
 * @throws UserError('audienceEmpty')
 */
export async function sendBulletin(
  ctx: ChatCtx,
  input: BulletinInput,
): Promise<{ bulletinId: number; number: string; total: number; held: boolean }> {
  const campaign = await loadCampaign(ctx, input.campaignId);
  const { groups, people } = await receivers(ctx, campaign.id, input.audience);
  if (groups.length + people.length === 0) throw new UserError('audienceEmpty');
  const year = Number(todayIn(ctx, campaign).slice(0, 4));
  const last = await ctx.db.bulletin.aggregate({ where: { campaignId: campaign.id, year }, _max: { number: true } });
  const row = await ctx.db.bulletin.create({
    data: {
      campaignId: campaign.id,
      year,
      number: (last._max.number ?? 0) + 1,
      kind: input.kind,
      title: input.title,
      body: input.body,
      audience: { to: input.audience },
      drafterId: ctx.actor.personId,
      createdAt: ctx.now,
      sentAt: ctx.now,
    },
  });
  const message = (locale: string | undefined) => {
    const t = textsFor(locale).bulletin;
    return t.post({ ...row, issuer: t.issuer(campaign.name) });
  };
  const common = { kind: 'bulletin', subject: `bulletin:${row.id}` } as const;
  for (const chat of groups)
    await enqueueToChat(ctx, chat, { ...common, key: `bulletin:${row.id}:chat:${chat.id}`, message: message(undefined) });
  for (const person of people)
    await enqueueToPerson(ctx, campaign.id, person.id, {
      ...common,
      key: `bulletin:${row.id}:person:${person.id}`,
      message: message(person.locale),
    });
  await audit(ctx, 'bulletin', `bulletin:${row.id}`, { to: input.audience, total: groups.length + people.length });
  return {
    bulletinId: row.id,
    number: textsFor(ctx.actor.locale).bulletin.numbered(year, row.number),
    total: groups.length + people.length,
    held: (await quietUntil(ctx, campaign.id)) > ctx.now,
  };
}

/** What became of a bulletin's messages; `names` are people it did not reach (the first ten). Throws UserError('bulletinUnknown'). */
export async function bulletinCounts(
  ctx: ChatCtx,
  bulletinId: number,
): Promise<{ number: string; sent: number; waiting: number; failed: number; names: string[] }> {
  const row = await ctx.db.bulletin.findUnique({ where: { id: bulletinId } });
  if (!row) throw new UserError('bulletinUnknown');
  const subject = `bulletin:${bulletinId}`;
  const groups = await ctx.db.delivery.groupBy({ by: ['status'], where: { subject }, _count: true });
  const count = (...statuses: string[]) =>
    groups.filter((group) => statuses.includes(group.status)).reduce((sum, group) => sum + group._count, 0);
  const failed = await ctx.db.delivery.findMany({
    where: { subject, status: { in: ['failed', 'expired', 'unknown'] } },
    include: { person: { select: { name: true } } },
    orderBy: { id: 'asc' },
    take: 10,
  });
  return {
    number: textsFor(ctx.actor.locale).bulletin.numbered(row.year, row.number),
    sent: count('sent'),
    waiting: count('pending', 'sending'),
    failed: count('failed', 'expired', 'unknown'),
    names: failed.map((each) => each.person?.name ?? each.address),
  };
}
