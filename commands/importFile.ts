import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button } from '../domain/message.js';
import {
  beginImport,
  cancelImport,
  confirmImport,
  draftColumns,
  IMPORTERS,
  importInto,
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
    const t = textsFor(ctx.actor.locale);
    const { id, among } = await beginImport(ctx, file);
    if (among.length === 0) return { reply: t.importing.reading(file.name) };
    const buttons = among.map((each, at): Button[] => [
      { id: buttonId('importInto', id, each.id), label: t.campaign.choice(at + 1, each.name) },
    ]);
    return {
      reply: t.campaign.askImport(
        file.name,
        among.map(({ name }) => name),
        buttons,
      ),
    };
  },
};

/** Which campaign a file is for; `id` is the file's draft, the token the campaign. */
const into: Action = {
  name: 'importInto',
  ...GUARD,
  async run(ctx, id, token) {
    const { file, campaign } = await importInto(ctx, id, Number(token));
    return { close: campaign, reply: textsFor(ctx.actor.locale).importing.reading(file) };
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

export const importActions: Action[] = [into, confirm, cancel, hidden, columns];
