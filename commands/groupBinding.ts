import { z } from 'zod';
import { campaignOf } from '../services/access.js';
import { bindGroup, purposeOf, unbindGroup } from '../services/groupBinding.js';
import { textsFor } from '../services/texts/index.js';
import type { Command } from './definition.js';

const GUARD = { roles: ['administrator', 'coordinator'], chats: ['group'] } as const;

/** 绑定本群: this group, or the topic the command stands in, gets the campaign's posts. */
export const bindgroup: Command<string> = {
  name: 'bindgroup',
  aliases: ['绑定本群', '绑定'],
  ...GUARD,
  args: z.string().max(20),
  examples: ['/bindgroup', '/bindgroup 红黑榜'],
  async run(ctx, words) {
    const t = textsFor(ctx.actor.locale);
    const purpose = purposeOf(words, t.onboarding.purposes);
    const campaign = await campaignOf(ctx, GUARD.roles);
    const { topic, canPost } = await bindGroup(ctx, campaign.id, purpose);
    return {
      reply:
        ctx.origin.platform === 'wecom'
          ? t.wecomOnboarding.groupBound(campaign.name, purpose)
          : t.onboarding.groupBound(campaign.name, purpose, topic, canPost),
    };
  },
};

/** 解除绑定: nothing is posted here any more. */
export const unbindgroup: Command<string> = {
  name: 'unbindgroup',
  aliases: ['解除绑定'],
  ...GUARD,
  args: z.string(),
  examples: ['/unbindgroup'],
  async run(ctx) {
    await unbindGroup(ctx);
    return { reply: textsFor(ctx.actor.locale).onboarding.groupUnbound() };
  },
};
