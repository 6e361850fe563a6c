import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

/** A calendar day 'YYYY-MM-DD' without time or zone. Days compare correctly as strings. */
export type Day = string;

const DAY_MS = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Days since 1970-01-01. Throws RangeError for anything that is not a real day. */
function ordinalOf(on: Day): number {
  // Engines differ on how they read 2022-02-30, so the parts are checked first.
  if (!isDay(on)) throw new RangeError(`not a calendar day: ${on}`);
  return Date.parse(on) / DAY_MS;
}

function dayAt(ordinal: number): Day {
  return new Date(ordinal * DAY_MS).toISOString().slice(0, 10);
}

const two = (value: number) => String(value).padStart(2, '0');

/** Whether the text is a real day written 'YYYY-MM-DD' (2022-02-30 is not). */
export function isDay(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const { year, month, date } = partsOf(text);
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month);
}

/** The day of a year (1–9999), month (1–12) and day of the month, or null when there is no such day. */
export function makeDay(year: number, month: number, date: number): Day | null {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return null;
  if (!Number.isInteger(month) || month < 1 || month > 12) return null;
  if (!Number.isInteger(date) || date < 1 || date > daysInMonth(year, month)) return null;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
}

/** The year, the month (1–12) and the day of the month. */
export function partsOf(on: Day): { year: number; month: number; date: number } {
  return { year: Number(on.slice(0, 4)), month: Number(on.slice(5, 7)), date: Number(on.slice(8, 10)) };
}

/** How many days the month (1–12) has. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The last day of the month (1–12). */
export function endOfMonth(year: number, month: number): Day {
  return dayjs
    .utc(`${String(year).padStart(4, '0')}-${two(month)}-01`)
    .endOf('month')
    .format('YYYY-MM-DD');
}

/** The day `n` calendar days later; earlier when `n` is negative. Throws RangeError for a day that does not exist. */
export function addDays(on: Day, n: number): Day {
  return dayAt(ordinalOf(on) + n);
}

/** The same day of the month `n` months later, or the month's last day when it has no such day. */
export function addMonths(on: Day, n: number): Day {
  return dayjs.utc(on).add(n, 'month').format('YYYY-MM-DD');
}

/** Calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return ordinalOf(to) - ordinalOf(from);
}

/** Day of the week: 0 Sunday … 6 Saturday. */
export function weekdayOf(on: Day): number {
  return (((ordinalOf(on) + 4) % 7) + 7) % 7;
}

/** The Monday of the day's week. */
export function weekStart(on: Day): Day {
  return addDays(on, -((weekdayOf(on) + 6) % 7));
}

/** The later of two days. */
export const laterOf = (a: Day, b: Day): Day => (a > b ? a : b);

/** The earlier of two days. */
export const earlierOf = (a: Day, b: Day): Day => (a < b ? a : b);
