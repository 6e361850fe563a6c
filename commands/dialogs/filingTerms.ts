import { z } from 'zod';
import { readTerms, setTerms } from '../../services/filingTerms.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog } from './definition.js';

const line = z.object({
  kind: z.string(),
  unitId: z.number().nullable(),
  label: z.string(),
  units: z.number(),
  quota: z.number(),
  dueOn: z.string(),
});

const draftSchema = z.object({
  campaignId: z.number(),
  campaign: z.string(),
  today: z.string(),
  endsOn: z.string(),
  corrections: z.array(
    z.object({ on: z.string(), kind: z.enum(['workday', 'holiday']), name: z.string().exactOptional() }),
  ),
  units: z.array(z.object({ id: z.number(), name: z.string(), shortName: z.string(), kind: z.string() })),
  terms: z.array(z.object({ unitKind: z.string(), quota: z.number(), dueOn: z.string() })),
  lines: z.array(line).default([]),
});
type Draft = z.infer<typeof draftSchema>;

/** 报送任务: one sentence → confirm. */
export const filingTerms: Dialog<Draft> = {
  name: 'filingTerms',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: draftSchema,
  first: (data) => (data.lines.length > 0 ? 'confirm' : 'words'),
  steps: {
    words: {
      ask: (data, t) => ({
        lines: t.filing.askTerms(
          data.campaign,
          data.terms.map((each) => ({ ...each, label: t.filing.kinds[each.unitKind] ?? each.unitKind })),
        ),
        options: [],
      }),
      accept: (input, data) => {
        if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
        const read = readTerms(input.text, data);
        return read.ok ? { ok: true, data: { ...data, lines: read.lines } } : read;
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.filing.checkTerms(data.lines),
        options: [
          { value: 'set', label: t.filing.setTerms, style: 'primary' },
          { value: 'again', label: t.filing.rewrite },
        ],
      }),
      accept: (input, data) => {
        if (input.kind !== 'choice') return { ok: false, code: 'stepNeedsChoice' };
        return input.value === 'again' ? { ok: true, data, goTo: 'words' } : { ok: true, data };
      },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    await setTerms(ctx, data.campaignId, data.lines);
    return { reply: textsFor(ctx.actor.locale).filing.termsSet() };
  },
};
