import { z } from 'zod';
import { CASE_KINDS } from '../../domain/exemplaryCase.js';
import { sendBackCase, withdrawCase } from '../../services/caseDecisions.js';
import { submitCase } from '../../services/cases.js';
import { textsFor } from '../../services/texts/index.js';
import { nextWaiting } from '../cases.js';
import { doneOrChange } from './checkStep.js';
import type { Dialog, StepInput, StepResult } from './definition.js';
import { readReason } from './reasonStep.js';
import { unitSchema } from './unitStep.js';

/** UTF-16 units: what reads well on a phone, and leaves room under a bulletin. */
const TITLE_MIN = 4;
const TITLE_MAX = 30;
const WHAT_MIN = 10;
const WHAT_MAX = 400;
const RESULT_MIN = 4;
const RESULT_MAX = 200;

const file = z.object({ sha256: z.string(), name: z.string(), mime: z.string(), bytes: z.number() });
const draftSchema = z.object({
  campaignId: z.number(),
  units: z.array(unitSchema),
  unit: unitSchema.nullable(),
  /** The case that was sent back and comes again. */
  caseId: z.number().nullable().default(null),
  kind: z.enum(CASE_KINDS).default('good'),
  title: z.string().default(''),
  what: z.string().default(''),
  result: z.string().default(''),
  file: file.nullable().default(null),
  /** Set once everything was answered: a step that is asked again leads back to the check. */
  complete: z.boolean().default(false),
});
type Draft = z.infer<typeof draftSchema>;

const onward = (next: string) => (data: Draft) => (data.complete ? 'confirm' : next);

function readWords(
  input: StepInput,
  data: Draft,
  field: 'title' | 'what' | 'result',
  least: number,
  most: number,
): StepResult<Draft> {
  if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
  const words = input.text.trim().replace(/\s*\n\s*/g, ' ');
  if (words.length < least) return { ok: false, code: 'caseShort' };
  if (words.length > most)
    return field === 'title'
      ? { ok: false, code: 'titleLong', params: { max: most } }
      : { ok: false, code: 'summaryLong', params: { length: words.length, max: most } };
  return { ok: true, data: { ...data, [field]: words } };
}

/** 报送典型案例: kind → title → what → result → file → check. */
export const submitCaseDialog: Dialog<Draft> = {
  name: 'submitCase',
  version: 1,
  roles: ['liaison', 'unitHead'],
  keepHours: 72,
  data: draftSchema,
  first: (data) => (data.complete ? 'confirm' : data.unit ? 'kind' : 'unit'),
  steps: {
    unit: {
      ask: (data, t) => ({
        lines: t.exemplary.askUnit(),
        options: data.units.slice(0, 12).map(({ id, shortName }) => ({ value: `${id}`, label: shortName })),
      }),
      accept: (input, data) => {
        const unit = input.kind === 'choice' && data.units.find(({ id }) => `${id}` === input.value);
        return unit ? { ok: true, data: { ...data, unit } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: () => 'kind',
    },
    kind: {
      ask: (_data, t) => ({
        lines: t.exemplary.askKind(),
        options: CASE_KINDS.map((value) => ({ value, label: t.exemplary.kindLabels[value] ?? value })),
      }),
      accept: (input, data) => {
        const kind = input.kind === 'choice' && CASE_KINDS.find((each) => each === input.value);
        return kind ? { ok: true, data: { ...data, kind } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: () => 'title',
    },
    title: {
      ask: (data, t) => ({ lines: t.exemplary.askTitle(data.kind), options: [] }),
      accept: (input, data) => readWords(input, data, 'title', TITLE_MIN, TITLE_MAX),
      next: onward('what'),
    },
    what: {
      ask: (data, t) => ({ lines: t.exemplary.askWhat(data.kind), options: [] }),
      accept: (input, data) => readWords(input, data, 'what', WHAT_MIN, WHAT_MAX),
      next: onward('result'),
    },
    result: {
      ask: (data, t) => ({ lines: t.exemplary.askResult(data.kind), options: [] }),
      accept: (input, data) => readWords(input, data, 'result', RESULT_MIN, RESULT_MAX),
      next: onward('file'),
    },
    file: {
      optional: true,
      ask: (_data, t) => ({ lines: t.exemplary.askFile(), options: [] }),
      accept: (input, data) =>
        input.kind === 'file'
          ? { ok: true, data: { ...data, file: input.file } }
          : { ok: false, code: 'stepNeedsFile' },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.exemplary.check({ ...data, unit: data.unit?.shortName ?? '', file: data.file?.name ?? null }),
        options: [
          { value: 'send', label: t.exemplary.send, style: 'primary' },
          ...Object.entries(t.exemplary.change(data.kind)).map(([value, label]) => ({ value, label })),
        ],
      }),
      accept: (input, data) => doneOrChange(input, data, 'send'),
      next: () => null,
    },
  },
  async finish(ctx, { campaignId, unit, caseId, kind, title, what, result, file: attached }) {
    const words = { kind, title, what, result, file: attached };
    await submitCase(ctx, { campaignId, unitId: unit?.id ?? 0, caseId, ...words });
    return { reply: textsFor(ctx.actor.locale).exemplary.submitted(caseId !== null) };
  },
};

const reasonSchema = z.object({
  what: z.enum(['sendBack', 'withdraw']),
  id: z.number(),
  version: z.number(),
  campaignId: z.number(),
  title: z.string(),
  reason: z.string().default(''),
});
type Reason = z.infer<typeof reasonSchema>;

/** 退回 and 撤下 of a case: one sentence, and done. */
export const caseReasonDialog: Dialog<Reason> = {
  name: 'caseReason',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: reasonSchema,
  first: () => 'reason',
  steps: {
    reason: {
      ask: (data, t) => ({
        lines: data.what === 'sendBack' ? t.exemplary.askSendBack(data.title) : t.exemplary.askWithdraw(data.title),
        options: [],
      }),
      accept: (input, data) => {
        const read = readReason(input);
        return read.ok ? { ok: true, data: { ...data, reason: read.words } } : read;
      },
      next: () => null,
    },
  },
  async finish(ctx, { what, id, version, campaignId, reason }) {
    const t = textsFor(ctx.actor.locale).exemplary;
    if (what === 'withdraw') {
      await withdrawCase(ctx, id, reason);
      return { reply: t.withdrawnDone() };
    }
    await sendBackCase(ctx, id, version, reason);
    return { reply: [t.sentBackDone(), ...(await nextWaiting(ctx, campaignId))] };
  },
};
