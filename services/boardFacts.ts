import { UNDECIDED } from '../domain/extension.js';
import type { Period } from '../domain/period.js';
import type { UnitFacts } from '../domain/score.js';
import type { Ctx } from './context.js';

type Draft = { -readonly [K in keyof UnitFacts]: UnitFacts[K] } & {
  milestones: UnitFacts['milestones'][number][];
  reportRequests: UnitFacts['reportRequests'][number][];
  verifications: UnitFacts['verifications'][number][];
  problems: UnitFacts['problems'][number][];
};

/**
 * What every unit of a campaign did in a period, for scoring: milestones and problems that fell due in it or were still
 * open when it began, requests due in it, verdicts given in it. A milestone whose report waits for its verdict, or whose
 * extension waits for a word, is not judged yet.
 */
export async function unitFacts(ctx: Ctx, campaignId: number, period: Period): Promise<UnitFacts[]> {
  const { startsOn, endsOn } = period;
  const units = await ctx.db.campaignUnit.findMany({ where: { campaignId }, include: { unit: true } });
  const facts = new Map<number, Draft>(
    units.map(({ unitId, unit }) => [
      unitId,
      {
        unitId,
        sortOrder: unit.sortOrder,
        milestones: [],
        reportRequests: [],
        verifications: [],
        problems: [],
        appraisal: null,
        honours: [],
        faults: [],
      },
    ]),
  );
  const milestones = await ctx.db.milestone.findMany({
    where: {
      item: { campaignId },
      status: { not: 'claimed' },
      // Asked in time to be extended, and nobody has answered yet: judged when somebody has.
      extensions: { none: { status: { in: [...UNDECIDED] } } },
      OR: [
        { dueOn: { gte: startsOn, lte: endsOn } },
        { dueOn: { lt: startsOn }, OR: [{ completedOn: null }, { completedOn: { gte: startsOn } }] },
      ],
    },
    select: {
      id: true,
      dueOn: true,
      completedOn: true,
      status: true,
      item: { select: { itemNo: true, kind: true, status: true, leadUnitId: true } },
    },
  });
  for (const { id, dueOn, completedOn, status, item } of milestones) {
    const record = { id, itemNo: item.itemNo, exempt: status === 'exempt' || item.status === 'exempt', dueOn };
    const unit = facts.get(item.leadUnitId);
    if (item.kind === 'problem') unit?.problems.push({ ...record, clearedOn: completedOn });
    else unit?.milestones.push({ ...record, completedOn });
  }
  const requests = await ctx.db.reportRequest.findMany({
    where: { item: { campaignId }, dueOn: { gte: startsOn, lte: endsOn }, status: { not: 'dropped' } },
    select: {
      id: true,
      unitId: true,
      dueOn: true,
      reportedOn: true,
      excuse: true,
      item: { select: { itemNo: true, status: true } },
    },
  });
  for (const { id, unitId, dueOn, reportedOn, excuse, item } of requests)
    facts.get(unitId)?.reportRequests.push({
      id,
      itemNo: item.itemNo,
      exempt: excuse !== null || item.status === 'exempt',
      dueOn,
      reportedOn,
    });
  const verifications = await ctx.db.verification.findMany({
    where: { verifiedOn: { gte: startsOn, lte: endsOn }, report: { item: { campaignId } } },
    select: {
      id: true,
      verdict: true,
      report: { select: { unitId: true, item: { select: { itemNo: true, status: true } } } },
    },
  });
  for (const { id, verdict, report } of verifications)
    facts.get(report.unitId)?.verifications.push({
      id,
      itemNo: report.item.itemNo,
      exempt: report.item.status === 'exempt',
      verdict: verdict === 'sentBack' ? 'sentBack' : 'accepted',
    });
  return [...facts.values()];
}
