import { z } from 'zod';
import { createCalendar, type Day } from '../../domain/calendar.js';
import { parseDue } from '../../domain/duePhrase.js';
import type { StepInput } from './definition.js';

/** What a draft keeps for its question about a due day. */
export const dueChoicesSchema = z.object({
  today: z.string(),
  days: z.array(z.object({ workdays: z.number(), on: z.string() })),
  corrections: z.array(
    z.object({ on: z.string(), kind: z.enum(['workday', 'holiday']), name: z.string().exactOptional() }),
  ),
});
type Choices = z.infer<typeof dueChoicesSchema>;

/** A due day from a button (workdays) or from words (9月30日前, 10个工作日内); or why not. */
export function readDue(
  input: StepInput,
  { today, days, corrections }: Choices,
): { ok: true; dueOn: Day; workdays: number | null } | { ok: false; code: string; params?: Record<string, string> } {
  if (input.kind === 'choice') {
    const chosen = days.find((each) => `${each.workdays}` === input.value);
    return chosen ? { ok: true, dueOn: chosen.on, workdays: chosen.workdays } : { ok: false, code: 'stepNeedsChoice' };
  }
  const words = input.text.trim();
  const due = parseDue(words, today, createCalendar(corrections), { forward: true });
  const on = due.kind === 'dueOn' || due.kind === 'workdays' ? due.dueOn : due.kind === 'range' ? due.endsOn : null;
  if (on === null) return { ok: false, code: 'dueOnUnclear', params: { text: words.slice(0, 20) } };
  return on < today ? { ok: false, code: 'dueOnPast' } : { ok: true, dueOn: on, workdays: null };
}
