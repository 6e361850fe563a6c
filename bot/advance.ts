import { UserError } from '../domain/userError.js';
import type { MovableClock } from './clock.js';
import type { DeliveryLoop } from './delivery/loop.js';
import { createLanes } from './lanes.js';
import type { Scheduler } from './scheduler.js';

/** How long ago, in ms, a target may have been "now" and still means now. */
const SINCE_ASKED_MS = 1_000;

export interface AdvanceDeps {
  clock: MovableClock;
  scheduler: Pick<Scheduler, 'runDue' | 'nextDue'>;
  delivery: Pick<DeliveryLoop, 'drain' | 'nextDue'>;
}

/**
 * Moves the clock forward through everything that happens on the way: it stops at each instant at which a job or a
 * waiting message is due, lets that happen at exactly that instant, and goes on. Afterwards the clock runs on from the
 * target. Throws UserError('clockBackwards') for a target in the past. Two moves at once happen one after the other.
 */
export function createAdvance({ clock, scheduler, delivery }: AdvanceDeps): (target: Date) => Promise<void> {
  const turns = createLanes();

  async function happen(at: Date): Promise<void> {
    clock.freezeAt(at);
    await scheduler.runDue(at);
    await delivery.drain();
  }

  async function advance(target: Date): Promise<void> {
    try {
      const now = clock.freeze();
      // Time went on since somebody asked for "now"; a target really in the past is refused.
      if (target.getTime() < now.getTime() - SINCE_ASKED_MS) throw new UserError('clockBackwards');
      for (let at: Date | null = clock.now(); at; at = await nextEvent(target)) await happen(at);
      if (clock.now() < target) await happen(target);
    } finally {
      clock.thaw();
    }
  }

  async function nextEvent(target: Date): Promise<Date | null> {
    const now = clock.now();
    const job = (await scheduler.nextDue(now))?.at;
    const message = await delivery.nextDue(now);
    const events = [job, message].filter((at) => at instanceof Date && at <= target) as Date[];
    return events.length > 0 ? new Date(Math.min(...events.map((at) => at.getTime()))) : null;
  }

  return (target) => turns.run('advance', () => advance(target));
}
