const MASK = (1n << 64n) - 1n;

/** FNV-1a of the UTF-8 bytes, 64 bits, with MurmurHash3's finaliser so that neighbouring numbers do not stay neighbours. */
function hash(text: string): bigint {
  let h = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) h = ((h ^ BigInt(byte)) * 0x100000001b3n) & MASK;
  h = ((h ^ (h >> 33n)) * 0xff51afd7ed558ccdn) & MASK;
  h = ((h ^ (h >> 33n)) * 0xc4ceb9fe1a85ec53n) & MASK;
  return h ^ (h >> 33n);
}

/** 抽查: the seed of a round's draw, `<campaign>:<period>:<class>`. It is printed, and nobody chooses it. */
export const sampleSeed = (campaignId: number, periodKey: string, supervisionClass: string): string =>
  `${campaignId}:${periodKey}:${supervisionClass}`;

/** How many of `total` reports are drawn: `sharePercent` of them rounded up, at least one, at most `most`; 0 of none. */
export function sampleSize(total: number, sharePercent: number, most: number): number {
  return Math.min(total, most, Math.max(1, Math.ceil((total * sharePercent) / 100)));
}

/**
 * Draws `size` of the ids: every id gets the hash of `<seed>:<id>`, and the smallest hashes are drawn, smallest first.
 * The same seed and ids give the same draw, whatever their order; anybody can compute it again. Ids count once.
 */
export function drawSample(seed: string, ids: readonly number[], size: number): number[] {
  return [...new Set(ids)]
    .map((id) => ({ id, rank: hash(`${seed}:${id}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id - b.id))
    .slice(0, Math.max(0, size))
    .map(({ id }) => id);
}
