import { brief } from './dates.js';

const OTHER: Record<string, string> = { '“': '‘', '”': '’', '‘': '“', '’': '”' };

/** Quotes inside quotes change their form, and one whose end was cut off is closed: 甲“乙”丙 → 甲‘乙’丙. */
function inner(words: string): string {
  const turned = words.replace(/[“”‘’]/g, (sign) => OTHER[sign] ?? sign);
  const open = turned.split('‘').length - turned.split('’').length;
  return open > 0 ? `${turned}${'’'.repeat(open)}` : turned;
}

/** Words between quotation marks, cut to `max` characters where it is given: “百日清欠”行动 → “‘百日清欠’行动”. */
export const quoted = (words: string, max = Number.POSITIVE_INFINITY): string => `“${inner(brief(words, max))}”`;

/** Words that end a clause: without the stops at their end. */
export const unstopped = (words: string): string => words.trim().replace(/[。；;，,、.\s]+$/, '');
