import { addDays, dayOf, instantOf } from '../domain/calendar.js';
import { buttonId } from '../domain/button.js';
import type { ReportField } from '../domain/ledger.js';
import { UserError } from '../domain/userError.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { answerDirective } from './directives.js';
import { enqueueToPerson } from './outbox.js';
import type { ReviewCard } from './texts/zhCN/review.js';
import { textsFor } from './texts/index.js';

/** Until this time of the next workday a sent-back report may be mended without losing its day. */
const CORRECTION_TIME = '12:00';

/**
 * The next report to verify: flagged ones first, then oldest. With `afterId` the one after that report in this order,
 * from the beginning again at the end. Of a long queue the oldest fifty are looked at.
 */
export async function nextToReview(
  ctx: ChatCtx,
  campaignId: number,
  afterId: number | null = null,
): Promise<(ReviewCard & { reportId: number }) | null> {
  const where = { status: 'submitted', item: { campaignId } };
  const waiting = await ctx.db.progressReport.count({ where });
  const rows = await ctx.db.progressReport.findMany({
    where,
    orderBy: { id: 'asc' },
    take: 50,
    include: {
      item: { include: { milestones: { orderBy: { position: 'asc' } } } },
      unit: true,
      author: true,
      evidence: true,
    },
  });
  const isFlagged = (row: { flags: unknown }) => (row.flags as string[]).length > 0;
  const queue = [...rows.filter(isFlagged), ...rows.filter((row) => !isFlagged(row))];
  const report = queue[(queue.findIndex((row) => row.id === afterId) + 1) % Math.max(1, queue.length)];
  if (!report) return null;
  return {
    reportId: report.id,
    itemNo: report.item.itemNo,
    title: report.item.title,
    unit: report.unit.shortName,
    author: report.author?.name ?? '',
    on: report.reportedOn,
    percent: report.percent,
    previousPercent: report.item.percent,
    summary: report.summary,
    blocker: report.blocker,
    evidence: report.evidence.map((file) => file.name),
    flags: report.flags as string[],
    reached: report.item.milestones
      .filter((m) => m.status === 'claimed' && m.percent <= report.percent)
      .map((m) => m.name),
    version: report.version,
    waiting,
  };
}

/** Loads a report that still waits for its verdict, in a campaign. Throws UserError('reportUnknown' | 'reportHandled'). */
export async function waitingReport(ctx: Ctx, reportId: number, campaignId?: number) {
  const report = await ctx.db.progressReport.findUnique({
    where: { id: reportId },
    include: { item: true, author: true },
  });
  if (!report || (campaignId !== undefined && report.item.campaignId !== campaignId))
    throw new UserError('reportUnknown');
  if (report.status !== 'submitted') throw new UserError('reportHandled');
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
  await ctx.db.item.update({
    where: { id: item.id },
    data: { percent: report.percent, ...(closed ? { status: 'closed', closedOn: report.reportedOn } : {}) },
  });
  if (closed) {
    await answerDirective(ctx, item.id);
    await ctx.db.reportRequest.updateMany({ where: { itemId: item.id, status: 'open' }, data: { status: 'dropped' } });
    if (report.author)
      await enqueueToPerson(ctx, campaign.id, report.author.id, {
        key: `closed:${item.id}`,
        kind: 'notice',
        subject: `item:${item.id}`,
        message: textsFor(report.author.locale).review.closed(item.itemNo, item.title),
      });
  }
  return { itemNo: item.itemNo, closed };
}

/** Sends a report back with the field to mend and the reason; what it claimed is open again; the author is told. */
export async function sendBackReport(
  ctx: ChatCtx,
  reportId: number,
  field: ReportField,
  reason: string,
): Promise<{ itemNo: string; author: string }> {
  const { report, campaign } = await decide(ctx, reportId, 'sentBack', field, reason);
  const { item, author } = report;
  await ctx.db.milestone.updateMany({
    where: { itemId: item.id, status: 'claimed' },
    data: { status: 'open', completedOn: null },
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
            { id: buttonId('fix', reportId), label: t.review.fix, style: 'primary' },
            { id: buttonId('tooMuch', reportId, 'sentBack'), label: t.bundle.tooMuch },
          ],
        ],
      }),
    });
  }
  return { itemNo: item.itemNo, author: author?.name ?? '' };
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
