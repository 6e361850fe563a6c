import { z } from 'zod';
import { limitGroup } from '../../services/groups.js';
import { groupSettings } from '../groups.js';
import type { Dialog } from './definition.js';
import { unitSchema, unitsNamed } from './unitStep.js';

const draftSchema = z.object({
  campaignId: z.number(),
  id: z.number(),
  title: z.string(),
  units: z.array(unitSchema),
  chosen: z.array(z.number()).default([]),
});
type Draft = z.infer<typeof draftSchema>;

/** 限定单位 of a group: their names, in one message. */
export const groupUnitsDialog: Dialog<Draft> = {
  name: 'groupUnits',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'units',
  steps: {
    units: {
      ask: (data, t) => ({ lines: t.group.askUnits(data.title), options: [] }),
      accept: (input, data) => {
        if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
        const chosen: number[] = [];
        for (const words of input.text.split(/[、，,;；\s]+/).filter(Boolean)) {
          const found = unitsNamed(data.units, words);
          const [only] = found;
          if (!only) return { ok: false, code: 'unitUnclear', params: { query: words.slice(0, 20) } };
          if (found.length > 1)
            return {
              ok: false,
              code: 'unitsAmbiguous',
              params: { query: words.slice(0, 20), count: found.length, first: only.name },
            };
          chosen.push(only.id);
        }
        if (chosen.length === 0) return { ok: false, code: 'stepNeedsText' };
        return { ok: true, data: { ...data, chosen: [...new Set(chosen)] } };
      },
      next: () => null,
    },
  },
  async finish(ctx, { campaignId, id, chosen }) {
    return { reply: await groupSettings(ctx, await limitGroup(ctx, campaignId, id, chosen)) };
  },
};
