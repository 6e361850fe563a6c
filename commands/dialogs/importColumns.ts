import { z } from 'zod';
import { chooseColumn, IMPORTERS } from '../../services/imports/drafts.js';
import { textsFor } from '../../services/texts/index.js';
import { LEDGER_HEADERS, ROSTER_HEADERS } from '../../services/texts/zhCN/importWords.js';
import type { Dialog } from './definition.js';

/** Columns that are offered: more than a phone shows at once help nobody. */
const COLUMNS_MAX = 30;
/** A button's label holds this many characters (WeCom). */
const LABEL_MAX = 10;

const draftSchema = z.object({
  importId: z.number(),
  token: z.string(),
  sheet: z.string(),
  kind: z.enum(['ledger', 'roster']),
  columns: z.array(z.object({ index: z.number(), header: z.string(), field: z.string().nullable() })),
  index: z.number().default(-1),
  field: z.string().default(''),
});
type Draft = z.infer<typeof draftSchema>;

const fieldsOf = (kind: Draft['kind']): string[] =>
  Object.keys(kind === 'ledger' ? LEDGER_HEADERS : ROSTER_HEADERS).filter((field) => field !== 'remark');

/** 改列: a column → what it is → the file is read again. */
export const importColumns: Dialog<Draft> = {
  name: 'importColumns',
  version: 1,
  keepHours: 24,
  data: draftSchema,
  roles: IMPORTERS,
  first: () => 'column',
  steps: {
    column: {
      ask: (data, t) => ({
        lines: t.importing.askColumn(data.sheet.slice(0, 20), data.columns.slice(0, COLUMNS_MAX)),
        options: data.columns
          .slice(0, COLUMNS_MAX)
          .map((column) => ({ value: `c${column.index}`, label: [...column.header].slice(0, LABEL_MAX).join('') })),
      }),
      accept: (input, data) => {
        const column =
          input.kind === 'choice' ? data.columns.find((each) => `c${each.index}` === input.value) : undefined;
        return column ? { ok: true, data: { ...data, index: column.index } } : { ok: false, code: 'stepNeedsChoice' };
      },
      next: () => 'field',
    },
    field: {
      ask: (data, t) => ({
        lines: t.importing.askField(data.columns.find((column) => column.index === data.index)?.header ?? ''),
        options: [
          ...fieldsOf(data.kind).map((field, index) => ({
            value: `f${index}`,
            label: [...t.importing.field(field)].slice(0, LABEL_MAX).join(''),
          })),
          { value: 'none', label: t.importing.ignore },
        ],
      }),
      accept: (input, data) => {
        if (input.kind !== 'choice') return { ok: false, code: 'stepNeedsChoice' };
        const field = input.value === 'none' ? '' : fieldsOf(data.kind)[Number(input.value.slice(1))];
        return field === undefined ? { ok: false, code: 'stepNeedsChoice' } : { ok: true, data: { ...data, field } };
      },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    await chooseColumn(ctx, data.importId, data.token, data);
    return { reply: { lines: [{ kind: 'text', spans: [textsFor(ctx.actor.locale).importing.rereading] }] } };
  },
};
