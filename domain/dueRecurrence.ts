import { addDays, addMonths, type Calendar, type Day, daysInMonth, makeDay, partsOf, weekStart } from './calendar.js';

/**
 * A due date that comes again. Without an anchor it is the last day of each period (Friday of a week). `month` counts
 * from 1 within the quarter, half-year or year; `date` is the day of that month, cut to the month's last day;
 * `weekday` is 1 Monday … 7 Sunday. `day` means every workday. `anchorOn` is the first due day of a `twoWeeks` rhythm.
 */
export interface Recurrence {
  every: 'day' | 'week' | 'twoWeeks' | 'month' | 'quarter' | 'halfYear' | 'year';
  weekday?: number;
  month?: number;
  date?: number;
  anchorOn?: Day;
}

const MONTHS = { month: 1, quarter: 3, halfYear: 6, year: 12 } as const;

// The unit of a normalised phrase; 每3个月 is a quarter. Longer words stand before those they contain.
const UNITS: readonly [RegExp, Recurrence['every']][] = [
  [/每半年|每6个月/, 'halfYear'],
  [/每(?:个|1个?)?季度?|每3个月|按季度?|逐季/, 'quarter'],
  [/每(?:2|两|双)周|双周/, 'twoWeeks'],
  [/每(?:个|1个?)?(?:周|星期)|按周|逐周/, 'week'],
  [/每(?:个|1个?)?月|按月|逐月/, 'month'],
  [/每1?年度?|按年/, 'year'],
  [/每(?:个工作|1)?[日天]|按日|逐日/, 'day'],
];

/**
 * The recurrence a normalised phrase tells (每月25日前, 每季度末月25日前, 每周五), or null. `fuzzy` when a figure or word of
 * the phrase was not understood and a person should look.
 */
export function readRecurrence(text: string, referenceOn: Day): { recurrence: Recurrence; fuzzy: boolean } | null {
  if (/每半个?月|每旬|每[245789]个月/.test(text)) return null;
  for (const [form, every] of UNITS) {
    const match = form.exec(text);
    if (!match) continue;
    const rest = text.slice(match.index + match[0].length);
    const { taken, ...anchor } = anchorOf(every, rest);
    const recurrence: Recurrence = { every, ...anchor };
    if (every === 'twoWeeks') recurrence.anchorOn = addDays(weekStart(referenceOn), 7 + (recurrence.weekday ?? 5) - 1);
    const leftover = text.slice(0, match.index) + rest.slice(taken);
    const odd = /\d/.test(leftover.replace(/1次/, '')) || /结束后|次月|次季|次年/.test(leftover);
    return { recurrence, fuzzy: odd || every === 'twoWeeks' };
  }
  return null;
}

function anchorOf(every: Recurrence['every'], rest: string): Omit<Recurrence, 'every'> & { taken: number } {
  const week = /^的?(?:周|星期)?([一二三四五六日天])(?!次|报)/.exec(rest);
  if ((every === 'week' || every === 'twoWeeks') && week) {
    return { weekday: '一二三四五六日'.indexOf((week[1] ?? '').replace('天', '日')) + 1, taken: week[0].length };
  }
  const inPeriod = /^的?(末月|最后1个月|首月|第([1-6])个月)(?:(\d{1,2})[日号]|([底末]))?/.exec(rest);
  if ((every === 'quarter' || every === 'halfYear') && inPeriod) {
    const last = MONTHS[every];
    const month = inPeriod[2] ? Math.min(Number(inPeriod[2]), last) : inPeriod[1] === '首月' ? 1 : last;
    return { month, date: Number(inPeriod[3] ?? 31), taken: inPeriod[0].length };
  }
  const inYear = /^的?(\d{1,2})月(?:份)?(?:(\d{1,2})[日号]|[底末])?/.exec(rest);
  if (every === 'year' && inYear && Number(inYear[1]) >= 1 && Number(inYear[1]) <= 12) {
    return { month: Number(inYear[1]), date: Number(inYear[2] ?? 31), taken: inYear[0].length };
  }
  const inMonth = /^的?(?:(\d{1,2})[日号]|(上旬)|(中旬))/.exec(rest);
  const date = inMonth?.[1] ? Number(inMonth[1]) : inMonth?.[2] ? 10 : 20;
  if (every === 'month' && inMonth && date >= 1 && date <= 31) return { date, taken: inMonth[0].length };
  return { taken: 0 };
}

/** The first day the recurrence falls due on or after `from`. */
export function nextOccurrence(recurrence: Recurrence, from: Day, calendar: Calendar): Day {
  const { every, weekday = 5 } = recurrence;
  if (every === 'day') return calendar.nextWorkday(from);
  if (every === 'week') {
    const due = addDays(weekStart(from), weekday - 1);
    return due >= from ? due : addDays(due, 7);
  }
  if (every === 'twoWeeks') {
    let due = recurrence.anchorOn ?? addDays(weekStart(from), weekday - 1);
    while (addDays(due, -14) >= from) due = addDays(due, -14);
    while (due < from) due = addDays(due, 14);
    return due;
  }
  const length = MONTHS[every];
  const { year, month } = partsOf(from);
  const first = makeDay(year, Math.floor((month - 1) / length) * length + 1, 1) ?? from;
  const due = dueFrom(first, recurrence, length);
  return due >= from ? due : dueFrom(addMonths(first, length), recurrence, length);
}

function dueFrom(first: Day, { month, date = 31 }: Recurrence, length: number): Day {
  const on = partsOf(addMonths(first, Math.min(month ?? length, length) - 1));
  return makeDay(on.year, on.month, Math.min(date, daysInMonth(on.year, on.month))) ?? first;
}
