import { z } from 'zod';
import { BASIS_MAX, BASIS_MIN, EXEMPTION_BASES } from '../../domain/exemption.js';
import { askExemption, type Exemptible } from '../../services/exemptions.js';
import { textsFor } from '../../services/texts/index.js';
import { doneOrChange } from './checkStep.js';
import type { Dialog, DialogStart } from './definition.js';

const file = z.object({ sha256: z.string(), name: z.string(), mime: z.string(), bytes: z.number() });

const draftSchema = z.object({
  itemId: z.number(),
  itemNo: z.string(),
  title: z.string(),
  unit: z.string(),
  whole: z.boolean(),
  milestones: z.array(z.object({ id: z.number(), name: z.string(), dueOn: z.string() })),
  milestoneId: z.number().nullable().default(null),
  basisKind: z.enum(EXEMPTION_BASES).default('document'),
  basis: z.string().default(''),
  file: file.nullable().default(null),
  /** Set once everything was answered: a step that is asked again leads back to the confirmation. */
  complete: z.boolean().default(false),
});
type Draft = z.infer<typeof draftSchema>;

/** Opens the dialog about an item. */
export const exemptionDialog = (start: Exemptible): DialogStart => ({
  name: 'requestExemption',
  about: start.itemId,
  data: start,
});

const onward = (next: string) => (data: Draft) => (data.complete ? 'confirm' : next);
const nameOf = (data: Draft): string | null =>
  data.milestones.find((each) => each.id === data.milestoneId)?.name ?? null;

/** 申请容错: whole item or one milestone → kind of basis → its words → a file → confirm. */
export const requestExemption: Dialog<Draft> = {
  name: 'requestExemption',
  version: 1,
  roles: ['unitHead', 'coordinator'],
  keepHours: 24,
  data: draftSchema,
  first: () => 'scope',
  steps: {
    scope: {
      ask: (data, t) => ({
        lines: t.exemption.askScope(data.itemNo, data.title),
        options: [
          ...(data.whole ? [{ value: 'whole', label: t.exemption.scopeWhole }] : []),
          ...data.milestones.map((each) => ({ value: `${each.id}`, label: t.extension.milestone(each.name) })),
        ],
      }),
      accept: (input, data) => {
        if (input.kind !== 'choice') return { ok: false, code: 'stepNeedsChoice' };
        const milestoneId = input.value === 'whole' ? null : Number(input.value);
        return { ok: true, data: { ...data, milestoneId } };
      },
      next: onward('basisKind'),
    },
    basisKind: {
      ask: (data, t) => ({
        lines: t.exemption.askBasisKind(data.itemNo),
        options: EXEMPTION_BASES.map((value) => ({ value, label: t.exemption.bases[value] ?? value })),
      }),
      accept: (input, data) => {
        const basisKind = input.kind === 'choice' && EXEMPTION_BASES.find((each) => each === input.value);
        return basisKind ? { ok: true, data: { ...data, basisKind } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: () => 'basis',
    },
    basis: {
      ask: (data, t) => ({ lines: t.exemption.askBasis(data.itemNo, data.basisKind), options: [] }),
      accept: (input, data) => {
        if (input.kind === 'choice') return { ok: false, code: 'stepNeedsText' };
        const words = input.text.trim();
        if (words.length < BASIS_MIN) return { ok: false, code: 'basisShort' };
        if (words.length > BASIS_MAX)
          return { ok: false, code: 'wordsLong', params: { length: words.length, max: BASIS_MAX } };
        // The document itself may come with its words.
        return { ok: true, data: { ...data, basis: words, ...(input.kind === 'file' ? { file: input.file } : {}) } };
      },
      next: (data) => (data.complete || data.file ? 'confirm' : 'file'),
    },
    file: {
      optional: true,
      ask: (data, t) => ({ lines: t.exemption.askFile(data.itemNo), options: [] }),
      accept: (input, data) => {
        if (input.kind !== 'file') return { ok: false, code: 'stepNeedsFile' };
        return { ok: true, data: { ...data, file: input.file } };
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.exemption.confirm({
          ...data,
          name: nameOf(data),
          applicant: '',
          file: data.file?.name ?? null,
        }),
        options: [
          { value: 'submit', label: t.exemption.submit, style: 'primary' },
          ...(['scope', 'basisKind', 'file'] as const).map((step) => ({
            value: step,
            label: t.exemption.change[step],
          })),
        ],
      }),
      accept: (input, data) => doneOrChange(input, data, 'submit'),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const { itemNo, approvers } = await askExemption(ctx, data);
    return { reply: textsFor(ctx.actor.locale).exemption.done(itemNo, approvers) };
  },
};
