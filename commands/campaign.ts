import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button } from '../domain/message.js';
import { FOUNDERS, startCampaign } from '../services/campaigns.js';
import type { ChatCtx } from '../services/context.js';
import { campaignLines, switchCampaign } from '../services/currentCampaign.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

/** 新建行动: sets up a campaign step by step. */
export const campaign: Command<string> = {
  name: 'campaign',
  aliases: ['新建行动', '新建专项行动', '创建行动'],
  roles: FOUNDERS,
  chats: ['private'],
  args: z.string().max(200),
  examples: ['/campaign', '新建行动'],
  run: async (ctx) => ({ dialog: { name: 'newCampaign', about: 0, data: await startCampaign(ctx) } }),
};

const EVERYONE = { roles: 'everyone', chats: ['private'] } as const;

async function list(ctx: ChatCtx) {
  const t = textsFor(ctx.actor.locale);
  const lines = await campaignLines(ctx);
  const buttons = lines.flatMap((line, at): Button[][] =>
    line.isCurrent ? [] : [[{ id: buttonId('campaign', line.id), label: t.campaign.choice(at + 1, line.name) }]],
  );
  return t.campaign.mine(
    lines.map((line) => ({ ...line, roles: line.roles.map((role) => t.roles[role]) })),
    buttons,
  );
}

/** 切换行动: the campaigns that somebody is in; one of them is what commands without a record mean. */
export const campaigns: Command<string> = {
  name: 'campaigns',
  aliases: ['切换行动', '我的行动', '专项行动'],
  ...EVERYONE,
  args: z.string().max(200),
  examples: ['/campaigns', '切换行动'],
  run: async (ctx) => ({ reply: await list(ctx) }),
};

/** A campaign in that list; `id` is the campaign. */
const choose: Action = {
  name: 'campaign',
  ...EVERYONE,
  async run(ctx, id) {
    const { name } = await switchCampaign(ctx, id);
    const t = textsFor(ctx.actor.locale).campaign;
    return { close: name, reply: t.switched(name) };
  },
};

export const campaignActions: Action[] = [choose];
