import type { Correction } from '../../domain/calendar.js';
import type { Tx } from './tx.js';

/** The local corrections to the official calendar, by day. A row of an unknown kind is left out. */
export async function calendarCorrections(db: Tx): Promise<Correction[]> {
  const rows = await db.calendarDay.findMany({ orderBy: { on: 'asc' } });
  return rows.flatMap(({ on, kind, name }) => (kind === 'workday' || kind === 'holiday' ? [{ on, kind, name }] : []));
}
