import { addDays, dayOf, instantOf } from '../domain/calendar.js';
import { buttonId } from '../domain/button.js';
import type { ReportField } from '../domain/ledger.js';
import { UserError } from '../domain/userError.js';
import { lockItem } from '../prisma/store/items.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, quietUntil, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { closeItem, headSilentSince } from './closeOut.js';
import { personOnDuty } from './duty.js';
import { dropMootExtensions } from './extensions.js';
import { answerDirective } from './directives.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** Until this time of the next workday a sent-back report may be mended without losing its day. */
const CORRECTION_TIME = '12:00';

/**
 * Loads a report that still waits for its verdict, in a campaign. Throws UserError('reportUnknown' | 'reportHandled' |
 * 'reportAwaitsHead').
 */
export async function waitingReport(ctx: Ctx, reportId: number, campaignId?: number) {
  const report = await ctx.db.progressReport.findUnique({
    where: { id: reportId },
    include: {
      item: true,
      author: true,
      closeOut: true,
      verification: { include: { verifier: { select: { name: true } } } },
    },
  });
  if (!report || (campaignId !== undefined && report.item.campaignId !== campaignId))
    throw new UserError('reportUnknown');
  if (report.status !== 'submitted')
    throw new UserError('reportHandled', {
      itemNo: report.item.itemNo,
      verdict: report.verification?.verdict ?? report.status,
      by: report.verification?.verifier?.name ?? '',
    });
  if (report.closeOut?.status === 'awaitsHead' && report.closeOut.requestedAt > headSilentSince(ctx))
    throw new UserError('reportAwaitsHead', { itemNo: report.item.itemNo });
  return report;
}

/** Claims the verdict: the conditional update decides between two verifiers at the same moment. */
async function decide(
  ctx: ChatCtx,
  reportId: number,
  verdict: 'accepted' | 'sentBack',
  field: ReportField | null,
  reason: string,
) {
  const { itemId } = await waitingReport(ctx, reportId);
  // Whoever was first has it: what the other one reads after the lock is their verdict.
  await lockItem(ctx.db, itemId);
  const report = await waitingReport(ctx, reportId);
  const { count } = await ctx.db.progressReport.updateMany({
    where: { id: reportId, status: 'submitted' },
    data: { status: verdict },
  });
  if (count === 0) throw new UserError('reportHandled');
  const campaign = await loadCampaign(ctx, report.item.campaignId);
  await ctx.db.verification.create({
    data: {
      reportId,
      verdict,
      field,
      reason,
      verifierId: ctx.actor.personId,
      verifiedOn: todayIn(ctx, campaign),
      verifiedAt: ctx.now,
    },
  });
  await audit(ctx, verdict, `report:${reportId}`, { item: report.itemId, ...(field ? { field, reason } : {}) });
  return { report, campaign };
}

/** Accepts a report: its figure becomes the item's, the milestones it claims are done, and at 100 the item is closed out. */
export async function acceptReport(ctx: ChatCtx, reportId: number): Promise<{ itemNo: string; closed: boolean }> {
  const { report, campaign } = await decide(ctx, reportId, 'accepted', null, '');
  const { item } = report;
  await ctx.db.milestone.updateMany({
    where: { itemId: item.id, status: 'claimed', percent: { lte: report.percent } },
    data: { status: 'done', confirmedOn: todayIn(ctx, campaign) },
  });
  const closed = report.percent === 100;
  if (closed) {
    await closeItem(ctx, campaign.id, item, report);
    await answerDirective(ctx, item.id);
  } else {
    // An older report that is verified late does not take the item's figure back.
    const newer = await ctx.db.progressReport.count({
      where: { itemId: item.id, status: 'accepted', id: { gt: report.id } },
    });
    if (newer === 0) await ctx.db.item.update({ where: { id: item.id }, data: { percent: report.percent } });
  }
  await dropMootExtensions(ctx, item.id);
  return { itemNo: item.itemNo, closed };
}

/**
 * Accepts several reports at once, those of the list that still wait and carry no flag; the rest was handled meanwhile.
 * @returns numbers of the items, and how many reports were left out
 */
