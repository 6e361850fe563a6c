import { z } from 'zod';
import { correctCalendar, readDay, readImport, readKind } from '../../services/calendarDays.js';
import { textsFor } from '../../services/texts/index.js';
import { savedDay } from '../calendarReply.js';
import type { Dialog } from './definition.js';

const addSchema = z.object({
  on: z.string().default(''),
  kind: z.enum(['holiday', 'workday']).default('holiday'),
  name: z.string().default(''),
});
type Add = z.infer<typeof addSchema>;

/** 添加一天 to the calendar: which day → 休 or 班 → why (may be left out). */
export const calendarAdd: Dialog<Add> = {
  name: 'calendarAdd',
  version: 1,
  roles: ['coordinator', 'administrator'],
  keepHours: 24,
  data: addSchema,
  first: () => 'on',
  steps: {
    on: {
      ask: (_data, t) => ({ lines: t.calendar.askDay(), options: [] }),
      accept: (input, data) => {
        const on = input.kind === 'text' ? readDay(input.text) : null;
        return on === null ? { ok: false, code: 'calendarDay' } : { ok: true, data: { ...data, on } };
      },
      next: () => 'kind',
    },
    kind: {
      ask: (data, t) => ({
        lines: t.calendar.askKind(data.on),
        options: [
          { value: 'holiday', label: t.calendar.holiday },
          { value: 'workday', label: t.calendar.workday },
        ],
      }),
      accept: (input, data) => {
        const kind = readKind(input.kind === 'choice' ? input.value : input.text.trim());
        return kind === null ? { ok: false, code: 'stepNeedsChoice' } : { ok: true, data: { ...data, kind } };
      },
      next: () => 'name',
    },
    name: {
      optional: true,
      ask: (data, t) => ({ lines: t.calendar.askName(data.on, data.kind), options: [] }),
      accept: (input, data) =>
        input.kind === 'text'
          ? { ok: true, data: { ...data, name: input.text.trim() } }
          : { ok: false, code: 'stepNeedsText' },
      next: () => null,
    },
  },
  finish: async (ctx, data) => ({ reply: await savedDay(ctx, data) }),
};

const importSchema = z.object({ text: z.string().default('') });
type Import = z.infer<typeof importSchema>;

/** 导入 a calendar: a JSON file or its content; it is asked for again until nothing is wrong with it. */
export const calendarImport: Dialog<Import> = {
  name: 'calendarImport',
  version: 1,
  roles: ['coordinator', 'administrator'],
  keepHours: 24,
  data: importSchema,
  first: () => 'content',
  steps: {
    content: {
      ask: (_data, t) => ({ lines: t.calendar.askImport(), options: [] }),
      // A file's words are read in finish, where the file that came with the answer is at hand.
      accept: (input) =>
        input.kind === 'text' ? { ok: true, data: { text: input.text } } : { ok: true, data: { text: '' } },
      next: () => null,
    },
  },
  async finish(ctx, data) {
    const t = textsFor(ctx.actor.locale);
    const read = readImport(ctx.origin.fileText ?? data.text);
    if (!read.ok)
      return { reply: t.calendar.problems(read.problems), dialog: { name: 'calendarImport', about: 0, data: {} } };
    return { reply: t.calendar.imported(read.days.length, await correctCalendar(ctx, read.days)) };
  },
};
