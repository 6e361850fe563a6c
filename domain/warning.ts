import { addDays, type Calendar, type Day, daysBetween, isFirstWorkdayOfWeek } from './calendar.js';
import { activeReason, type GoodReason } from './goodReason.js';
import type { SupervisionClass } from './ledger.js';
import type { ClassRules, SupervisionRules, WarningLevel } from './supervision.js';

/** What is known of a milestone when warnings are decided. Percent is 0–100. */
export interface WarningFacts {
  milestoneId: number;
  supervisionClass: SupervisionClass;
  /** Day the work began: the item's acceptance or the milestone before. */
  startsOn: Day;
  dueOn: Day;
  /** Nothing to warn about any more: reached, claimed and waiting to be verified, or exempt. */
  settled: boolean;
  percent: number;
  /** Day of the newest report, whatever it said; "no change" is an answer too. */
  lastReportOn: Day | null;
  /** Day the last warning about this milestone was sent. */
  lastWarnedOn: Day | null;
  goodReasons: readonly GoodReason[];
}

/**
 * Where a milestone stands. `workdaysLeft` counts the workdays after today through the due day, so that it is 0 on the
 * last workday before a due day that is a day off. `workdaysOver` counts those after the due day through today.
 */
export type Stage =
  | { kind: 'dueSoon'; workdaysLeft: number }
  | { kind: 'dueToday' }
  | { kind: 'overdue'; workdaysOver: number };

export interface Warning {
  /** The stage as of today, also when the warning itself belongs to a day that was missed. */
  stage: Stage;
  level: WarningLevel;
  /** The step of the ladder it belongs to: 'dueSoon:5', 'dueToday', 'overdue:3'. */
  step: string;
  /** '<milestone>:<dueOn>:<step>', the same whenever the step is looked at; an extended due date warns anew. */
  key: string;
  /** The workday on which the warning fell due. */
  stageOn: Day;
}

/** The stage of a due date on a day. */
export function stageOf(dueOn: Day, today: Day, calendar: Calendar): Stage {
  if (today === dueOn) return { kind: 'dueToday' };
  if (today < dueOn) return { kind: 'dueSoon', workdaysLeft: calendar.workdaysBetween(today, dueOn) };
  return { kind: 'overdue', workdaysOver: calendar.workdaysBetween(dueOn, today) };
}

/** Whether a milestone is overdue on a day: a workday has begun since its due day, and it is not done. */
export function isOverdue(dueOn: Day, today: Day, calendar: Calendar): boolean {
  return today > dueOn && calendar.workdaysBetween(dueOn, today) > 0;
}

/** The warning that falls due exactly on `today`, or null. Nothing falls due on a day off. */
export function warningFor(
  facts: WarningFacts,
  today: Day,
  rules: SupervisionRules,
  calendar: Calendar,
): Warning | null {
  return newestWarning(facts, addDays(today, -1), today, rules, calendar);
}

/**
 * The newest warning that fell due after `lastSeenOn` up to and including `today`, or null: after downtime, or after
 * messages were held back, only that one counts and older ones are superseded. Looks back at most 60 days.
 */
export function newestWarning(
  facts: WarningFacts,
  lastSeenOn: Day,
  today: Day,
  rules: SupervisionRules,
  calendar: Calendar,
): Warning | null {
  if (facts.settled || activeReason(facts.goodReasons, today)?.kind === 'exemption') return null;
  const classRules = rules[facts.supervisionClass];
  const oldest = daysBetween(lastSeenOn, today) > 60 ? addDays(today, -60) : lastSeenOn;
  for (let on = today; on > oldest; on = addDays(on, -1)) {
    const step = stepOn(facts.dueOn, on, classRules, calendar);
    if (step === null) continue;
    const stage = stageOf(facts.dueOn, today, calendar);
    const key = `${facts.milestoneId}:${facts.dueOn}:${step}`;
    return { stage, level: levelOf(facts, today, classRules, calendar), step, key, stageOn: on };
  }
  return null;
}

/** The name of the step of the ladder that falls on a day, or null. */
function stepOn(dueOn: Day, on: Day, rules: ClassRules, calendar: Calendar): string | null {
  if (!calendar.isWorkday(on)) return null;
  const stage = stageOf(dueOn, on, calendar);
  if (stage.kind === 'dueToday') return rules.dueSoonOffsets.includes(0) ? 'dueToday' : null;
  if (stage.kind === 'dueSoon') {
    return rules.dueSoonOffsets.includes(stage.workdaysLeft) ? `dueSoon:${stage.workdaysLeft}` : null;
  }
  const over = stage.workdaysOver;
  const last = rules.overdueLadder.at(-1) ?? 0;
  // Everything that is long overdue is repeated on the same day of the week, so that it comes in one message.
  const falls = over > last ? isFirstWorkdayOfWeek(on, calendar) : rules.overdueLadder.includes(over);
  return falls ? `overdue:${over}` : null;
}

/**
 * The level (三色督查单): red when overdue, orange when the warning before went unanswered without a good reason, yellow
 * when the percent trails the plan, else blue.
 */
export function levelOf(facts: WarningFacts, today: Day, rules: ClassRules, calendar: Calendar): WarningLevel {
  if (isOverdue(facts.dueOn, today, calendar)) return 'red';
  const { lastReportOn, lastWarnedOn } = facts;
  const unanswered =
    lastWarnedOn !== null && lastWarnedOn < today && (lastReportOn === null || lastReportOn < lastWarnedOn);
  if (unanswered && activeReason(facts.goodReasons, today) === null) return 'orange';
  return isBehindPlan(facts, today, rules, calendar) ? 'yellow' : 'blue';
}

/** Whether the percent trails the share of the milestone's workdays that have passed by more than `behindBy` points. */
export function isBehindPlan(
  facts: Pick<WarningFacts, 'startsOn' | 'dueOn' | 'percent'>,
  today: Day,
  rules: Pick<ClassRules, 'behindBy'>,
  calendar: Calendar,
): boolean {
  const all = calendar.workdaysBetween(facts.startsOn, facts.dueOn);
  if (all <= 0) return false;
  const passed = Math.min(all, Math.max(0, calendar.workdaysBetween(facts.startsOn, today)));
  return (facts.percent + rules.behindBy) * all < passed * 100;
}
