import { z } from 'zod';
import { CARD_KINDS } from '../../domain/document.js';
import { cardMessage } from '../../services/unitCards.js';
import type { Dialog } from './definition.js';
import { readUnit, unitOptions, unitSchema } from './unitStep.js';

const draftSchema = z.object({
  units: z.array(unitSchema),
  matches: z.array(z.number()).default([]),
  unit: unitSchema.nullable().default(null),
  card: z.enum(CARD_KINDS).default('targets'),
});
type Draft = z.infer<typeof draftSchema>;

/** 三晒: which unit → which card; then the card as the groups will see it, with the groups under it. */
export const cardsDialog: Dialog<Draft> = {
  name: 'cards',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: draftSchema,
  first: (data) => (data.unit ? 'card' : 'unit'),
  steps: {
    unit: {
      ask: (data, t) => ({
        lines: t.unit.askUnit(data.units.length, unitOptions(data).length),
        options: unitOptions(data).map(({ id, shortName }) => ({ value: `${id}`, label: shortName })),
      }),
      accept: (input, data) => readUnit(input, data, 'unit'),
      next: () => 'card',
    },
    card: {
      ask: (data, t) => ({
        lines: t.unit.askCard(data.unit?.shortName ?? ''),
        options: CARD_KINDS.map((value) => ({ value, label: t.unit.cards[value]?.name ?? value })),
      }),
      accept: (input, data) => {
        const card = input.kind === 'choice' && CARD_KINDS.find((each) => each === input.value);
        return card ? { ok: true, data: { ...data, card } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: () => null,
    },
  },
  finish: async (ctx, data) => ({ reply: await cardMessage(ctx, data.unit?.id ?? 0, data.card) }),
};
