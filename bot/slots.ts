import { Cron } from 'croner';
import { addDays, type Calendar, dayOf, instantOf, isFirstWorkdayOfWeek } from '../domain/calendar.js';
import type { Job } from '../jobs/definition.js';

/** When something is due: a cron expression (5 fields) in an IANA zone, on some days only. */
export interface Timetable {
  cron: string;
  zone: string;
  days: Job['days'];
}

/** A search for the next slot gives up this many days ahead. */
const HORIZON_DAYS = 400;

const compiled = new Map<string, Cron>();

/** Throws TypeError for an expression or a zone that does not exist. */
function cronOf({ cron, zone }: Timetable): Cron {
  const key = `${zone} ${cron}`;
  let found = compiled.get(key);
  if (!found) {
    found = new Cron(cron, { timezone: zone, mode: '5-part' });
    compiled.set(key, found);
  }
  return found;
}

/** Whether slots of this day count. */
function counts(on: string, days: Timetable['days'], calendar: Calendar): boolean {
  if (days === 'all') return true;
  if (!calendar.isWorkday(on)) return false;
  if (days === 'workdays') return true;
  return isFirstWorkdayOfWeek(on, calendar);
}

/**
 * The first slot after an instant, or null when there is none within 400 days.
 * Throws TypeError for an expression or a zone that does not exist.
 */
export function nextSlot(timetable: Timetable, calendar: Calendar, after: Date): Date | null {
  const cron = cronOf(timetable);
  const until = after.getTime() + HORIZON_DAYS * 86_400_000;
  for (let from = after; ; ) {
    const slot = cron.nextRun(from);
    if (!slot || slot.getTime() > until) return null;
    const on = dayOf(slot, timetable.zone);
    if (counts(on, timetable.days, calendar)) return slot;
    // The rest of that day does not count either.
    from = new Date(instantOf(addDays(on, 1), '00:00', timetable.zone).getTime() - 1);
  }
}

/**
 * The slots after one instant up to and including another, in order, at most `limit` of them.
 * Throws TypeError for an expression or a zone that does not exist.
 */
export function slotsBetween(
  timetable: Timetable,
  calendar: Calendar,
  after: Date,
  until: Date,
  limit = Number.POSITIVE_INFINITY,
): Date[] {
  const slots: Date[] = [];
  for (let from = after; slots.length < limit; ) {
    const slot = nextSlot(timetable, calendar, from);
    if (!slot || slot.getTime() > until.getTime()) break;
    slots.push(slot);
    from = slot;
  }
  return slots;
}

/** What to do with the slots that have come since the last look. */
export interface SlotPlan {
  /** The newest, when it is not too late for it. */
  run: Date | null;
  /** Older ones that the newest one stands for. */
  superseded: Date[];
  /** Too old to be caught up with; counted up to 1000. */
  tooLate: Date[];
}

/** At most this many slots of a long downtime are counted. */
const MOST_COUNTED = 1000;

/** Sorts the slots after `since` up to `now`: only the newest is run, and none older than `catchUpHours` hours. */
export function planSlots(
  timetable: Timetable,
  calendar: Calendar,
  since: Date,
  now: Date,
  catchUpHours: number,
): SlotPlan {
  // A slot of exactly that age still counts.
  const tooOld = new Date(now.getTime() - catchUpHours * 3_600_000 - 1);
  const tooLate = since < tooOld ? slotsBetween(timetable, calendar, since, tooOld, MOST_COUNTED) : [];
  const recent = slotsBetween(timetable, calendar, since < tooOld ? tooOld : since, now);
  return { run: recent.at(-1) ?? null, superseded: recent.slice(0, -1), tooLate };
}
