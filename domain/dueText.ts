import { CHINESE_DIGITS, parseChineseInteger } from './chineseNumber.js';

/** Longest phrase looked at, in UTF-16 units. A due date stands in a cell or a chat line, not in an essay. */
const LONGEST = 400;

const COUNTED = new RegExp(
  `[${CHINESE_DIGITS}]+(?=个?(?:年|月|日|号|天|周(?!年)|星期|季|工作日|自然日|小时|个月))`,
  'g',
);
const YEAR_DIGITS = /[〇零○一二三四五六七八九]{4}(?=年)/g;

/**
 * Brings a due-date phrase into one spelling for the scanner: NFKC (full-width digits and signs), no spaces inside,
 * Chinese numerals as digits (二〇二二年七月十五日 → 2022年7月15日), shared units written out (7-9月 → 7月至9月), and a
 * weekday after a date left out (9月12日（周五） → 9月12日).
 */
export function normaliseDueText(text: string): string {
  return text
    .slice(0, LONGEST)
    .normalize('NFKC')
    .trim()
    .replace(/(\d)[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)/g, '$1日')
    .replace(/\s+/g, '')
    .replace(/〜/g, '~')
    .replace(/元月/g, '1月')
    .replace(/([一二三四1-4])([、和及至到~-])(?=第?[一二三四1-4]季度)/g, '$1季度$2')
    .replace(YEAR_DIGITS, (digits) => String(parseChineseInteger(digits)))
    .replace(COUNTED, (digits) => String(parseChineseInteger(digits) ?? digits))
    .replace(/(?<![\d月.\-/])(\d{1,2})月?份?[-~至到—–]+(?=\d{1,2}月)/g, '$1月至')
    .replace(/(?<![\d月日号.])(\d{1,2})([、和])(?=\d{1,2}月)/g, '$1月$2')
    .replace(/(日|号)\(?(?:周|星期|礼拜)[一二三四五六日天]\)?/g, '$1');
}
