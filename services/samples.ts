import { addDays, type Day } from '../domain/calendar.js';
import { drawSample, sampleSeed, sampleSize } from '../domain/sample.js';
import { UserError } from '../domain/userError.js';
import { buttonId } from '../domain/button.js';
import { campaignOf, withBelow } from './access.js';
import { audit } from './audit.js';
import { loadCampaign } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { findingUnits, type FindingStart, startFinding } from './findings.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';
import type { SampleView } from './texts/zhCN/sample.js';

/** A round is drawn from the day after its due day on; verdicts that come later than this many days are not waited for. */
const DRAW_WITHIN_DAYS = 14;

/** Rounds of a campaign that are over and were not drawn yet. */
export async function roundsToDraw(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const rows = await ctx.db.reportRound.findMany({
    where: { campaignId, dueOn: { lt: today, gte: addDays(today, -DRAW_WITHIN_DAYS) }, draw: null },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/**
 * 抽查: draws from the accepted reports of a round (those with progress). Waits for the next workday while none was
 * accepted. The unique key decides when two draw at once; a drawn round is never drawn again.
 */
export async function drawRound(ctx: Ctx, roundId: number, today: Day): Promise<void> {
  const round = await ctx.db.reportRound.findUniqueOrThrow({ where: { id: roundId }, include: { draw: true } });
  if (round.draw || round.dueOn >= today) return;
  const accepted = await ctx.db.progressReport.findMany({
    where: { status: 'accepted', noChange: false, request: { roundId } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  if (accepted.length === 0) return;
  const campaign = await loadCampaign(ctx, round.campaignId);
  const population = accepted.map(({ id }) => id);
  const seed = sampleSeed(round.campaignId, round.periodKey, round.supervisionClass);
  const size = sampleSize(population.length, campaign.sample.share, campaign.sample.most);
  const drawn = drawSample(seed, population, size);
  const { id } = await ctx.db.sampleDraw.create({
    data: {
      roundId,
      campaignId: round.campaignId,
      seed,
      population,
      size,
      drawnOn: today,
      drawnAt: ctx.now,
      reports: { create: drawn.map((reportId, position) => ({ reportId, position })) },
    },
  });
  await audit(ctx, 'drawSample', `draw:${id}`, { seed, size, of: population.length });
  await tellInspectors(ctx, round.campaignId, drawn, today);
}

/** Inspectors hear once a day that reports of their units were drawn; coordinators read it in their bundle. */
async function tellInspectors(ctx: Ctx, campaignId: number, reportIds: number[], today: Day): Promise<void> {
  const reports = await ctx.db.progressReport.findMany({ where: { id: { in: reportIds } }, select: { unitId: true } });
  const grants = await ctx.db.roleGrant.findMany({
    where: { campaignId, role: 'inspector' },
    include: { person: true },
    orderBy: { id: 'asc' },
  });
  for (const { person, unitId } of grants) {
    const units = unitId === null ? null : await withBelow(ctx, [unitId]);
    if (units && !reports.some((report) => units.includes(report.unitId))) continue;
    const t = textsFor(person.locale);
    await enqueueToPerson(ctx, campaignId, person.id, {
      key: `sample:${campaignId}:${person.id}:${today}`,
      kind: 'notice',
      message: t.sample.told([[{ id: buttonId('sample', 0), label: t.bundle.check, style: 'primary' }]]),
    });
  }
}

/** The newest draws of the person's campaign, with what was found; inspectors see the reports of their units only. */
export async function sampleViews(ctx: ChatCtx): Promise<SampleView[]> {
  const campaign = await campaignOf(ctx, ['coordinator', 'inspector']);
  const units = (await findingUnits(ctx, campaign.id)).map(({ id }) => id);
  const newest = await ctx.db.sampleDraw.findFirst({
    where: { campaignId: campaign.id },
    orderBy: [{ drawnOn: 'desc' }, { id: 'desc' }],
  });
  const draws = await ctx.db.sampleDraw.findMany({
    where: {
      campaignId: campaign.id,
      OR: [{ drawnOn: newest?.drawnOn ?? '' }, { reports: { some: { status: 'open' } } }],
    },
    orderBy: { id: 'asc' },
    include: {
      round: true,
      reports: {
        orderBy: { position: 'asc' },
        include: { report: { include: { item: true, unit: true } } },
      },
    },
  });
  return draws.map((draw) => {
    const again = drawSample(draw.seed, draw.population as number[], draw.size);
    return {
      drawId: draw.id,
      supervisionClass: draw.round.supervisionClass,
      opensOn: draw.round.opensOn,
      dueOn: draw.round.dueOn,
      seed: draw.seed,
      of: (draw.population as number[]).length,
      same: again.join() === draw.reports.map(({ reportId }) => reportId).join(),
      lines: draw.reports
        .filter(({ report }) => units.includes(report.unitId))
        .map(({ id, status, report }) => ({
          sampledId: id,
          reportId: report.id,
          itemNo: report.item.itemNo,
          unit: report.unit.shortName,
          percent: report.percent,
          summary: report.summary,
          status,
        })),
    };
  });
}

async function openSample(ctx: ChatCtx, sampledId: number) {
  const campaign = await campaignOf(ctx, ['coordinator', 'inspector']);
  const sampled = await ctx.db.sampledReport.findUnique({
    where: { id: sampledId },
    include: { draw: true, report: { include: { item: true, unit: true, author: true, evidence: true } } },
  });
  const units = await findingUnits(ctx, campaign.id);
  if (sampled?.draw.campaignId !== campaign.id || !units.some(({ id }) => id === sampled.report.unitId))
    throw new UserError('sampleUnknown');
  return { campaign, sampled };
}

/** One drawn report as it was handed in. Throws UserError('sampleUnknown'). */
export async function sampleCard(ctx: ChatCtx, sampledId: number) {
  const { sampled } = await openSample(ctx, sampledId);
  const { report } = sampled;
  return {
    sampledId,
    reportId: report.id,
    itemNo: report.item.itemNo,
    title: report.item.title,
    unit: report.unit.shortName,
    author: report.author?.name ?? '',
    on: report.reportedOn,
    percent: report.percent,
    summary: report.summary,
    evidence: report.evidence.length,
    status: sampled.status,
  };
}

/** 属实: the spot check found what was reported. Throws UserError('sampleUnknown' | 'sampleHandled'). */
export async function confirmSample(ctx: ChatCtx, sampledId: number): Promise<{ itemNo: string }> {
  const { sampled } = await openSample(ctx, sampledId);
  const { itemNo } = sampled.report.item;
  await settleSample(ctx, sampledId, itemNo, { status: 'confirmed' });
  return { itemNo };
}

/** 存疑: begins a finding on the unit that reported. Throws UserError('sampleUnknown' | 'sampleHandled'). */
export async function startDoubt(
  ctx: ChatCtx,
  sampledId: number,
): Promise<FindingStart & { sampledId: number; unit: FindingStart['units'][number] | null }> {
  const { campaign, sampled } = await openSample(ctx, sampledId);
  if (sampled.status !== 'open') throw new UserError('sampleHandled', { itemNo: sampled.report.item.itemNo });
  const start = await startFinding(ctx, campaign);
  const unit = start.units.find(({ id }) => id === sampled.report.unitId) ?? null;
  return { ...start, sampledId, units: unit ? [unit] : [], unit };
}

/** Notes that the doubt became a finding. Throws UserError('sampleHandled') when somebody was first: nothing is logged then. */
export async function confirmDoubt(ctx: ChatCtx, sampledId: number, findingId: number): Promise<void> {
  const { sampled } = await openSample(ctx, sampledId);
  await settleSample(ctx, sampledId, sampled.report.item.itemNo, { status: 'doubted', findingId });
}

async function settleSample(
  ctx: ChatCtx,
  sampledId: number,
  itemNo: string,
  data: { status: string; findingId?: number },
): Promise<void> {
  const { count } = await ctx.db.sampledReport.updateMany({
    where: { id: sampledId, status: 'open' },
    data: { ...data, checkerId: ctx.actor.personId, checkedAt: ctx.now },
  });
  if (count === 0) throw new UserError('sampleHandled', { itemNo });
  await audit(ctx, 'checkSample', `sampled:${sampledId}`, data);
}
