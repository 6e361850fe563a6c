import { z } from 'zod';
import { SUMMARY_READERS, summaryMessage } from '../services/summaries.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: SUMMARY_READERS, chats: ['private'] } as const;

/** 季度总结: the quarter, half-year or year as a Word document with its tables. */
export const summary: Command<string> = {
  name: 'summary',
  aliases: ['季度总结', '督办总结'],
  ...GUARD,
  args: z.string().max(20),
  examples: ['/summary', '/summary 2026-Q3', '季度总结 上半年'],
  run: async (ctx, words) => ({ reply: await summaryMessage(ctx, words, 'docx') }),
};

/** The same as a workbook; the token is the period. */
const asSheet: Action = {
  name: 'summaryXlsx',
  ...GUARD,
  run: async (ctx, _id, token) => ({ reply: await summaryMessage(ctx, token, 'xlsx') }),
};

export const summaryActions: Action[] = [asSheet];
