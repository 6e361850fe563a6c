import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import { boardMessage, unitReasons } from '../services/boardView.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Answer, Command } from './definition.js';

/** 红黑榜: the latest one that was published. */
export const board: Command<string> = {
  name: 'board',
  aliases: ['红黑榜', '榜单'],
  roles: 'everyone',
  chats: ['private', 'group'],
  args: z.string(),
  examples: ['/board', '红黑榜'],
  run: async (ctx) => ({ reply: await boardMessage(ctx) }),
};

async function explain(ctx: ChatCtx, unit: string): Promise<Answer> {
  const t = textsFor(ctx.actor.locale);
  const why = await unitReasons(ctx, unit);
  const items = [...new Map(why.items.map((each) => [each.itemId, each])).values()].slice(0, 6);
  const buttons = items.map((each) => ({ id: buttonId('item', each.itemId), label: t.board.open(each.itemNo) }));
  return {
    reply: t.board.why({ ...why, buttons: [buttons.slice(0, 3), buttons.slice(3)].filter((row) => row.length > 0) }),
  };
}

/** 得分: a unit's points on the latest board, each with its reason and the record behind it. */
export const why: Command<string> = {
  name: 'why',
  aliases: ['得分', '得分依据', '为什么'],
  roles: 'everyone',
  chats: ['private'],
  args: z.string().max(60),
  examples: ['/why 省教育厅', '得分', '得分 省教育厅'],
  run: explain,
};

/** 看依据 under a published board. */
const openWhy: Action = { name: 'why', roles: 'everyone', chats: ['private'], run: (ctx) => explain(ctx, '') };

export const boardActions: Action[] = [openWhy];
