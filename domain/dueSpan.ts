import { addDays, addMonths, type Day, endOfMonth, makeDay, partsOf } from './day.js';

/** The first and the last day that a date expression stands for; the same day twice for a single day. */
export interface Span {
  startsOn: Day;
  endsOn: Day;
}

/** What the date expressions of a phrase are reckoned from. */
export interface PointContext {
  referenceOn: Day;
  /** The year that expressions without a year belong to. */
  year: number;
  /** The expression before in the same phrase, whose year and month a bare "20日" or "次年" takes over. */
  previous: Point | null;
}

/** One date expression found in a phrase. */
export interface Point {
  /** The span, moved on by `shift` years, months or weeks where the writer left those out; null for 2月30日. */
  at(shift: number): Span | null;
  /** What the writer left out, by which a past date may roll on; null when nothing was, or the text before told it. */
  rollsBy: 'year' | 'month' | 'week' | null;
  /** A whole month, quarter or year, of which 前 may mean before its start (8月前). */
  wide: boolean;
  /** Read with a guess that a person should confirm (月初, 年中, 下周). */
  fuzzy: boolean;
  /** Where the expression begins and ends in the normalised phrase. */
  index: number;
  end: number;
}

/** What a pattern makes of its match, before it is placed in the phrase. */
export type FoundPoint = Pick<Point, 'at'> & Partial<Pick<Point, 'rollsBy' | 'wide' | 'fuzzy'>>;

/** The span of a single day; null stays null. */
export function single(on: Day | null): Span | null {
  return on === null ? null : { startsOn: on, endsOn: on };
}

/** The span from the start of one month (1–12) to the end of another of the same year. */
export function monthSpan(year: number, first: number, last = first): Span | null {
  const startsOn = makeDay(year, first, 1);
  return startsOn === null ? null : { startsOn, endsOn: endOfMonth(year, last) };
}

/** The month that lies `n` months after the month of a day. */
export function monthAfter(on: Day, n: number): { year: number; month: number } {
  return partsOf(addMonths(`${on.slice(0, 7)}-01`, n));
}

/**
 * A part of a month, quarter, half-year or year: 底 and 末 are its last day, 上旬 (or 初) its first ten days, 中旬 its
 * second ten, 下旬 the rest, 中 the 15th of a month or the last day of a longer span's first half, 内 the whole.
 */
export function edgeOf(span: Span | null, edge: string | undefined): Span | null {
  if (!span) return null;
  const { startsOn, endsOn } = span;
  switch (edge) {
    case '底':
    case '末':
      return single(endsOn);
    case '上旬':
    case '初':
      return { startsOn, endsOn: addDays(startsOn, 9) };
    case '中旬':
      return { startsOn: addDays(startsOn, 10), endsOn: addDays(startsOn, 19) };
    case '下旬':
      return { startsOn: addDays(startsOn, 20), endsOn };
    case '中': {
      const isMonth = startsOn.slice(0, 7) === endsOn.slice(0, 7);
      return single(isMonth ? addDays(startsOn, 14) : addDays(addMonths(startsOn, 6), -1));
    }
    default:
      return span;
  }
}
