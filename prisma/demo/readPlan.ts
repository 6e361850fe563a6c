import { z } from 'zod';
import { both } from './planFields.js';
import { referenceFaults } from './planReferences.js';
import { type DemoPlan, planSchema } from './planSchema.js';

/** Something wrong in a plan: where (`items[12] XM-013 · milestones[0].dueOn`, or a line of the file), and what. */
export interface PlanFault {
  where: string;
  what: string;
}

/** A value, or everything that is wrong with it. */
export type Checked<T> = { ok: true; value: T } | { ok: false; faults: PlanFault[] };

/** A fault as one line for a console or a page. */
export const faultLine = (fault: PlanFault): string => `${fault.where}：${fault.what}`;

/**
 * Reads the text of a plan file (JSON, UTF-8, with or without a byte order mark): its form, and that every code and
 * number it refers to exists. All faults are reported at once; what can only be judged on the calendar (order of days)
 * is left to `resolvePlan`.
 */
export function readPlan(text: string): Checked<DemoPlan> {
  let input: unknown;
  const source = text.replace(/^\uFEFF/, '');
  try {
    input = JSON.parse(source);
  } catch (error) {
    return { ok: false, faults: [syntaxFault(source, error as SyntaxError)] };
  }
  const parsed = planSchema.safeParse(input, { error: (issue) => both(inChinese(issue), inEnglish(issue)) });
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({ where: placeOf(issue.path, input), what: issue.message }));
    return { ok: false, faults };
  }
  const faults = referenceFaults(parsed.data).map(([path, what]) => ({ where: placeOf(path, input), what }));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: parsed.data };
}

/** Names a place in a plan for people: its path, with the code or number of the row in it. */
export function placeOf(path: readonly PropertyKey[], plan: unknown): string {
  const row = path.length > 1 && typeof path[1] === 'number' ? path.slice(0, 2) : [];
  const rest = writePath(path.slice(row.length));
  if (row.length === 0) return rest || both('文件', 'file');
  const name = nameOf(row.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)?.[key], plan));
  return [writePath(row) + (name && ` ${name}`), rest].filter(Boolean).join(' · ');
}

function writePath(path: readonly PropertyKey[]): string {
  return path.map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at > 0 ? '.' : ''}${String(key)}`)).join('');
}

function nameOf(row: unknown): string {
  const fields = (row ?? {}) as Record<string, unknown>;
  const name = fields.itemNo ?? fields.code ?? fields.unit;
  return typeof name === 'string' ? name : '';
}

type Wording = (issue: z.core.$ZodRawIssue) => string;
const wording = (locale: { localeError: unknown }): Wording => {
  return (issue) => {
    const message = (locale.localeError as z.core.$ZodErrorMap)(issue);
    return typeof message === 'string' ? message : (message?.message ?? issue.code);
  };
};
const inChinese = wording(z.locales.zhCN());
const inEnglish = wording(z.locales.en());

// V8 names the offset ("at position 123"), or quotes the place when the text is short.
function syntaxFault(source: string, error: SyntaxError): PlanFault {
  const offset = /position (\d+)/.exec(error.message)?.[1];
  const before = offset === undefined ? source : source.slice(0, Number(offset));
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  return {
    where: both(`第 ${line} 行第 ${column} 个字符`, `line ${line}, column ${column}`),
    what: both('不是有效的 JSON，多为缺少或多出逗号、引号', `not valid JSON (${error.message})`),
  };
}
