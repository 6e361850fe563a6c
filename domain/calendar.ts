import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { addDays, type Day, daysBetween, partsOf, weekdayOf, weekStart } from './day.js';

export * from './day.js';
export * from './period.js';
export * from './zone.js';

/** A local change to the official calendar: a make-up workday (调休上班) or a day off. A later entry for a day wins. */
export interface Correction {
  on: Day;
  kind: 'workday' | 'holiday';
  name?: string;
}

/** A day on which the calendar differs from Monday–Friday, or was corrected. `name` is '' when nobody gave one. */
export interface SpecialDay {
  on: Day;
  kind: Correction['kind'];
  name: string;
  source: 'official' | 'local';
}

/**
 * Answers about workdays. Official holidays and make-up workdays are known for the years of the bundled data; other
 * years fall back to Monday–Friday, which is wrong around every holiday, so that `covered` must be asked and the
 * coordinator warned. All answers are about calendar days, whatever the zone.
 */
export interface Calendar {
  isWorkday(on: Day): boolean;
  /** Whether the year's holidays are known: official data, or at least one local correction in that year. */
  covered(year: number): boolean;
  /** The n-th workday after `on` (before it when n is negative); `on` itself, workday or not, when n is 0. */
  addWorkdays(on: Day, n: number): Day;
  /** Workdays after `from` up to and including `to`; 0 on the same day; negative when `to` is before `from`. */
  workdaysBetween(from: Day, to: Day): number;
  /** Holidays and make-up workdays from one day through another, official ones and local corrections, in order. */
  specialDays(from: Day, to: Day): SpecialDay[];
  /** The first workday on or after the day. Throws RangeError when corrections leave none within ten years. */
  nextWorkday(on: Day): Day;
  /** The last workday on or before the day. Throws RangeError when corrections leave none within ten years. */
  previousWorkday(on: Day): Day;
}

// Notices of the General Office of the State Council as collected by the chinese-days package, 1.5.7: 2004 to 2026.
const OFFICIAL_HOLIDAYS = new Set(Object.keys(chineseDays.holidays));
const OFFICIAL_WORKDAYS = new Set(Object.keys(chineseDays.workdays));
/** The data's values are 'English name,中文名,days'. */
const officialName = (on: Day): string =>
  ((chineseDays.holidays as Record<string, string>)[on] ?? (chineseDays.workdays as Record<string, string>)[on] ?? '')
    .split(',')
    .at(1) ?? '';
const OFFICIAL_YEARS = new Set([...OFFICIAL_HOLIDAYS].map((on) => Number(on.slice(0, 4))));

const newYear = (year: number): Day => `${String(year).padStart(4, '0')}-01-01`;

/** A search for a workday gives up after this many days off in a row (ten years), instead of never ending. */
const LONGEST_SEARCH = 3660;

/** A calendar of the official data with local corrections on top. */
export function createCalendar(corrections: readonly Correction[] = []): Calendar {
  const corrected = new Map(corrections.map((correction) => [correction.on, correction.kind === 'workday']));
  const names = new Map(corrections.map((correction) => [correction.on, correction.name ?? '']));
  const correctedYears = new Set(corrections.map((correction) => Number(correction.on.slice(0, 4))));

  function isWorkday(on: Day): boolean {
    const local = corrected.get(on);
    if (local !== undefined) return local;
    if (OFFICIAL_WORKDAYS.has(on)) return true;
    const weekday = weekdayOf(on);
    return weekday !== 0 && weekday !== 6 && !OFFICIAL_HOLIDAYS.has(on);
  }

  function seek(on: Day, step: 1 | -1): Day {
    let day = on;
    for (let tries = 0; tries < LONGEST_SEARCH; tries++) {
      if (isWorkday(day)) return day;
      day = addDays(day, step);
    }
    throw new RangeError(`no workday within ten years of ${on}`);
  }

  function addWorkdays(on: Day, n: number): Day {
    if (!Number.isInteger(n)) throw new RangeError(`not a whole number of workdays: ${n}`);
    const step = n < 0 ? -1 : 1;
    let day = on;
    for (let left = Math.abs(n); left > 0; left--) day = seek(addDays(day, step), step);
    return day;
  }

  function workdaysBetween(from: Day, to: Day): number {
    return to < from ? 0 - countAfter(to, from) : countAfter(from, to);
  }

  // Workdays from New Year through each day of a year, so that counting does not cost what the span is long.
  const counted = new Map<number, number[]>();
  function throughYear(year: number): number[] {
    let through = counted.get(year);
    if (!through) {
      through = [];
      let count = 0;
      for (let on = newYear(year); on.startsWith(newYear(year).slice(0, 5)); on = addDays(on, 1)) {
        if (isWorkday(on)) count++;
        through.push(count);
      }
      counted.set(year, through);
    }
    return through;
  }

  function countThrough(on: Day): number {
    const { year } = partsOf(on);
    return throughYear(year)[daysBetween(newYear(year), on)] ?? 0;
  }

  function countAfter(from: Day, to: Day): number {
    let count = countThrough(to) - countThrough(from);
    for (let { year } = partsOf(from); year < partsOf(to).year; year++) count += throughYear(year).at(-1) ?? 0;
    return count;
  }

  function specialDays(from: Day, to: Day): SpecialDay[] {
    const days: SpecialDay[] = [];
    for (let on = from; on <= to; on = addDays(on, 1)) {
      const local = corrected.get(on);
      if (local !== undefined)
        days.push({ on, kind: local ? 'workday' : 'holiday', name: names.get(on) ?? '', source: 'local' });
      else if (OFFICIAL_WORKDAYS.has(on) || OFFICIAL_HOLIDAYS.has(on))
        days.push({
          on,
          kind: OFFICIAL_WORKDAYS.has(on) ? 'workday' : 'holiday',
          name: officialName(on),
          source: 'official',
        });
    }
    return days;
  }

  return {
    isWorkday,
    specialDays,
    covered: (year) => OFFICIAL_YEARS.has(year) || correctedYears.has(year),
    addWorkdays,
    workdaysBetween,
    nextWorkday: (on) => seek(on, 1),
    previousWorkday: (on) => seek(on, -1),
  };
}

/** Whether a day is the first workday of its week, from Monday on; a week off has none. */
export const isFirstWorkdayOfWeek = (on: Day, calendar: Calendar): boolean =>
  calendar.nextWorkday(weekStart(on)) === on;
