import { z } from 'zod';
import { reopenItem } from '../../services/closeOut.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog } from './definition.js';
import { dueChoicesSchema, readDue } from './dueStep.js';
import { readReason } from './reasonStep.js';

const draftSchema = z.object({
  campaignId: z.number(),
  itemId: z.number(),
  itemNo: z.string(),
  title: z.string(),
  due: dueChoicesSchema,
  reason: z.string().default(''),
  dueOn: z.string().default(''),
});
type Draft = z.infer<typeof draftSchema>;

/** 重新办理: why → by when → confirm. */
export const reopen: Dialog<Draft> = {
  name: 'reopen',
  version: 1,
  roles: ['coordinator'],
  keepHours: 12,
  data: draftSchema,
  first: () => 'reason',
  steps: {
    reason: {
      ask: (data, t) => ({ lines: t.closeOut.askReopenReason(data.itemNo, data.title), options: [] }),
      accept: (input, data) => {
        const read = readReason(input);
        return read.ok ? { ok: true, data: { ...data, reason: read.words } } : read;
      },
      next: () => 'due',
    },
    due: {
      ask: (data, t) => ({
        lines: t.closeOut.askReopenDue(data.itemNo),
        options: data.due.days.map(({ workdays, on }) => ({ value: `${workdays}`, label: t.finding.shortDay(on) })),
      }),
      accept: (input, data) => {
        const read = readDue(input, data.due);
        return read.ok ? { ok: true, data: { ...data, dueOn: read.dueOn } } : read;
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.closeOut.reopenCheck(data.itemNo, data.reason, data.dueOn),
        options: [{ value: 'yes', label: t.closeOut.reopen, style: 'danger' }],
      }),
      accept: (input, data) => (input.kind === 'choice' ? { ok: true, data } : { ok: false, code: 'stepNeedsChoice' }),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const { itemNo, told } = await reopenItem(ctx, data.itemId, data.campaignId, data);
    return { reply: textsFor(ctx.actor.locale).closeOut.reopenedDone(itemNo, told) };
  },
};
