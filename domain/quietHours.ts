import { addDays, type Calendar, dayOf, instantOf, timeOf } from './calendar.js';

/** When the bot may speak first. Times are 'HH:MM' in the campaign's zone; the night between them may cross midnight. */
export interface QuietHours {
  /** Quiet from this time … */
  from: string;
  /** … until this time. */
  to: string;
  /** Whether days off are quiet altogether. */
  workdaysOnly: boolean;
}

/** Evenings, nights and days off are the people's own (domain rule E1). */
export const DEFAULT_QUIET_HOURS: QuietHours = { from: '20:00', to: '08:00', workdaysOnly: true };

/** The first instant at or after `now` when a message may go out; `now` itself when it may go out already. */
export function openingAt(now: Date, quiet: QuietHours, calendar: Calendar, zone: string): Date {
  const isOff = (on: string) => quiet.workdaysOnly && !calendar.isWorkday(on);
  let on = dayOf(now, zone);
  const time = timeOf(now, zone);
  const overnight = quiet.from > quiet.to;
  const inQuiet = overnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!inQuiet && !isOff(on)) return now;
  if (inQuiet && !overnight && !isOff(on)) return instantOf(on, quiet.to, zone);
  if (!(overnight && inQuiet && time < quiet.to)) on = addDays(on, 1);
  while (isOff(on)) on = addDays(on, 1);
  return instantOf(on, overnight ? quiet.to : '00:00', zone);
}
