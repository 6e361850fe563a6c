import { z } from 'zod';
import { parsePercent } from '../../domain/quantity.js';
import { isSameAsBefore } from '../../domain/sameAsBefore.js';
import type { StoredFile } from '../../domain/message.js';
import { dueForReport, type ReportStart, submitReport } from '../../services/reporting.js';
import { waitForUnits } from '../../services/supporting.js';
import { textsFor } from '../../services/texts/index.js';
import { nextButtons } from '../reportButtons.js';
import { doneOrChange } from './checkStep.js';
import type { Dialog, DialogStart, StepInput, StepResult } from './definition.js';
import { readReportBlock } from './reportBlock.js';

/** A report's sentence: enough to say something, short enough to be read (UTF-16 units). */
const SUMMARY_MIN = 4;
const SUMMARY_MAX = 500;
const BLOCKER_MAX = 300;
const EVIDENCE_MAX = 9;

const file = z.object({ sha256: z.string(), name: z.string(), mime: z.string(), bytes: z.number() });

const draftSchema = z.object({
  itemId: z.number(),
  unitId: z.number(),
  head: z.object({
    itemNo: z.string(),
    itemTitle: z.string(),
    milestone: z
      .object({
        name: z.string(),
        dueOn: z.string(),
        workdays: z.number(),
        today: z.string().default(''),
        percent: z.number(),
      })
      .nullable(),
    last: z.object({ percent: z.number(), on: z.string() }).nullable(),
    fixing: z.object({ field: z.string(), reason: z.string(), by: z.string() }).nullable(),
  }),
  corrects: z
    .object({
      reportId: z.number(),
      field: z.enum(['percent', 'summary', 'blocker', 'evidence']),
      percent: z.number(),
      summary: z.string(),
      blocker: z.string(),
    })
    .nullable(),
  seen: z.number(),
  parts: z.array(z.object({ unit: z.string(), state: z.string(), summary: z.string() })),
  partsDraft: z.string(),
  silent: z.array(z.string()),
  /** 申请销号: only the sentence and the evidence are asked for. */
  closing: z.boolean().default(false),
  /** 等协同单位: nothing is handed in, the waiting goes on record. */
  waiting: z.boolean().default(false),
  noChange: z.boolean().default(false),
  percent: z.number().default(0),
  summary: z.string().default(''),
  blocker: z.string().default(''),
  evidence: z.array(file).default([]),
  /** Set once everything was answered: a step that is asked again leads back to the confirmation. */
  complete: z.boolean().default(false),
});
type Draft = z.infer<typeof draftSchema>;

/**
 * Opens the dialog for a report, or straight at the field that a sent-back report must mend, or (closing) at the sentence
 * of a report of 100 %.
 */
export function reportDialog(start: ReportStart, closing = false): DialogStart {
  const { corrects } = start;
  if (closing) return { name: 'closeOut', about: start.itemId, data: { ...start, closing, percent: 100 } };
  const prefilled = corrects
    ? { percent: corrects.percent, summary: corrects.summary, blocker: corrects.blocker, complete: true }
    : { percent: start.head.last?.percent ?? 0 };
  return { name: 'reportProgress', about: start.itemId, data: { ...start, ...prefilled } };
}

const choiceOrText = (input: StepInput): string =>
  input.kind === 'choice' ? input.value : input.kind === 'text' ? input.text : input.text;

function takePercent(input: StepInput, data: Draft): StepResult<Draft> {
  const words = choiceOrText(input);
  const result = parsePercent(words);
  if (!result.ok) return { ok: false, code: result.code, params: { text: words.slice(0, 20) } };
  return { ok: true, data: { ...data, percent: result.percent } };
}

function takeSummary(input: StepInput, data: Draft): StepResult<Draft> {
  if (isFull(data, input)) return { ok: false, code: 'evidenceFull', params: { max: EVIDENCE_MAX } };
  if (input.kind === 'choice') return { ok: false, code: 'stepNeedsText' };
  const words = input.text.trim();
  if (isSameAsBefore(words)) return { ok: false, code: 'summarySame' };
  if (words.length < SUMMARY_MIN) return { ok: false, code: input.kind === 'file' ? 'stepNeedsText' : 'summaryShort' };
  if (words.length > SUMMARY_MAX)
    return { ok: false, code: 'summaryLong', params: { length: words.length, max: SUMMARY_MAX } };
  return { ok: true, data: withFile({ ...data, summary: words }, input) };
}

