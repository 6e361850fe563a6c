// A small seeded generator (mulberry32), so that a run can be repeated to the last message.

/** @param {number} seed @returns {() => number} numbers from 0 to below 1 */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Picks a key by weight. @param {Record<string, number>} weights */
export function pick(random, weights) {
  const total = Object.values(weights).reduce((sum, each) => sum + each, 0);
  let at = random() * total;
  for (const [key, weight] of Object.entries(weights)) {
    at -= weight;
    if (at < 0) return key;
  }
  return Object.keys(weights).at(-1);
}
