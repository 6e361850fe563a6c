import { z } from 'zod';
import { refuseExemption, revokeExemption } from '../../services/exemptionDecisions.js';
import { refuseExtension } from '../../services/extensionDecisions.js';
import { type Phrases, textsFor } from '../../services/texts/index.js';
import { nextApproval } from '../approvalNext.js';
import type { Dialog } from './definition.js';
import { readWords } from './reasonStep.js';

/** In UTF-16 units. */
const NOTE = { min: 4, max: 200, short: 'noteShort' };

const draftSchema = z.object({
  what: z.enum(['extension', 'exemption', 'revocation']),
  id: z.number(),
  itemNo: z.string(),
  note: z.string().default(''),
});
type Draft = z.infer<typeof draftSchema>;

const words = (t: Phrases) => ({
  extension: { ask: t.extension.askWhyNot, done: t.extension.refusedDone },
  exemption: { ask: t.exemption.askWhyNot, done: t.exemption.refusedDone },
  revocation: { ask: t.exemption.askRevoke, done: t.exemption.revokedDone },
});

const act = { extension: refuseExtension, exemption: refuseExemption, revocation: revokeExemption };

/** 不同意 and 撤销: one sentence that the other side will read, and done. */
export const refusal: Dialog<Draft> = {
  name: 'refusal',
  version: 1,
  roles: ['unitHead', 'coordinator', 'administrator'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'note',
  steps: {
    note: {
      ask: (data, t) => ({ lines: words(t)[data.what].ask(data.itemNo), options: [] }),
      accept: (input, data) => {
        const read = readWords(input, NOTE);
        return read.ok ? { ok: true, data: { ...data, note: read.words } } : read;
      },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const { itemNo } = await act[data.what](ctx, data.id, data.note);
    const done = words(textsFor(ctx.actor.locale))[data.what].done(itemNo);
    if (data.what === 'revocation') return { reply: done };
    return { reply: [done, await nextApproval(ctx)] };
  },
};
