import type { Day } from '../../domain/day.js';
import { type DaySpec, resolveDay } from './planDay.js';
import { orderFaults } from './planOrder.js';
import { type PathFault } from './planReferences.js';
import type { DemoPlan, PlanItem, PlanMilestone, PlanProblem, PlanReport } from './planSchema.js';
import { type Checked, placeOf } from './readPlan.js';

/** 时间节点 with everything filled in; days are calendar days. */
export type ResolvedMilestone = PlanMilestone & { percent: number; originalDueOn: Day };
/** 进展报告 with everything filled in. `late` is only true for the answer to a round. */
export type ResolvedReport = PlanReport & { late: boolean; verifiedOn: Day };
export type ResolvedItem = Omit<PlanItem, 'milestones' | 'reports'> & {
  milestones: ResolvedMilestone[];
  reports: ResolvedReport[];
};
export type ResolvedProblem = PlanProblem & { dueOn: Day };

/** A plan whose days are all calendar days ('YYYY-MM-DD') and whose optional figures are filled in. */
export type ResolvedPlan = Omit<DemoPlan, 'items' | 'problems'> & {
  items: ResolvedItem[];
  problems: ResolvedProblem[];
};

/** Workdays in which an immediate problem (即知即改) is mended (domain rule A6). */
const IMMEDIATE_WORKDAYS = 3;

/**
 * The plan on the calendar, when the demo first starts on `anchorOn`, or every fault in the order of its days: phases
 * with gaps, milestones out of order, history that has not happened yet, an extension asked too late, and so on.
 */
export function resolvePlan(plan: DemoPlan, anchorOn: Day, isWorkday: (on: Day) => boolean): Checked<ResolvedPlan> {
  const known = new Map<DaySpec, Day>();
  const on = (spec: DaySpec): Day => {
    const day = known.get(spec) ?? resolveDay(spec, anchorOn, isWorkday);
    known.set(spec, day);
    return day;
  };
  const rounds = plan.rounds.map((round) => withDays(round, on));
  const campaign = { ...withDays(plan.campaign, on), phases: plan.campaign.phases.map((phase) => withDays(phase, on)) };
  const resolved: ResolvedPlan = {
    ...plan,
    campaign,
    rounds,
    items: plan.items.map((item) => resolveItem(item, rounds, on)),
    problems: plan.problems.map((problem) => {
      const { dueOn, ...rest } = withDays(problem, on);
      return { ...rest, dueOn: dueOn ?? resolveDay(`W+${IMMEDIATE_WORKDAYS}`, rest.filedOn, isWorkday) };
    }),
    directives: plan.directives.map((row) => withDays(row, on)),
    commitments: plan.commitments.map((row) => withDays(row, on)),
    scoreEntries: plan.scoreEntries.map((row) => withDays(row, on)),
  };
  const faults = orderFaults(resolved, anchorOn).map(([path, what]: PathFault) => ({
    where: placeOf(path, plan),
    what,
  }));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: resolved };
}

function resolveItem(item: PlanItem, rounds: DemoPlan['rounds'], on: (spec: DaySpec) => Day): ResolvedItem {
  const ofClass = rounds.filter((round) => round.supervisionClass === item.supervisionClass);
  return {
    ...withDays(item, on),
    milestones: item.milestones.map((milestone, at) => {
      const days = withDays(milestone, on);
      const percent = milestone.percent ?? evenPercent(at + 1, item.milestones.length);
      return { ...days, percent, originalDueOn: days.originalDueOn ?? days.dueOn };
    }),
    reports: item.reports.map((report) => {
      const days = withDays(report, on);
      const dueOn = report.round === undefined ? undefined : ofClass[report.round - 1]?.dueOn;
      const late = report.late ?? (dueOn !== undefined && days.on > dueOn);
      return { ...days, late, verifiedOn: days.verifiedOn ?? days.on };
    }),
    extensions: item.extensions.map((extension) => withDays(extension, on)),
  };
}

/** The percent of the n-th of several milestones when none is given: an even share, rounded up to a multiple of 5. */
export function evenPercent(n: number, of: number): number {
  return Math.min(100, Math.ceil((n * 20) / of) * 5);
}

/** A copy with the fields that hold days (`on`, `…On`) resolved; nested rows are left alone. */
function withDays<T extends object>(row: T, on: (spec: DaySpec) => Day): T {
  const entries = Object.entries(row).map(([key, value]) =>
    typeof value === 'string' && (key === 'on' || key.endsWith('On')) ? [key, on(value)] : [key, value],
  );
  return Object.fromEntries(entries) as T;
}
