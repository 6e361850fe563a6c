import { z } from 'zod';
import { FILING_FIELDS } from '../../domain/filing.js';
import { sendBackFiling } from '../../services/filingReview.js';
import { textsFor } from '../../services/texts/index.js';
import { filingNext } from '../filingNext.js';
import type { Dialog } from './definition.js';
import { readReason } from './reasonStep.js';

const draftSchema = z.object({
  filingId: z.number(),
  campaignId: z.number(),
  title: z.string(),
  field: z.enum(FILING_FIELDS).default('standard'),
  reason: z.string().default(''),
});
type Draft = z.infer<typeof draftSchema>;

/** 退回 of a filed matter: which field → why. */
export const sendBackFilingDialog: Dialog<Draft> = {
  name: 'sendBackFiling',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'field',
  steps: {
    field: {
      ask: (data, t) => ({
        lines: t.filing.askField(data.title),
        options: FILING_FIELDS.map((value) => ({ value, label: t.filing.fields[value] ?? value })),
      }),
      accept: (input, data) => {
        const field = input.kind === 'choice' && FILING_FIELDS.find((each) => each === input.value);
        return field ? { ok: true, data: { ...data, field } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: () => 'reason',
    },
    reason: {
      ask: (data, t) => ({ lines: t.filing.askReason(data.title, data.field), options: [] }),
      accept: (input, data) => {
        const read = readReason(input);
        return read.ok ? { ok: true, data: { ...data, reason: read.words } } : read;
      },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const { unit, title, told } = await sendBackFiling(ctx, data.filingId, data.field, data.reason);
    const done = textsFor(ctx.actor.locale).filing.sentBackDone(title, unit, told);
    return { reply: [done, await filingNext(ctx, data.campaignId, data.filingId)] };
  },
};
