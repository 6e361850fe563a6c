import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import { askedSoFar, chaseByHand, chaseScope, planChase, unreported as missing } from '../services/chaseByHand.js';
import type { ChatCtx } from '../services/context.js';
import type { RequestScope } from '../services/openRequests.js';
import { textsFor } from '../services/texts/index.js';
import type { Action, Command } from './definition.js';

const GUARD = { roles: ['coordinator'], chats: ['private'] } as const;
const UNIT_BUTTONS_MAX = 8;

/** Who has not reported; with a button for everybody and one for each unit. */
async function list(ctx: ChatCtx, chasing: boolean): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const requests = await missing(ctx);
  if (requests.length === 0) {
    const { asked, items } = await askedSoFar(ctx);
    return asked && items > 0 ? t.chase.list([], []) : t.chase.nothingAsked(items);
  }
  if (!chasing) return t.chase.list(requests, [[{ id: buttonId('chase', 0), label: t.chase.start, style: 'primary' }]]);
  const units = new Map(requests.map(({ unitId, unit }) => [unitId, unit]));
  const buttons = [...units]
    .slice(0, UNIT_BUTTONS_MAX)
    .map(([unitId, label]): Button => ({ id: buttonId('chasePlan', unitId, 'u'), label }));
  const rows: Button[][] = [[{ id: buttonId('chasePlan', 0, 'a'), label: t.chase.all, style: 'primary' }]];
  for (let at = 0; at < buttons.length; at += 4) rows.push(buttons.slice(at, at + 4));
  return t.chase.list(requests, rows);
}

/** Whom a button means: `a` everybody, `u` a unit, `i` an item. */
const scopeOf = (id: number, token: string): RequestScope =>
  token === 'u' ? { unitId: id } : token === 'i' ? { itemId: id } : {};

const tokenOf = (scope: RequestScope): [id: number, token: string] =>
  scope.unitId !== undefined ? [scope.unitId, 'u'] : scope.itemId !== undefined ? [scope.itemId, 'i'] : [0, 'a'];

async function preview(ctx: ChatCtx, scope: RequestScope): Promise<Message> {
  const t = textsFor(ctx.actor.locale);
  const plan = await planChase(ctx, scope);
  return t.chase.plan(
    plan,
    plan.tell.length > 0
      ? [[{ id: buttonId('chaseGo', ...tokenOf(scope)), label: t.chase.go(plan.tell.length), style: 'primary' }]]
      : [],
  );
}

/** 催办: picks from who has not answered; shows who would be told and who not; then asks. */
export const chase: Command<string> = {
  name: 'chase',
  aliases: ['催办', '催报'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/chase', '催办', '催办 省教育厅', '催办 XM-014'],
  async run(ctx, query) {
    if (query === '') return { reply: await list(ctx, true) };
    return { reply: await preview(ctx, await chaseScope(ctx, query)) };
  },
};

/** 未报名单: by unit, with the rung reached and the reason on record. */
export const unreported: Command<string> = {
  name: 'unreported',
  aliases: ['未报名单', '未报', '谁没报'],
  ...GUARD,
  args: z.string(),
  examples: ['/unreported', '未报名单'],
  run: async (ctx) => ({ reply: await list(ctx, false) }),
};

/** 未报名单 under the coordinator's bundle. */
const openUnreported: Action = {
  name: 'unreported',
  ...GUARD,
  run: async (ctx) => ({ reply: await list(ctx, false) }),
};

/** 催办 under the list. */
const openChase: Action = { name: 'chase', ...GUARD, run: async (ctx) => ({ reply: await list(ctx, true) }) };

/** A unit, or everybody, under the list: shows the plan. */
const plan: Action = {
  name: 'chasePlan',
  ...GUARD,
  run: async (ctx, id, token) => ({ reply: await preview(ctx, scopeOf(id, token)) }),
};

/** 催办 n 人 under the plan. */
const go: Action = {
  name: 'chaseGo',
  ...GUARD,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale);
    const done = await chaseByHand(ctx, scopeOf(id, token));
    return { close: t.chase.start, reply: t.chase.done(done.tell.length, done.heldUntil, done.zone) };
  },
};

export const chaseActions: Action[] = [openUnreported, openChase, plan, go];
