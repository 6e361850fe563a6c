import { z } from 'zod';
import {
  beginImport,
  cancelImport,
  confirmImport,
  draftColumns,
  IMPORTERS,
  includeHidden,
} from '../services/imports/drafts.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command, FileCommand } from './definition.js';

const GUARD = { roles: IMPORTERS, chats: ['private'] } as const;

/** 导入: says how; the file itself begins it. */
export const importCommand: Command<string> = {
  name: 'import',
  aliases: ['导入', '导入台账', '导入名册'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/import', '导入'],
  run: async (ctx) => ({ reply: textsFor(ctx.actor.locale).importing.how() }),
};

/** A spreadsheet that a coordinator sends. */
export const importFile: FileCommand = {
  ...GUARD,
  accepts: ({ name, mime }) => /\.(xlsx|xlsm|csv|tsv)$/i.test(name) || /spreadsheetml|text\/csv/.test(mime),
  async run(ctx, file) {
    await beginImport(ctx, file);
    return { reply: textsFor(ctx.actor.locale).importing.reading(file.name) };
  },
};

const confirm: Action = {
  name: 'importConfirm',
  ...GUARD,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).importing;
    await confirmImport(ctx, id, token);
    return { close: t.confirmed, reply: t.applying() };
  },
};

const cancel: Action = {
  name: 'importCancel',
  ...GUARD,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).importing;
    await cancelImport(ctx, id, token);
    return { close: t.wasCancelled, reply: t.cancelled() };
  },
};

const hidden: Action = {
  name: 'importHidden',
  ...GUARD,
  async run(ctx, id, token) {
    await includeHidden(ctx, id, token);
    return { close: textsFor(ctx.actor.locale).importing.rereading };
  },
};

/** 改列: which column, then what it is. */
const columns: Action = {
  name: 'importColumns',
  ...GUARD,
  async run(ctx, id, token) {
    const table = await draftColumns(ctx, id, token);
    return { dialog: { name: 'importColumns', about: id, data: { importId: id, token, ...table } } };
  },
};

export const importActions: Action[] = [confirm, cancel, hidden, columns];
