import { z } from 'zod';
import { buttonId } from '../../domain/button.js';
import { createCalendar } from '../../domain/calendar.js';
import { checkExtension, extensionChoices, extensionEffect, readExtensionDay } from '../../domain/extension.js';
import { FORMULA_2026_1 } from '../../domain/score.js';
import { askExtension, type ExtensionStart } from '../../services/extensions.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog, DialogStart, StepInput, StepResult } from './definition.js';
import { readWords } from './reasonStep.js';

/** In UTF-16 units: a reason that two people can judge, and that fits on their screens. */
const REASON_MIN = 6;
const REASON_MAX = 200;
const PROGRESS_MIN = 4;
const PROGRESS_MAX = 300;

const draftSchema = z.object({
  milestoneId: z.number(),
  itemNo: z.string(),
  itemTitle: z.string(),
  name: z.string(),
  frame: z.object({
    today: z.string(),
    dueOn: z.string(),
    nextDueOn: z.string().nullable(),
    campaignEndsOn: z.string(),
  }),
  corrections: z.array(
    z.object({ on: z.string(), kind: z.enum(['workday', 'holiday']), name: z.string().exactOptional() }),
  ),
  last: z.object({ percent: z.number(), summary: z.string(), on: z.string() }).nullable(),
  toOn: z.string().default(''),
  reason: z.string().default(''),
  progress: z.string().default(''),
  /** Set once everything was answered: a step that is asked again leads back to the confirmation. */
  complete: z.boolean().default(false),
});
type Draft = z.infer<typeof draftSchema>;

/** Opens the dialog about a milestone. */
export const extensionDialog = (start: ExtensionStart): DialogStart => ({
  name: 'requestExtension',
  about: start.milestoneId,
  data: start,
});

const calendarOf = (data: Draft) => createCalendar(data.corrections);

const effectOf = (data: Draft) => ({
  toOn: data.toOn,
  ...extensionEffect(data.frame.dueOn, data.toOn, FORMULA_2026_1, calendarOf(data)),
});

const onward = (next: string) => (data: Draft) => (data.complete ? 'confirm' : next);

function takeWords(
  input: StepInput,
  min: number,
  max: number,
  short: string,
  put: (words: string) => Draft,
): StepResult<Draft> {
  const read = readWords(input, { min, max, short });
  return read.ok ? { ok: true, data: put(read.words) } : read;
}

/** 申请延期: new date → reason (the score's effect is said first) → progress so far → confirm. */
export const requestExtension: Dialog<Draft> = {
  name: 'requestExtension',
  version: 1,
  roles: ['liaison'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'date',
  steps: {
    date: {
      ask: (data, t) => {
        const choices = extensionChoices(data.frame, calendarOf(data));
        return {
          lines: t.extension.askDate(data.itemNo, data.name, data.frame.dueOn, choices.length > 0),
          options: choices.map(({ toOn, workdays }) => ({ value: toOn, label: t.extension.choice(toOn, workdays) })),
        };
      },
      accept: (input, data) => {
        if (input.kind === 'file') return { ok: false, code: 'stepNeedsText' };
        if (input.kind === 'text') {
          const read = readExtensionDay(input.text, data.frame, calendarOf(data));
          if (!read.ok) return { ok: false, code: read.code, params: { itemNo: data.itemNo, ...read.params } };
          return { ok: true, data: { ...data, toOn: read.toOn } };
        }
        const fault = checkExtension(data.frame, input.value, calendarOf(data));
        if (fault) return { ok: false, code: fault.code, params: { itemNo: data.itemNo, ...fault.params } };
        return { ok: true, data: { ...data, toOn: input.value } };
      },
      next: onward('reason'),
    },
    reason: {
      ask: (data, t) => ({ lines: t.extension.askReason(data.itemNo, effectOf(data)), options: [] }),
      accept: (input, data) => takeWords(input, REASON_MIN, REASON_MAX, 'noteShort', (reason) => ({ ...data, reason })),
      next: onward('progress'),
    },
    progress: {
      ask: (data, t) => {
        const prefilled = data.last ? t.extension.progressOf(data.last).slice(0, PROGRESS_MAX) : '';
        return {
          lines: t.extension.askProgress(data.itemNo, prefilled),
          options: prefilled === '' ? [] : [{ value: 'keep', label: t.extension.keep, style: 'primary' }],
        };
      },
      accept: (input, data) => {
        if (input.kind === 'choice' && data.last) {
          const progress = textsFor(undefined).extension.progressOf(data.last).slice(0, PROGRESS_MAX);
          return { ok: true, data: { ...data, progress, complete: true } };
        }
        return takeWords(input, PROGRESS_MIN, PROGRESS_MAX, 'summaryShort', (progress) => ({
          ...data,
          progress,
          complete: true,
        }));
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.extension.confirm(
          { ...data, title: data.itemTitle, fromOn: data.frame.dueOn, applicant: '', onBehalfOf: '' },
          effectOf(data),
        ),
        options: [
          { value: 'submit', label: t.extension.submit, style: 'primary' },
          ...(['date', 'reason', 'progress'] as const).map((step) => ({
            value: step,
            label: t.extension.change[step],
          })),
        ],
      }),
      accept: (input, data) => {
        if (input.kind !== 'choice') return { ok: false, code: 'stepNeedsChoice' };
        return input.value === 'submit' ? { ok: true, data } : { ok: true, data, goTo: input.value };
      },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const { itemNo, waitsFor, head } = await askExtension(ctx, data);
    const t = textsFor(ctx.actor.locale);
    return {
      reply: t.extension.done({ itemNo, fromOn: data.frame.dueOn, waitsFor, head }, [
        [{ id: buttonId('extendBack', data.milestoneId), label: t.extension.withdraw(itemNo) }],
      ]),
    };
  },
};
