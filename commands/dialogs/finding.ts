import { z } from 'zod';
import type { StoredFile } from '../../domain/message.js';
import { confirmDoubt } from '../../services/samples.js';
import { logFinding } from '../../services/findings.js';
import { textsFor } from '../../services/texts/index.js';
import { doneOrChange } from './checkStep.js';
import type { Dialog, StepInput } from './definition.js';
import { dueChoicesSchema, readDue } from './dueStep.js';
import { readUnit, unitOptions, unitSchema } from './unitStep.js';

const WHAT_MIN = 4;
const WHAT_MAX = 200;
const EVIDENCE_MAX = 9;

const file = z.object({ sha256: z.string(), name: z.string(), mime: z.string(), bytes: z.number() });

const draftSchema = z.object({
  campaignId: z.number(),
  units: z.array(unitSchema),
  tags: z.array(z.string()),
  taxonomy: z.string(),
  due: dueChoicesSchema,
  /** The drawn report whose spot check raised the doubt; null for a finding of its own. */
  sampledId: z.number().nullable().default(null),
  unit: unitSchema.nullable().default(null),
  /** Units that the written name fits, for buttons. */
  matches: z.array(z.number()).default([]),
  what: z.string().default(''),
  tag: z.string().default(''),
  dueOn: z.string().default(''),
  immediate: z.boolean().default(false),
  evidence: z.array(file).default([]),
  complete: z.boolean().default(false),
});
type Draft = z.infer<typeof draftSchema>;

const onward = (next: string) => (data: Draft) => (data.complete ? 'confirm' : next);

const nameOf = (data: Draft): string => data.unit?.shortName ?? '';

function withFile(data: Draft, input: StepInput): Draft {
  if (input.kind !== 'file') return data;
  return data.evidence.some((each: StoredFile) => each.sha256 === input.file.sha256)
    ? data
    : { ...data, evidence: [...data.evidence, input.file] };
}
const isFull = (data: Draft, input: StepInput) => input.kind === 'file' && data.evidence.length >= EVIDENCE_MAX;

/** 登记问题: unit → what → tag → due → photo → confirm. */
export const finding: Dialog<Draft> = {
  name: 'finding',
  version: 1,
  roles: ['inspector', 'coordinator'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'unit',
  steps: {
    unit: {
      ask: (data, t) => ({
        lines: t.finding.askUnit(data.units.length, unitOptions(data).length),
        options: unitOptions(data).map(({ id, shortName }) => ({ value: `${id}`, label: shortName })),
      }),
      accept: (input, data) => readUnit(input, data, 'unit'),
      next: onward('what'),
    },
    what: {
      ask: (data, t) => ({ lines: t.finding.askWhat(nameOf(data)), options: [] }),
      accept: (input, data) => {
        if (isFull(data, input)) return { ok: false, code: 'evidenceFull', params: { max: EVIDENCE_MAX } };
        const words = input.kind === 'choice' ? '' : input.text.trim();
        // A photo first, its words after it.
        if (input.kind === 'file' && words === '') return { ok: true, data: withFile(data, input), goTo: 'what' };
        if (words.length < WHAT_MIN) return { ok: false, code: 'findingShort' };
        if (words.length > WHAT_MAX)
          return { ok: false, code: 'wordsLong', params: { length: words.length, max: WHAT_MAX } };
        return { ok: true, data: withFile({ ...data, what: words.replace(/\s*\n\s*/g, '；') }, input) };
      },
      next: onward('tag'),
    },
    tag: {
      ask: (data, t) => ({
        lines: t.finding.askTag(nameOf(data), data.taxonomy),
        options: data.tags.map((label, index) => ({ value: `${index}`, label })),
      }),
      accept: (input, data) => {
        const tag = input.kind === 'choice' ? data.tags[Number(input.value)] : undefined;
        return tag === undefined ? { ok: false, code: 'stepNeedsChoice' } : { ok: true, data: { ...data, tag } };
      },
      next: onward('due'),
    },
    due: {
      ask: (data, t) => ({
        lines: t.finding.askDue(nameOf(data)),
        options: data.due.days.map(({ workdays, on }) => ({
          value: `${workdays}`,
          label: t.finding.dueChoice(workdays, on),
        })),
      }),
      accept: (input, data) => {
        const read = readDue(input, data.due);
        if (!read.ok) return read;
        return { ok: true, data: { ...data, dueOn: read.dueOn, immediate: read.workdays === 3 } };
      },
      next: onward('photo'),
    },
    photo: {
      optional: true,
      ask: (data, t) => ({
        lines: t.finding.askPhoto(nameOf(data), data.evidence.length),
        options: data.evidence.length > 0 ? [{ value: 'done', label: t.report.evidenceDone, style: 'primary' }] : [],
      }),
      accept: (input, data) => {
        if (input.kind === 'choice') return { ok: true, data };
        if (input.kind === 'text') return { ok: false, code: 'stepNeedsFile' };
        if (isFull(data, input)) return { ok: false, code: 'evidenceFull', params: { max: EVIDENCE_MAX } };
        return { ok: true, data: withFile(data, input), goTo: 'photo' };
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.finding.check({ ...data, unit: nameOf(data), files: data.evidence.length }),
        options: [
          { value: 'submit', label: t.finding.submit, style: 'primary' },
          ...(['unit', 'what', 'tag', 'due'] as const)
            .filter((each) => each !== 'unit' || data.sampledId === null)
            .map((each) => ({ value: each, label: t.finding.change[each] ?? each })),
        ],
      }),
      accept: (input, data) => doneOrChange(input, data, 'submit'),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const unitId = data.unit?.id ?? 0;
    const logged = await logFinding(ctx, { ...data, unitId });
    if (data.sampledId !== null) await confirmDoubt(ctx, data.sampledId, logged.itemId);
    return { reply: textsFor(ctx.actor.locale).finding.done(logged.itemNo, logged.unit, logged.told) };
  },
};

/** The same, with the unit known: it begins with what was found. */
export const findingOn: Dialog<Draft> = { ...finding, name: 'findingOn', first: () => 'what' };

/** The same, begun by a spot check in doubt. */
export const findingDoubt: Dialog<Draft> = { ...findingOn, name: 'findingDoubt' };
