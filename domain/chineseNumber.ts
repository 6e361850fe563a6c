// Each row names the digits 0–9 in order: everyday, and as on cheques.
const DIGITS = new Map(
  ['零一二三四五六七八九', '零壹贰叁肆伍陆柒捌玖'].flatMap((row) => [...row].map((char, digit) => [char, digit])),
);
for (const [char, digit] of [
  ['〇', 0],
  ['○', 0],
  ['两', 2],
] as const)
  DIGITS.set(char, digit);
const UNITS = new Map([
  ['十', 10],
  ['拾', 10],
  ['百', 100],
  ['佰', 100],
  ['千', 1000],
  ['仟', 1000],
]);

/** The characters a Chinese integer is written with, for use inside a regular expression's brackets. */
export const CHINESE_DIGITS = '零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万';

/**
 * Reads a Chinese integer below 100 million, written with units (一百零五, 两千三, 十二万) or digit by digit (二〇二二).
 * 廿, 卅 and mixtures with Arabic digits are not read. Returns null when the whole text is not such a number.
 */
export function parseChineseInteger(text: string): number | null {
  if (text === '') return null;
  const chars = [...text];
  if (chars.every((char) => DIGITS.has(char))) {
    return chars.length > 8 ? null : Number(chars.map((char) => DIGITS.get(char)).join(''));
  }
  const [high, low, ...more] = text.split('万');
  if (more.length > 0) return null;
  if (low === undefined) return belowTenThousand(text, false);
  const upper = belowTenThousand(high ?? '', false);
  if (upper === null || upper === 0) return null;
  const lower = low === '' ? 0 : belowTenThousand(low, true);
  return lower === null ? null : upper * 10_000 + lower;
}

/** After 万 a last bare digit takes the next smaller unit: 两万三 is 23000. */
function belowTenThousand(text: string, afterWan: boolean): number | null {
  let total = 0;
  let digit: number | null = null;
  let smallest = 10_000;
  let zero = false;
  for (const char of text) {
    const unit = UNITS.get(char);
    const value = DIGITS.get(char);
    if (value === 0) {
      if (digit !== null || zero) return null;
      zero = true;
    } else if (value !== undefined) {
      if (digit !== null) return null;
      digit = value;
    } else if (unit !== undefined) {
      if (unit >= smallest || (digit === null && unit !== 10)) return null;
      total += (digit ?? 1) * unit;
      [digit, smallest, zero] = [null, unit, false];
    } else return null;
  }
  if (digit === null) return zero ? null : total;
  const spoken = !zero && smallest > 10 && (total > 0 || afterWan);
  return total + digit * (spoken ? smallest / 10 : 1);
}
