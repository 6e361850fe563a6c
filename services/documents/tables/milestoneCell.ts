import { isDay } from '../../../domain/calendar.js';
import type { ImportedMilestone } from './importTypes.js';

const BAR = '｜';

const escape = (text: string): string => text.replace(/\\/g, '\\\\').replace(/｜/g, '\\｜').replace(/\n/g, '\\n');

/** Cuts at bars that are not escaped, and takes the escapes off. */
function parts(line: string): string[] {
  const out = [''];
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? '';
    if (sign === '\\') {
      const next = line[++at] ?? '';
      out[out.length - 1] += next === 'n' ? '\n' : next;
    } else if (sign === BAR) out.push('');
    else out[out.length - 1] += sign;
  }
  return out;
}

/** Milestones as one cell, a line for each: '主体封顶｜2026-08-31｜60%', with the standard as a fourth part if there is one. */
export const writeMilestones = (milestones: readonly ImportedMilestone[]): string =>
  milestones
    .map(({ name, dueOn, percent, standard }) =>
      [escape(name), dueOn, `${percent}%`, ...(standard === '' ? [] : [escape(standard)])].join(BAR),
    )
    .join('\n');

/** Reads such a cell; null when it is not of this form in every line, the percents do not rise, or the last is not 100. */
export function readMilestones(cell: string): ImportedMilestone[] | null {
  if (!cell.includes(BAR)) return null;
  const milestones: ImportedMilestone[] = [];
  for (const line of cell.split('\n').filter((each) => each.trim() !== '')) {
    const [name = '', dueOn = '', percent = '', standard = '', ...more] = parts(line);
    const value = /^(\d{1,3})%$/.exec(percent.trim())?.[1];
    if (more.length > 0 || !isDay(dueOn.trim()) || value === undefined) return null;
    milestones.push({ name: name.trim(), dueOn: dueOn.trim(), percent: Number(value), standard: standard.trim() });
  }
  const rising = milestones.every((each, index) => index === 0 || each.percent > (milestones[index - 1]?.percent ?? 0));
  return rising && milestones.at(-1)?.percent === 100 ? milestones : null;
}
