import { z } from 'zod';
import { raiseObjection } from '../../services/objections.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog } from './definition.js';

/** UTF-16 units. */
const REASON_MIN = 4;
const REASON_MAX = 300;
/** Points that fit under one question as buttons. */
const POINTS_MAX = 12;

const file = z.object({ sha256: z.string(), name: z.string(), mime: z.string(), bytes: z.number() });
const record = z.object({
  kind: z.enum(['milestone', 'reportRequest', 'verification', 'problem', 'appraisal', 'honour', 'fault']),
  id: z.number(),
});

const draftSchema = z.object({
  boardId: z.number(),
  unitId: z.number(),
  periodKey: z.string(),
  unit: z.string(),
  until: z.string(),
  points: z.array(z.object({ record, words: z.string() })),
  chosen: z.number().default(0),
  reason: z.string().default(''),
  file: file.nullable().default(null),
});
type Draft = z.infer<typeof draftSchema>;

/** 异议: which point → why → a file, if there is one. */
export const objectionDialog: Dialog<Draft> = {
  name: 'objection',
  version: 1,
  roles: ['liaison', 'unitHead'],
  // Longer than the longest time for objections: a draft before a week of holidays.
  keepHours: 240,
  data: draftSchema,
  first: () => 'point',
  steps: {
    point: {
      ask: (data, t) => ({
        lines: t.boardLife.askPoint(data),
        options: data.points
          .slice(0, POINTS_MAX)
          .map((_, index) => ({ value: String(index), label: t.boardLife.pointLabel(index) })),
      }),
      accept: (input, data) => {
        // A bare number is meant as the point's own, which counts from 1.
        const number = input.kind === 'text' && /^\d{1,2}$/.test(input.text.trim()) ? Number(input.text) - 1 : null;
        const chosen = input.kind === 'choice' ? Number(input.value) : number;
        if (chosen === null || !data.points[chosen]) return { ok: false, code: 'stepNeedsChoice' };
        return { ok: true, data: { ...data, chosen } };
      },
      next: () => 'reason',
    },
    reason: {
      ask: (data, t) => ({ lines: t.boardLife.askWhy(data.points[data.chosen]?.words ?? ''), options: [] }),
      accept: (input, data) => {
        if (input.kind === 'choice') return { ok: false, code: 'stepNeedsText' };
        const reason = input.text.trim();
        if (reason.length < REASON_MIN) return { ok: false, code: 'objectionShort' };
        if (reason.length > REASON_MAX)
          return { ok: false, code: 'wordsLong', params: { length: reason.length, max: REASON_MAX } };
        return { ok: true, data: { ...data, reason, file: input.kind === 'file' ? input.file : data.file } };
      },
      next: (data) => (data.file ? null : 'file'),
    },
    file: {
      optional: true,
      ask: (_data, t) => ({ lines: t.boardLife.askFile(), options: [] }),
      accept: (input, data) =>
        input.kind === 'file'
          ? { ok: true, data: { ...data, file: input.file } }
          : { ok: false, code: 'stepNeedsFile' },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const point = data.points[data.chosen];
    if (!point) throw new RangeError('an objection without its point');
    await raiseObjection(ctx, { ...data, point });
    return { reply: textsFor(ctx.actor.locale).boardLife.objectionDone(data.until) };
  },
};
