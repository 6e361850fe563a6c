import { type Calendar, type Day, laterOf } from './calendar.js';
import { activeReason, type GoodReason } from './goodReason.js';

/** Who hears of it, from the unit itself up to the list for a person to hand over. */
export const RUNGS = ['liaison', 'unitHead', 'contactLeader', 'coordinator', 'bulletinProposal', 'referral'] as const;
export type Rung = (typeof RUNGS)[number];

/** A rung and the workdays after the due day on which it may be reached. Steps ascend strictly. */
export interface LadderStep {
  rung: Rung;
  afterWorkdays: number;
}

/** Default ladder (domain rule B4). */
export const DEFAULT_LADDER: readonly LadderStep[] = [
  { rung: 'liaison', afterWorkdays: 1 },
  { rung: 'unitHead', afterWorkdays: 2 },
  { rung: 'contactLeader', afterWorkdays: 3 },
  { rung: 'coordinator', afterWorkdays: 4 },
  { rung: 'bulletinProposal', afterWorkdays: 6 },
  { rung: 'referral', afterWorkdays: 10 },
];

/** What is known of a request or item that has not been answered. Leave out what has been: it is not chased. */
export interface ChaseFacts {
  dueOn: Day;
  /** The highest rung reached and the day it was reached; null when none was. */
  reached: { rung: Rung; on: Day } | null;
  goodReasons: readonly GoodReason[];
}

/** One rung reached, or kept from being reached by a reason that goes on record. `next.on` is the earliest day. */
export type ChaseStep = { rung: Rung; next: { rung: Rung; on: Day } | null } | { skipped: GoodReason; rung: Rung };

/**
 * The rung to climb today, or null when there is none: not due yet, a day off, or the top is reached. Never more than
 * one rung, and never sooner after the rung before than the ladder says, so that after downtime nobody's leader hears
 * before the unit could answer. A good reason on record stops the climb for as long as it holds.
 */
export function nextRung(
  facts: ChaseFacts,
  today: Day,
  ladder: readonly LadderStep[],
  calendar: Calendar,
): ChaseStep | null {
  if (!calendar.isWorkday(today)) return null;
  const position = facts.reached === null ? -1 : ladder.findIndex((step) => step.rung === facts.reached?.rung);
  if (facts.reached !== null && position < 0) return null;
  const step = ladder[position + 1];
  if (!step || today < dayOfStep(facts, position, facts.reached?.on ?? null, ladder, calendar)) return null;
  const reason = activeReason(facts.goodReasons, today);
  if (reason) return { skipped: reason, rung: step.rung };
  const after = ladder[position + 2];
  const on = after ? dayOfStep(facts, position + 1, today, ladder, calendar) : null;
  return { rung: step.rung, next: after && on ? { rung: after.rung, on } : null };
}

/** The rung of a ladder that stands for one that was reached, when the ladder has changed since: the highest not above it. */
export function rungOnLadder(reached: Rung, ladder: readonly LadderStep[]): Rung | null {
  return ladder.findLast((step) => RUNGS.indexOf(step.rung) <= RUNGS.indexOf(reached))?.rung ?? null;
}

/** The rung after one that was reached, and in how many workdays from then it may be climbed. */
export interface RungAhead {
  rung: Rung;
  inWorkdays: number;
}

/** What comes after a rung that was reached; null at the top, or for a rung that the ladder does not have. */
export function rungAfter(reached: Rung, ladder: readonly LadderStep[]): RungAhead | null {
  const position = ladder.findIndex((step) => step.rung === reached);
  const [own, after] = [ladder[position], ladder[position + 1]];
  return own && after ? { rung: after.rung, inWorkdays: after.afterWorkdays - own.afterWorkdays } : null;
}

/** The earliest day of the step after `position`. */
function dayOfStep(
  facts: ChaseFacts,
  position: number,
  reachedOn: Day | null,
  ladder: readonly LadderStep[],
  calendar: Calendar,
): Day {
  const after = ladder[position + 1]?.afterWorkdays ?? 0;
  const onLadder = calendar.addWorkdays(facts.dueOn, after);
  if (reachedOn === null) return onLadder;
  const gap = Math.max(1, after - (ladder[position]?.afterWorkdays ?? 0));
  return laterOf(onLadder, calendar.addWorkdays(reachedOn, gap));
}
