import { z } from 'zod';
import { askCommitments } from '../../services/commitments.js';
import { changeCommitment, declineCommitment } from '../../services/commitmentSigning.js';
import { textsFor } from '../../services/texts/index.js';
import { nextCard } from '../commitments.js';
import type { Dialog } from './definition.js';
import { readReason } from './reasonStep.js';

/** In UTF-16 units: a sentence that can be quoted on a phone. */
const WORDS_MIN = 6;
const WORDS_MAX = 200;

const askSchema = z.object({
  campaignId: z.number(),
  items: z.array(
    z.object({
      id: z.number(),
      itemNo: z.string(),
      title: z.string(),
      unitId: z.number(),
      unit: z.string(),
      unitName: z.string(),
      supervisionClass: z.string(),
      asked: z.boolean(),
    }),
  ),
  chosen: z.array(z.number()).default([]),
});
type Ask = z.infer<typeof askSchema>;

const CLASSES = ['major', 'special', 'routine'] as const;
const fresh = (data: Ask) => data.items.filter((item) => !item.asked);
const ofClass = (data: Ask, name: string) =>
  name === 'all' ? fresh(data) : fresh(data).filter((item) => item.supervisionClass === name);

/** 请负责人签: which items → check → send. */
export const askCommitmentsDialog: Dialog<Ask> = {
  name: 'askCommitments',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: askSchema,
  first: () => 'scope',
  steps: {
    scope: {
      ask: (data, t) => {
        const classes = [...CLASSES, 'all']
          .map((name) => ({ name, count: ofClass(data, name).length }))
          .filter(({ count }) => count > 0);
        return {
          lines: t.commitment.askScope({ count: fresh(data).length, classes }),
          options: classes.map(({ name, count }) => ({
            value: name,
            label: t.commitment.scopeLabel(t.commitment.scope[name] ?? name, count),
          })),
        };
      },
      accept: (input, data) => {
        if (input.kind === 'file') return { ok: false, code: 'stepNeedsText' };
        const wanted = input.kind === 'text' ? input.text.normalize('NFKC').trim().toUpperCase() : '';
        const found =
          input.kind === 'choice'
            ? ofClass(data, input.value)
            : data.items.filter(
                ({ itemNo, unit, unitName }) =>
                  itemNo.toUpperCase() === wanted || unit.toUpperCase() === wanted || unitName.toUpperCase() === wanted,
              );
        if (found.length === 0) return { ok: false, code: 'commitmentScope', params: { query: wanted.slice(0, 20) } };
        return { ok: true, data: { ...data, chosen: found.map(({ id }) => id) } };
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => {
        const items = data.items.filter(({ id }) => data.chosen.includes(id));
        const units = new Set(items.map(({ unitId }) => unitId)).size;
        return {
          lines: t.commitment.askConfirm({ items, units }),
          options: [{ value: 'send', label: t.commitment.send, style: 'primary' }],
        };
      },
      accept: (input, data) => (input.kind === 'choice' ? { ok: true, data } : { ok: false, code: 'stepNeedsChoice' }),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const result = await askCommitments(ctx, data.campaignId, data.chosen);
    return { reply: textsFor(ctx.actor.locale).commitment.sent(result) };
  },
};

const editSchema = z.object({ id: z.number(), revision: z.number(), itemNo: z.string(), words: z.string() });
type Edit = z.infer<typeof editSchema>;

/** 改一改: the new wording → check → signed. */
export const editCommitmentDialog: Dialog<Edit> = {
  name: 'editCommitment',
  version: 1,
  roles: ['unitHead'],
  keepHours: 48,
  data: editSchema,
  first: () => 'words',
  steps: {
    words: {
      ask: (data, t) => ({ lines: t.commitment.askWords(data), options: [] }),
      accept: (input, data) => {
        if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
        const words = input.text.trim().replace(/\s*\n\s*/g, '；');
        if (words.length < WORDS_MIN) return { ok: false, code: 'commitmentShort' };
        if (words.length > WORDS_MAX)
          return { ok: false, code: 'summaryLong', params: { length: words.length, max: WORDS_MAX } };
        return { ok: true, data: { ...data, words } };
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.commitment.confirmWords(data),
        options: [
          { value: 'sign', label: t.commitment.sign, style: 'primary' },
          { value: 'edit', label: t.commitment.editWords },
        ],
      }),
      accept: (input, data) => {
        if (input.kind !== 'choice') return { ok: false, code: 'stepNeedsChoice' };
        return input.value === 'sign' ? { ok: true, data } : { ok: true, data, goTo: 'words' };
      },
      next: () => null,
    },
  },
  async finish(ctx, { id, revision, words }) {
    const { campaignId, itemNo, version, dueOn } = await changeCommitment(ctx, id, revision, words);
    const t = textsFor(ctx.actor.locale).commitment;
    return { reply: [t.signedDone(itemNo, version, dueOn), ...(await nextCard(ctx, campaignId))] };
  },
};

const declineSchema = z.object({ id: z.number(), itemNo: z.string(), reason: z.string().default('') });
type Decline = z.infer<typeof declineSchema>;

/** 不签: one sentence, and done. */
export const declineCommitmentDialog: Dialog<Decline> = {
  name: 'declineCommit',
  version: 1,
  roles: ['unitHead'],
  keepHours: 24,
  data: declineSchema,
  first: () => 'reason',
  steps: {
    reason: {
      ask: (data, t) => ({ lines: t.commitment.askReason(data.itemNo), options: [] }),
      accept: (input, data) => {
        const read = readReason(input);
        return read.ok ? { ok: true, data: { ...data, reason: read.words } } : read;
      },
      next: () => null,
    },
  },
  async finish(ctx, { id, reason }) {
    const { campaignId, itemNo } = await declineCommitment(ctx, id, reason);
    return {
      reply: [textsFor(ctx.actor.locale).commitment.declinedDone(itemNo), ...(await nextCard(ctx, campaignId))],
    };
  },
};
