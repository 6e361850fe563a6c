import { z } from 'zod';
import { dayOf, timeOf } from '../domain/calendar.js';
import { statusOf } from '../services/status.js';
import { textsFor } from '../services/texts/index.js';
import type { Command } from './definition.js';

const ZONE = 'Asia/Shanghai';

/** 运行状态: connections, bindings, and what was not delivered, each with the next step. */
export const status: Command<string> = {
  name: 'status',
  aliases: ['运行状态', '状态'],
  roles: ['administrator', 'coordinator'],
  chats: ['private'],
  args: z.string(),
  examples: ['/status', '运行状态'],
  async run(ctx) {
    const t = textsFor(ctx.actor.locale);
    const status = await statusOf(ctx);
    const platforms = status.platforms.map((each) => ({
      ...each,
      since: `${t.day(dayOf(each.since, ZONE))} ${timeOf(each.since, ZONE)}`,
    }));
    return { reply: t.onboarding.status({ ...status, platforms }) };
  },
};
