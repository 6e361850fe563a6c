import { z } from 'zod';
import { isDay } from '../../domain/day.js';
import { isDaySpec } from './planDay.js';

/** A message of a plan's check, in both languages of the people who read it. */
export const both = (zh: string, en: string): string => `${zh} / ${en}`;

/** A text that must say something; spaces at the ends are cut. At most 500 characters. */
export const words = z
  .string()
  .trim()
  .min(1, { error: both('不能为空', 'must not be empty') })
  .max(500, { error: both('不能超过 500 字', 'at most 500 characters') });

/** A text that may be left out; '' then. */
export const optionalWords = words.or(z.literal('')).default('');

/** A unit's or person's code: it becomes part of addresses, so plain lower-case letters, digits, '.', '_' and '-'. */
export const code = z.string().regex(/^(?!bot$)[a-z0-9][a-z0-9._-]{0,63}$/, {
  error: both(
    '编码只用小写字母、数字和 . _ -，不超过 64 个',
    'a code is lower-case letters, digits and . _ -, at most 64',
  ),
});

/** The number of an item, problem or directive, such as 'XM-001'; unique in the plan. */
export const itemNo = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,31}$/u, {
  error: both('编号如 XM-001，不含空格，不超过 32 个字符', 'a number such as XM-001, no spaces, at most 32 characters'),
});

/** A day, absolute or relative; see DaySpec. */
export const daySpec = z.string().refine(isDaySpec, {
  error: both(
    '日期写作 2022-03-10（须真实存在）、D+14、W-5、MD-49 或 MW-5',
    'a day is 2022-03-10 (one that exists), D+14, W-5, MD-49 or MW-5',
  ),
});

/** An absolute day. */
export const absoluteDay = z.string().refine(isDay, {
  error: both('日期写作 2022-03-10（须真实存在）', 'a day is 2022-03-10 (one that exists)'),
});

/** Percent of completion, 0 to 100. */
export const percent = z.int().min(0).max(100);