/** The sentence; or the draft assembled from the parts of supporting units, with their wish for help as the blocker. */
function takeSummaryOrParts(input: StepInput, data: Draft): StepResult<Draft> {
  if (input.kind !== 'choice' || data.parts.length === 0) return takeSummary(input, data);
  const summary = data.partsDraft.slice(0, SUMMARY_MAX);
  return { ok: true, data: { ...data, summary } };
}

function takeBlocker(input: StepInput, data: Draft): StepResult<Draft> {
  if (input.kind === 'file') return { ok: false, code: 'stepNeedsText' };
  const words = input.kind === 'choice' || /^(没有|无|无困难|没有困难|没)$/.test(input.text) ? '' : input.text.trim();
  if (words.length > BLOCKER_MAX)
    return { ok: false, code: 'summaryLong', params: { length: words.length, max: BLOCKER_MAX } };
  return { ok: true, data: { ...data, blocker: words } };
}

function takeEvidence(input: StepInput, data: Draft): StepResult<Draft> {
  if (input.kind === 'choice') return { ok: true, data };
  if (input.kind === 'text') {
    if (/^(没有|无|没|发完了)$/.test(input.text)) return { ok: true, data };
    return { ok: false, code: 'stepNeedsFile' };
  }
  if (isFull(data, input)) return { ok: false, code: 'evidenceFull', params: { max: EVIDENCE_MAX } };
  return { ok: true, data: withFile(data, input), goTo: 'evidence' };
}

/** Whether a file came that is one too many. */
const isFull = (data: Draft, input: StepInput): boolean =>
  input.kind === 'file' &&
  data.evidence.length >= EVIDENCE_MAX &&
  !data.evidence.some((each: StoredFile) => each.sha256 === input.file.sha256);

/** A file that comes with any step is evidence: nobody has to send it twice. The same file counts once. */
function withFile(data: Draft, input: StepInput): Draft {
  if (input.kind !== 'file') return data;
  const known = data.evidence.some((each: StoredFile) => each.sha256 === input.file.sha256);
  return known ? data : { ...data, evidence: [...data.evidence, input.file] };
}

/** Percents worth a button: the last one, two steps on, the milestone's, and done; a figure below the last one is typed. */
const percentOptions = ({ last, milestone }: Draft['head'], from = last?.percent ?? 0) =>
  [...new Set([from, Math.min(from + 10, 100), Math.min(from + 20, 100), milestone?.percent ?? 100, 100])]
    .filter((each) => each >= (last?.percent ?? 0))
    .sort((a, b) => a - b)
    .map((each) => ({ value: `${each}`, label: `${each}%` }));

const onward = (next: string) => (data: Draft) => (data.complete ? 'confirm' : next);

