import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import { addDays, isDay, periodOf, weekStart } from '../domain/calendar.js';
import type { Button, Message } from '../domain/message.js';
import { UserError } from '../domain/userError.js';
import { campaignOf, visibleUnits } from '../services/access.js';
import { burdenOf } from '../services/burden.js';
import { todayIn } from '../services/campaignRules.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: ['liaison', 'unitHead', 'coordinator'], chats: ['private'] } as const;
const PAGE_SIZE = 6;

/** A page (from 0) of the week that begins on a Monday; one unit is shown in full. */
async function show(ctx: ChatCtx, page: number, monday: string | null): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const campaign = await campaignOf(ctx, GUARD.roles);
  const thisMonday = weekStart(todayIn(ctx, campaign));
  const on = monday ?? thisMonday;
  if (!isDay(on)) throw new UserError('buttonUnknown');
  const week = periodOf('week', on);
  const units = await burdenOf(ctx, campaign, week, await visibleUnits(ctx, campaign.id));
  const at = (start: string, label: string): Button => ({ id: buttonId('burden', 0, start), label });
  const row: Button[] = [at(addDays(week.startsOn, -7), t.burden.weekBefore)];
  if (week.startsOn < thisMonday) row.push(at(addDays(week.startsOn, 7), t.burden.weekAfter));
  const [only] = units;
  if (only && units.length === 1) return t.burden.unit(week, only, [row]);
  const lines = units.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const rest = Math.max(0, units.length - (page + 1) * PAGE_SIZE);
  if (rest > 0) row.push({ id: buttonId('burden', page + 1, week.startsOn), label: t.burden.more });
  return t.burden.units({ week, lines, from: page * PAGE_SIZE, rest, buttons: [row] });
}

/** 减负: what the campaign asks of each unit, week by week. */
export const burden: Command<string> = {
  name: 'burden',
  aliases: ['减负', '负担', '减负情况'],
  ...GUARD,
  args: z.string(),
  examples: ['/burden', '减负'],
  run: async (ctx) => ({ reply: await show(ctx, 0, null) }),
};

/** Another week or page; `id` is the page, `token` the week's Monday. */
const burdenPage: Action = {
  name: 'burden',
  ...GUARD,
  run: async (ctx, page, token) => ({ reply: await show(ctx, page, token === '' ? null : token) }),
};

export const burdenActions: Action[] = [burdenPage];
