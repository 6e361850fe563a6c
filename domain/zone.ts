import { type Day, isDay } from './day.js';

// Building a formatter costs far more than using it, so there is one per zone.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** 'YYYY-MM-DD HH:MM:SS' on the wall of the zone. sv-SE writes dates that way. */
function wallOf(instant: Date, zone: string): string {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(zone, formatter);
  }
  return formatter.format(instant);
}

/** The calendar day of an instant in an IANA zone such as 'Asia/Shanghai'. Throws RangeError for an unknown zone. */
export function dayOf(instant: Date, zone: string): Day {
  return wallOf(instant, zone).slice(0, 10);
}

/** The time of day 'HH:MM' (00:00–23:59) of an instant in an IANA zone. Throws RangeError for an unknown zone. */
export function timeOf(instant: Date, zone: string): string {
  return wallOf(instant, zone).slice(11, 16);
}

/** What the zone's wall shows minus UTC at an instant, in ms. */
function offsetAt(utcMs: number, zone: string): number {
  return Date.parse(`${wallOf(new Date(utcMs), zone).replace(' ', 'T')}Z`) - utcMs;
}

/**
 * The instant at which a zone's clock shows a day and a time 'HH:MM'. Where the clock skips that time (start of
 * daylight saving) it is the instant as long after the change as the time is after the gap's start; where the clock
 * shows it twice, the first. Throws RangeError for a day, time or zone that does not exist.
 */
export function instantOf(on: Day, time: string, zone: string): Date {
  if (!isDay(on) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new RangeError(`not a day and time: ${on} ${time}`);
  const wall = Date.parse(`${on}T${time}:00Z`);
  const before = wall - offsetAt(wall - 86_400_000, zone);
  if (before + offsetAt(before, zone) === wall) return new Date(before);
  const after = wall - offsetAt(wall + 86_400_000, zone);
  return new Date(after + offsetAt(after, zone) === wall ? after : before);
}
