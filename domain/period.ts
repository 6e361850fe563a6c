import { addDays, type Day, endOfMonth, partsOf, weekdayOf, weekStart } from './day.js';

/** The periods that boards, grades and summaries are made for: ISO week, month, quarter, half-year, year. */
export const PERIOD_KINDS = ['week', 'month', 'quarter', 'halfYear', 'year'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** A period with its first and last day. `key` is 'YYYY-Www', 'YYYY-MM', 'YYYY-Qn', 'YYYY-Hn' or 'YYYY'. */
export interface Period {
  kind: PeriodKind;
  key: string;
  startsOn: Day;
  endsOn: Day;
}

/** The ISO 8601 week: weeks begin on Monday and belong to the year that holds their Thursday. */
export function isoWeekOf(on: Day): { year: number; week: number } {
  const thursday = addDays(weekStart(on), 3);
  const { year } = partsOf(thursday);
  const dayOfYear = (Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / 86_400_000;
  return { year, week: Math.floor(dayOfYear / 7) + 1 };
}

/** The quarter 1–4 of a day. */
export function quarterOf(on: Day): number {
  return Math.ceil(partsOf(on).month / 3);
}

/** The half-year 1–2 of a day. */
export function halfYearOf(on: Day): number {
  return partsOf(on).month <= 6 ? 1 : 2;
}

function months(kind: PeriodKind, key: string, year: number, first: number, last: number): Period {
  return { kind, key, startsOn: `${endOfMonth(year, first).slice(0, 8)}01`, endsOn: endOfMonth(year, last) };
}

/** The period of a kind that holds the day. */
export function periodOf(kind: PeriodKind, on: Day): Period {
  const { year, month } = partsOf(on);
  const yyyy = on.slice(0, 4);
  if (kind === 'week') {
    const iso = isoWeekOf(on);
    const startsOn = weekStart(on);
    const key = `${String(iso.year).padStart(4, '0')}-W${String(iso.week).padStart(2, '0')}`;
    return { kind, key, startsOn, endsOn: addDays(startsOn, 6) };
  }
  if (kind === 'month') return months(kind, on.slice(0, 7), year, month, month);
  if (kind === 'quarter') {
    const quarter = quarterOf(on);
    return months(kind, `${yyyy}-Q${quarter}`, year, quarter * 3 - 2, quarter * 3);
  }
  if (kind === 'halfYear') {
    const half = halfYearOf(on);
    return months(kind, `${yyyy}-H${half}`, year, half * 6 - 5, half * 6);
  }
  return months(kind, yyyy, year, 1, 12);
}

/** The period just before. */
export function previousPeriod(period: Period): Period {
  return periodOf(period.kind, addDays(period.startsOn, -1));
}

/** The period just after. */
export function nextPeriod(period: Period): Period {
  return periodOf(period.kind, addDays(period.endsOn, 1));
}

/** The period of a key as `periodOf` writes it, or null when no period has that key. */
export function periodFromKey(key: string): Period | null {
  const match = /^(\d{4})(?:-(?:W(\d{2})|Q(\d)|H(\d)|(\d{2})))?$/.exec(key);
  if (!match) return null;
  const [, year = '', week, quarter, half, month] = match;
  const firstOf = (m: number) => `${year}-${String(m).padStart(2, '0')}-01`;
  const found = ((): Period | null => {
    if (week) return periodOf('week', addDays(weekStart(`${year}-01-04`), (Number(week) - 1) * 7));
    if (quarter) return /[1-4]/.test(quarter) ? periodOf('quarter', firstOf(Number(quarter) * 3)) : null;
    if (half) return half === '1' || half === '2' ? periodOf('halfYear', firstOf(Number(half) * 6)) : null;
    if (month) return Number(month) >= 1 && Number(month) <= 12 ? periodOf('month', firstOf(Number(month))) : null;
    return periodOf('year', firstOf(1));
  })();
  return found?.key === key ? found : null;
}

/** The weekday 1 Monday … 7 Sunday, as ISO and Chinese offices count. */
export function isoWeekdayOf(on: Day): number {
  return weekdayOf(on) || 7;
}
