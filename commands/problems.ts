import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { unitNamed } from '../services/access.js';
import type { ChatCtx } from '../services/context.js';
import { problemList } from '../services/problems.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: 'everyone', chats: ['private'] } as const;

async function show(ctx: ChatCtx, unitId: number | null, page: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const list = await problemList(ctx, unitId, page);
  const opens: Button[] =
    list.kind === 'unit'
      ? list.lines.map((each) => ({ id: buttonId('item', each.itemId), label: t.item.open(each.itemNo) }))
      : list.units.map((each) => ({ id: buttonId('problemsOf', each.unitId, 0), label: each.unit }));
  const rows: Button[][] = [];
  for (let at = 0; at < opens.length; at += 4) rows.push(opens.slice(at, at + 4));
  const last: Button[] = [];
  if (list.rest > 0)
    last.push({
      id: list.kind === 'unit' ? buttonId('problemsOf', list.unitId, page + 1) : buttonId('problems', page + 1),
      label: t.item.more,
    });
  if (holds(ctx.actor, ['inspector', 'coordinator']))
    last.push({ id: buttonId('logFinding', 0), label: t.finding.button });
  const buttons = last.length > 0 ? [...rows, last] : rows;
  return list.kind === 'unit'
    ? t.finding.ofUnit(list.unit, list.clearance, list.lines, list.rest, buttons)
    : t.finding.overview(list.units, list.rest, list.all, buttons);
}

/** 问题清单: per unit with the clearance rate, open first; with a unit's name, that unit's. */
export const problems: Command<string> = {
  name: 'problems',
  aliases: ['问题清单', '问题台账', '销号率'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/problems', '问题清单', '问题清单 教育局'],
  async run(ctx, query) {
    if (query === '') return { reply: await show(ctx, null, 0) };
    const unit = await unitNamed(ctx, query);
    if (!unit) throw new UserError('unitUnknown', { query: query.slice(0, 20) });
    return { reply: await show(ctx, unit.id, 0) };
  },
};

/** A unit under the overview; `id` is the unit, the token the page. */
const problemsOf: Action = {
  name: 'problemsOf',
  ...GUARD,
  run: async (ctx, id, token) => ({ reply: await show(ctx, id, Number(token) || 0) }),
};

/** 下一页 of the overview; `id` is the page. */
const problemsPage: Action = {
  name: 'problems',
  ...GUARD,
  run: async (ctx, page) => ({ reply: await show(ctx, null, page) }),
};

export const problemActions: Action[] = [problemsOf, problemsPage];
