import type { Tx } from '../../../prisma/store/tx.js';
import { countWecomAttempts, nthNewestAttempt } from '../../../prisma/store/wecom.js';
import { DAILY_PER_SEAT, DOOR_LIMITS, type Door } from './limits.js';

const DAY_MS = 86_400_000;
/** WeCom's day begins at midnight in China, eight hours before UTC's. */
const CHINA_OFFSET_MS = 8 * 3_600_000;

/** Knows how much of each limit is used. It counts what the database remembers, so a restart or another process changes nothing. */
export interface Meter {
  /** How long a message of so many parts must wait before it may go to a chat, in ms; 0 when it may go now. */
  waitMs(db: Tx, place: { chat: string; door: Door }, parts: number, now: Date): Promise<number>;
  /** Notes that so many parts go out now. */
  used(door: Door, parts: number): void;
}

/** @param seats accounts of the unit, which give the app's daily limit */
export function createMeter(seats: number): Meter {
  let today: { from: number; count: number } | null = null;

  async function dailyWait(db: Tx, parts: number, now: Date): Promise<number> {
    const shifted = now.getTime() + CHINA_OFFSET_MS;
    const from = shifted - (shifted % DAY_MS) - CHINA_OFFSET_MS;
    if (today?.from !== from) today = { from, count: await countWecomAttempts(db, 'app', new Date(from)) };
    return today.count + parts > seats * DAILY_PER_SEAT ? from + DAY_MS - now.getTime() : 0;
  }

  return {
    async waitMs(db, { chat, door }, parts, now) {
      let wait = door === 'app' ? await dailyWait(db, parts, now) : 0;
      for (const { count, perMs } of DOOR_LIMITS[door]) {
        const since = new Date(now.getTime() - perMs);
        // Room for all parts at once, so that none of a message is stuck between two minutes.
        const place = { chat, door };
        const blocking = await nthNewestAttempt(db, place, Math.max(1, count - Math.min(parts, count) + 1), since);
        if (blocking) wait = Math.max(wait, blocking.getTime() + perMs - now.getTime());
      }
      return wait;
    },
    used(door, parts) {
      if (door === 'app' && today) today.count += parts;
    },
  };
}
