import { buttonId } from '../domain/button.js';
import type { Message } from '../domain/message.js';
import { holds, type Role } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { boundChats } from '../prisma/store/chats.js';
import { cancelPending } from '../prisma/store/outbox.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, quietUntil, todayIn } from './campaignRules.js';
import { caseToQuote } from './caseQuotes.js';
import type { ChatCtx, Ctx } from './context.js';
import { takeNumber } from './documentNumbers.js';
import { peopleOnDuty } from './duty.js';
import { enqueueChange, enqueueToChat, enqueueToPerson } from './outbox.js';
import { sortForRecall } from './recall.js';
import { type Phrases, textsFor } from './texts/index.js';

/** 表扬, 批评, 工作提示. */
export const BULLETIN_KINDS = ['praise', 'criticism', 'notice'] as const;
/** Who gets it: the bound groups, unit heads, liaisons, or all of them. */
export const AUDIENCES = ['group', 'heads', 'liaisons', 'everyone'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What is sent. `unitKind` narrows heads and liaisons to units of one kind; 'all' does not. */
export interface BulletinInput {
  campaignId: number;
  kind: (typeof BULLETIN_KINDS)[number];
  title: string;
  body: string;
  audience: Audience;
  unitKind: string;
  /** The bulletin that this one corrects. */
  correctsId: number | null;
  /** An approved case that it quotes (典型案例). */
  caseId?: number | null;
}

/** What became of a draft: sent, or waiting for a second person. */
export interface BulletinSent {
  bulletinId: number;
  /** '〔2026〕3号'; null while it waits. */
  number: string | null;
  total: number;
  /** When the messages go out; null for now. */
  heldUntil: Date | null;
  zone: string;
}

type Bulletin = NonNullable<Awaited<ReturnType<typeof find>>>;

const find = (ctx: Ctx, id: number) => ctx.db.bulletin.findUnique({ where: { id }, include: { drafter: true } });

/** Kinds of units that take part in a campaign, for choosing whom to send to. */
export async function unitKinds(ctx: Ctx, campaignId: number): Promise<string[]> {
  const units = await ctx.db.campaignUnit.findMany({
    where: { campaignId },
    select: { unit: { select: { kind: true } } },
  });
  return [...new Set(units.map(({ unit }) => unit.kind))];
}

async function receivers(ctx: Ctx, campaignId: number, audience: Audience, unitKind: string) {
  const units =
    unitKind === 'all'
      ? undefined
      : (
          await ctx.db.campaignUnit.findMany({
            where: { campaignId, unit: { kind: unitKind } },
            select: { unitId: true },
          })
        ).map(({ unitId }) => unitId);
  const has = (...list: Audience[]) => list.includes(audience);
  const groups = has('group', 'everyone') ? await boundChats(ctx.db, campaignId, 'bulletin') : [];
  const today = todayIn(ctx, await loadCampaign(ctx, campaignId));
  const heads = has('heads', 'everyone') ? await peopleOnDuty(ctx, 'unitHead', campaignId, today, units) : [];
  const liaisons = has('liaisons', 'everyone') ? await peopleOnDuty(ctx, 'liaison', campaignId, today, units) : [];
  const people = [...new Map([...heads, ...liaisons].map((person) => [person.id, person])).values()];
  return { groups, people };
}

/**
 * Sends a bulletin, or, when it is criticism, asks a second person to approve it first.
 * @throws UserError('audienceEmpty' | 'caseGone' | 'caseNeedsCriticism')
 */
export async function submitBulletin(ctx: ChatCtx, input: BulletinInput): Promise<BulletinSent> {
  const campaign = await loadCampaign(ctx, input.campaignId);
  const { groups, people } = await receivers(ctx, campaign.id, input.audience, input.unitKind);
  const total = groups.length + people.length;
  if (total === 0) throw new UserError('audienceEmpty');
  const quoted = input.caseId ? await caseToQuote(ctx, campaign.id, input.caseId, input.kind) : null;
  const row = await ctx.db.bulletin.create({
    data: {
      campaignId: campaign.id,
      year: Number(todayIn(ctx, campaign).slice(0, 4)),
      kind: input.kind,
      title: input.title,
      body: quoted ? `${input.body}\n${quoted.words}` : input.body,
      status: 'waiting',
      audience: { to: input.audience, unitKind: input.unitKind },
      correctsId: input.correctsId,
      drafterId: ctx.actor.personId,
      createdAt: ctx.now,
    },
  });
  if (quoted)
    await ctx.db.caseQuote.create({ data: { bulletinId: row.id, caseId: quoted.id, named: quoted.namesUnit } });
  await audit(ctx, 'draftBulletin', `bulletin:${row.id}`, { kind: input.kind, to: input.audience, total });
  if (input.kind !== 'criticism') return send(ctx, campaign, row.id, null);
  await askForApproval(ctx, campaign, row.id);
  return { bulletinId: row.id, number: null, total, heldUntil: null, zone: campaign.zone };
}

/** Who may approve criticism. */
const APPROVERS: readonly Role[] = ['coordinator', 'leader'];

/** A bulletin of a campaign where the actor holds one of the roles; null for others', as if it were not there. */
async function findOwn(ctx: ChatCtx, id: number, roles: readonly Role[] = ['coordinator']) {
  const row = await find(ctx, id);
  return row && holds(ctx.actor, roles, row.campaignId) ? row : null;
}

/** Other coordinators, and leaders where there is none, are asked; the drafter never. */
async function askForApproval(ctx: ChatCtx, campaign: CampaignView, id: number): Promise<void> {
  const row = await find(ctx, id);
  if (!row) throw new UserError('bulletinUnknown');
  const others = (await peopleHolding(ctx.db, 'coordinator', campaign.id)).filter((each) => each.id !== row.drafterId);
  const approvers = others.length > 0 ? others : await peopleHolding(ctx.db, 'leader', campaign.id);
  if (approvers.length === 0) throw new UserError('noApprover');
  for (const person of approvers) {
    const t = textsFor(person.locale);
    await enqueueToPerson(ctx, campaign.id, person.id, {
      key: `bulletin:${id}:approve:${person.id}`,
      kind: 'notice',
      urgent: true,
      message: t.bulletin.toApprove(ctx.actor.name, wordsOf(t, campaign, row), audienceOf(row).to, [
        [
          { id: buttonId('approveBulletin', id), label: t.bulletin.approve, style: 'primary' },
          { id: buttonId('refuseBulletin', id), label: t.bulletin.refuse, style: 'danger' },
        ],
      ]),
    });
  }
}

/** Approves criticism and sends it. Throws UserError('bulletinUnknown' | 'bulletinDecided' | 'approverIsDrafter'). */
export async function approveBulletin(ctx: ChatCtx, id: number): Promise<BulletinSent> {
  const row = await findOwn(ctx, id, APPROVERS);
  if (!row) throw new UserError('bulletinUnknown');
  if (row.drafterId === ctx.actor.personId) throw new UserError('approverIsDrafter');
  const campaign = await loadCampaign(ctx, row.campaignId);
  const sent = await send(ctx, campaign, id, ctx.actor.personId);
  await tellDrafter(ctx, row, (t) => t.bulletin.approved(sent.number ?? '', ctx.actor.name));
  return sent;
}

/** Sends a waiting criticism back to its drafter. Throws like approveBulletin. */
export async function refuseBulletin(ctx: ChatCtx, id: number): Promise<void> {
  const row = await findOwn(ctx, id, APPROVERS);
  if (!row) throw new UserError('bulletinUnknown');
  if (row.drafterId === ctx.actor.personId) throw new UserError('approverIsDrafter');
  await decide(ctx, id, { status: 'refused', approverId: ctx.actor.personId });
  await audit(ctx, 'refuseBulletin', `bulletin:${id}`);
  await tellDrafter(ctx, row, (t) => t.bulletin.refused(row.title, ctx.actor.name));
}

/** The conditional update decides between two at the same moment. */
async function decide(
  ctx: Ctx,
  id: number,
  data: { status: string; approverId: number | null; number?: number; sentAt?: Date },
) {
  const { count } = await ctx.db.bulletin.updateMany({ where: { id, status: 'waiting' }, data });
  if (count === 0) throw new UserError('bulletinDecided');
}

async function tellDrafter(ctx: Ctx, row: Bulletin, message: (t: Phrases) => Message): Promise<void> {
  await enqueueToPerson(ctx, row.campaignId, row.drafterId, {
    key: `bulletin:${row.id}:decided`,
    kind: 'notice',
    message: message(textsFor(row.drafter.locale)),
  });
}

async function send(
  ctx: ChatCtx,
  campaign: CampaignView,
  id: number,
  approverId: number | null,
): Promise<BulletinSent> {
  const draft = await find(ctx, id);
  if (!draft) throw new UserError('bulletinUnknown');
  const subject = `bulletin:${id}`;
  const { number } = await takeNumber(ctx, { campaignId: campaign.id, year: draft.year, subject });
  await decide(ctx, id, { status: 'sent', approverId, number, sentAt: ctx.now });
  const row = { ...draft, number };
  const { to, unitKind } = audienceOf(row);
  const { groups, people } = await receivers(ctx, campaign.id, to, unitKind);
  const corrected = row.correctsId === null ? null : await find(ctx, row.correctsId);
  const message = (locale: string | undefined) => {
    const t = textsFor(locale);
    const corrects = corrected?.number ? t.bulletin.numbered(corrected.year, corrected.number) : undefined;
    return t.bulletin.post({ ...wordsOf(t, campaign, row), ...(corrects ? { corrects } : {}) });
  };
  const common = { kind: 'bulletin', subject } as const;
  for (const chat of groups)
    await enqueueToChat(ctx, chat, { ...common, key: `bulletin:${id}:chat:${chat.id}`, message: message(undefined) });
  for (const person of people)
    await enqueueToPerson(ctx, campaign.id, person.id, {
      ...common,
      key: `bulletin:${id}:person:${person.id}`,
      message: message(person.locale),
    });
  const total = groups.length + people.length;
  await audit(ctx, 'sendBulletin', `bulletin:${id}`, { number, total });
  const opensAt = await quietUntil(ctx, campaign.id);
  return {
    bulletinId: id,
    number: textsFor(ctx.actor.locale).bulletin.numbered(row.year, number),
    total,
    heldUntil: opensAt > ctx.now ? opensAt : null,
    zone: campaign.zone,
  };
}

const audienceOf = (row: { audience: unknown }) => row.audience as { to: Audience; unitKind: string };

function wordsOf(
  t: Phrases,
  campaign: CampaignView,
  row: Pick<Bulletin, 'kind' | 'title' | 'body' | 'year' | 'number'>,
) {
  const { kind, title, body, year, number } = row;
  return { kind, title, body, issuer: t.bulletin.issuer(campaign.name), ...(number === null ? {} : { year, number }) };
}

/** What became of a bulletin's messages; `names` are receivers it did not reach (the first ten). Throws UserError('bulletinUnknown'). */
export async function bulletinCounts(ctx: ChatCtx, id: number) {
  const row = await findOwn(ctx, id);
  if (!row) throw new UserError('bulletinUnknown');
  const t = textsFor(ctx.actor.locale).bulletin;
  const subject = `bulletin:${id}`;
  const groups = await ctx.db.delivery.groupBy({ by: ['status'], where: { subject }, _count: true });
  const count = (...statuses: string[]) =>
    groups.filter((group) => statuses.includes(group.status)).reduce((sum, group) => sum + group._count, 0);
  const failed = await failedDeliveries(ctx, id);
  return {
    number: row.number === null ? '' : t.numbered(row.year, row.number),
    withdrawn: row.status === 'withdrawn',
    sent: count('sent'),
    waiting: count('pending', 'sending'),
    failed: failed.length,
    names: failed.slice(0, 10).map((each) => each.person?.name ?? each.address),
  };
}

/** Deliveries that failed and were not sent again since. */
async function failedDeliveries(ctx: Ctx, id: number) {
  const rows = await ctx.db.delivery.findMany({
    where: { subject: `bulletin:${id}` },
    include: { person: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  const newest = new Map(
    rows.map((row) => [row.personId === null ? `chat:${row.address}` : `person:${row.personId}`, row]),
  );
  return [...newest.values()].filter((row) => ['failed', 'expired', 'unknown'].includes(row.status));
}

/** Sends a bulletin again to those whom it did not reach, and only to them. @returns how many */
export async function resendBulletin(ctx: ChatCtx, id: number): Promise<number> {
  const row = await findOwn(ctx, id);
  if (row?.status !== 'sent') throw new UserError('bulletinUnknown');
  const failed = await failedDeliveries(ctx, id);
  const chats = await boundChats(ctx.db, row.campaignId, 'bulletin');
  for (const each of failed) {
    // The key names the row that failed: pressing twice sends once.
    const options = {
      key: `bulletin:${id}:again:${each.id}`,
      kind: 'bulletin' as const,
      subject: `bulletin:${id}`,
      message: (each.payload as unknown as { message: Message }).message,
    };
    const chat = chats.find((known) => known.platformChatId === each.address && known.thread === each.thread);
    if (each.personId !== null) await enqueueToPerson(ctx, row.campaignId, each.personId, options);
    else if (chat) await enqueueToChat(ctx, chat, options);
  }
  await audit(ctx, 'resendBulletin', `bulletin:${id}`, { count: failed.length });
  return failed.length;
}

/** What became of a withdrawal: `recalled` messages are taken back, those in WeCom groups and too old ones stay. */
export interface Withdrawal {
  number: string;
  told: number;
  stopped: number;
  recalled: number;
  inGroups: number;
  tooOld: number;
}

/** How many messages of a bulletin cannot be taken back if it is withdrawn now. */
export async function whatWouldStay(ctx: ChatCtx, id: number): Promise<{ inGroups: number; tooOld: number }> {
  const sent = await ctx.db.delivery.findMany({
    where: { subject: `bulletin:${id}`, status: { in: ['sent', 'sending', 'unknown'] } },
  });
  const { inGroups, tooOld } = sortForRecall(sent, ctx.now);
  return { inGroups, tooOld };
}

/**
 * Withdraws a bulletin: what was not sent yet is stopped, what stands is taken back where the platform can, and everybody
 * who got it is told that it no longer holds. Throws UserError('bulletinUnknown' | 'bulletinDecided').
 */
export async function withdrawBulletin(ctx: ChatCtx, id: number): Promise<Withdrawal> {
  const row = await findOwn(ctx, id);
  if (!row || row.number === null) throw new UserError('bulletinUnknown');
  const { count } = await ctx.db.bulletin.updateMany({ where: { id, status: 'sent' }, data: { status: 'withdrawn' } });
  if (count === 0) throw new UserError('bulletinDecided');
  const stopped = await cancelPending(ctx.db, `bulletin:${id}`, ctx.now);
  const reached = await ctx.db.delivery.findMany({
    where: { subject: `bulletin:${id}`, status: { in: ['sent', 'sending', 'unknown'] } },
    include: { person: { select: { locale: true } } },
    orderBy: { id: 'asc' },
  });
  const { takes, inGroups, tooOld } = sortForRecall(reached, ctx.now);
  for (const post of takes) {
    const t = textsFor(post.person?.locale).bulletin;
    await enqueueChange(ctx, post, {
      key: `bulletin:${id}:back:${post.id}`,
      subject: `bulletin:${id}:back`,
      payload: {
        op: 'retract',
        messageId: post.providerMessageId,
        note: t.retracted(t.numbered(row.year, row.number)),
      },
    });
  }
  const chats = await boundChats(ctx.db, row.campaignId, 'bulletin');
  for (const each of reached) {
    const t = textsFor(each.person?.locale).bulletin;
    const options = {
      key: `bulletin:${id}:withdrawn:${each.id}`,
      kind: 'bulletin' as const,
      urgent: true,
      message: t.withdrawn(t.numbered(row.year, row.number), row.title),
    };
    const chat = chats.find((known) => known.platformChatId === each.address && known.thread === each.thread);
    if (each.personId !== null) await enqueueToPerson(ctx, row.campaignId, each.personId, options);
    else if (chat) await enqueueToChat(ctx, chat, options);
  }
  await audit(ctx, 'withdrawBulletin', `bulletin:${id}`, { told: reached.length, stopped });
  return {
    number: textsFor(ctx.actor.locale).bulletin.numbered(row.year, row.number),
    told: reached.length,
    stopped,
    recalled: takes.length,
    inGroups,
    tooOld,
  };
}

/** A bulletin's words, for correcting it. Throws UserError('bulletinUnknown'). */
export async function bulletinToCorrect(ctx: ChatCtx, id: number): Promise<BulletinInput & { campaign: string }> {
  const row = await findOwn(ctx, id);
  if (!row || row.number === null) throw new UserError('bulletinUnknown');
  const campaign = await loadCampaign(ctx, row.campaignId);
  const { to, unitKind } = audienceOf(row);
  const kind = BULLETIN_KINDS.find((each) => each === row.kind) ?? 'notice';
  const { title, body } = row;
  return {
    campaignId: campaign.id,
    campaign: campaign.name,
    kind,
    title,
    body,
    audience: to,
    unitKind,
    correctsId: id,
  };
}
