import { z } from 'zod';
import { askChange } from '../../services/boardCorrection.js';
import { textsFor } from '../../services/texts/index.js';
import { changeAnswer } from '../boardChange.js';
import type { Dialog } from './definition.js';

/** UTF-16 units. */
const REASON_MIN = 4;
const REASON_MAX = 200;

const standing = z.object({ totalCenti: z.number().nullable(), place: z.number().nullable(), list: z.string() });

const draftSchema = z.object({
  boardId: z.number(),
  periodKey: z.string(),
  kind: z.enum(['correction', 'withdrawal']),
  changes: z.array(z.object({ unitId: z.number(), unit: z.string(), from: standing, to: standing })),
  reason: z.string().default(''),
});
type Draft = z.infer<typeof draftSchema>;

/** 更正 or 撤回 of a published board: what would change → why → confirm. */
export const changeBoardDialog: Dialog<Draft> = {
  name: 'changeBoard',
  version: 1,
  roles: ['coordinator', 'leader'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'reason',
  steps: {
    reason: {
      ask: (data, t) => ({
        lines: [
          ...(data.kind === 'correction' ? t.boardLife.changeHead(data) : t.boardLife.withdrawHead(data.periodKey)),
          ...t.boardLife.askReason(data.kind),
        ],
        options: [],
      }),
      accept: (input, data) => {
        if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
        const reason = input.text.trim().replace(/\s+/g, ' ');
        if (reason.length < REASON_MIN) return { ok: false, code: 'answerShort' };
        if (reason.length > REASON_MAX)
          return { ok: false, code: 'wordsLong', params: { length: reason.length, max: REASON_MAX } };
        return { ok: true, data: { ...data, reason } };
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.boardLife.confirmChange(data),
        options: [{ value: 'yes', label: t.boardLife.confirmLabel(data.kind), style: 'danger' }],
      }),
      accept: (input, data) => (input.kind === 'choice' ? { ok: true, data } : { ok: false, code: 'stepNeedsChoice' }),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const result = await askChange(ctx, data.boardId, data.kind, data.reason);
    return changeAnswer(textsFor(ctx.actor.locale), data.kind, data.boardId, result);
  },
};
