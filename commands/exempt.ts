import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button } from '../domain/message.js';
import type { ChatCtx } from '../services/context.js';
import { revocable } from '../services/exemptionDecisions.js';
import { exemptibleItems, loadExemptible } from '../services/exemptions.js';
import { findItemId } from '../services/items.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Answer, Command } from './definition.js';
import { exemptionDialog } from './dialogs/requestExemption.js';

const GUARD = { roles: ['unitHead', 'coordinator'], chats: ['private'] } as const;

const begin = async (ctx: ChatCtx, itemId: number): Promise<Answer> => ({
  dialog: exemptionDialog(await loadExemptible(ctx, itemId)),
});

/** Items on one message: with their buttons they fit on a phone's screen. */
const SHOWN = 8;

async function choose(ctx: ChatCtx): Promise<Answer> {
  const t = textsFor(ctx.actor.locale).exemption;
  const { items, rest } = await exemptibleItems(ctx, SHOWN);
  const buttons = items.map((each): Button => ({ id: buttonId('exempt', each.id), label: t.askFor(each.itemNo) }));
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += 2) rows.push(buttons.slice(at, at + 2));
  return { reply: t.choose(items, rest, rows) };
}

/** 申请容错 of an item, by number or words of its title; without them, a choice. */
export const exempt: Command<string> = {
  name: 'exempt',
  aliases: ['申请容错', '容错'],
  ...GUARD,
  args: z.string().max(100),
  examples: ['/exempt XM-014', '容错', '容错 XM-014'],
  run: async (ctx, query) => (query === '' ? choose(ctx) : begin(ctx, await findItemId(ctx, query))),
};

/** 申请容错 under an item's card. */
const exemptItem: Action = { name: 'exempt', ...GUARD, run: begin };

/** 撤销容错 under an item's card; `id` is the exemption. */
const revoke: Action = {
  name: 'exemptionRevoke',
  roles: ['coordinator', 'administrator'],
  chats: ['private'],
  async run(ctx, id) {
    const { item } = await revocable(ctx, id);
    return { dialog: { name: 'refusal', about: id, data: { what: 'revocation', id, itemNo: item.itemNo } } };
  },
};

export const exemptActions: Action[] = [exemptItem, revoke];
