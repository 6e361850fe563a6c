import { z } from 'zod';
import { buttonId } from '../../domain/button.js';
import { quotableIn } from '../../domain/exemplaryCase.js';
import { AUDIENCES, BULLETIN_KINDS, submitBulletin } from '../../services/bulletins.js';
import { textsFor } from '../../services/texts/index.js';
import { doneOrChange } from './checkStep.js';
import type { Dialog } from './definition.js';

/** Fits a title line on a phone, and a body in one message on every platform (WeCom: 2048 UTF-8 bytes). */
const TITLE_MAX = 40;
const BODY_MIN = 4;
const BODY_MAX = 500;
/** With a quoted case (some 220 units at most) under it. */
const BODY_MAX_QUOTING = 330;

const draftSchema = z.object({
  campaignId: z.number(),
  campaign: z.string(),
  kind: z.enum(BULLETIN_KINDS).default('notice'),
  title: z.string().default(''),
  body: z.string().default(''),
  audience: z.enum(AUDIENCES).default('group'),
  /** Kinds of units in the campaign, and the one that is chosen; 'all' for every kind. */
  kinds: z.array(z.string()).default([]),
  unitKind: z.string().default('all'),
  /** The bulletin that this one corrects. */
  correctsId: z.number().nullable().default(null),
  /** Approved cases that may be quoted, and the one that is. */
  cases: z
    .array(
      z.object({
        id: z.number(),
        kind: z.string(),
        namesUnit: z.boolean(),
        title: z.string(),
        unit: z.string(),
        words: z.string(),
      }),
    )
    .default([]),
  caseId: z.number().nullable().default(null),
  /** Set once everything was answered: a step that is asked again leads back to the preview. */
  complete: z.boolean().default(false),
});
type Draft = z.infer<typeof draftSchema>;

/** Cases that a bulletin of the chosen kind may quote. */
const offered = (data: Draft) => data.cases.filter((each) => quotableIn(data.kind, each));
const quotedIn = (data: Draft) => data.cases.find(({ id }) => id === data.caseId) ?? null;
/** The body as it will be read. */
const wholeBody = (data: Draft): string => [data.body, quotedIn(data)?.words ?? ''].filter(Boolean).join('\n');

const onward = (next: string) => (data: Draft) => (data.complete ? 'confirm' : next);

/** 起草通报: kind → title → case (when there is one to quote) → body → audience → preview → send. */
export const bulletinDialog: Dialog<Draft> = {
  name: 'bulletin',
  version: 2,
  roles: ['coordinator'],
  keepHours: 48,
  data: draftSchema,
  first: (data) => (data.complete ? 'confirm' : 'kind'),
  steps: {
    kind: {
      ask: (_data, t) => ({
        lines: t.bulletin.askKind(),
        options: BULLETIN_KINDS.map((value) => ({ value, label: t.bulletin.kinds[value] ?? value })),
      }),
      accept: (input, data) => {
        const kind = input.kind === 'choice' && BULLETIN_KINDS.find((each) => each === input.value);
        return kind ? { ok: true, data: { ...data, kind } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: () => 'title',
    },
    title: {
      ask: (data, t) => ({ lines: t.bulletin.askTitle(data.kind), options: [] }),
      accept: (input, data) => {
        if (input.kind !== 'text' || input.text.trim() === '') return { ok: false, code: 'stepNeedsText' };
        const words = input.text.trim().replace(/\s+/g, ' ');
        if ([...words].length > TITLE_MAX) return { ok: false, code: 'titleLong', params: { max: TITLE_MAX } };
        return { ok: true, data: { ...data, title: words } };
      },
      next: (data) => (data.complete ? 'confirm' : offered(data).length > 0 ? 'quote' : 'body'),
    },
    quote: {
      ask: (data, t) => ({
        lines: t.exemplary.askQuote(offered(data)),
        options: [
          ...offered(data).map(({ id }, index) => ({ value: `${id}`, label: t.exemplary.quoteLabel(index) })),
          { value: 'none', label: t.exemplary.noQuote },
        ],
      }),
      accept: (input, data) => {
        if (input.kind !== 'choice') return { ok: false, code: 'stepNeedsChoice' };
        if (input.value === 'none') return { ok: true, data: { ...data, caseId: null } };
        const chosen = offered(data).find(({ id }) => `${id}` === input.value);
        if (!chosen) return { ok: false, code: 'stepNeedsChoice' };
        // What fitted alone may be too long above a case.
        const goTo = data.complete && data.body.length > BODY_MAX_QUOTING ? { goTo: 'body' } : {};
        return { ok: true, data: { ...data, caseId: chosen.id }, ...goTo };
      },
      next: onward('body'),
    },
    body: {
      ask: (_data, t) => ({ lines: t.bulletin.askBody(), options: [] }),
      accept: (input, data) => {
        if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
        const words = input.text.trim();
        if (words.length < BODY_MIN) return { ok: false, code: 'bodyShort' };
        const max = quotedIn(data) ? BODY_MAX_QUOTING : BODY_MAX;
        if (words.length > max) return { ok: false, code: 'bodyLong', params: { max } };
        return { ok: true, data: { ...data, body: words } };
      },
      next: onward('audience'),
    },
    audience: {
      ask: (_data, t) => ({
        lines: t.bulletin.askAudience(),
        options: AUDIENCES.map((value) => ({ value, label: t.bulletin.audienceLabels[value] ?? value })),
      }),
      accept: (input, data) => {
        const audience = input.kind === 'choice' && AUDIENCES.find((each) => each === input.value);
        return audience
          ? { ok: true, data: { ...data, audience, unitKind: 'all' } }
          : { ok: false, code: 'stepNeedsChoice' };
      },
      next: (data) => (data.audience !== 'group' && data.kinds.length > 1 ? 'unitKind' : 'confirm'),
    },
    unitKind: {
      ask: (data, t) => ({
        lines: t.bulletin.askUnitKind(),
        options: ['all', ...data.kinds].map((value) => ({ value, label: t.bulletin.unitKinds[value] ?? value })),
      }),
      accept: (input, data) =>
        input.kind === 'choice'
          ? { ok: true, data: { ...data, unitKind: input.value } }
          : { ok: false, code: 'stepNeedsChoice' },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.bulletin.preview(
          { ...data, body: wholeBody(data), issuer: t.bulletin.issuer(data.campaign) },
          data.audience,
          data.unitKind,
        ),
        options: [
          { value: 'send', label: t.bulletin.send, style: 'primary' },
          { value: 'title', label: t.bulletin.editTitle },
          { value: 'body', label: t.bulletin.editBody },
          { value: 'audience', label: t.bulletin.editAudience },
          ...(offered(data).length > 0 ? [{ value: 'quote', label: t.exemplary.changeQuote }] : []),
        ],
      }),
      accept: (input, data) => doneOrChange(input, data, 'send'),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const t = textsFor(ctx.actor.locale);
    const sent = await submitBulletin(ctx, data);
    const counts = [
      [{ id: buttonId('bulletinCounts', sent.bulletinId), label: t.bulletin.counts, style: 'primary' as const }],
    ];
    return { reply: t.bulletin.queued(sent, sent.number === null ? [] : counts) };
  },
};
