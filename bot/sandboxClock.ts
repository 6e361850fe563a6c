import { addDays, dayOf, instantOf } from '../domain/calendar.js';
import { jobTitle } from '../services/texts/index.js';
import type { Database } from '../prisma/client.js';
import { activeCampaigns } from '../prisma/store/campaigns.js';
import type { Clock } from './clock.js';
import type { SandboxClock } from './http/sandboxClock.js';
import type { Scheduler } from './scheduler.js';
import { currentCalendar } from './transaction.js';

/** Where there is no campaign yet, days are counted here. */
const DEFAULT_ZONE = 'Asia/Shanghai';
const MORNING = '08:00';

/** The sandbox's clock as its page and API show and move it; days are counted in the first active campaign's zone. */
export function createSandboxClock(parts: {
  database: Database;
  clock: Clock;
  scheduler: Pick<Scheduler, 'nextDue'>;
  advanceTo: (target: Date) => Promise<void>;
}): SandboxClock {
  const { database, clock, scheduler, advanceTo } = parts;
  const zoneNow = async () => (await activeCampaigns(database))[0]?.zone ?? DEFAULT_ZONE;

  async function nextJob() {
    const next = await scheduler.nextDue(clock.now());
    return next && { name: next.job, title: jobTitle(next.job), at: next.at };
  }

  return {
    now: () => clock.now(),
    nextJob,
    // A job may have come due while it was looked up: that is no way back.
    advanceTo: (target) => advanceTo(target < clock.now() ? clock.now() : target),
    async describe() {
      const zone = await zoneNow();
      const now = clock.now();
      const calendar = await currentCalendar(database);
      return { now, zone, workday: calendar.isWorkday(dayOf(now, zone)), nextJob: await nextJob() };
    },
    async nextWorkdayMorning() {
      const zone = await zoneNow();
      const now = clock.now();
      const calendar = await currentCalendar(database);
      const today = dayOf(now, zone);
      const first = now < instantOf(today, MORNING, zone) ? today : addDays(today, 1);
      return instantOf(calendar.nextWorkday(first), MORNING, zone);
    },
  };
}
