import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { campaignOf } from '../services/access.js';
import { rulesOf } from '../services/rules.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const CHANGERS = { roles: ['coordinator'], chats: ['private'] } as const;

/** 规则: how the campaign reminds, asks, chases and ranks; coordinators get buttons to change some of it. */
export const rules: Command<string> = {
  name: 'rules',
  aliases: ['规则', '督办规则'],
  roles: 'everyone',
  chats: ['private', 'group'],
  args: z.string(),
  examples: ['/rules', '规则'],
  async run(ctx) {
    const t = textsFor(ctx.actor.locale);
    const campaign = await campaignOf(ctx);
    const may = ctx.origin.kind === 'private' && holds(ctx.actor, CHANGERS.roles, campaign.id);
    const button = (action: string, label: string): Button => ({ id: buttonId(action, campaign.id), label });
    const buttons = may
      ? [
          [button('rulesQuiet', t.rules.change.quiet), button('rulesCap', t.rules.change.cap)],
          [button('rulesOffsets', t.rules.change.offsets)],
        ]
      : [];
    return { reply: t.rules.page(await rulesOf(ctx, campaign.id), buttons) };
  },
};

const quiet: Action = {
  name: 'rulesQuiet',
  ...CHANGERS,
  async run(ctx) {
    const { id, quietHours } = await campaignOf(ctx, CHANGERS.roles);
    return { dialog: { name: 'rulesQuiet', about: id, data: { campaignId: id, now: quietHours } } };
  },
};

const cap: Action = {
  name: 'rulesCap',
  ...CHANGERS,
  async run(ctx) {
    const { id, weeklyCap } = await campaignOf(ctx, CHANGERS.roles);
    return { dialog: { name: 'rulesCap', about: id, data: { campaignId: id, now: weeklyCap } } };
  },
};

const offsets: Action = {
  name: 'rulesOffsets',
  ...CHANGERS,
  async run(ctx) {
    const { id, supervision } = await campaignOf(ctx, CHANGERS.roles);
    const now = {
      major: [...supervision.major.dueSoonOffsets],
      special: [...supervision.special.dueSoonOffsets],
      routine: [...supervision.routine.dueSoonOffsets],
    };
    return { dialog: { name: 'rulesOffsets', about: id, data: { campaignId: id, now } } };
  },
};

export const rulesActions: Action[] = [quiet, cap, offsets];
