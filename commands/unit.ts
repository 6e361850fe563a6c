import { z } from 'zod';
import { cardMessage, sendCard, unitMessage } from '../services/units.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

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

/** 晒目标, 晒问题, 晒成效: one card; `id` is the unit, the token the card. */
const card: Action = {
  name: 'unitCard',
  roles: 'everyone',
  chats: ['private'],
  run: async (ctx, id, token) => ({ reply: await cardMessage(ctx, id, token) }),
};

/** 发到工作群 under a card. */
const send: Action = {
  name: 'unitCardSend',
  roles: ['coordinator'],
  chats: ['private'],
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).unit;
    const { groups, held } = await sendCard(ctx, id, token);
    return { close: t.inGroup, reply: t.sentToGroup(groups, held) };
  },
};

export const unitActions: Action[] = [card, send];
