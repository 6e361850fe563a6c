import { z } from 'zod';
import { campaignOf } from '../services/access.js';
import { readTerms, startTerms } from '../services/filingTerms.js';
import { UserError } from '../domain/userError.js';
import type { Command } from './definition.js';

/** 报送任务: how many matters each unit files, and until when. */
export const quota: Command<string> = {
  name: 'quota',
  aliases: ['报送任务', '设置报送', '清单任务'],
  roles: ['coordinator'],
  chats: ['private'],
  args: z.string().max(300),
  examples: ['/quota', '报送任务', '报送任务 市州4项、部门2项，7月15日前'],
  async run(ctx, words) {
    const start = await startTerms(ctx, await campaignOf(ctx, ['coordinator']));
    const about = start.campaignId;
    if (words === '') return { dialog: { name: 'filingTerms', about, data: start } };
    const read = readTerms(words, start);
    if (!read.ok) throw new UserError(read.code, read.params);
    return { dialog: { name: 'filingTerms', about, data: { ...start, lines: read.lines } } };
  },
};
