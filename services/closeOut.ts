import { buttonId } from '../domain/button.js';
import type { Day } from '../domain/calendar.js';
import { unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { lockItem } from '../prisma/store/items.js';
import { cancelPending } from '../prisma/store/outbox.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { peopleOnDuty } from './duty.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** A head who has not spoken for so long does not hold a close-out up: the coordinator decides, and is told. */
const HEAD_HOURS = 72;

/** Close-outs asked for at or before this instant go to the coordinator even without the head's word. */
export const headSilentSince = (ctx: Pick<Ctx, 'now'>): Date => new Date(ctx.now.getTime() - HEAD_HOURS * 3_600_000);

/** An item and its report of 100 %, as far as closing out needs them. */
interface ItemRef {
  id: number;
  itemNo: string;
  title: string;
  leadUnitId: number;
}

/**
 * 申请销号: notes that a report of 100 % asks to close its item out; nothing is asked of the item until the verdict. Where
 * the campaign wants it, the unit's head is asked first.
 * @returns who looks at it next
 */
export async function requestCloseOut(
  ctx: ChatCtx,
  campaign: CampaignView,
  item: ItemRef,
  report: { id: number; summary: string },
): Promise<'awaitsHead' | 'requested'> {
  const heads = campaign.headConfirmsCloseOut
    ? await peopleOnDuty(ctx, 'unitHead', campaign.id, todayIn(ctx, campaign), [item.leadUnitId])
    : [];
  // A head who reports in person has said so already.
  const own = heads.some((head) => head.id === ctx.actor.personId);
  const status = heads.length > 0 && !own ? 'awaitsHead' : 'requested';
  await ctx.db.item.updateMany({ where: { id: item.id, status: 'open' }, data: { status: 'closeOutRequested' } });
  await ctx.db.closeOut.create({
    data: {
      itemId: item.id,
      reportId: report.id,
      status,
      requestedById: ctx.actor.personId,
      requestedAt: ctx.now,
      ...(own ? { confirmedById: ctx.actor.personId, confirmedAt: ctx.now } : {}),
    },
  });
  await audit(ctx, 'requestCloseOut', `item:${item.id}`, { report: report.id, status });
  if (status === 'awaitsHead')
    for (const head of heads) {
      const t = textsFor(head.locale);
      await enqueueToPerson(ctx, campaign.id, head.id, {
        key: `closeOutHead:${report.id}:${head.id}`,
        kind: 'notice',
        urgent: true,
        subject: `item:${item.id}`,
        message: t.closeOut.askHead({ ...item, by: ctx.actor.name, summary: report.summary }, [
          [
            { id: buttonId('headConfirm', report.id), label: t.closeOut.confirm, style: 'primary' },
            { id: buttonId('headRefuse', report.id), label: t.closeOut.refuse },
          ],
        ]),
      });
    }
  return status;
}

/** Loads a close-out that waits for the head of the actor's unit. Throws UserError('closeOutHandled' | 'notYourUnit'). */
export async function closeOutForHead(ctx: ChatCtx, reportId: number) {
  const found = await ctx.db.closeOut.findUnique({
    where: { reportId },
    include: { item: true, report: { include: { author: true } } },
  });
  if (!found) throw new UserError('reportUnknown');
  if (!unitsOf(ctx.actor, ['unitHead'], found.item.campaignId).includes(found.item.leadUnitId))
    throw new UserError('notYourUnit');
  if (found.status !== 'awaitsHead') throw new UserError('closeOutHandled', { itemNo: found.item.itemNo });
  return found;
}

/** 同意申请销号: the head's word; a coordinator verifies next. The conditional update decides between two heads. */
export async function confirmCloseOut(ctx: ChatCtx, reportId: number): Promise<{ itemNo: string }> {
  const { id, item } = await closeOutForHead(ctx, reportId);
  await takeHeadsWord(ctx, id, item.itemNo, 'requested', '');
  await audit(ctx, 'confirmCloseOut', `item:${item.id}`, { report: reportId });
  return { itemNo: item.itemNo };
}

/** 不同意申请销号: the report is withdrawn unverified, the item goes on, and its author is told why. */
export async function refuseCloseOut(ctx: ChatCtx, reportId: number, reason: string): Promise<{ itemNo: string }> {
  const { id, item, report } = await closeOutForHead(ctx, reportId);
  await takeHeadsWord(ctx, id, item.itemNo, 'refused', reason);
  await ctx.db.progressReport.updateMany({
    where: { id: reportId, status: 'submitted' },
    data: { status: 'withdrawn' },
  });
  await goOn(ctx, item.id);
  await audit(ctx, 'refuseCloseOut', `item:${item.id}`, { report: reportId, reason });
  if (report.author) {
    const t = textsFor(report.author.locale);
    await enqueueToPerson(ctx, item.campaignId, report.author.id, {
      key: `closeOutRefused:${reportId}`,
      kind: 'notice',
      urgent: true,
      subject: `item:${item.id}`,
      message: t.closeOut.refusedByHead(item.itemNo, ctx.actor.name, reason, [
        [{ id: buttonId('report', item.id), label: t.item.report, style: 'primary' }],
      ]),
    });
  }
  return { itemNo: item.itemNo };
}

async function takeHeadsWord(ctx: ChatCtx, id: number, itemNo: string, status: string, reason: string): Promise<void> {
  const { count } = await ctx.db.closeOut.updateMany({
    where: { id, status: 'awaitsHead' },
    data: { status, reason, confirmedById: ctx.actor.personId, confirmedAt: ctx.now },
  });
  if (count === 0) throw new UserError('closeOutHandled', { itemNo });
}

/** Takes an item that asked to be closed out back to work: what its report claimed is open again. */
async function goOn(ctx: Ctx, itemId: number): Promise<void> {
  await ctx.db.item.updateMany({ where: { id: itemId, status: 'closeOutRequested' }, data: { status: 'open' } });
  await ctx.db.milestone.updateMany({
    where: { itemId, status: 'claimed' },
    data: { status: 'open', completedOn: null },
  });
}

/**
 * 销号: closes an item out on an accepted report of 100 %. In the same transaction everything that waits for it goes:
 * requests of the lead unit and of supporting units, other reports in the queue, messages not sent yet.
 */
export async function closeItem(
  ctx: ChatCtx,
  campaignId: number,
  item: ItemRef,
  report: { id: number; reportedOn: Day; author: { id: number; locale: string } | null },
): Promise<void> {
  await ctx.db.item.update({
    where: { id: item.id },
    data: { status: 'closed', closedOn: report.reportedOn, percent: 100 },
  });
  await ctx.db.reportRequest.updateMany({ where: { itemId: item.id, status: 'open' }, data: { status: 'dropped' } });
  await ctx.db.progressReport.updateMany({
    where: { itemId: item.id, status: 'submitted', id: { not: report.id } },
    data: { status: 'superseded' },
  });
  await ctx.db.waiting.updateMany({
    where: { itemId: item.id, untilOn: null },
    data: { untilOn: report.reportedOn },
  });
  await ctx.db.closeOut.updateMany({
    where: { reportId: report.id },
    data: { status: 'closed', decidedById: ctx.actor.personId, decidedAt: ctx.now },
  });
  await cancelPending(ctx.db, `item:${item.id}`, ctx.now);
  await audit(ctx, 'closeOut', `item:${item.id}`, { report: report.id });
  if (!report.author) return;
  await enqueueToPerson(ctx, campaignId, report.author.id, {
    // An item may be reopened and closed again: once for each report.
    key: `closed:${item.id}:${report.id}`,
    kind: 'notice',
    message: textsFor(report.author.locale).review.closed(item.itemNo, item.title),
  });
}

/** A closed item, for reopening. Throws UserError('itemUnknown' | 'itemNotClosed'). */
export async function closedItem(ctx: ChatCtx, itemId: number, campaignId: number) {
  const item = await ctx.db.item.findUnique({ where: { id: itemId } });
  if (item?.campaignId !== campaignId) throw new UserError('itemUnknown', { query: String(itemId) });
  if (item.status !== 'closed') throw new UserError('itemNotClosed', { itemNo: item.itemNo });
  return item;
}

/**
 * Reopens a closed item with a reason: its last milestone is open again with the due day given, the figure goes back to
 * the last accepted one below 100, and the unit's liaison and head are told.
 */
export async function reopenItem(
  ctx: ChatCtx,
  itemId: number,
  campaignId: number,
  { reason, dueOn }: { reason: string; dueOn: Day },
): Promise<{ itemNo: string; told: number }> {
  await lockItem(ctx.db, itemId);
  const item = await closedItem(ctx, itemId, campaignId);
  const campaign = await loadCampaign(ctx, campaignId);
  const today = todayIn(ctx, campaign);
  if (dueOn < today) throw new UserError('dueOnPast');
  const before = await ctx.db.progressReport.findFirst({
    where: { itemId, status: 'accepted', percent: { lt: 100 } },
    orderBy: { id: 'desc' },
    select: { percent: true },
  });
  const last = await ctx.db.milestone.findFirst({ where: { itemId }, orderBy: { position: 'desc' } });
  if (last)
    await ctx.db.milestone.update({
      where: { id: last.id },
      data: { status: 'open', completedOn: null, dueOn, warnings: { deleteMany: {} } },
    });
  await ctx.db.item.update({
    where: { id: itemId },
    data: { status: 'open', closedOn: null, percent: before?.percent ?? 0, dueOn },
  });
  await ctx.db.closeOut.updateMany({ where: { itemId, status: 'closed' }, data: { status: 'reopened', reason } });
  await audit(ctx, 'reopen', `item:${itemId}`, { reason, dueOn });
  const people = [
    ...(await peopleOnDuty(ctx, 'liaison', campaignId, today, [item.leadUnitId])),
    ...(await peopleOnDuty(ctx, 'unitHead', campaignId, today, [item.leadUnitId])),
  ];
  const told = new Map(people.map((person) => [person.id, person]));
  for (const person of told.values()) {
    const t = textsFor(person.locale);
    await enqueueToPerson(ctx, campaignId, person.id, {
      key: `reopened:${itemId}:${ctx.now.getTime()}:${person.id}`,
      kind: 'notice',
      urgent: true,
      subject: `item:${itemId}`,
      message: t.closeOut.reopened({ itemNo: item.itemNo, title: item.title, reason, dueOn, by: ctx.actor.name }, [
        [{ id: buttonId('item', itemId), label: t.closeOut.look }],
      ]),
    });
  }
  return { itemNo: item.itemNo, told: told.size };
}
