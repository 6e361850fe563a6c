/** A limit that the server enforces: at most `count` messages within `perMs`, per chat, per group, or over all. */
export interface ServerLimits {
  /** Tokens of a chat: this many at once, refilled one per second. */
  chatBurst: number;
  groupPerMinute: number;
  perSecond: number;
}

/** Telegram's published limits, each a sliding window, and a small burst in a chat. */
export const REAL_LIMITS: ServerLimits = { chatBurst: 3, groupPerMinute: 20, perSecond: 30 };

/**
 * Counts messages that arrive and refuses those beyond the limits. A refused one does not count, but calling again during
 * a penalty makes it longer, as the official server is said to do.
 * @returns for a message that arrives at `now` (ms): seconds to wait, 0 when it is accepted
 */
export function createLimiter(limits: ServerLimits): (chat: string, now: number) => number {
  const all: number[] = [];
  const ofGroup = new Map<string, number[]>();
  const buckets = new Map<string, { tokens: number; at: number }>();
  const penalties = new Map<string, number>();

  const over = (times: number[], count: number, windowMs: number, now: number): number => {
    while (times.length > 0 && (times[0] ?? now) <= now - windowMs) times.shift();
    return times.length < count ? 0 : (times[times.length - count] ?? now) + windowMs - now;
  };

  return (chat, now) => {
    const penalty = penalties.get(chat) ?? 0;
    if (penalty > now) {
      penalties.set(chat, penalty + 1000);
      return Math.ceil((penalty + 1000 - now) / 1000);
    }
    const group = chat.startsWith('-');
    const times = ofGroup.get(chat) ?? [];
    const bucket = buckets.get(chat) ?? { tokens: limits.chatBurst, at: now };
    bucket.tokens = Math.min(limits.chatBurst, bucket.tokens + (now - bucket.at) / 1000);
    bucket.at = now;
    buckets.set(chat, bucket);
    const wait = Math.max(
      over(all, limits.perSecond, 1000, now),
      group ? over(times, limits.groupPerMinute, 60_000, now) : 0,
      // A hair of tolerance: 3 in 3 s is exactly what the bucket refills.
      bucket.tokens >= 0.999 ? 0 : (1 - bucket.tokens) * 1000,
    );
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      penalties.set(chat, now + seconds * 1000);
      return seconds;
    }
    all.push(now);
    bucket.tokens -= 1;
    if (group) ofGroup.set(chat, [...times, now]);
    return 0;
  };
}
