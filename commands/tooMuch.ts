import { buttonId } from '../domain/button.js';
import { dayOf } from '../domain/calendar.js';
import { campaignOf } from '../services/access.js';
import { feedbackPage, sayTooMuch } from '../services/feedback.js';
import { textsFor } from '../services/texts/index.js';
import type { Action } from './definition.js';

const ASKED = { roles: ['liaison', 'unitHead'], chats: ['private'] } as const;
const READERS = { roles: ['coordinator'], chats: ['private'] } as const;

/** 太频繁 under an ask; `id` and `token` name the ask (services/feedback.ts). */
const tooMuch: Action = {
  name: 'tooMuch',
  ...ASKED,
  async run(ctx, id, token) {
    const { feedbackId, again } = await sayTooMuch(ctx, id, token);
    const t = textsFor(ctx.actor.locale);
    return { reply: t.burden.heard(again, [[{ id: buttonId('tooMuchNote', feedbackId), label: t.burden.addNote }]]) };
  },
};

/** 补一句 after it; `id` is the feedback. */
const tooMuchNote: Action = {
  name: 'tooMuchNote',
  ...ASKED,
  run: async (_ctx, id) => ({ dialog: { name: 'tooMuch', about: id, data: { feedbackId: id } } }),
};

/** 看反映 for coordinators; `id` is the page, from 0. */
const feedback: Action = {
  name: 'feedback',
  ...READERS,
  async run(ctx, page) {
    const t = textsFor(ctx.actor.locale);
    const campaign = await campaignOf(ctx, READERS.roles);
    const { lines, total, rest } = await feedbackPage(ctx, campaign.id, page);
    const more = rest > 0 ? [[{ id: buttonId('feedback', page + 1), label: t.burden.more }]] : [];
    return { reply: t.burden.list(lines, total, rest, (at) => t.day(dayOf(at, campaign.zone)), more) };
  },
};

export const tooMuchActions: Action[] = [tooMuch, tooMuchNote, feedback];
