import { addDays, type Calendar, type Day, dayOf, instantOf } from './calendar.js';
import { PERIOD_KINDS, type Period, periodOf, previousPeriod } from './period.js';

/** On the next workday after the draft objections are taken until this time. */
export const OBJECTION_TIME = '12:00';

/** A board that was missed on its first workday is still made on the two workdays after it. */
const LATEST_WORKDAYS = 2;

/**
 * The periods that ended before `today` and whose board is to be made on it: the first workday of the period after, or
 * one of the two workdays that follow when that was missed. What began after `madeFrom` (an instant) is left out:
 * nobody could have made a board on a day before the campaign was known. In the order of PERIOD_KINDS.
 */
export function periodsDue(
  today: Day,
  calendar: Calendar,
  { time, zone, madeFrom }: { time: string; zone: string; madeFrom: Date },
): Period[] {
  return PERIOD_KINDS.flatMap((kind) => {
    const current = periodOf(kind, today);
    const firstOn = calendar.nextWorkday(current.startsOn);
    const late = calendar.workdaysBetween(firstOn, today);
    if (today < firstOn || late > LATEST_WORKDAYS || !calendar.isWorkday(today)) return [];
    return instantOf(firstOn, time, zone) < madeFrom ? [] : [previousPeriod(current)];
  });
}

/** Until when units may object to a draft made at an instant, and the workday on which it is published. */
export function draftTimes(madeAt: Date, calendar: Calendar, zone: string): { objectUntil: Date; publishOn: Day } {
  const publishOn = calendar.nextWorkday(addDays(dayOf(madeAt, zone), 1));
  return { objectUntil: instantOf(publishOn, OBJECTION_TIME, zone), publishOn };
}