/** 填报进展: 有进展 → percent → sentence → blocker → evidence → confirm; 无变化 is one tap. */
export const reportProgress: Dialog<Draft> = {
  name: 'reportProgress',
  version: 2,
  roles: ['liaison'],
  keepHours: 48,
  data: draftSchema,
  first: () => 'start',
  steps: {
    start: {
      ask: (data, t) =>
        data.corrects
          ? {
              lines: t.report.fixing(data.head, data.corrects),
              options: data.corrects.field === 'percent' ? percentOptions(data.head, data.corrects.percent) : [],
            }
          : {
              lines: [
                ...t.report.start(data.head),
                ...(data.silent.length > 0 ? [t.supporting.silent(data.silent)] : []),
              ],
              options: [
                { value: 'progress', label: t.report.progress, style: 'primary' },
                { value: 'noChange', label: t.report.noChange },
                ...(data.silent.length > 0 ? [{ value: 'wait', label: t.supporting.wait }] : []),
              ],
            },
      accept: (input, data) => {
        if (data.corrects) {
          const { field } = data.corrects;
          const take = { percent: takePercent, summary: takeSummary, blocker: takeBlocker, evidence: takeEvidence }[
            field
          ];
          return take(input, data);
        }
        if (input.kind === 'choice')
          return {
            ok: true,
            data: { ...data, noChange: input.value === 'noChange', waiting: input.value === 'wait' },
          };
        if (input.kind === 'file') return { ok: true, data: withFile(data, input), goTo: 'percent' };
        if (isSameAsBefore(input.text)) return { ok: true, data: { ...data, noChange: true } };
        const block = readReportBlock(input.text, SUMMARY_MIN, SUMMARY_MAX);
        if (!block.ok) return block;
        return { ok: true, data: { ...data, ...block.data, complete: true }, goTo: 'confirm' };
      },
      next: (data) => (data.corrects ? 'confirm' : data.noChange || data.waiting ? null : 'percent'),
    },
    percent: {
      ask: (data, t) => ({
        lines: t.report.percent(data.head),
        options: percentOptions(data.head),
      }),
      accept: takePercent,
      next: onward('summary'),
    },
    summary: {
      ask: (data, t) => ({
        lines: [
          ...t.report.summary(data.head, data.percent),
          ...(data.parts.length > 0 ? t.supporting.parts(data.parts) : []),
        ],
        options: data.parts.length > 0 ? [{ value: 'parts', label: t.supporting.useDraft, style: 'primary' }] : [],
      }),
      accept: takeSummaryOrParts,
      next: onward('blocker'),
    },
    blocker: {
      ask: (data, t) => ({
        lines: [...t.report.blocker(data.head), ...t.supporting.needsLead(data.parts)],
        options: [{ value: 'none', label: t.report.noBlocker, style: 'primary' }],
      }),
      accept: takeBlocker,
      next: onward('evidence'),
    },
    evidence: {
      optional: true,
      ask: (data, t) => ({
        lines: t.report.evidence(data.head, data.evidence.length),
        options: data.evidence.length > 0 ? [{ value: 'done', label: t.report.evidenceDone, style: 'primary' }] : [],
      }),
      accept: takeEvidence,
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: [
          ...t.report.confirm(data.head, { ...data, evidence: data.evidence.map((each) => each.name) }),
          ...(data.percent === 100 ? [t.report.closesOut()] : []),
        ],
        options: [
          { value: 'submit', label: t.report.submit, style: 'primary' },
          ...(['percent', 'summary', 'blocker', 'evidence'] as const).map((field) => ({
            value: field,
            label: t.report.change[field],
          })),
        ],
      }),
      accept: (input, data) => {
        if (isFull(data, input)) return { ok: false, code: 'evidenceFull', params: { max: EVIDENCE_MAX } };
        if (input.kind === 'file') return { ok: true, data: withFile(data, input), goTo: 'confirm' };
        return doneOrChange(input, data, 'submit');
      },
      next: () => null,
    },
  },
  async finish(ctx, data, effort) {
    if (data.waiting) {
      const { itemNo, units } = await waitForUnits(ctx, data.itemId);
      return { reply: textsFor(ctx.actor.locale).supporting.waiting(itemNo, units) };
    }
    const result = await submitReport(ctx, {
      itemId: data.itemId,
      correctsId: data.corrects?.reportId ?? null,
      noChange: data.noChange,
      percent: data.percent,
      summary: data.summary,
      blocker: data.blocker,
      evidence: data.evidence,
      seen: data.seen,
      effort,
    });
    const remaining = await dueForReport(ctx);
    const t = textsFor(ctx.actor.locale);
    const message = t.report.done({
      ...result,
      noChange: data.noChange,
      fixed: data.corrects !== null,
      remaining: remaining.length,
    });
    return { reply: { ...message, ...nextButtons(t, remaining[0]?.itemId) } };
  },
};

/** 申请销号: the same report, begun at its sentence with the figure already 100. */
export const closeOutDialog: Dialog<Draft> = {
  ...reportProgress,
  name: 'closeOut',
  first: () => 'closing',
  steps: {
    ...reportProgress.steps,
    closing: {
      ask: (data, t) => ({
        lines: [...t.report.closing(data.head), ...(data.parts.length > 0 ? t.supporting.parts(data.parts) : [])],
        options: data.parts.length > 0 ? [{ value: 'parts', label: t.supporting.useDraft, style: 'primary' }] : [],
      }),
      accept: (input, data) => {
        const taken = takeSummaryOrParts(input, data);
        return taken.ok ? { ok: true, data: { ...taken.data, complete: true } } : taken;
      },
      next: () => 'evidence',
    },
  },
};
