import { buttonId } from '../domain/button.js';
import type { Button } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { postCounts } from '../services/boardPosts.js';
import { boardToHandle } from '../services/boardApproval.js';
import { type ChangeResult, correctionPreview, decideChange } from '../services/boardCorrection.js';
import { findBoard } from '../services/boardList.js';
import type { ChatCtx } from '../services/context.js';
import { boardChangeCard } from '../services/decisionCards.js';
import { type Phrases, textsFor } from '../services/texts/index.js';
import type { Action, Answer } from './definition.js';

const GUARD = { roles: ['coordinator', 'leader'], chats: ['private'] } as const;

/** Opens the dialog that corrects or withdraws a published board: the one named, else the newest week's. */
export async function changeStart(
  ctx: ChatCtx,
  kind: 'correction' | 'withdrawal',
  named: number | undefined,
): Promise<Answer> {
  if (ctx.origin.kind !== 'private') throw new UserError('onlyPrivate');
  if (!holds(ctx.actor, ['coordinator'])) throw new UserError('notYourRole');
  const preview = await correctionPreview(ctx, named ?? (await findBoard(ctx, 'week')));
  if (kind === 'correction' && preview.changes.length === 0) throw new UserError('correctionNothing');
  return { dialog: { name: 'changeBoard', about: preview.boardId, data: { ...preview, kind } } };
}

/** What to say once a change was asked for or carried out. */
export function changeAnswer(t: Phrases, kind: string, boardId: number, result: ChangeResult): Answer {
  const counts: Button[][] = [[{ id: buttonId('boardPosts', boardId), label: t.boardLife.counts, style: 'primary' }]];
  switch (result.kind) {
    case 'asked':
      return { reply: t.boardLife.changeWaiting(kind, result.people) };
    case 'corrected':
      return { reply: t.boardLife.correctedDone(result.changes, result.groups, counts) };
    case 'withdrawn':
      return { reply: t.boardLife.withdrawnDone(result.posted, result.waiting, counts) };
  }
}

/** 同意 and 不同意 under a change that somebody asked for; `id` is the change. */
const decide: Action = {
  name: 'boardChange',
  ...GUARD,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale);
    const agreed = token === 'yes';
    const result = await decideChange(ctx, id, agreed);
    const close = agreed ? t.boardLife.agree : t.boardLife.disagree;
    if (!result) return { close, reply: t.boardLife.refusedDone() };
    const change = await ctx.db.boardChange.findUniqueOrThrow({ where: { id } });
    return { close, ...changeAnswer(t, change.kind, change.boardId, result) };
  },
};

/** 看更正撤回 under the morning digest; `id` is the change. */
const card: Action = {
  name: 'boardChangeCard',
  ...GUARD,
  run: async (ctx, id) => ({ reply: await boardChangeCard(ctx, id) }),
};

/** 发送情况 of a board; `id` is the board. */
const posts: Action = {
  name: 'boardPosts',
  ...GUARD,
  async run(ctx, id) {
    const { board } = await boardToHandle(ctx, id, ['coordinator', 'leader']);
    return { reply: textsFor(ctx.actor.locale).boardLife.posts(await postCounts(ctx, board.id)) };
  },
};

export const boardChangeActions: Action[] = [card, decide, posts];
