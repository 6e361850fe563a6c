import { z } from 'zod';
import { UserError } from '../domain/userError.js';
import type { ChatCtx } from '../services/context.js';
import { startDirective } from '../services/directives.js';
import type { Action, Answer, Command, Listener } from './definition.js';
import { DIRECTIVE_MAX, DIRECTIVE_MIN, directiveStart } from './dialogs/directive.js';

const GUARD = { roles: ['leader'], chats: ['private'] } as const;

async function begin(ctx: ChatCtx, words: string): Promise<Answer> {
  if (words.length < DIRECTIVE_MIN) throw new UserError('directiveShort');
  if (words.length > DIRECTIVE_MAX) throw new UserError('wordsLong', { length: words.length, max: DIRECTIVE_MAX });
  return { dialog: directiveStart(await startDirective(ctx, words)) };
}

/** 批示: a leader's words become a tracked directive. */
export const directive: Command<string> = {
  name: 'directive',
  aliases: ['批示'],
  ...GUARD,
  args: z.string().min(1).max(2000),
  examples: ['/directive 请住建厅本周五前报解决方案', '批示 XM-007 请月底前办结'],
  run: begin,
};

/** What a leader writes without a command is a directive: the digest says so, and nothing happens before they confirm. */
export const hearDirective: Listener = { ...GUARD, hear: begin };

/** 批示 under an item's card; `id` is the item. */
const directItem: Action = {
  name: 'direct',
  ...GUARD,
  run: async (ctx, id) => ({ dialog: directiveStart(await startDirective(ctx, '', id)) }),
};

export const directiveActions: Action[] = [directItem];
