import { z } from 'zod';
import { comeBack, declineDelegation, mendButtons } from '../services/delegationEnd.js';
import { startAway } from '../services/delegations.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';
import { awayDialog } from './dialogs/goAway.js';

const GUARD = { roles: ['liaison', 'unitHead'], chats: ['private'] } as const;

/** 外出: hands one's things to a delegate for some days. */
export const away: Command<string> = {
  name: 'away',
  aliases: ['外出', '请假', '出差', '代办'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/away', '外出', '外出 周五'],
  run: async (ctx, until) => ({ dialog: awayDialog(await startAway(ctx), until) }),
};

/** 销假: takes them back before the time is over. */
export const back: Command<string> = {
  name: 'back',
  aliases: ['销假', '我回来了'],
  ...GUARD,
  args: z.string(),
  examples: ['/back', '销假'],
  async run(ctx) {
    const t = textsFor(ctx.actor.locale);
    const { delegates, requests, toMend } = await comeBack(ctx);
    const numbers = toMend.map((each) => each.itemNo);
    return { reply: t.delegation.back(delegates, requests, numbers, mendButtons(t, toMend)) };
  },
};

/** 不能代办 under the notice to a delegate; `id` is the delegation. */
const decline: Action = {
  name: 'awayDecline',
  ...GUARD,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const { name } = await declineDelegation(ctx, id);
    return { close: t.delegation.decline, reply: t.delegation.declined(name) };
  },
};

export const awayActions: Action[] = [decline];
