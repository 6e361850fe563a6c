import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import { holds, unitsOf } from '../domain/roles.js';
import type { ChatCtx } from '../services/context.js';
import { findItemId, itemCard } from '../services/items.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: 'everyone', chats: ['private'] } as const;

async function show(ctx: ChatCtx, itemId: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const card = await itemCard(ctx, itemId);
  const reports = card.status === 'open' && unitsOf(ctx.actor, ['liaison']).includes(card.leadUnitId);
  const buttons: Button[] = [];
  if (reports) buttons.push({ id: buttonId('report', itemId), label: t.item.report, style: 'primary' });
  if (card.status === 'open' && holds(ctx.actor, ['leader']))
    buttons.push({ id: buttonId('direct', itemId), label: t.directive.give });
  return t.item.card(card, buttons.length > 0 ? [buttons] : []);
}

/** 看事项: one item's whole card, by number or words of its title. */
export const item: Command<string> = {
  name: 'item',
  aliases: ['看事项', '查看', '事项卡'],
  ...GUARD,
  args: z.string().min(1).max(100),
  examples: ['/item XM-014', '查看 XM-014', '查看 产业园'],
  run: async (ctx, query) => ({ reply: await show(ctx, await findItemId(ctx, query)) }),
};

/** An item's number under a list; `id` is the item. */
const openItem: Action = { name: 'item', ...GUARD, run: async (ctx, id) => ({ reply: await show(ctx, id) }) };

export const itemActions: Action[] = [openItem];
