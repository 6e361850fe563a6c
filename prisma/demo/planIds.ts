import { type Calendar, type Day, instantOf } from '../../domain/calendar.js';
import type { SupervisionClass } from '../../domain/ledger.js';

/** Ids that rows of a plan got, by their codes and numbers. */
export interface PlanIds {
  campaignId: number;
  units: Map<string, number>;
  people: Map<string, number>;
}

/** What loading needs to know beside the plan. */
export interface LoadContext {
  now: Date;
  calendar: Calendar;
}

/** A past round of a class: its row and the days it was held. */
export interface LoadedRound {
  id: number;
  supervisionClass: SupervisionClass;
  opensOn: Day;
  dueOn: Day;
}

/** The id behind a code. Throws RangeError for one that is missing: readPlan checks that none is. */
export function idOf(ids: Map<string, number>, code: string): number {
  const id = ids.get(code);
  if (id === undefined) throw new RangeError(`plan: unknown code ${code}`);
  return id;
}

/** An hour of a day of history, as an instant. */
export const historyInstant = (on: Day, zone: string): Date => instantOf(on, '15:00', zone);
