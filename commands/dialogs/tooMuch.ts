import { z } from 'zod';
import { addNote } from '../../services/feedback.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog } from './definition.js';

const draftSchema = z.object({ feedbackId: z.number(), words: z.string().default('') });
type Draft = z.infer<typeof draftSchema>;

/** 补一句 after 太频繁: one sentence, which may be left out. */
export const tooMuchDialog: Dialog<Draft> = {
  name: 'tooMuch',
  version: 1,
  roles: ['liaison', 'unitHead'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'words',
  steps: {
    words: {
      optional: true,
      ask: (_data, t) => ({ lines: t.burden.askNote(), options: [] }),
      accept: (input, data) =>
        input.kind === 'text'
          ? { ok: true, data: { ...data, words: input.text.trim() } }
          : { ok: false, code: 'stepNeedsText' },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    if (data.words !== '') await addNote(ctx, data.feedbackId, data.words);
    return { reply: textsFor(ctx.actor.locale).burden.noted(data.words) };
  },
};
