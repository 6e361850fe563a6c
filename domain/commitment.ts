import type { Day } from './day.js';

/** What became of a commitment: kept in time, kept late, missed so far, still open, or no longer asked for (容错). */
export type CommitmentStanding = 'kept' | 'late' | 'missed' | 'open' | 'exempt';

/** What counts of the item that was committed to. `doneOn` is the day on which its last milestone was reached. */
export interface CommittedItem {
  status: string;
  dueOn: Day;
  doneOn: Day | null;
}

/** How a commitment stands at the end of a day. An item that was reached later than that day is not yet reached. */
export function standingOf({ status, dueOn, doneOn }: CommittedItem, on: Day): CommitmentStanding {
  if (status === 'exempt') return 'exempt';
  if (doneOn !== null && doneOn <= on) return doneOn <= dueOn ? 'kept' : 'late';
  return dueOn < on ? 'missed' : 'open';
}
