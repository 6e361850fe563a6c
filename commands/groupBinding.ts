import { z } from 'zod';
import { UserError } from '../domain/userError.js';
import { buttonId } from '../domain/button.js';
import type { Button } from '../domain/message.js';
import type { ChatCtx } from '../services/context.js';
import { BINDERS, bindableTo, bindGroup, purposeOf, unbindGroup } from '../services/groupBinding.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Answer, Command } from './definition.js';

const GUARD = { roles: BINDERS, chats: ['group'] } as const;

async function bind(
  ctx: ChatCtx,
  to: { id: number; name: string },
  purpose: ReturnType<typeof purposeOf>,
): Promise<Answer> {
  const { topic, canPost } = await bindGroup(ctx, to.id, purpose);
  const t = textsFor(ctx.actor.locale);
  return {
    reply:
      ctx.origin.platform === 'wecom'
        ? t.wecomOnboarding.groupBound(to.name, purpose)
        : t.onboarding.groupBound(to.name, purpose, topic, canPost),
  };
}

/** 绑定本群: this group, or the topic the command stands in, gets the campaign's posts. */
export const bindgroup: Command<string> = {
  name: 'bindgroup',
  aliases: ['绑定本群', '绑定'],
  ...GUARD,
  args: z.string().max(20),
  examples: ['/bindgroup', '绑定本群', '绑定本群 红黑榜'],
  async run(ctx, words) {
    const t = textsFor(ctx.actor.locale);
    const purpose = purposeOf(words, t.onboarding.purposes);
    const campaigns = await bindableTo(ctx);
    const [only, second] = campaigns;
    if (only && !second) return bind(ctx, only, purpose);
    const buttons = campaigns.map((each, at): Button[] => [
      { id: buttonId('bindInto', each.id, purpose), label: t.campaign.choice(at + 1, each.name) },
    ]);
    return {
      reply: t.campaign.askBinding(
        campaigns.map(({ name }) => name),
        buttons,
      ),
    };
  },
};

/** 解除绑定: nothing is posted here any more. */
export const unbindgroup: Command<string> = {
  name: 'unbindgroup',
  aliases: ['解除绑定'],
  ...GUARD,
  args: z.string(),
  examples: ['/unbindgroup', '解除绑定'],
  async run(ctx) {
    await unbindGroup(ctx);
    return { reply: textsFor(ctx.actor.locale).onboarding.groupUnbound() };
  },
};

/** The campaign to which a group is bound, of several; `id` is the campaign, the token what the group is for. */
const bindInto: Action = {
  name: 'bindInto',
  ...GUARD,
  async run(ctx, id, token) {
    const to = (await bindableTo(ctx)).find((each) => each.id === id);
    if (!to) throw new UserError('campaignGone');
    return { close: to.name, ...(await bind(ctx, to, purposeOf(token, {}))) };
  },
};

export const groupBindingActions: Action[] = [bindInto];
