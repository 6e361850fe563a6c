import { z } from 'zod';
import { REPORT_FIELDS } from '../../domain/ledger.js';
import { textsFor } from '../../services/texts/index.js';
import { sendBackReport } from '../../services/verification.js';
import { reviewNext } from '../reviewNext.js';
import type { Dialog } from './definition.js';
import { readReason } from './reasonStep.js';

const draftSchema = z.object({
  reportId: z.number(),
  campaignId: z.number(),
  itemNo: z.string(),
  field: z.enum(REPORT_FIELDS).default('summary'),
  reason: z.string().default(''),
});
type Draft = z.infer<typeof draftSchema>;

/** 退回: which field → why → confirm. */
export const sendBack: Dialog<Draft> = {
  name: 'sendBack',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'field',
  steps: {
    field: {
      ask: (data, t) => ({
        lines: t.review.askField(data.itemNo),
        options: REPORT_FIELDS.map((field) => ({ value: field, label: t.review.fields[field] ?? field })),
      }),
      accept: (input, data) => {
        const field = input.kind === 'choice' && REPORT_FIELDS.find((each) => each === input.value);
        return field ? { ok: true, data: { ...data, field } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: () => 'reason',
    },
    reason: {
      ask: (data, t) => ({ lines: t.review.askReason(data.itemNo, data.field), options: [] }),
      accept: (input, data) => {
        const read = readReason(input);
        return read.ok ? { ok: true, data: { ...data, reason: read.words } } : read;
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.review.askConfirm(data.itemNo, data.field, data.reason),
        options: [{ value: 'yes', label: t.review.confirm, style: 'danger' }],
      }),
      accept: (input, data) => (input.kind === 'choice' ? { ok: true, data } : { ok: false, code: 'stepNeedsChoice' }),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const sent = await sendBackReport(ctx, data.reportId, data.field, data.reason);
    const done = textsFor(ctx.actor.locale).review.sentBackDone(sent);
    return { reply: [done, await reviewNext(ctx, data.campaignId)] };
  },
};