export async function acceptReports(
  ctx: ChatCtx,
  reportIds: readonly number[],
  campaignId: number,
): Promise<{ accepted: string[]; leftOut: number }> {
  const accepted: string[] = [];
  for (const id of [...reportIds].sort((a, b) => a - b)) {
    const report = await ctx.db.progressReport.findUnique({ where: { id }, include: { item: true } });
    const fits =
      report?.status === 'submitted' &&
      report.item.campaignId === campaignId &&
      (report.flags as string[]).length === 0;
    if (fits) accepted.push((await acceptReport(ctx, id)).itemNo);
  }
  return { accepted, leftOut: reportIds.length - accepted.length };
}

/** What a report claimed that was sent back is open again, unless another report that still waits reaches it too. */
async function reopenMilestones(ctx: Ctx, itemId: number): Promise<void> {
  const waiting = await ctx.db.progressReport.findMany({
    where: { itemId, status: 'submitted' },
    orderBy: { id: 'asc' },
    select: { percent: true, reportedOn: true },
  });
  const claimed = await ctx.db.milestone.findMany({ where: { itemId, status: 'claimed' } });
  for (const { id, percent } of claimed) {
    const first = waiting.find((report) => report.percent >= percent);
    const data = first ? { completedOn: first.reportedOn } : { status: 'open', completedOn: null };
    await ctx.db.milestone.updateMany({ where: { id, status: 'claimed' }, data });
  }
}

/** Sends a report back with the field to mend and the reason; what it claimed is open again; the author is
 * told, when the hours allow. */
export async function sendBackReport(
  ctx: ChatCtx,
  reportId: number,
  field: ReportField,
  reason: string,
): Promise<{ itemNo: string; who: string; heldUntil: Date | null; zone: string }> {
  const { report, campaign } = await decide(ctx, reportId, 'sentBack', field, reason);
  const { item } = report;
  const author = await authorOnDuty(ctx, campaign, report);
  if (report.percent === 100)
    await ctx.db.item.updateMany({ where: { id: item.id, status: 'closeOutRequested' }, data: { status: 'open' } });
  await reopenMilestones(ctx, item.id);
  await ctx.db.closeOut.updateMany({
    where: { reportId },
    data: { status: 'refused', reason, decidedById: ctx.actor.personId, decidedAt: ctx.now },
  });
  if (author) {
    const t = textsFor(author.locale);
    await enqueueToPerson(ctx, campaign.id, author.id, {
      key: `sentBack:${reportId}`,
      kind: 'notice',
      subject: `report:${reportId}`,
      urgent: true,
      message: t.review.sentBack({
        itemNo: item.itemNo,
        field,
        reason,
        verifier: ctx.actor.name,
        until: t.day(correctionDay(ctx, campaign, ctx.now)),
        buttons: [
          [
            { id: buttonId('fix', reportId), label: t.review.fix(field), style: 'primary' },
            { id: buttonId('tooMuch', reportId, 'sentBack'), label: t.bundle.tooMuch },
          ],
        ],
      }),
    });
  }
  const opensAt = await quietUntil(ctx, campaign.id);
  return {
    itemNo: item.itemNo,
    who: author?.name ?? '',
    heldUntil: opensAt > ctx.now ? opensAt : null,
    zone: campaign.zone,
  };
}

/**
 * Who is to hear of a report's verdict now: its author, the delegate of one who is away, or the liaison for whom a
 * delegate wrote it and who is back.
 */
async function authorOnDuty(
  ctx: Ctx,
  campaign: CampaignView,
  report: { authorId: number | null; onBehalfOfId: number | null },
) {
  const answersFor = report.onBehalfOfId ?? report.authorId;
  if (answersFor === null) return null;
  const id = await personOnDuty(ctx, campaign.id, answersFor, todayIn(ctx, campaign));
  return ctx.db.person.findUnique({ where: { id } });
}

const correctionDay = (ctx: Ctx, campaign: CampaignView, verifiedAt: Date): string =>
  ctx.calendar.nextWorkday(addDays(dayOf(verifiedAt, campaign.zone), 1));

/** The day that a correction counts for: the report's own when it is mended in time, else the day of the correction. */
export function correctionCountsOn(
  ctx: Ctx,
  campaign: CampaignView,
  report: { reportedOn: string; verification: { verifiedAt: Date } | null },
): string {
  const today = todayIn(ctx, campaign);
  if (!report.verification) return today;
  const until = instantOf(correctionDay(ctx, campaign, report.verification.verifiedAt), CORRECTION_TIME, campaign.zone);
  return ctx.now <= until ? report.reportedOn : today;
}
