import { z } from 'zod';
import { campaignOf } from '../services/access.js';
import { closedItem, closeOutForHead, confirmCloseOut } from '../services/closeOut.js';
import { dueChoices } from '../services/dueChoices.js';
import { findItemId } from '../services/items.js';
import { startReport } from '../services/reporting.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';
import { reportDialog } from './dialogs/reportProgress.js';

const LIAISON = { roles: ['liaison'], chats: ['private'] } as const;
const HEAD = { roles: ['unitHead'], chats: ['private'] } as const;
const COORDINATOR = { roles: ['coordinator'], chats: ['private'] } as const;

/** 申请销号: a report of 100 %, asked for in one sentence. */
export const closeOut: Command<string> = {
  name: 'closeout',
  aliases: ['申请销号', '销号'],
  ...LIAISON,
  args: z.string().min(1).max(100),
  examples: ['/closeout XM-014', '申请销号 XM-014'],
  run: async (ctx, query) => ({ dialog: reportDialog(await startReport(ctx, await findItemId(ctx, query)), true) }),
};

/** 申请销号 on an item's card; `id` is the item. */
const closeOutItem: Action = {
  name: 'closeOut',
  ...LIAISON,
  run: async (ctx, id) => ({ dialog: reportDialog(await startReport(ctx, id), true) }),
};

/** 同意申请 under the head's question; `id` is the report. */
const headConfirm: Action = {
  name: 'headConfirm',
  ...HEAD,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const { itemNo } = await confirmCloseOut(ctx, id);
    return { close: t.closeOut.confirm, reply: t.closeOut.confirmed(itemNo) };
  },
};

/** 不同意 under the head's question; `id` is the report. */
const headRefuse: Action = {
  name: 'headRefuse',
  ...HEAD,
  async run(ctx, id) {
    const { item } = await closeOutForHead(ctx, id);
    return { dialog: { name: 'refuseCloseOut', about: id, data: { reportId: id, itemNo: item.itemNo } } };
  },
};

/** 重新办理: takes a closed item back to work, with a reason and a due day. */
export const reopenCommand: Command<string> = {
  name: 'reopen',
  aliases: ['重新办理', '撤销销号'],
  ...COORDINATOR,
  args: z.string().min(1).max(100),
  examples: ['/reopen XM-014', '重新办理 XM-014'],
  async run(ctx, query) {
    const campaign = await campaignOf(ctx, COORDINATOR.roles);
    const { id, itemNo, title } = await closedItem(ctx, await findItemId(ctx, query), campaign.id);
    const due = await dueChoices(ctx, campaign);
    return {
      dialog: { name: 'reopen', about: id, data: { campaignId: campaign.id, itemId: id, itemNo, title, due } },
    };
  },
};

export const closeOutActions: Action[] = [closeOutItem, headConfirm, headRefuse];
