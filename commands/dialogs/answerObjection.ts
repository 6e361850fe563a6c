import { z } from 'zod';
import { answerObjection } from '../../services/objectionAnswer.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog } from './definition.js';

/** UTF-16 units. */
const ANSWER_MIN = 4;
const ANSWER_MAX = 300;

const draftSchema = z.object({
  objectionId: z.number(),
  unit: z.string(),
  point: z.string(),
  accepted: z.boolean(),
  answer: z.string().default(''),
});
type Draft = z.infer<typeof draftSchema>;

/** 答复异议: the words → confirm. */
export const answerObjectionDialog: Dialog<Draft> = {
  name: 'answerObjection',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'answer',
  steps: {
    answer: {
      ask: (data, t) => ({ lines: t.boardLife.askAnswer(data), options: [] }),
      accept: (input, data) => {
        if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
        const answer = input.text.trim();
        if (answer.length < ANSWER_MIN) return { ok: false, code: 'answerShort' };
        if (answer.length > ANSWER_MAX)
          return { ok: false, code: 'wordsLong', params: { length: answer.length, max: ANSWER_MAX } };
        return { ok: true, data: { ...data, answer } };
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.boardLife.confirmAnswer(data),
        options: [{ value: 'yes', label: t.boardLife.sendAnswer, style: 'primary' }],
      }),
      accept: (input, data) => (input.kind === 'choice' ? { ok: true, data } : { ok: false, code: 'stepNeedsChoice' }),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const { unit, changed } = await answerObjection(ctx, data.objectionId, data.accepted, data.answer);
    return { reply: textsFor(ctx.actor.locale).boardLife.answered(unit, data.accepted, changed) };
  },
};
