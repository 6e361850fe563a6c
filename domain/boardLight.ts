import type { Calendar, Day } from './calendar.js';
import { type UnitFacts, workdaysOver } from './scoreRecords.js';
import { lightOf, type UnitLight } from './supervision.js';

/**
 * A unit's light on a board: red when a milestone or problem was overdue and open at the end of the period; yellow when
 * something was late in it (completed or cleared late, a report late or missing), or when the board before was red;
 * else green. Exempt records do not count. Null when there was nothing to look at and no light before.
 * @param previous the unit's light on the board of the period before, null when there was none
 */
export function boardLight(
  facts: UnitFacts,
  previous: UnitLight | null,
  asOn: Day,
  calendar: Calendar,
): UnitLight | null {
  const due = [
    ...facts.milestones.map((each) => ({ ...each, doneOn: each.completedOn, blocks: true })),
    ...facts.problems.map((each) => ({ ...each, doneOn: each.clearedOn, blocks: true })),
    ...facts.reportRequests.map((each) => ({ ...each, doneOn: each.reportedOn, blocks: false })),
  ].filter((each) => !each.exempt);
  let overdue = 0;
  let behind = 0;
  let seen = 0;
  for (const { dueOn, doneOn, blocks } of due) {
    const open = doneOn === null || doneOn > asOn;
    const late = workdaysOver(dueOn, open ? asOn : doneOn, calendar) > 0;
    if (!open || late) seen++;
    if (!late) continue;
    if (open && blocks) overdue++;
    else behind++;
  }
  return seen === 0 && previous === null ? null : lightOf(previous, { overdue, behind });
}
