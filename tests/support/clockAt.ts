import { type MovableClock, movableClock } from '../../bot/clock.js';

/** A clock that stands at an instant (ISO 8601 with its offset) until it is moved. */
export function clockAt(iso: string): MovableClock {
  const start = new Date(iso);
  return movableClock({ system: { now: () => start } });
}
