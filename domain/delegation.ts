import { addDays, type Calendar, type Day } from './calendar.js';
import { parseDue } from './duePhrase.js';

/** Longest absence in calendar days: for longer ones the unit names a new liaison. */
export const AWAY_MOST_DAYS = 62;

/** A person who might cover. `awayUntil` is set while they are away themselves. */
export interface CoverCandidate {
  personId: number;
  name: string;
  /** Unit and role, for telling people of one name apart. */
  where: string;
  sameUnit: boolean;
  /** Whether messages can reach them. */
  bound: boolean;
  awayUntil: Day | null;
}

type Fault = { ok: false; code: string; params: Record<string, string | number> };

/** Reads the last day of an absence: 本周五, 9月12日, 3天. It may be today. Throws nothing. */
export function readAwayDay(words: string, today: Day, calendar: Calendar): { ok: true; endsOn: Day } | Fault {
  const phrase = words.trim().replace(/^(?:外出|请假|休假|出差)?(?:到|至)?/, '');
  const due = parseDue(phrase, today, calendar, { forward: true });
  if (due.kind !== 'dueOn' && due.kind !== 'workdays')
    return { ok: false, code: 'awayUnclear', params: { text: words.trim().slice(0, 20) } };
  // "3天" is today and the two days after.
  const isLength = /^[\d一二两三四五六七八九十半]+个?(?:工作日|自然日|天|周|星期)/.test(phrase);
  const endsOn = isLength ? addDays(due.dueOn, -1) : due.dueOn;
  return checkAway(today, endsOn);
}

/** Whether an absence may last through a day: not over already, at most AWAY_MOST_DAYS. */
export function checkAway(today: Day, endsOn: Day): { ok: true; endsOn: Day } | Fault {
  if (endsOn < today) return { ok: false, code: 'awayPast', params: { endsOn } };
  const lastOn = addDays(today, AWAY_MOST_DAYS);
  if (endsOn > lastOn) return { ok: false, code: 'awayTooLong', params: { lastOn } };
  return { ok: true, endsOn };
}

/** Days worth a button: today, tomorrow, this Friday, next Friday, each once and in order. */
export function awayChoices(today: Day, weekday: number): Day[] {
  const friday = addDays(today, weekday === 0 ? -2 : 5 - weekday);
  const days = [today, addDays(today, 1), friday, addDays(friday, 7)].filter((on) => on >= today);
  return [...new Set(days)].sort();
}

/** Finds who is meant among the candidates, by exact name. Somebody who is away cannot cover. */
export function findCover(
  words: string,
  candidates: readonly CoverCandidate[],
  self: string,
): { ok: true; cover: CoverCandidate } | Fault {
  const name = words.trim().replace(/(?:同志|代办|代)$/, '');
  if (name === self || name === '我' || name === '自己') return { ok: false, code: 'awayCoverSelf', params: {} };
  const found = candidates.filter((each) => each.name === name);
  // Of two people with one name the unit's own is meant; otherwise a person must say which.
  const cover = found.find((each) => each.sameUnit) ?? (found.length === 1 ? found[0] : undefined);
  if (!cover) return { ok: false, code: 'awayCoverUnknown', params: { name: name.slice(0, 20) } };
  if (cover.awayUntil !== null)
    return { ok: false, code: 'awayCoverAway', params: { name: cover.name, until: cover.awayUntil } };
  return { ok: true, cover };
}
