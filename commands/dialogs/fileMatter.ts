import { z } from 'zod';
import { buttonId } from '../../domain/button.js';
import { impossibleDay } from '../../domain/campaignWords.js';
import { FILING_FIELDS, readFilingBlock } from '../../domain/filing.js';
import { SUPERVISION_CLASSES } from '../../domain/ledger.js';
import { fileMatter as handIn, type FilingStart } from '../../services/filing.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog, DialogStart, Step, StepInput, StepResult } from './definition.js';
import { readDue } from './dueStep.js';

const WORDS_MIN = 4;
const TITLE_MAX = 60;
const WORDS_MAX = 300;

const draftSchema = z.object({
  filingId: z.number(),
  version: z.number(),
  campaignId: z.number(),
  unitId: z.number(),
  unit: z.string(),
  quota: z.number(),
  filed: z.number(),
  listDueOn: z.string(),
  today: z.string(),
  endsOn: z.string(),
  corrections: z.array(
    z.object({ on: z.string(), kind: z.enum(['workday', 'holiday']), name: z.string().exactOptional() }),
  ),
  begin: z.enum(FILING_FIELDS),
  title: z.string(),
  standard: z.string(),
  measures: z.string(),
  dueOn: z.string(),
  supervisionClass: z.enum(SUPERVISION_CLASSES),
  complete: z.boolean().default(false),
});
type Draft = z.infer<typeof draftSchema>;
type Result = StepResult<Draft>;

/** Opens the dialog; a matter that was sent back is taken up at its field, everything else stays as it was. */
export const fileDialog = (start: FilingStart): DialogStart => ({
  name: 'fileMatter',
  about: start.filingId > 0 ? start.filingId : start.unitId,
  data: { ...start, complete: start.filingId > 0 },
});

/** What has to be there before the matter can be handed in, in the order of asking. */
const missingOf = (data: Draft) =>
  [data.title === '' ? 'title' : '', data.standard === '' ? 'standard' : '', data.dueOn === '' ? 'due' : ''].filter(
    (each) => each !== '',
  );

const onward = (next: string) => (data: Draft) => (data.complete ? 'confirm' : next);
const oneLine = (words: string) => words.trim().replace(/\s*\n\s*/g, '；');

function readWords(input: StepInput, max: number): { ok: true; words: string } | (Result & { ok: false }) {
  if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
  const words = oneLine(input.text);
  if (words.length < WORDS_MIN) return { ok: false, code: 'filingShort' };
  return words.length > max
    ? { ok: false, code: 'summaryLong', params: { length: words.length, max } }
    : { ok: true, words };
}

/** A due day after today and within the campaign. */
function withDue(input: StepInput, data: Draft): Result {
  if (input.kind === 'file') return { ok: false, code: 'stepNeedsText' };
  const impossible = input.kind === 'text' ? impossibleDay(input.text, data.today) : null;
  if (impossible) return { ok: false, code: 'dayImpossible', params: impossible };
  const read = readDue(input, { today: data.today, days: [], corrections: data.corrections });
  if (!read.ok) return read;
  if (read.dueOn <= data.today || read.dueOn > data.endsOn)
    return { ok: false, code: 'filingDueOut', params: { endsOn: data.endsOn } };
  return { ok: true, data: { ...data, dueOn: read.dueOn } };
}

/** Everything in one block: what it does not tell, or tells wrongly, is marked as missing. */
function withBlock(data: Draft, block: NonNullable<ReturnType<typeof readFilingBlock>>): Result {
  const words = (text: string | undefined, max: number) => {
    const line = oneLine(text ?? '');
    return line.length < WORDS_MIN || line.length > max ? '' : line;
  };
  const filled = {
    ...data,
    title: words(block.title, TITLE_MAX),
    standard: words(block.standard, WORDS_MAX),
    measures: words(block.measures, WORDS_MAX),
    complete: true,
  };
  const due = block.due === undefined ? null : withDue({ kind: 'text', text: block.due }, filled);
  return { ok: true, data: due?.ok ? due.data : filled, goTo: 'confirm' };
}

const title: Step<Draft> = {
  ask: (data, t) => ({ lines: t.filing.askTitle(data), options: [] }),
  accept: (input, data) => {
    const block = input.kind === 'text' ? readFilingBlock(input.text) : null;
    if (block) return withBlock(data, block);
    const read = readWords(input, TITLE_MAX);
    return read.ok ? { ok: true, data: { ...data, title: read.words } } : read;
  },
  next: onward('standard'),
};

const standard: Step<Draft> = {
  ask: (data, t) => ({ lines: t.filing.askStandard(data.title), options: [] }),
  accept: (input, data) => {
    const read = readWords(input, WORDS_MAX);
    return read.ok ? { ok: true, data: { ...data, standard: read.words } } : read;
  },
  next: onward('measures'),
};

const measures: Step<Draft> = {
  optional: true,
  ask: (data, t) => ({ lines: t.filing.askMeasures(data.title), options: [] }),
  accept: (input, data) => {
    const read = readWords(input, WORDS_MAX);
    return read.ok ? { ok: true, data: { ...data, measures: read.words } } : read;
  },
  next: onward('due'),
};

const due: Step<Draft> = {
  ask: (data, t) => ({ lines: t.filing.askDue(data.title, data.endsOn), options: [] }),
  accept: withDue,
  next: () => 'confirm',
};

const supervisionClass: Step<Draft> = {
  ask: (data, t) => ({
    lines: t.filing.askClass(data.title),
    options: SUPERVISION_CLASSES.map((value) => ({ value, label: t.filing.classes[value] ?? value })),
  }),
  accept: (input, data) => {
    const found = input.kind === 'choice' && SUPERVISION_CLASSES.find((each) => each === input.value);
    return found ? { ok: true, data: { ...data, supervisionClass: found } } : { ok: false, code: 'stepNeedsChoice' };
  },
  next: () => 'confirm',
};

const confirm: Step<Draft> = {
  ask: (data, t) => {
    const missing = missingOf(data);
    return {
      lines: t.filing.check(data, missing),
      options: [
        missing.length > 0
          ? { value: 'fill', label: t.filing.fill, style: 'primary' as const }
          : { value: 'submit', label: t.filing.submit, style: 'primary' as const },
        ...Object.entries(t.filing.change).map(([value, label]) => ({ value, label })),
      ],
    };
  },
  accept: (input, data) => {
    if (input.kind !== 'choice') return { ok: false, code: 'stepNeedsChoice' };
    const complete = { ...data, complete: true };
    const [first] = missingOf(data);
    if (input.value === 'submit') return first ? { ok: false, code: 'filingMissing' } : { ok: true, data: complete };
    return { ok: true, data: complete, goTo: input.value === 'fill' ? (first ?? 'confirm') : input.value };
  },
  next: () => null,
};

/** 报送事项: title → standard → measures → due → confirm; one block of text may answer everything. */
export const fileMatter: Dialog<Draft> = {
  name: 'fileMatter',
  version: 1,
  roles: ['liaison'],
  keepHours: 72,
  data: draftSchema,
  first: (data) => data.begin,
  steps: { title, standard, measures, due, class: supervisionClass, confirm },
  async finish(ctx, data) {
    const list = await handIn(ctx, data);
    const t = textsFor(ctx.actor.locale).filing;
    const more = list.short > list.sentBack;
    return {
      reply: t.done(
        data.title,
        list,
        more ? [[{ id: buttonId('file', data.unitId, data.campaignId), label: t.again, style: 'primary' }]] : [],
      ),
    };
  },
};
