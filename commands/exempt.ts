import { z } from 'zod';
import type { ChatCtx } from '../services/context.js';
import { revocable } from '../services/exemptionDecisions.js';
import { loadExemptible } from '../services/exemptions.js';
import { findItemId } from '../services/items.js';
import type { Action, Answer, Command } from './definition.js';
import { exemptionDialog } from './dialogs/requestExemption.js';

const GUARD = { roles: ['unitHead', 'coordinator'], chats: ['private'] } as const;

const begin = async (ctx: ChatCtx, itemId: number): Promise<Answer> => ({
  dialog: exemptionDialog(await loadExemptible(ctx, itemId)),
});

/** 申请容错 of an item, by number or words of its title. */
export const exempt: Command<string> = {
  name: 'exempt',
  aliases: ['申请容错', '容错'],
  ...GUARD,
  args: z.string().min(1).max(100),
  examples: ['/exempt XM-014', '容错 XM-014'],
  run: async (ctx, query) => begin(ctx, await findItemId(ctx, query)),
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
