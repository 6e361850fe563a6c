import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import { dayOf, timeOf } from '../domain/calendar.js';
import type { Button, Message } from '../domain/message.js';
import { UserError } from '../domain/userError.js';
import { campaignOf } from '../services/access.js';
import type { ChatCtx } from '../services/context.js';
import { personNamed, resend, SENT_FILTERS, type SentFilter, sentPage } from '../services/sendRecord.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: ['coordinator'], chats: ['private'] } as const;
const FILTERS = Object.keys(SENT_FILTERS) as SentFilter[];

interface Query {
  filter: SentFilter;
  person: { id: number; name: string } | null;
  page: number;
}

async function show(ctx: ChatCtx, { filter, person, page }: Query): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const campaign = await campaignOf(ctx, GUARD.roles);
  const { lines, total, rest } = await sentPage(ctx, campaign, { filter, personId: person?.id ?? null, page });
  const goTo = (to: SentFilter, label: string, at = 0): Button => ({
    // 全部 lets the person go too.
    id: buttonId('sent', at, `${to}.${to === 'all' && at === 0 ? 0 : (person?.id ?? 0)}`),
    label,
  });
  const resends = lines
    .filter((line) => line.canResend)
    .map((line): Button => ({ id: buttonId('resend', line.id), label: t.sent.resend(line.id) }));
  const filters = FILTERS.filter((each) => each !== filter || (each === 'all' && person)).map((each) =>
    goTo(each, t.sent.filters[each] ?? each),
  );
  const more = rest > 0 ? [[goTo(filter, t.sent.more, page + 1)]] : [];
  return t.sent.page({
    lines,
    total,
    rest,
    filter,
    person: person?.name ?? '',
    at: (instant) => clock(t, instant, campaign.zone),
    buttons: [...chunk(resends, 3), filters, ...more],
  });
}

/** '9月7日 周一 08:40' in the campaign's zone. */
const clock = (t: ReturnType<typeof textsFor>, instant: Date, zone: string): string =>
  `${t.day(dayOf(instant, zone))} ${timeOf(instant, zone)}`;

const chunk = <T>(list: T[], size: number): T[][] =>
  list.length === 0 ? [] : [list.slice(0, size), ...chunk(list.slice(size), size)];

/** 发送记录: what was planned, held, sent, failed, and why; with a person's name, theirs; with a filter's word, those. */
export const sent: Command<string> = {
  name: 'sent',
  aliases: ['发送记录', '发送情况'],
  ...GUARD,
  args: z.string().max(40),
  examples: ['/sent', '发送记录 周岚', '发送记录 没发出去'],
  async run(ctx, words) {
    const t = textsFor(ctx.actor.locale);
    const filter = FILTERS.find((each) => t.sent.filters[each] === words) ?? 'all';
    if (words === '' || filter !== 'all') return { reply: await show(ctx, { filter, person: null, page: 0 }) };
    const campaign = await campaignOf(ctx, GUARD.roles);
    const id = await personNamed(ctx, campaign.id, words);
    return { reply: await show(ctx, { filter, person: { id, name: words }, page: 0 }) };
  },
};

/** Another page or filter; `id` is the page, `token` is <filter>.<person or 0>. */
const sentPageAction: Action = {
  name: 'sent',
  ...GUARD,
  async run(ctx, page, token) {
    const [word, personId] = token.split('.');
    const filter = FILTERS.find((each) => each === word);
    if (!filter) throw new UserError('buttonUnknown');
    const row = await ctx.db.person.findUnique({
      where: { id: Number(personId) || 0 },
      select: { id: true, name: true },
    });
    return { reply: await show(ctx, { filter, person: row, page }) };
  },
};

/** 重发; `id` is the row. */
const resendAction: Action = {
  name: 'resend',
  ...GUARD,
  async run(ctx, id) {
    const t = textsFor(ctx.actor.locale);
    const campaign = await campaignOf(ctx, GUARD.roles);
    const { again, waitsUntil } = await resend(ctx, campaign, id);
    return { reply: t.sent.resent(id, again, waitsUntil && clock(t, waitsUntil, campaign.zone)) };
  },
};

export const sentActions: Action[] = [sentPageAction, resendAction];
