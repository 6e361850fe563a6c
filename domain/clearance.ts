import type { Day } from './day.js';

/** 见底清零: how many of the problems that are due were cleared. `basisPoints` is 0–10000, null when none is due. */
export interface Clearance {
  /** Problems that were to be cleared by the day, and those cleared ahead of their time. */
  due: number;
  cleared: number;
  /** Problems that stand open, due or not. */
  open: number;
  basisPoints: number | null;
}

/** What counts of a problem. An exempt one is left out. */
export interface ProblemFacts {
  status: string;
  dueOn: Day;
}

/** The clearance rate as of a day: cleared of all that are due. A problem due on the day itself is due. */
export function clearanceOf(problems: readonly ProblemFacts[], today: Day): Clearance {
  const counted = problems.filter(({ status }) => status !== 'exempt');
  const cleared = counted.filter(({ status }) => status === 'closed').length;
  const due = counted.filter(({ status, dueOn }) => status === 'closed' || dueOn <= today).length;
  return {
    due,
    cleared,
    open: counted.length - cleared,
    basisPoints: due === 0 ? null : Math.floor((cleared * 10_000) / due),
  };
}
