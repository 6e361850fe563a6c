import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import { holds, type Role, unitsOf } from '../domain/roles.js';
import type { ChatCtx } from '../services/context.js';
import { headOf } from '../services/commitments.js';
import { findItemId, itemCard } from '../services/items.js';
import { type Phrases, textsFor } from '../services/texts/index.js';
import type { ItemCard } from '../services/texts/zhCN/item.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: 'everyone', chats: ['private'] } as const;

async function show(ctx: ChatCtx, itemId: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const card = await itemCard(ctx, itemId);
  return t.item.card(card, buttonsOf(ctx, card, t));
}

/** What the actor may do with an item, from its card. */
function buttonsOf(ctx: ChatCtx, card: ItemCard, t: Phrases): Button[][] {
  const { itemId, campaignId, leadUnitId, trail } = card;
  const isOpen = card.status === 'open';
  const leads = (role: Role) => unitsOf(ctx.actor, [role], campaignId).includes(leadUnitId);
  const first: Button[] = [];
  if (isOpen && leads('liaison'))
    first.push(
      { id: buttonId('report', itemId), label: t.item.report, style: 'primary' },
      { id: buttonId('closeOut', itemId), label: t.closeOut.request },
    );
  if (isOpen && leads('liaison') && card.milestone && card.milestone.workdays >= 0)
    first.push({ id: buttonId('extend', itemId), label: t.extension.ask });
  if (isOpen && holds(ctx.actor, ['leader'])) first.push({ id: buttonId('direct', itemId), label: t.directive.give });
  const second: Button[] = [];
  if (isOpen && (leads('unitHead') || holds(ctx.actor, ['coordinator'], campaignId)))
    second.push({ id: buttonId('exempt', itemId), label: t.exemption.ask });
  if (isOpen && card.kind === 'matter' && headOf(ctx, campaignId).includes(leadUnitId))
    second.push({ id: buttonId('commitItem', itemId), label: card.commitment ? t.commitment.see : t.commitment.sign });
  const inForce = trail.exemptions.findLast((each) => each.status === 'approved');
  if (inForce && holds(ctx.actor, ['coordinator', 'administrator'], campaignId))
    second.push({ id: buttonId('exemptionRevoke', inForce.id), label: t.exemption.revoke });
  if (card.lastReportId !== null)
    second.push({ id: buttonId('versions', card.lastReportId), label: t.review.versions });
  return [first, second].filter((row) => row.length > 0);
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
