import type { Correction } from '../../domain/calendar.js';
import type { CalendarDayModel } from '../generated/sqlite/models/CalendarDay.js';
import type { Tx } from './tx.js';

/** The local corrections to the official calendar, by day. A row of an unknown kind is left out. */
export async function calendarCorrections(db: Tx): Promise<Correction[]> {
  const rows = await db.$queryRaw<CalendarDayModel[]>`SELECT "on", "kind", "name" FROM "CalendarDay" ORDER BY "on"`;
  return rows.flatMap(({ on, kind, name }) => (kind === 'workday' || kind === 'holiday' ? [{ on, kind, name }] : []));
}

/** Writes local corrections, one a day; a day that had one gets the new one. @returns how many were new or changed */
export async function saveCorrections(db: Tx, corrections: readonly Correction[]): Promise<number> {
  const known = new Map((await calendarCorrections(db)).map((each) => [each.on, each]));
  let written = 0;
  for (const { on, kind, name = '' } of corrections) {
    const before = known.get(on);
    if (before?.kind === kind && before.name === name) continue;
    await db.calendarDay.upsert({ where: { on }, create: { on, kind, name }, update: { kind, name } });
    written++;
  }
  return written;
}

/** Removes the local correction of a day. @returns whether there was one */
export async function removeCorrection(db: Tx, on: string): Promise<boolean> {
  const { count } = await db.calendarDay.deleteMany({ where: { on } });
  return count === 1;
}
