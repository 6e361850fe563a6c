import { z } from 'zod';
import { UserError } from '../domain/userError.js';
import { campaignOf } from '../services/access.js';
import { cardMessage, sendCard, unitChoices } from '../services/unitCards.js';
import { unitMessage } from '../services/units.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';
import { unitsNamed } from './dialogs/unitStep.js';

/** 单位: a unit's items, on-time rate by week, and clearance, with the trend as a picture. */
export const unit: Command<string> = {
  name: 'unit',
  aliases: ['单位', '看单位', '单位情况'],
  roles: 'everyone',
  chats: ['private'],
  args: z.string().max(60),
  examples: ['/unit 省教育厅', '单位', '看单位 青岭'],
  run: async (ctx, query) => ({ reply: await unitMessage(ctx, query) }),
};

/** 三晒: choose a unit and a card, see it, send it to a group. */
export const cards: Command<string> = {
  name: 'cards',
  aliases: ['三晒', '晒单位'],
  roles: ['coordinator'],
  chats: ['private'],
  args: z.string().max(60),
  examples: ['/cards', '三晒', '三晒 教育局'],
  async run(ctx, query) {
    const campaign = await campaignOf(ctx, ['coordinator']);
    const units = await unitChoices(ctx, campaign.id);
    const found = query === '' ? [] : unitsNamed(units, query);
    if (query !== '' && found.length === 0) throw new UserError('unitUnclear', { query: query.slice(0, 20) });
    const [only] = found;
    const data = only && found.length === 1 ? { units, unit: only } : { units, matches: found.map(({ id }) => id) };
    return { dialog: { name: 'cards', about: 0, data } };
  },
};

/** 晒目标, 晒问题, 晒成效: one card; `id` is the unit, the token the card. */
const card: Action = {
  name: 'unitCard',
  roles: 'everyone',
  chats: ['private'],
  run: async (ctx, id, token) => ({ reply: await cardMessage(ctx, id, token) }),
};

/** 发到… under a card; the token is the card and the group, or all. It stays, so that the next group can follow. */
const send: Action = {
  name: 'unitCardSend',
  roles: ['coordinator'],
  chats: ['private'],
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).unit;
    const sent = await sendCard(ctx, id, token);
    return { reply: t.sentToGroup(sent) };
  },
};

export const unitActions: Action[] = [card, send];
