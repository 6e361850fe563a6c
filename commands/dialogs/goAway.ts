import { z } from 'zod';
import { createCalendar, weekdayOf } from '../../domain/calendar.js';
import { awayChoices, checkAway, findCover, readAwayDay } from '../../domain/delegation.js';
import { UserError } from '../../domain/userError.js';
import { type AwayStart, goAway as handOver } from '../../services/delegations.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog, DialogStart } from './definition.js';

/** Names on buttons; others are written. */
const OFFERED = 6;

const candidate = z.object({
  personId: z.number(),
  name: z.string(),
  where: z.string(),
  sameUnit: z.boolean(),
  bound: z.boolean(),
  awayUntil: z.string().nullable(),
});

const draftSchema = z.object({
  campaignId: z.number(),
  self: z.string(),
  today: z.string(),
  corrections: z.array(
    z.object({ on: z.string(), kind: z.enum(['workday', 'holiday']), name: z.string().exactOptional() }),
  ),
  candidates: z.array(candidate),
  covers: z.array(z.string()),
  endsOn: z.string().default(''),
  coverId: z.number().default(0),
});
type Draft = z.infer<typeof draftSchema>;

/** Opens the dialog of an absence; words that tell until when save the first question. Throws what readAwayDay finds wrong with them. */
export function awayDialog(start: AwayStart, until = ''): DialogStart {
  const read = until === '' ? null : readAwayDay(until, start.today, createCalendar(start.corrections));
  if (read && !read.ok) throw new UserError(read.code, read.params);
  return { name: 'goAway', about: start.campaignId, data: read ? { ...start, endsOn: read.endsOn } : start };
}

const offered = (data: Draft) =>
  data.candidates.filter((each) => each.sameUnit && each.awayUntil === null).slice(0, OFFERED);
const coverOf = (data: Draft) => data.candidates.find((each) => each.personId === data.coverId);

/** 外出: until when → who covers → confirm. */
export const goAway: Dialog<Draft> = {
  name: 'goAway',
  version: 1,
  roles: ['liaison', 'unitHead'],
  keepHours: 12,
  data: draftSchema,
  first: (data) => (data.endsOn === '' ? 'until' : 'cover'),
  steps: {
    until: {
      ask: (data, t) => ({
        lines: t.delegation.askUntil(),
        options: awayChoices(data.today, weekdayOf(data.today)).map((on) => ({
          value: on,
          label: t.delegation.until(on, on === data.today),
        })),
      }),
      accept: (input, data) => {
        if (input.kind === 'file') return { ok: false, code: 'stepNeedsText' };
        const read =
          input.kind === 'choice'
            ? checkAway(data.today, input.value)
            : readAwayDay(input.text, data.today, createCalendar(data.corrections));
        return read.ok ? { ok: true, data: { ...data, endsOn: read.endsOn } } : read;
      },
      next: () => 'cover',
    },
    cover: {
      ask: (data, t) => ({
        lines: t.delegation.askCover(data.endsOn, offered(data)),
        options: offered(data).map((each) => ({ value: `${each.personId}`, label: each.name })),
      }),
      accept: (input, data) => {
        if (input.kind === 'file') return { ok: false, code: 'stepNeedsText' };
        if (input.kind === 'choice') return { ok: true, data: { ...data, coverId: Number(input.value) } };
        const found = findCover(input.text, data.candidates, data.self);
        return found.ok ? { ok: true, data: { ...data, coverId: found.cover.personId } } : found;
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => {
        const cover = coverOf(data);
        return {
          lines: cover ? t.delegation.confirm({ ...data, cover }) : [],
          options: [{ value: 'yes', label: t.delegation.confirmYes, style: 'primary' }],
        };
      },
      accept: (input, data) => (input.kind === 'choice' ? { ok: true, data } : { ok: false, code: 'stepNeedsChoice' }),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const done = await handOver(ctx, data.campaignId, data.endsOn, data.coverId);
    return { reply: textsFor(ctx.actor.locale).delegation.done({ ...done, endsOn: data.endsOn }) };
  },
};
