import { z } from 'zod';
import { refuseCloseOut as refuse } from '../../services/closeOut.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog } from './definition.js';
import { readReason } from './reasonStep.js';

const draftSchema = z.object({ reportId: z.number(), itemNo: z.string(), reason: z.string().default('') });
type Draft = z.infer<typeof draftSchema>;

/** 不同意申请销号: the head writes what is missing. */
export const refuseCloseOut: Dialog<Draft> = {
  name: 'refuseCloseOut',
  version: 1,
  roles: ['unitHead'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'reason',
  steps: {
    reason: {
      ask: (data, t) => ({ lines: t.closeOut.askRefusal(data.itemNo), options: [] }),
      accept: (input, data) => {
        const read = readReason(input);
        return read.ok ? { ok: true, data: { ...data, reason: read.words } } : read;
      },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const { itemNo } = await refuse(ctx, data.reportId, data.reason);
    return { reply: textsFor(ctx.actor.locale).closeOut.refused(itemNo) };
  },
};
