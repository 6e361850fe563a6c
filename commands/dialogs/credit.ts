import { z } from 'zod';
import { enterCredit, findCampaignUnit } from '../../services/credits.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog, StepInput, StepResult } from './definition.js';

/** UTF-16 units. */
const WORDS_MIN = 4;
const WORDS_MAX = 100;
/** Centi-points of one honour or fault: a tenth of a full score. */
const POINTS_MAX = 1000;

const draftSchema = z.object({
  kind: z.enum(['honour', 'fault']),
  campaignId: z.number(),
  query: z.string().default(''),
  points: z.number().default(0),
  reason: z.string().default(''),
  evidence: z.string().default(''),
});
type Draft = z.infer<typeof draftSchema>;

function takeWords(input: StepInput, set: (words: string) => Draft): StepResult<Draft> {
  if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
  const words = input.text.trim().replace(/\s+/g, ' ');
  if (words.length < WORDS_MIN) return { ok: false, code: 'answerShort' };
  if (words.length > WORDS_MAX)
    return { ok: false, code: 'wordsLong', params: { length: words.length, max: WORDS_MAX } };
  return { ok: true, data: set(words) };
}

/** '1.5' → 150 centi-points; null for anything that is not 0.01–10 with at most two decimals. */
function centiOf(words: string): number | null {
  const match = /^[-+]?(\d{1,2})(?:\.(\d{1,2}))?\s*分?$/.exec(words.normalize('NFKC').replace('−', '-').trim());
  if (!match) return null;
  const centi = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return centi >= 1 && centi <= POINTS_MAX ? centi : null;
}

/** 加分 or 扣分: unit → points → reason → evidence → check. */
export const creditDialog: Dialog<Draft> = {
  name: 'credit',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: draftSchema,
  first: (data) => (data.query === '' ? 'unit' : 'points'),
  steps: {
    unit: {
      ask: (data, t) => ({
        lines: t.credit.askUnit(data.kind),
        options: [],
      }),
      accept: (input, data) => {
        if (input.kind !== 'text' || input.text.trim() === '') return { ok: false, code: 'stepNeedsText' };
        return { ok: true, data: { ...data, query: input.text.trim().slice(0, 60) } };
      },
      next: () => 'points',
    },
    points: {
      ask: (data, t) => ({
        lines: t.credit.askPoints(data.kind, data.query),
        options: ['0.5', '1', '1.5', '2'].map((value) => ({ value, label: value })),
      }),
      accept: (input, data) => {
        const words = input.kind === 'choice' ? input.value : input.text;
        const points = input.kind === 'file' ? null : centiOf(words);
        if (points === null) return { ok: false, code: 'creditPoints', params: { text: words.slice(0, 20) } };
        return { ok: true, data: { ...data, points } };
      },
      next: () => 'reason',
    },
    reason: {
      ask: (data, t) => ({ lines: t.credit.askReason(data.kind, data.query), options: [] }),
      accept: (input, data) => takeWords(input, (reason) => ({ ...data, reason })),
      next: () => 'evidence',
    },
    evidence: {
      ask: (data, t) => ({ lines: t.credit.askEvidence(data.kind, data.query), options: [] }),
      accept: (input, data) => takeWords(input, (evidence) => ({ ...data, evidence })),
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.credit.check({ ...data, unit: data.query }),
        options: [{ value: 'yes', label: t.credit.submit, style: 'primary' }],
      }),
      accept: (input, data) => (input.kind === 'choice' ? { ok: true, data } : { ok: false, code: 'stepNeedsChoice' }),
      next: () => null,
    },
  },
  async finish(ctx, { query, ...data }) {
    const t = textsFor(ctx.actor.locale).credit;
    const { unitId, unit } = await findCampaignUnit(ctx, query);
    const { people } = await enterCredit(ctx, { ...data, unitId });
    const words = { ...data, unit };
    return { reply: data.kind === 'honour' ? t.honourDone(words) : t.faultAsked(words, people) };
  },
};
