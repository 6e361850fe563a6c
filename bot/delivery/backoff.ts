/** Pause after the first failed attempt, in ms. */
const FIRST_MS = 5_000;
/** The longest pause, in ms: a platform that was down for an hour is found up again within ten minutes. */
const LONGEST_MS = 600_000;

/** A message that failed this often, for reasons of its own, is given up: about ten minutes after the first attempt. */
export const MAX_ATTEMPTS = 8;

/**
 * How long to wait before the next attempt, in ms: 5 s, 10 s, 20 s … at most 10 minutes, each up to a fifth longer.
 * @param attempts failed attempts so far, from 1
 * @param spread a number from 0 to below 1 that decides how much longer
 */
export function backoffMs(attempts: number, spread: number): number {
  const pause = Math.min(FIRST_MS * 2 ** (Math.max(1, attempts) - 1), LONGEST_MS);
  return Math.round(pause * (1 + spread / 5));
}
