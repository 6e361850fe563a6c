import { UserError } from '../domain/userError.js';
import type { MovableClock } from './clock.js';
import type { DeliveryLoop } from './delivery/loop.js';
import { createLanes } from './lanes.js';
import type { Scheduler } from './scheduler.js';

/** How long ago, in ms, a target may have been "now" and still means now. */
const SINCE_ASKED_MS = 1_000;

export interface AdvanceDeps {
  clock: MovableClock;
  scheduler: Pick<Scheduler, 'runDue' | 'nextSeen'>;
  delivery: Pick<DeliveryLoop, 'drain' | 'nextDue' | 'wasTold'>;
}

/** What the outbox holds after a look at it. */
interface Waiting {
  /** Everything that might go at that instant went. */
  allSent: boolean;
  /** When the next message may go. */
  next: Date | null;
}

/**
 * Moves the clock forward through everything that happens on the way: it stops at each instant at which a job or a
 * waiting message is due, lets that happen at exactly that instant, and goes on. Afterwards the clock runs on from the
 * target. Throws UserError('clockBackwards') for a target in the past. Two moves at once happen one after the other.
 */
export function createAdvance({ clock, scheduler, delivery }: AdvanceDeps): (target: Date) => Promise<void> {
  const turns = createLanes();

  /** Looks at the outbox only when something may have changed there: most slots find nothing, and there are many. */
  async function happen(at: Date, before: Waiting | null): Promise<Waiting> {
    clock.freezeAt(at);
    await scheduler.runDue(at);
    if (before?.allSent && !delivery.wasTold() && (before.next === null || before.next > at)) return before;
    return { allSent: await delivery.drain(), next: await delivery.nextDue(at) };
  }

  async function advance(target: Date): Promise<void> {
    try {
      const now = clock.freeze();
      // Time went on since somebody asked for "now"; a target really in the past is refused.
      if (target.getTime() < now.getTime() - SINCE_ASKED_MS) throw new UserError('clockBackwards');
      let waiting = await happen(clock.now(), null);
      for (let at = nextEvent(target, waiting); at; at = nextEvent(target, waiting))
        waiting = await happen(at, waiting);
      if (clock.now() < target) await happen(target, waiting);
    } finally {
      clock.thaw();
    }
  }

  function nextEvent(target: Date, { next }: Waiting): Date | null {
    const job = scheduler.nextSeen(clock.now());
    const events = [job, next].filter((at) => at instanceof Date && at <= target) as Date[];
    return events.length > 0 ? new Date(Math.min(...events.map((at) => at.getTime()))) : null;
  }

  return (target) => turns.run('advance', () => advance(target));
}
