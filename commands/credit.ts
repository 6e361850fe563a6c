import { z } from 'zod';
import { campaignOf } from '../services/access.js';
import type { ChatCtx } from '../services/context.js';
import { creditCard, type CreditKind, decideCredit, findCampaignUnit } from '../services/credits.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Answer, Command } from './definition.js';

const GUARD = { roles: ['coordinator'], chats: ['private'] } as const;

async function start(ctx: ChatCtx, kind: CreditKind, words: string): Promise<Answer> {
  const campaign = await campaignOf(ctx, GUARD.roles);
  const unit = words.trim() === '' ? null : await findCampaignUnit(ctx, words);
  return {
    dialog: {
      name: 'credit',
      about: 0,
      data: { kind, campaignId: campaign.id, query: unit?.unit ?? '' },
    },
  };
}

/** 表扬加分: unit → points → reason → evidence. */
export const honour: Command<string> = {
  name: 'honour',
  aliases: ['加分', '表扬加分'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/honour 省教育厅', '加分', '加分 省教育厅'],
  run: (ctx, unit) => start(ctx, 'honour', unit),
};

/** 确认扣分: the same, and a second person confirms it. */
export const fault: Command<string> = {
  name: 'fault',
  aliases: ['扣分', '确认扣分'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/fault 省教育厅', '扣分', '扣分 省教育厅'],
  run: (ctx, unit) => start(ctx, 'fault', unit),
};

/** 看加扣分 under a unit's points; `id` is the honour or fault. */
const openCredit: Action = {
  name: 'credit',
  roles: 'everyone',
  chats: ['private'],
  run: async (ctx, id) => ({ reply: textsFor(ctx.actor.locale).credit.card(await creditCard(ctx, id)) }),
};

/** 确认扣分 and 不同意; `id` is the fault. */
const decide: Action = {
  name: 'creditDecide',
  roles: ['coordinator', 'leader'],
  chats: ['private'],
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).credit;
    const confirmed = token === 'yes';
    const { unit } = await decideCredit(ctx, id, confirmed);
    return { close: confirmed ? t.confirm : t.refuse, reply: t.done(unit, confirmed) };
  },
};

export const creditActions: Action[] = [openCredit, decide];
