import { z } from 'zod';
import { SUPERVISION_CLASSES } from '../../domain/ledger.js';
import { changeRules } from '../../services/rules.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog } from './definition.js';

const clock = z.string();
const quietSchema = z.object({
  campaignId: z.number(),
  now: z.object({ from: clock, to: clock, workdaysOnly: z.boolean() }),
  from: clock.default(''),
  to: clock.default(''),
  workdaysOnly: z.boolean().default(true),
});
type Quiet = z.infer<typeof quietSchema>;

/** '20:00-8:00', '20点到8点', '20：00—08：00' as two times 'HH:MM'; null for anything else. */
function readTimes(words: string): { from: string; to: string } | null {
  const match =
    /^(\d{1,2})(?:[:点时](\d{2})?)?分?\s*(?:-|—|–|~|至|到)+\s*(?:次日)?\s*(\d{1,2})(?:[:点时](\d{2})?)?分?$/.exec(
      words.normalize('NFKC').replace(/\s+/g, ''),
    );
  if (!match) return null;
  const time = (hour = '', minute = '00') => `${hour.padStart(2, '0')}:${minute}`;
  const times = { from: time(match[1], match[2]), to: time(match[3], match[4]) };
  const ok = Object.values(times).every((each) => /^([01]\d|2[0-3]):[0-5]\d$/.test(each));
  return ok ? times : null;
}

/** 改不打扰时间: from when to when → days off or not. */
export const rulesQuiet: Dialog<Quiet> = {
  name: 'rulesQuiet',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: quietSchema,
  first: () => 'times',
  steps: {
    times: {
      ask: (data, t) => ({ lines: t.rules.askQuiet(t.rules.quiet(data.now)), options: [] }),
      accept: (input, data) => {
        const times = input.kind === 'text' ? readTimes(input.text) : null;
        return times ? { ok: true, data: { ...data, ...times } } : { ok: false, code: 'quietUnclear' };
      },
      next: () => 'daysOff',
    },
    daysOff: {
      ask: (data, t) => ({
        lines: t.rules.askDaysOff(data.from, data.to),
        options: [
          { value: 'quiet', label: t.rules.daysOffQuiet, style: 'primary' },
          { value: 'open', label: t.rules.daysOffOpen },
        ],
      }),
      accept: (input, data) =>
        input.kind === 'choice'
          ? { ok: true, data: { ...data, workdaysOnly: input.value === 'quiet' } }
          : { ok: false, code: 'stepNeedsChoice' },
      next: () => null,
    },
  },
  async finish(ctx, { campaignId, from, to, workdaysOnly }) {
    const quietHours = { from, to, workdaysOnly };
    await changeRules(ctx, campaignId, { quietHours });
    const t = textsFor(ctx.actor.locale).rules;
    return { reply: t.changed(t.quietChanged(quietHours)) };
  },
};

const capSchema = z.object({ campaignId: z.number(), now: z.number(), cap: z.number().default(0) });
type Cap = z.infer<typeof capSchema>;

/** 改每周上限: one number. */
export const rulesCap: Dialog<Cap> = {
  name: 'rulesCap',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: capSchema,
  first: () => 'cap',
  steps: {
    cap: {
      ask: (data, t) => ({ lines: t.rules.askCap(data.now), options: [] }),
      accept: (input, data) => {
        const cap = input.kind === 'text' && /^\d{1,2}$/.test(input.text.trim()) ? Number(input.text) : 0;
        return cap >= 1 && cap <= 50 ? { ok: true, data: { ...data, cap } } : { ok: false, code: 'capUnclear' };
      },
      next: () => null,
    },
  },
  async finish(ctx, { campaignId, cap }) {
    await changeRules(ctx, campaignId, { weeklyCap: cap });
    const t = textsFor(ctx.actor.locale).rules;
    return { reply: t.changed(t.capChanged(cap)) };
  },
};

const numbers = z.array(z.number());
const offsetsSchema = z.object({
  campaignId: z.number(),
  now: z.object({ major: numbers, special: numbers, routine: numbers }),
  name: z.enum(SUPERVISION_CLASSES).default('major'),
  offsets: numbers.default([]),
});
type Offsets = z.infer<typeof offsetsSchema>;

/** 改到期提醒: which class → how many workdays before. */
export const rulesOffsets: Dialog<Offsets> = {
  name: 'rulesOffsets',
  version: 1,
  roles: ['coordinator'],
  keepHours: 24,
  data: offsetsSchema,
  first: () => 'class',
  steps: {
    class: {
      ask: (_data, t) => ({
        lines: t.rules.askClass(),
        options: SUPERVISION_CLASSES.map((value) => ({ value, label: t.rules.classes[value] })),
      }),
      accept: (input, data) => {
        const name = input.kind === 'choice' && SUPERVISION_CLASSES.find((each) => each === input.value);
        return name ? { ok: true, data: { ...data, name } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: () => 'offsets',
    },
    offsets: {
      ask: (data, t) => ({ lines: t.rules.askOffsets(data.name, data.now[data.name]), options: [] }),
      accept: (input, data) => {
        const words = input.kind === 'text' ? input.text.normalize('NFKC').trim() : '';
        const list = words.split(/[\s,、;]+/).map((each) => (/^\d{1,2}$/.test(each) ? Number(each) : -1));
        const ok = list.length <= 10 && list.every((each) => each >= 0 && each <= 20);
        if (!ok || new Set(list).size < list.length) return { ok: false, code: 'offsetsUnclear' };
        return { ok: true, data: { ...data, offsets: list.sort((a, b) => b - a) } };
      },
      next: () => null,
    },
  },
  async finish(ctx, { campaignId, name, offsets }) {
    await changeRules(ctx, campaignId, { supervision: { [name]: { dueSoonOffsets: offsets } } });
    const t = textsFor(ctx.actor.locale).rules;
    return { reply: t.changed(t.offsetsChanged(name, offsets)) };
  },
};
