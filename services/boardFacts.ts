import { addDays } from '../domain/calendar.js';
import type { Period } from '../domain/period.js';
import type { UnitFacts } from '../domain/score.js';
import { askedRecords, dueRecords, verdictRecords } from '../prisma/store/boardRecords.js';
import type { Ctx } from './context.js';

/** A unit of a campaign with what it did in a period, by the names that it has now. */
export interface NamedFacts {
  facts: UnitFacts;
  name: string;
  shortName: string;
}

type List<K extends keyof UnitFacts> = UnitFacts[K] extends readonly (infer R)[] ? R[] : never;
type Draft = UnitFacts & {
  [K in 'milestones' | 'reportRequests' | 'verifications' | 'problems' | 'honours' | 'faults']: List<K>;
};

/**
 * What every unit of a campaign did in a period, for scoring: milestones and problems that fell due in it or were still
 * open when it began, requests due in it or left unanswered on the last workday before it, verdicts given in it, honours and faults that count in it. A milestone whose
 * completion was not confirmed when the period ended is judged in the period of its verdict. Milestones and problems
 * are the unit's that leads the item now (one whose extension nobody has answered is not judged yet); requests and verdicts are the unit's that was asked and that reported. A
 * record that an accepted objection took out is exempt.
 */
export async function unitFacts(
  ctx: Pick<Ctx, 'db' | 'calendar'>,
  campaignId: number,
  period: Pick<Period, 'startsOn' | 'endsOn'>,
): Promise<NamedFacts[]> {
  const { startsOn, endsOn } = period;
  const span = { campaignId, startsOn, endsOn };
  const units = await ctx.db.campaignUnit.findMany({ where: { campaignId }, include: { unit: true } });
  const facts = new Map<number, Draft>(units.map(({ unitId, unit }) => [unitId, nothing(unitId, unit.sortOrder)]));
  const out = await excluded(ctx, campaignId, startsOn);
  const left = (kind: string, record: { id: number; exempt: boolean; excused?: boolean }) => {
    if (record.exempt) return record.excused ? { exempt: true, excused: true as const } : { exempt: true };
    return out.size > 0 && out.has(`${kind}:${record.id}`)
      ? { exempt: true, excused: true as const }
      : { exempt: false };
  };
  await dueRecords(ctx.db, span, (unitId, isProblem, record) => {
    const { id, itemNo, dueOn, doneOn } = record;
    const unit = facts.get(unitId);
    if (isProblem) unit?.problems.push({ id, itemNo, dueOn, clearedOn: doneOn, ...left('problem', record) });
    else unit?.milestones.push({ id, itemNo, dueOn, completedOn: doneOn, ...left('milestone', record) });
  });
  const lastBefore = ctx.calendar.previousWorkday(addDays(startsOn, -1));
  await askedRecords(ctx.db, { ...span, lastBefore }, (unitId, record) => {
    const { id, itemNo, dueOn, doneOn } = record;
    facts.get(unitId)?.reportRequests.push({
      id,
      itemNo,
      dueOn,
      reportedOn: doneOn,
      ...left('reportRequest', record),
      ...(record.supporting ? { part: 'supporting' as const } : {}),
    });
  });
  await verdictRecords(ctx.db, span, (unitId, record) => {
    const verdict = record.sentBack ? 'sentBack' : 'accepted';
    const { id, itemNo } = record;
    facts.get(unitId)?.verifications.push({ id, itemNo, verdict, ...left('verification', record) });
  });
  const credits = await ctx.db.scoreCredit.findMany({
    where: { campaignId, status: 'confirmed', countsOn: { gte: startsOn, lte: endsOn } },
    orderBy: { id: 'asc' },
  });
  for (const { id, unitId, kind, points, reason } of credits)
    facts.get(unitId)?.[kind === 'honour' ? 'honours' : 'faults'].push({ id, name: reason, points });
  return units.map(({ unitId, unit }) => ({
    facts: inOrder(facts.get(unitId) ?? nothing(unitId, unit.sortOrder)),
    name: unit.name,
    shortName: unit.shortName,
  }));
}

const nothing = (unitId: number, sortOrder: number): Draft => ({
  unitId,
  sortOrder,
  milestones: [],
  reportRequests: [],
  verifications: [],
  problems: [],
  appraisal: null,
  honours: [],
  faults: [],
});

const byId = (a: { id: number }, b: { id: number }) => a.id - b.id;

/** Databases promise no order: what is kept must be the same whenever it is read. */
function inOrder(facts: Draft): UnitFacts {
  for (const list of [facts.milestones, facts.reportRequests, facts.verifications, facts.problems]) list.sort(byId);
  return facts;
}

async function excluded(ctx: Pick<Ctx, 'db'>, campaignId: number, startsOn: string): Promise<Set<string>> {
  const rows = await ctx.db.scoreExclusion.findMany({ where: { campaignId, throughOn: { gte: startsOn } } });
  return new Set(rows.map((row) => `${row.recordKind}:${row.recordId}`));
}
