import { z } from 'zod';
import { dropDraft } from '../services/drafts.js';
import { textsFor } from '../services/texts/index.js';
import type { Command } from './definition.js';

/** 取消: drops what the person is filling in here. */
export const cancel: Command<string> = {
  name: 'cancel',
  aliases: ['取消'],
  roles: 'everyone',
  chats: ['private', 'group'],
  args: z.string(),
  examples: ['/cancel', '取消'],
  async run(ctx) {
    const t = textsFor(ctx.actor.locale);
    return { reply: (await dropDraft(ctx)) ? t.cancelled() : t.nothingToCancel() };
  },
};
