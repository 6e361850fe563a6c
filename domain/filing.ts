import { CHINESE_DIGITS, parseChineseInteger } from './chineseNumber.js';
import type { Calendar, Day } from './calendar.js';

/** What a coordinator can ask to be mended in a matter that was filed. */
export const FILING_FIELDS = ['title', 'standard', 'measures', 'due'] as const;
export type FilingField = (typeof FILING_FIELDS)[number];

/** How a unit's filing list stands: items it has, matters that wait for a word, matters that were sent back. */
export interface FilingCount {
  quota: number;
  confirmed: number;
  waiting: number;
  sentBack: number;
}

/** Matters that were handed in, up to the quota: what was sent back has to come again. */
export const filedOf = ({ quota, confirmed, waiting }: FilingCount): number => Math.min(quota, confirmed + waiting);

/** Matters that are missing; 0 closes the list. */
export const shortOf = (count: FilingCount): number => count.quota - filedOf(count);

/** Workdays before the due day, and after it, on which a unit that is short is chased; then every fifth. */
const BEFORE = [10, 5, 2, 0];
const AFTER = [1, 3, 5];
const AFTER_EVERY = 5;
/** From this many workdays after the due day the unit's head is told too. */
export const FILING_HEAD_AFTER = 3;

/** Whether a unit that is short is chased on a workday. */
export function isFilingChaseDay(dueOn: Day, today: Day, calendar: Calendar): boolean {
  const left = calendar.workdaysBetween(today, dueOn);
  if (left > 0 || today <= dueOn) return BEFORE.includes(left);
  return AFTER.includes(-left) || (-left > 0 && -left % AFTER_EVERY === 0);
}

/** A number that was written for a kind of unit or for one unit. */
export interface WrittenQuota {
  who: string;
  quota: number;
}

const DIGITS = String.raw`\d{1,3}|[${CHINESE_DIGITS}]{1,3}`;
const PAIR = new RegExp(
  String.raw`([\p{Script=Han}]{1,20}?)\s*(?:各自?|每[个家]?)?\s*(?:报送?|办|申报)?\s*[:：]?\s*(${DIGITS})\s*(?:[项件]|个(?!工作日|月|星期))`,
  'gu',
);

/**
 * Reads who files how many ('市州4项、部门各报两项，7月15日前'): the numbers in the order in which they were written, and the
 * words that are left, which say until when.
 */
export function readQuotas(words: string): { quotas: WrittenQuota[]; rest: string } {
  const quotas: WrittenQuota[] = [];
  const rest = words.normalize('NFKC').replace(PAIR, (_all, who: string, number: string) => {
    const quota = /\d/.test(number) ? Number(number) : parseChineseInteger(number);
    // A day that stands before the words is left for the rest (7月15日前市州4项).
    const [, day = '', name = who] = /^([日号旬底末]?[之以]?前)(.+)$/u.exec(who) ?? [];
    if (quota !== null) quotas.push({ who: name.replace(/^(?:每[个家]?|[各和及与])|[各每]$/gu, ''), quota });
    return day;
  });
  return { quotas, rest: rest.replace(/^[\s、,，;；。]+|[\s、,，;；。]+$/gu, '') };
}

const KINDS: Record<string, readonly string[]> = {
  prefecture: ['市州', '市', '州', '地市', '市(州)', '各市州'],
  department: ['部门', '省直部门', '县直部门', '市直部门', '直属部门', '省直', '县直', '市直'],
  county: ['县区', '县市区', '区县', '县', '区'],
  township: ['乡镇', '乡镇街道', '镇街', '街道'],
  other: ['其他', '其他单位'],
};

/** The kind of unit that a word means; null when it is none (a unit's own name, perhaps). */
export const unitKindNamed = (word: string): string | null =>
  Object.entries(KINDS).find(([, words]) => words.includes(word))?.[0] ?? null;

const LABELS: Record<string, FilingField> = {
  事项: 'title',
  事项名称: 'title',
  名称: 'title',
  标准: 'standard',
  工作标准: 'standard',
  目标: 'standard',
  措施: 'measures',
  工作措施: 'measures',
  时限: 'due',
  完成时限: 'due',
  完成时间: 'due',
};
const LABEL = new RegExp(String.raw`(?:^|[\n；;。])\s*(${Object.keys(LABELS).join('|')})\s*[:：]\s*`, 'gu');

/** Fields of a matter written in one block ('事项：…；标准：…；时限：…'); null when the words are no such block. */
export function readFilingBlock(words: string): Partial<Record<FilingField, string>> | null {
  const marks = [...words.matchAll(LABEL)];
  if (marks.length < 2) return null;
  const fields: Partial<Record<FilingField, string>> = {};
  for (const [at, mark] of marks.entries()) {
    const field = LABELS[mark[1] ?? ''];
    const value = words.slice(mark.index + mark[0].length, marks[at + 1]?.index ?? words.length).trim();
    if (field && value !== '') fields[field] = value.replace(/[；;。]$/u, '').replace(/\s*\n\s*/g, '；');
  }
  return fields;
}
