import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import type { ChatCtx } from '../services/context.js';
import { myItems } from '../services/items.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: 'everyone', chats: ['private'] } as const;

async function show(ctx: ChatCtx, page: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const { campaign, lines, total, rest } = await myItems(ctx, page);
  const opens = lines.map((line): Button => ({ id: buttonId('item', line.itemId), label: t.item.open(line.itemNo) }));
  const rows: Button[][] = [];
  for (let at = 0; at < opens.length; at += 4) rows.push(opens.slice(at, at + 4));
  const last: Button[] = [];
  if (rest > 0) last.push({ id: buttonId('mine', page + 1), label: t.item.more });
  if (holds(ctx.actor, ['liaison'], campaign.id) && lines.length > 0)
    last.push({ id: buttonId('reportEach', 0), label: t.bundle.eachInTurn, style: 'primary' });
  return t.item.mine(campaign.name, lines, { total, rest }, last.length > 0 ? [...rows, last] : rows);
}

/** 我的事项: the open items of the person's units, most urgent first. */
export const mine: Command<string> = {
  name: 'mine',
  aliases: ['我的事项', '事项', '待办', '台账'],
  ...GUARD,
  args: z.string(),
  examples: ['/mine', '我的事项'],
  run: async (ctx) => ({ reply: await show(ctx, 0) }),
};

/** 下一页 of the list; `id` is the page, from 0. */
const minePage: Action = { name: 'mine', ...GUARD, run: async (ctx, page) => ({ reply: await show(ctx, page) }) };

export const mineActions: Action[] = [minePage];
