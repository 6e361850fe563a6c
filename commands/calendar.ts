import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import { type Correction, createCalendar, type Day, isDay, makeDay } from '../domain/calendar.js';
import type { Button, Message } from '../domain/message.js';
import { UserError } from '../domain/userError.js';
import { campaignOf } from '../services/access.js';
import {
  comingDays,
  correctCalendar,
  readDay,
  readImport,
  readKind,
  uncorrectCalendar,
} from '../services/calendarDays.js';
import { todayIn } from '../services/campaignRules.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';
import { savedDay } from './calendarReply.js';
import type { Action, Answer, Command } from './definition.js';

const GUARD = { roles: ['coordinator', 'administrator'], chats: ['private'] } as const;
/** Buttons that take a local correction back. */
const REMOVE_MAX = 4;

async function show(ctx: ChatCtx): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const today = todayIn(ctx, await campaignOf(ctx, GUARD.roles));
  const { days, missing } = comingDays(ctx, today);
  const removes = days
    .filter((each) => each.source === 'local')
    .slice(0, REMOVE_MAX)
    .map(
      ({ on }): Button => ({
        id: buttonId('calendarRemove', Number(on.replaceAll('-', ''))),
        label: t.calendar.remove(on),
      }),
    );
  return t.calendar.show(days, missing, today, [
    [
      { id: buttonId('calendarAdd', 0), label: t.calendar.add, style: 'primary' },
      { id: buttonId('calendarImport', 0), label: t.calendar.import },
    ],
    ...(removes.length > 0 ? [removes] : []),
  ]);
}

async function remove(ctx: ChatCtx, on: Day): Promise<Answer> {
  await uncorrectCalendar(ctx, on);
  // What the day falls back to: its correction is gone, others do not matter for it.
  return { reply: textsFor(ctx.actor.locale).calendar.removed(on, createCalendar().isWorkday(on)) };
}

const startAdd: DialogAnswer = { dialog: { name: 'calendarAdd', about: 0, data: {} } };
const startImport: DialogAnswer = { dialog: { name: 'calendarImport', about: 0, data: {} } };
type DialogAnswer = Required<Pick<Answer, 'dialog'>>;

async function importText(ctx: ChatCtx, text: string): Promise<Answer> {
  const t = textsFor(ctx.actor.locale);
  const read = readImport(text);
  if (!read.ok) return { reply: t.calendar.problems(read.problems) };
  return { reply: t.calendar.imported(read.days.length, await correctCalendar(ctx, read.days)) };
}

/** What the words after the command ask for. */
type Request =
  | { what: 'show' | 'startAdd' | 'startImport' }
  | { what: 'add'; correction: Correction }
  | { what: 'remove'; on: Day }
  | { what: 'take'; text: string };

const args = z.string().transform((words, check): Request => {
  const [, verb = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(words) ?? [];
  if (verb === '') return { what: 'show' };
  if (/^(import|导入)$/i.test(verb)) return rest === '' ? { what: 'startImport' } : { what: 'take', text: rest };
  if (/^(add|添加|加)$/i.test(verb)) {
    if (rest === '') return { what: 'startAdd' };
    const [first = '', second = '', ...name] = rest.split(/\s+/);
    const [on, kind] = [readDay(first), readKind(second)];
    if (on && kind) return { what: 'add', correction: { on, kind, name: name.join(' ') } };
  }
  const on = /^(remove|删除|删|取消)$/i.test(verb) ? readDay(rest) : null;
  if (on) return { what: 'remove', on };
  check.addIssue({ code: 'custom', message: 'words' });
  return { what: 'show' };
});

/** 日历: coming holidays and make-up workdays; add, remove and import local corrections. */
export const calendar: Command<Request> = {
  name: 'calendar',
  aliases: ['日历', '节假日'],
  ...GUARD,
  args,
  examples: [
    '/calendar',
    '/calendar add 2026-12-31 休 单位统一调休',
    '/calendar remove 2026-12-31',
    '日历 添加 2026-12-31 休 单位统一调休',
    '日历 删除 2026-12-31',
    '/calendar import [{"on":"2027-01-01","kind":"休"}]',
  ],
  async run(ctx, request) {
    switch (request.what) {
      case 'show':
        return { reply: await show(ctx) };
      case 'startAdd':
        return startAdd;
      case 'startImport':
        return startImport;
      case 'add':
        return { reply: await savedDay(ctx, request.correction) };
      case 'remove':
        return remove(ctx, request.on);
      case 'take':
        return importText(ctx, request.text);
    }
  },
};

const open: Action = { name: 'calendar', ...GUARD, run: async (ctx) => ({ reply: await show(ctx) }) };
const add: Action = { name: 'calendarAdd', ...GUARD, run: async () => startAdd };
const importDays: Action = { name: 'calendarImport', ...GUARD, run: async () => startImport };

/** 删; `id` is the day as a number, 20261231. */
const removeDay: Action = {
  name: 'calendarRemove',
  ...GUARD,
  async run(ctx, id) {
    const on = makeDay(Math.floor(id / 10_000), Math.floor(id / 100) % 100, id % 100);
    if (on === null || !isDay(on)) throw new UserError('buttonUnknown');
    return remove(ctx, on);
  },
};

export const calendarActions: Action[] = [open, add, importDays, removeDay];
