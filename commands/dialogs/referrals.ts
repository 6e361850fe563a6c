import { z } from 'zod';
import { createCalendar } from '../../domain/calendar.js';
import { parseDue } from '../../domain/duePhrase.js';
import { decideReferral } from '../../services/referrals.js';
import { textsFor } from '../../services/texts/index.js';
import type { Dialog } from './definition.js';
import { dueChoicesSchema } from './dueStep.js';
import { readReason } from './reasonStep.js';

const TO_MIN = 2;
const TO_MAX = 40;

const seen = {
  itemId: z.number(),
  unitId: z.number(),
  throughId: z.number(),
  itemNo: z.string(),
  unit: z.string(),
};
const handSchema = z.object({
  ...seen,
  sinceOn: z.string(),
  due: dueChoicesSchema,
  to: z.string().default(''),
  on: z.string().default(''),
});
type Hand = z.infer<typeof handSchema>;

/** 登记移交: to whom → when → check. It only puts on record what a person did. */
export const handOverDialog: Dialog<Hand> = {
  name: 'handOver',
  version: 1,
  roles: ['coordinator'],
  keepHours: 48,
  data: handSchema,
  first: () => 'to',
  steps: {
    to: {
      ask: (data, t) => ({ lines: t.referral.askTo(data), options: [] }),
      accept: (input, data) => {
        const to = input.kind === 'text' ? input.text.trim().replace(/\s+/g, ' ') : '';
        if (to.length < TO_MIN || to.length > TO_MAX) return { ok: false, code: 'referralTo' };
        return { ok: true, data: { ...data, to } };
      },
      next: () => 'on',
    },
    on: {
      ask: (data, t) => ({
        lines: t.referral.askOn(data.to),
        options: [{ value: 'today', label: t.referral.today, style: 'primary' }],
      }),
      accept: (input, data) => {
        if (input.kind === 'file') return { ok: false, code: 'stepNeedsText' };
        const { today, corrections } = data.due;
        if (input.kind === 'choice') return { ok: true, data: { ...data, on: today } };
        // A day without a year lies behind: what was done is put on record.
        const due = parseDue(input.text.trim(), today, createCalendar(corrections));
        if (due.kind !== 'dueOn') return { ok: false, code: 'dueUnclear', params: { text: input.text.slice(0, 20) } };
        if (due.dueOn < data.sinceOn || due.dueOn > today)
          return { ok: false, code: 'referralDay', params: { from: data.sinceOn } };
        return { ok: true, data: { ...data, on: due.dueOn } };
      },
      next: () => 'confirm',
    },
    confirm: {
      ask: (data, t) => ({
        lines: t.referral.confirm(data),
        options: [{ value: 'yes', label: t.referral.record, style: 'primary' }],
      }),
      accept: (input, data) => (input.kind === 'choice' ? { ok: true, data } : { ok: false, code: 'stepNeedsChoice' }),
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const { to, on } = data;
    const { itemNo, unit } = await decideReferral(ctx, data, { outcome: 'handedOver', handedTo: to, handedOn: on });
    return { reply: textsFor(ctx.actor.locale).referral.handedOver({ itemNo, unit, to, on }) };
  },
};

const removeSchema = z.object({ ...seen, reason: z.string().default('') });
type Remove = z.infer<typeof removeSchema>;

/** 移出清单: one sentence, and done. */
export const removeReferralDialog: Dialog<Remove> = {
  name: 'removeReferral',
  version: 1,
  roles: ['coordinator'],
  keepHours: 48,
  data: removeSchema,
  first: () => 'reason',
  steps: {
    reason: {
      ask: (data, t) => ({ lines: t.referral.askRemove(data), options: [] }),
      accept: (input, data) => {
        const read = readReason(input);
        return read.ok ? { ok: true, data: { ...data, reason: read.words } } : read;
      },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const done = await decideReferral(ctx, data, { outcome: 'removed', reason: data.reason });
    return { reply: textsFor(ctx.actor.locale).referral.removed(done) };
  },
};
