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
  let overdue = 0;
  let behind = 0;
  let seen = 0;
  const look = (record: { dueOn: Day; exempt: boolean }, doneOn: Day | null, blocks: boolean): void => {
    if (record.exempt) return;
    const open = doneOn === null || doneOn > asOn;
    const until = open ? asOn : doneOn;
    const late = until > record.dueOn && workdaysOver(record.dueOn, until, calendar) > 0;
    if (!open || late) seen++;
    if (!late) return;
    if (open && blocks) overdue++;
    else behind++;
  };
  for (const each of facts.milestones) look(each, each.completedOn, true);
  for (const each of facts.problems) look(each, each.clearedOn, true);
  for (const each of facts.reportRequests) look(each, each.reportedOn, false);
  return seen === 0 && previous === null ? null : lightOf(previous, { overdue, behind });
}
