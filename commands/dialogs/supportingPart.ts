import { z } from 'zod';
import { PART_STATES } from '../../domain/ledger.js';
import { dueForReport } from '../../services/reporting.js';
import { type PartStart, submitPart } from '../../services/supporting.js';
import { textsFor } from '../../services/texts/index.js';
import { nextButtons } from '../reportButtons.js';
import type { Dialog, DialogStart, StepInput } from './definition.js';

const SUMMARY_MIN = 4;
const SUMMARY_MAX = 200;

const draftSchema = z.object({
  itemId: z.number(),
  unitId: z.number(),
  itemNo: z.string(),
  title: z.string(),
  unit: z.string(),
  leadUnit: z.string(),
  dueOn: z.string(),
  state: z.enum(PART_STATES).default('inProgress'),
  summary: z.string().default(''),
});
type Draft = z.infer<typeof draftSchema>;

/** Opens the dialog for a supporting unit's part. */
export const partDialog = (start: PartStart): DialogStart => ({
  name: 'supportingPart',
  about: start.itemId,
  data: start,
});

/** 协同情况: a state and one sentence; the sentence may be left out unless the lead unit has to act. */
export const supportingPart: Dialog<Draft> = {
  name: 'supportingPart',
  version: 1,
  roles: ['liaison'],
  keepHours: 48,
  data: draftSchema,
  first: () => 'state',
  steps: {
    state: {
      ask: (data, t) => ({
        lines: t.supporting.askState(data),
        options: PART_STATES.map((value) => ({ value, label: t.supporting.states[value] ?? value })),
      }),
      accept: (input, data) => {
        const state = input.kind === 'choice' && PART_STATES.find((each) => each === input.value);
        return state ? { ok: true, data: { ...data, state } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: (data) => (data.state === 'needsLead' ? 'need' : 'summary'),
    },
    summary: {
      optional: true,
      ask: (data, t) => ({ lines: t.supporting.askSummary(data), options: [] }),
      accept: takeSummary,
      next: () => null,
    },
    need: {
      ask: (data, t) => ({ lines: t.supporting.askSummary(data), options: [] }),
      accept: takeSummary,
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const result = await submitPart(ctx, data);
    const remaining = await dueForReport(ctx);
    const t = textsFor(ctx.actor.locale);
    const message = t.supporting.done({ ...result, remaining: remaining.length });
    return { reply: { ...message, ...nextButtons(t, remaining[0]?.itemId) } };
  },
};

function takeSummary(input: StepInput, data: Draft) {
  if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' } as const;
  const summary = input.text.trim();
  if (summary.length < SUMMARY_MIN) return { ok: false, code: 'summaryShort' } as const;
  if (summary.length > SUMMARY_MAX)
    return { ok: false, code: 'summaryLong', params: { length: summary.length, max: SUMMARY_MAX } } as const;
  return { ok: true, data: { ...data, summary } } as const;
}
