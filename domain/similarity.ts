/** From this similarity on (ten-thousandths) a text counts as copied. */
export const COPIED_FROM = 9000;

/** Texts with fewer letters and digits repeat by themselves (按计划推进) and are never called copied. */
const SHORTEST = 12;

/** Only letters, digits and Chinese characters, in one width and case. */
function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function bigramsOf(letters: string): Map<string, number> {
  const chars = [...letters];
  const bigrams = new Map<string, number>();
  for (let i = 0; i + 1 < chars.length; i++) {
    const pair = `${chars[i]}${chars[i + 1]}`;
    bigrams.set(pair, (bigrams.get(pair) ?? 0) + 1);
  }
  return bigrams;
}

/**
 * How alike two texts are, 0 to 10000 (Dice coefficient of their pairs of neighbouring characters, rounded down).
 * Width, case, spaces and punctuation do not count. Texts of one character or none are alike only when equal.
 */
export function similarity(a: string, b: string): number {
  const [left, right] = [lettersOf(a), lettersOf(b)];
  if (left === right) return 10_000;
  const [leftPairs, rightPairs] = [bigramsOf(left), bigramsOf(right)];
  const size = (pairs: Map<string, number>) => [...pairs.values()].reduce((sum, count) => sum + count, 0);
  const total = size(leftPairs) + size(rightPairs);
  if (total === 0) return 0;
  let shared = 0;
  for (const [pair, count] of leftPairs) shared += Math.min(count, rightPairs.get(pair) ?? 0);
  return Math.floor((2 * shared * 10_000) / total);
}

/**
 * Whether a text repeats an earlier one. A text whose figures moved is news (走访50户 → 走访60户) and is not called
 * copied, nor is one too short to tell.
 */
export function isCopied(text: string, earlier: string, from: number = COPIED_FROM): boolean {
  if ([...lettersOf(text)].length < SHORTEST) return false;
  const figures = (each: string) => (each.normalize('NFKC').match(/\d+(?:\.\d+)?/g) ?? []).join(' ');
  return figures(text) === figures(earlier) && similarity(text, earlier) >= from;
}
