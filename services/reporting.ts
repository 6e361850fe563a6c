import { activeReason } from '../domain/goodReason.js';
import { currentMilestone, type ReportField, reachedMilestones } from '../domain/ledger.js';
import type { StoredFile } from '../domain/message.js';
import { flagsFor } from '../domain/reportFlags.js';
import { actsFor, unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { isOverdue } from '../domain/warning.js';
import { contactOf } from './access.js';
import { lockItem } from '../prisma/store/items.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { dropAnsweredChases } from './answeredChases.js';
import { requestCloseOut } from './closeOut.js';
import { mergeParts, openParts, silentUnits, waitingReasons } from './supporting.js';
import { endedCover } from './delegationEnd.js';
import { correctionCountsOn } from './verification.js';
import { textsFor } from './texts/index.js';
import type { ReportHead } from './texts/zhCN/report.js';
import type { PartLine } from './texts/zhCN/supporting.js';

/** What a guided report begins with: everything the bot knows already. */
export interface ReportStart {
  itemId: number;
  unitId: number;
  head: ReportHead;
  /** The report that was sent back and is being mended; null for a new one. */
  corrects: { reportId: number; field: ReportField; percent: number; summary: string; blocker: string } | null;
  /** The unit's newest report when the draft was begun, 0 for none: another one since then was somebody else's. */
  seen: number;
  /** What supporting units answered and no report took up yet. */
  parts: PartLine[];
  /** The same as one text that may be taken over; '' without parts. */
  partsDraft: string;
  /** Supporting units that were asked and have not answered. */
  silent: string[];
}

/** What a liaison hands in. */
export interface ReportInput {
  itemId: number;
  correctsId: number | null;
  noChange: boolean;
  percent: number;
  summary: string;
  blocker: string;
  evidence: StoredFile[];
  /** As in ReportStart; null when nobody's draft can be in the way (a tap on what is open now). */
  seen: number | null;
  /** What filling it in took its author, for the burden meter; never for a score. */
  effort?: { seconds: number; presses: number };
}

/** What came of a report. `reached` are names of milestones that it claims. */
export interface ReportResult {
  reportId: number;
  itemNo: string;
  percent: number;
  late: boolean;
  reached: string[];
  /** Who looks at the request to close out next; null when the report is none. */
  closeOut: 'awaitsHead' | 'requested' | null;
}

async function reportable(ctx: ChatCtx, itemId: number, seen: number | null = null) {
  const item = await ctx.db.item.findUnique({
    where: { id: itemId },
    include: {
      milestones: { orderBy: { position: 'asc' } },
      reports: { where: { status: { in: ['accepted', 'submitted'] } }, orderBy: { id: 'desc' }, take: 1 },
    },
  });
  if (!item) throw new UserError('itemUnknown', { query: String(itemId) });
  if (!unitsOf(ctx.actor, ['liaison'], item.campaignId).includes(item.leadUnitId)) {
    const over = await endedCover(ctx, item.campaignId, item.leadUnitId);
    if (over !== null) throw new UserError('delegationOver', { name: over });
    const insider = unitsOf(ctx.actor, ['unitHead', 'leader'], item.campaignId).includes(item.leadUnitId);
    throw new UserError(insider ? 'notYourItem' : 'notYourUnit', { contact: await contactOf(ctx, item.campaignId) });
  }
  if (item.status === 'closeOutRequested' && seen !== null) {
    const { zone } = await loadCampaign(ctx, item.campaignId);
    await mustBeFirst(ctx, item.id, item.itemNo, seen, zone);
  }
  if (item.status === 'closeOutRequested') throw new UserError('closeOutWaits', { itemNo: item.itemNo });
  if (item.status === 'exempt') throw new UserError('itemExempt', { itemNo: item.itemNo });
  if (item.status !== 'open') throw new UserError('itemClosed', { itemNo: item.itemNo });
  return item;
}

/** Begins a report on an item, prefilled. Throws UserError('itemClosed' | 'notYourUnit' | 'notYourItem'). */
export async function startReport(ctx: ChatCtx, itemId: number): Promise<ReportStart> {
  const item = await reportable(ctx, itemId);
  const campaign = await loadCampaign(ctx, item.campaignId);
  const milestone = currentMilestone(item.milestones);
  const last = item.reports[0];
  const parts = await openParts(ctx, itemId);
  return {
    itemId,
    unitId: item.leadUnitId,
    corrects: null,
    seen: await newestReport(ctx, itemId, item.leadUnitId),
    parts,
    partsDraft: parts.length > 0 ? textsFor(ctx.actor.locale).supporting.draft(parts) : '',
    silent: (await silentUnits(ctx, itemId)).map(({ unit }) => unit),
    head: {
      itemNo: item.itemNo,
      itemTitle: item.title,
      milestone: milestone && {
        name: milestone.name,
        dueOn: milestone.dueOn,
        percent: milestone.percent,
        today: todayIn(ctx, campaign),
        workdays: ctx.calendar.workdaysBetween(todayIn(ctx, campaign), milestone.dueOn),
      },
      last: last ? { percent: last.percent, on: last.reportedOn } : null,
      fixing: null,
    },
  };
}

const newestReport = async (ctx: Ctx, itemId: number, unitId: number): Promise<number> =>
  (await ctx.db.progressReport.findFirst({ where: { itemId, unitId }, orderBy: { id: 'desc' } }))?.id ?? 0;

/** Throws UserError('alreadyReported') when a colleague has reported since the draft was begun. */
async function mustBeFirst(ctx: ChatCtx, itemId: number, itemNo: string, seen: number, zone: string): Promise<void> {
  const newer = await ctx.db.progressReport.findFirst({
    where: { itemId, id: { gt: seen }, authorId: { not: ctx.actor.personId } },
    orderBy: { id: 'desc' },
    include: { author: { select: { name: true } } },
  });
  if (!newer) return;
  const at = textsFor(ctx.actor.locale).moment(newer.reportedAt, zone);
  throw new UserError('alreadyReported', { itemNo, by: newer.author?.name ?? '', at });
}

/** Begins the mending of a report that was sent back. Throws UserError('reportUnknown' | 'reportCorrected' | …). */
export async function startCorrection(ctx: ChatCtx, reportId: number): Promise<ReportStart> {
  const report = await ctx.db.progressReport.findUnique({
    where: { id: reportId },
    include: { correction: { select: { id: true } }, verification: { include: { verifier: true } } },
  });
  if (!report?.verification) throw new UserError('reportUnknown');
  if (report.correction || report.status !== 'sentBack') throw new UserError('reportCorrected');
  const start = await startReport(ctx, report.itemId);
  const field = (report.verification.field ?? 'summary') as ReportField;
  return {
    ...start,
    corrects: { reportId, field, percent: report.percent, summary: report.summary, blocker: report.blocker },
    head: {
      ...start.head,
      fixing: { field, reason: report.verification.reason, by: report.verification.verifier?.name ?? '' },
    },
  };
}

/**
 * Takes a report: answers the item's open request, claims the milestones that the figure reaches, raises flags for the
 * verifier. A report without change needs no verification. Throws UserError like startReport, and 'reportCorrected'.
 */
export async function submitReport(ctx: ChatCtx, input: ReportInput): Promise<ReportResult> {
  await lockItem(ctx.db, input.itemId);
  const item = await reportable(ctx, input.itemId, input.seen);
  const campaign = await loadCampaign(ctx, item.campaignId);
  if (input.seen !== null && input.correctsId === null)
    await mustBeFirst(ctx, item.id, item.itemNo, input.seen, campaign.zone);
  const today = todayIn(ctx, campaign);
  const corrected = await supersede(ctx, campaign, input.correctsId);
  const reportedOn = corrected?.countsOn ?? today;
  const percent = input.noChange ? item.percent : input.percent;
  const earlier = await ctx.db.progressReport.findMany({
    where: { itemId: item.id, noChange: false, ...(corrected ? { id: { not: corrected.id } } : {}) },
    orderBy: { id: 'desc' },
    take: 5,
    select: { percent: true, summary: true },
  });
  const flags = input.noChange
    ? []
    : flagsFor({
        percent,
        summary: input.summary,
        evidenceCount: input.evidence.length,
        previousPercent: item.percent,
        earlierSummaries: earlier.map((each) => each.summary),
        evidenceReused: await reused(ctx, item.id, corrected?.id ?? null, input.evidence),
      });
  const request = await answerRequest(ctx, item.id, item.leadUnitId, today);
  const behalf = actsFor(ctx.actor, ['liaison'], item.leadUnitId, item.campaignId);
  const report = await ctx.db.progressReport.create({
    data: {
      itemId: item.id,
      unitId: item.leadUnitId,
      requestId: request?.id ?? corrected?.requestId ?? null,
      authorId: ctx.actor.personId,
      onBehalfOfId: behalf?.personId ?? null,
      correctsId: input.correctsId,
      version: (corrected?.version ?? 0) + 1,
      noChange: input.noChange,
      percent,
      summary: input.noChange ? '' : input.summary,
      blocker: input.blocker,
      status: input.noChange ? 'accepted' : 'submitted',
      flags,
      reportedOn,
      reportedAt: ctx.now,
      effortSeconds: input.effort?.seconds ?? null,
      presses: input.effort?.presses ?? null,
      evidence: { create: input.evidence.map((file) => ({ ...file, createdAt: ctx.now })) },
    },
  });
  const reached = input.noChange
    ? []
    : reachedMilestones(item.milestones, percent).filter((milestone) => milestone.status === 'open');
  await ctx.db.milestone.updateMany({
    where: { id: { in: reached.map((milestone) => milestone.id) }, status: 'open' },
    data: { status: 'claimed', completedOn: reportedOn },
  });
  await dropAnsweredChases(ctx, item.campaignId, item.leadUnitId);
  if (!input.noChange) await mergeParts(ctx, item.id, report.id);
  const closeOut = percent === 100 && !input.noChange ? await requestCloseOut(ctx, campaign, item, report) : null;
  await audit(ctx, 'report', `item:${item.id}`, {
    report: report.id,
    percent,
    noChange: input.noChange,
    ...(behalf ? { onBehalfOf: behalf.personId } : {}),
  });
  return {
    reportId: report.id,
    itemNo: item.itemNo,
    percent,
    late: request?.late ?? false,
    reached: reached.map((milestone) => milestone.name),
    closeOut,
  };
}

/** Whether one of the files stood under an earlier report of the item already, other than the one that is mended. */
async function reused(ctx: Ctx, itemId: number, correctsId: number | null, files: StoredFile[]): Promise<boolean> {
  if (files.length === 0) return false;
  const known = await ctx.db.evidence.count({
    where: {
      sha256: { in: files.map(({ sha256 }) => sha256) },
      report: { itemId, ...(correctsId === null ? {} : { id: { not: correctsId } }) },
    },
  });
  return known > 0;
}

/** Marks the sent-back report as mended. The conditional update decides when two answer at once. */
async function supersede(ctx: Ctx, campaign: CampaignView, correctsId: number | null) {
  if (correctsId === null) return null;
  const { count } = await ctx.db.progressReport.updateMany({
    where: { id: correctsId, status: 'sentBack' },
    data: { status: 'superseded' },
  });
  if (count === 0) throw new UserError('reportCorrected');
  const report = await ctx.db.progressReport.findUniqueOrThrow({
    where: { id: correctsId },
    include: { verification: true },
  });
  return { ...report, countsOn: correctionCountsOn(ctx, campaign, report) };
}

async function answerRequest(ctx: Ctx, itemId: number, unitId: number, today: string) {
  const open = await ctx.db.reportRequest.findMany({
    where: { itemId, unitId, part: 'lead', status: 'open' },
    orderBy: { id: 'asc' },
  });
  const waited = (await waitingReasons(ctx, [itemId])).get(itemId) ?? [];
  for (const request of open) {
    const late = isOverdue(request.dueOn, today, ctx.calendar);
    // Late because a supporting unit was silent on the due day, said in time: the lead unit is not blamed for it.
    const reason = late ? activeReason(waited, request.dueOn) : null;
    await ctx.db.reportRequest.updateMany({
      where: { id: request.id, status: 'open' },
      data: {
        status: 'reported',
        late,
        reportedAt: ctx.now,
        reportedOn: today,
        ...(reason ? { excuse: reason.kind } : {}),
      },
    });
  }
  const newest = open.at(-1);
  return newest ? { id: newest.id, late: isOverdue(newest.dueOn, today, ctx.calendar) } : null;
}

/** Items that wait for this liaison's report, most urgent first: of the campaign, or of all of theirs when none is meant. */
export async function dueForReport(
  ctx: ChatCtx,
  campaignId = ctx.origin.pressedIn,
): Promise<{ itemId: number; itemNo: string; title: string; dueOn: string }[]> {
  const units = unitsOf(ctx.actor, ['liaison']);
  const requests = await ctx.db.reportRequest.findMany({
    where: {
      unitId: { in: units },
      status: 'open',
      item: { status: 'open', ...(campaignId === undefined ? {} : { campaignId }) },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    select: {
      itemId: true,
      unitId: true,
      part: true,
      dueOn: true,
      item: { select: { campaignId: true, itemNo: true, title: true, supporting: { select: { unitId: true } } } },
    },
  });
  const seen = new Set<number>();
  return requests.flatMap(({ itemId, unitId, part, dueOn, item: { supporting, campaignId: of, ...item } }) => {
    // A unit that somebody answers for in one campaign may have another liaison in the next.
    if (!unitsOf(ctx.actor, ['liaison'], of).includes(unitId)) return [];
    const stale = part === 'supporting' && !supporting.some((each) => each.unitId === unitId);
    if (stale || seen.has(itemId)) return [];
    seen.add(itemId);
    return [{ itemId, dueOn, ...item }];
  });
}
