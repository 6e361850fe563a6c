import { addDays, type Day, isDay, weekStart } from '../../domain/day.js';

/**
 * A day as a plan writes it: absolute ('2022-03-10') or counted from the day on which the demo first starts.
 *
 * | written | meaning |
 * |---|---|
 * | `D+14`, `D-21` | calendar days after, before that day |
 * | `W+3`, `W-5` | workdays after, before it; `W+0` is the day itself, or the next workday if it is a day off |
 * | `MD-49` | calendar days counted from the Monday of the week of `W+0` |
 * | `MW-5` | workdays counted from the first workday on or after that Monday: `MW-5` to `MW-1` is the week before |
 */
export type DaySpec = string;

/** What a relative day consists of: where the count begins, what is counted, how many. */
const RELATIVE = /^(M?)([DW])([+-]\d{1,4})$/;

/** More days off than this in a row mean that the calendar is wrong. */
const LONGEST_SEARCH = 400;

/** Whether the text is a day that `resolveDay` can resolve: one of the relative forms, or a real day of the calendar. */
export function isDaySpec(text: string): text is DaySpec {
  return RELATIVE.test(text) || isDay(text);
}

/**
 * The calendar day that a spec means when the demo first starts on `anchorOn`. Workdays before and after are counted
 * from `W+0` (or `MW+0`), so that W-1 < W+0 < W+1 whatever day it is.
 * Throws RangeError for a text that is no spec and when 400 days in a row are off.
 */
export function resolveDay(spec: DaySpec, anchorOn: Day, isWorkday: (on: Day) => boolean): Day {
  const match = RELATIVE.exec(spec);
  if (!match) {
    if (!isDay(spec)) throw new RangeError(`not a day of a plan: ${spec}`);
    return spec;
  }
  // On a day off, the week of the plan is the one that begins work next: its history lies in the week that is over.
  const origin = match[1] ? weekStart(seekWorkday(anchorOn, 1, isWorkday)) : anchorOn;
  const count = Number(match[3]);
  return match[2] === 'D' ? addDays(origin, count) : countWorkdays(origin, count, isWorkday);
}

function countWorkdays(origin: Day, count: number, isWorkday: (on: Day) => boolean): Day {
  let on = seekWorkday(origin, 1, isWorkday);
  const step = count < 0 ? -1 : 1;
  for (let left = Math.abs(count); left > 0; left--) on = seekWorkday(addDays(on, step), step, isWorkday);
  return on;
}

function seekWorkday(from: Day, step: 1 | -1, isWorkday: (on: Day) => boolean): Day {
  let on = from;
  for (let tries = 0; tries < LONGEST_SEARCH; tries++) {
    if (isWorkday(on)) return on;
    on = addDays(on, step);
  }
  throw new RangeError(`no workday within ${LONGEST_SEARCH} days of ${from}`);
}
