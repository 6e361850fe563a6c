import { z } from 'zod';
import type { ExportPart } from '../domain/document.js';
import { exportMessage } from '../services/exports.js';
import { IMPORTERS } from '../services/imports/drafts.js';
import { textsFor } from '../services/texts/index.js';
import type { Command } from './definition.js';

/** 导出: the ledger and the lists as one workbook, or one of them. */
export const exportCommand: Command<ExportPart | null> = {
  name: 'export',
  aliases: ['导出', '导出台账'],
  roles: IMPORTERS,
  chats: ['private'],
  args: z.string().transform((words, context): ExportPart | null => {
    const part = textsFor(undefined).exporting.partOf(words.trim());
    if (part !== undefined) return part;
    context.addIssue({ code: 'custom', message: 'no such part' });
    return z.NEVER;
  }),
  examples: ['/export', '/export 台账', '导出 未报清单'],
  run: async (ctx, part) => ({ reply: await exportMessage(ctx, part) }),
};
