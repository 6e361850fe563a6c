/** An envelope may be this old or this far ahead, in ms; retries carry a new timestamp or one of seconds ago. */
export const REPLAY_WINDOW_MS = 600_000;
/** WeCom says that a nonce is not used twice within two hours (doc 101033), in ms. */
const REMEMBER_MS = 7_200_000;
/** Signatures kept at most: two hours of ten callbacks a second. */
const MOST_REMEMBERED = 72_000;

/** What is known of a signature: new, being handled, or handled. */
export interface ReplayGuard {
  /** Whether a timestamp (seconds since 1970, decimal) is near enough to now. */
  timely(timestamp: string, nowMs: number): boolean;
  /**
   * Handles an envelope once. A repeat resolves with the first one's end; when that failed, it is handled again, as
   * WeCom's retries want.
   */
  once(signature: string, nowMs: number, handle: () => Promise<void>): Promise<void>;
}

/** The memory of one callback door. What it forgets is still refused by the unique keys in the database. */
export function createReplayGuard(): ReplayGuard {
  const seen = new Map<string, { at: number; work: Promise<void> }>();

  function forget(nowMs: number): void {
    for (const [signature, { at }] of seen) {
      if (nowMs - at < REMEMBER_MS && seen.size <= MOST_REMEMBERED) return;
      seen.delete(signature);
    }
  }

  return {
    timely: (timestamp, nowMs) =>
      /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - nowMs) <= REPLAY_WINDOW_MS,
    once(signature, nowMs, handle) {
      forget(nowMs);
      const known = seen.get(signature);
      if (known) return known.work;
      const work = handle().catch((error: unknown) => {
        seen.delete(signature);
        throw error;
      });
      seen.set(signature, { at: nowMs, work });
      return work;
    },
  };
}
