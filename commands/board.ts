import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Button, Message } from '../domain/message.js';
import type { PeriodKind } from '../domain/period.js';
import { UserError } from '../domain/userError.js';
import { boardById, boardMessage, lineReasons, type RecordLink, unitReasons } from '../services/boardView.js';
import { findBoard, listBoards, readPeriod } from '../services/boardList.js';
import type { ChatCtx } from '../services/context.js';
import { textsFor } from '../services/texts/index.js';
import { changeStart } from './boardChange.js';
import type { Action, Answer, Command } from './definition.js';

/** Words after /board that name a kind of period, and those that change a published board. */
const KINDS: readonly [RegExp, PeriodKind][] = [
  [/^(week|周|周榜)$/i, 'week'],
  [/^(month|月|月榜)$/i, 'month'],
  [/^(quarter|季|季度|季榜)$/i, 'quarter'],
  [/^(half|halfyear|半年|半年榜)$/i, 'halfYear'],
  [/^(year|年|年度|年榜)$/i, 'year'],
];
const CHANGES: readonly [RegExp, 'correction' | 'withdrawal'][] = [
  [/^(correct|更正)(?:\s+(.+))?$/i, 'correction'],
  [/^(withdraw|撤回)(?:\s+(.+))?$/i, 'withdrawal'],
];

/** The board that words name: a period's key or a kind; undefined for none. Throws UserError('boardPeriodUnclear' | 'boardUnknown'). */
async function named(ctx: ChatCtx, words: string): Promise<number | undefined> {
  const wanted = words.trim();
  if (wanted === '') return undefined;
  const kind = KINDS.find(([pattern]) => pattern.test(wanted))?.[1] ?? readPeriod(wanted);
  if (!kind) throw new UserError('boardPeriodUnclear', { query: wanted.slice(0, 20) });
  return findBoard(ctx, kind);
}

async function show(ctx: ChatCtx, words: string): Promise<Answer> {
  for (const [pattern, kind] of CHANGES) {
    const match = pattern.exec(words.trim());
    if (match) return changeStart(ctx, kind, await named(ctx, match[2] ?? ''));
  }
  const id = await named(ctx, words);
  return { reply: id === undefined ? await boardMessage(ctx) : await boardById(ctx, id) };
}

/** 红黑榜: the latest one that was published, or the one that is named; coordinators correct and withdraw with it too. */
export const board: Command<string> = {
  name: 'board',
  aliases: ['红黑榜', '榜单'],
  roles: 'everyone',
  chats: ['private', 'group'],
  args: z.string().max(60),
  examples: ['/board', '红黑榜', '/board 2026-W36', '红黑榜 月', '/board correct 2026-W36'],
  run: show,
};

async function list(ctx: ChatCtx, page: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale).boardLife;
  const { campaign, rows, rest } = await listBoards(ctx, page);
  const opens = rows.map((row): Button => ({ id: buttonId('board', row.id), label: t.shortName(row.periodKey) }));
  const lines: Button[][] = [];
  for (let at = 0; at < opens.length; at += 4) lines.push(opens.slice(at, at + 4));
  if (rest > 0) lines.push([{ id: buttonId('boards', page + 1), label: t.more }]);
  return t.list(campaign, rows, lines);
}

/** 榜单列表: which boards there are. */
export const boards: Command<string> = {
  name: 'boards',
  aliases: ['榜单列表', '历期榜单'],
  roles: 'everyone',
  chats: ['private'],
  args: z.string().max(20),
  examples: ['/boards', '榜单列表'],
  run: async (ctx) => ({ reply: await list(ctx, 0) }),
};

const GUARD = { roles: 'everyone', chats: ['private'] } as const;

/** Further boards; `id` is the page, from 0. */
const boardsPage: Action = { name: 'boards', ...GUARD, run: async (ctx, page) => ({ reply: await list(ctx, page) }) };

/** A board of the list; `id` is the board. */
const openBoard: Action = { name: 'board', ...GUARD, run: async (ctx, id) => ({ reply: await boardById(ctx, id) }) };

type Why = Awaited<ReturnType<typeof unitReasons>>;

function explained(ctx: ChatCtx, why: Why, more: Button[] = []): Answer {
  const t = textsFor(ctx.actor.locale);
  const open = (link: RecordLink): Button =>
    link.kind === 'item'
      ? { id: buttonId('item', link.id), label: t.board.open(link.itemNo) }
      : { id: buttonId('credit', link.id), label: t.boardLife.credit };
  const buttons = why.records.slice(0, 6).map(open);
  return {
    reply: t.board.why({
      ...why,
      buttons: [buttons.slice(0, 3), buttons.slice(3), more].filter((row) => row.length > 0),
    }),
  };
}

/** 得分: a unit's points on the latest board, each with its reason and the record behind it. */
export const why: Command<string> = {
  name: 'why',
  aliases: ['得分', '得分依据', '为什么'],
  ...GUARD,
  args: z.string().max(60),
  examples: ['/why 省教育厅', '得分', '得分 省教育厅'],
  run: async (ctx, unit) => explained(ctx, await unitReasons(ctx, unit)),
};

/** 看依据 under a published board. */
const openWhy: Action = { name: 'why', ...GUARD, run: async (ctx) => explained(ctx, await unitReasons(ctx, '')) };

/** 看依据 under a unit's own line; `id` is the board, the token the unit. */
const openLine: Action = {
  name: 'boardLine',
  ...GUARD,
  async run(ctx, id, token) {
    const why = await lineReasons(ctx, id, Number(token));
    const t = textsFor(ctx.actor.locale).boardLife;
    const object = { id: buttonId('object', id, why.unitId), label: t.object };
    return explained(ctx, why, why.draft ? [object] : []);
  },
};

export const boardActions: Action[] = [openWhy, openLine, openBoard, boardsPage];
