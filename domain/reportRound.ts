import { addDays, type Calendar, type Day, daysBetween, earlierOf, weekStart } from './calendar.js';
import { periodOf } from './period.js';
import type { Cadence } from './supervision.js';

/** When rounds are answered. */
export interface RoundRules {
  /** Workdays after the opening day on which answers are due; cut to the period's last workday. */
  dueAfterWorkdays: number;
  /** Periods with fewer workdays have no round: nobody is asked on the one make-up day of a holiday week. */
  minWorkdays: number;
}

/** Two workdays to answer; a week needs two workdays to have a round. */
export const DEFAULT_ROUND_RULES: RoundRules = { dueAfterWorkdays: 2, minWorkdays: 2 };

/** The days between which rounds are held; `endsOn` null is open. */
export interface RoundSpan {
  startsOn: Day;
  endsOn: Day | null;
}

export interface Round {
  /** 'YYYY-Www', 'YYYY-MM', or for two weeks the first Monday with '/P2W' (2022-07-18/P2W). */
  periodKey: string;
  startsOn: Day;
  endsOn: Day;
  /** First workday of the period. */
  opensOn: Day;
  /** Last day for an answer in time; a workday. */
  dueOn: Day;
  /** Where `today` is: before the opening day, from it through the due day, or after. */
  state: 'upcoming' | 'open' | 'closed';
}

/**
 * The round of the period that holds `today`, or null when that period has none: it has too few workdays, the campaign
 * began after its first workday (nobody reports on work just handed out), or the campaign ended before it opens. Two
 * weeks are counted from the campaign's first full week.
 */
export function roundFor(
  cadence: Cadence,
  today: Day,
  calendar: Calendar,
  campaign: RoundSpan,
  rules: RoundRules = DEFAULT_ROUND_RULES,
): Round | null {
  const period = periodFor(cadence, today, calendar, campaign.startsOn);
  if (!period) return null;
  const { periodKey, startsOn, endsOn } = period;
  const dayBefore = addDays(startsOn, -1);
  const workdays = calendar.workdaysBetween(dayBefore, endsOn);
  if (workdays < Math.max(1, rules.minWorkdays)) return null;
  const opensOn = calendar.addWorkdays(dayBefore, 1);
  if (campaign.startsOn > opensOn || (campaign.endsOn !== null && campaign.endsOn < opensOn)) return null;
  const dueOn = earlierOf(calendar.addWorkdays(opensOn, rules.dueAfterWorkdays), calendar.previousWorkday(endsOn));
  const state = today < opensOn ? 'upcoming' : today <= dueOn ? 'open' : 'closed';
  return { periodKey, startsOn, endsOn, opensOn, dueOn, state };
}

function periodFor(cadence: Cadence, today: Day, calendar: Calendar, campaignStartsOn: Day) {
  if (cadence === 'weekly' || cadence === 'monthly') {
    const { key, startsOn, endsOn } = periodOf(cadence === 'weekly' ? 'week' : 'month', today);
    return { periodKey: key, startsOn, endsOn };
  }
  const monday = weekStart(campaignStartsOn);
  const isFullWeek = campaignStartsOn <= calendar.nextWorkday(monday);
  const first = isFullWeek ? monday : addDays(monday, 7);
  if (today < first) return null;
  const startsOn = addDays(first, Math.floor(daysBetween(first, today) / 14) * 14);
  return { periodKey: `${startsOn}/P2W`, startsOn, endsOn: addDays(startsOn, 13) };
}
