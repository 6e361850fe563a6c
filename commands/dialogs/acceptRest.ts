import { z } from 'zod';
import { textsFor } from '../../services/texts/index.js';
import { acceptReports } from '../../services/verification.js';
import { reviewNext } from '../reviewNext.js';
import type { Dialog } from './definition.js';

const line = z.object({
  reportId: z.number(),
  itemNo: z.string(),
  unit: z.string(),
  percent: z.number(),
  previousPercent: z.number(),
  summary: z.string(),
});
const draftSchema = z.object({ campaignId: z.number(), lines: z.array(line) });
type Draft = z.infer<typeof draftSchema>;

/** 通过其余 n 份: exactly the reports of the list that was shown. */
export const acceptRest: Dialog<Draft> = {
  name: 'acceptRest',
  version: 1,
  roles: ['coordinator'],
  keepHours: 1,
  data: draftSchema,
  first: () => 'confirm',
  steps: {
    confirm: {
      ask: (data, t) => ({
        lines: t.review.batch(data.lines),
        options: [{ value: 'yes', label: t.review.batchConfirm, style: 'primary' }],
      }),
      accept: (input, data) => (input.kind === 'choice' ? { ok: true, data } : { ok: false, code: 'stepNeedsChoice' }),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const ids = data.lines.map((each) => each.reportId);
    const { accepted, leftOut } = await acceptReports(ctx, ids, data.campaignId);
    const done = textsFor(ctx.actor.locale).review.batchDone(accepted, leftOut);
    return { reply: [done, await reviewNext(ctx, data.campaignId)] };
  },
};
