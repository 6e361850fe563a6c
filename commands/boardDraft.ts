import { z } from 'zod';
import { buttonId } from '../domain/button.js';
import type { Message } from '../domain/message.js';
import { campaignOf } from '../services/access.js';
import { approveBoard, boardToHandle, noteDrafter } from '../services/boardApproval.js';
import { boardById } from '../services/boardView.js';
import type { ChatCtx } from '../services/context.js';
import { decideTalk } from '../services/formalTalks.js';
import { nextObjection, objectionCard, objectionStart } from '../services/objections.js';
import { textsFor } from '../services/texts/index.js';
import { instantWords } from '../services/texts/instants.js';
import type { Action, Answer, Command } from './definition.js';

const COORDINATOR = { roles: ['coordinator'], chats: ['private'] } as const;
const APPROVER = { roles: ['coordinator', 'leader'], chats: ['private'] } as const;
const UNIT = { roles: ['liaison', 'unitHead'], chats: ['private'] } as const;

/** 看草案: the draft as it would be posted. The first coordinator who opens it has checked it. */
const openDraft: Action = {
  name: 'boardDraft',
  ...APPROVER,
  async run(ctx, id) {
    const { board } = await boardToHandle(ctx, id, ['coordinator', 'leader']);
    await noteDrafter(ctx, board);
    const t = textsFor(ctx.actor.locale).boardLife;
    const open = await ctx.db.objection.count({ where: { boardId: id, status: 'open' } });
    const shown = await boardById(ctx, id);
    if (board.status !== 'draft') return { reply: shown };
    return {
      reply: {
        ...shown,
        lines: [...t.draftHead(board.status, open), ...shown.lines],
        buttons: [
          [
            { id: buttonId('boardApprove', id, board.revision), label: t.approve, style: 'primary' },
            ...(open > 0 ? [{ id: buttonId('objections', id), label: t.answerNext }] : []),
          ],
        ],
      },
    };
  },
};

/** 审定发布: `id` is the board, the token the revision that the person saw. */
const approve: Action = {
  name: 'boardApprove',
  ...APPROVER,
  async run(ctx, id, token) {
    const { boardLife: t, day } = textsFor(ctx.actor.locale);
    const result = await approveBoard(ctx, id, Number(token));
    const { board } = await boardToHandle(ctx, id, ['coordinator', 'leader']);
    if (result.kind === 'checked') return { reply: t.checked(board.periodKey) };
    if (result.kind === 'approved')
      return { close: t.approve, reply: t.approved(board.periodKey, day(result.publishOn)) };
    const buttons = [[{ id: buttonId('boardPosts', id), label: t.counts }]];
    return { close: t.approve, reply: { ...t.publishedNow(board.periodKey), buttons } };
  },
};

/** 提出异议 under a unit's own line; `id` is the board, the token the unit. */
const object: Action = {
  name: 'object',
  ...UNIT,
  async run(ctx, id, token) {
    const { campaign, ...start } = await objectionStart(ctx, id, Number(token));
    const board = await ctx.db.board.findUniqueOrThrow({ where: { id } });
    const t = textsFor(ctx.actor.locale);
    const until = board.objectUntil ? instantWords(t, board.objectUntil, campaign.zone) : '';
    return { dialog: { name: 'objection', about: id, data: { ...start, until } } };
  },
};

async function card(ctx: ChatCtx, objectionId: number): Promise<Message> {
  const t = textsFor(ctx.actor.locale).boardLife;
  const shown = await objectionCard(ctx, objectionId);
  return t.objectionCard(
    shown,
    shown.status === 'open'
      ? [
          [
            { id: buttonId('answerObjection', objectionId, 'yes'), label: t.accept, style: 'primary' },
            { id: buttonId('answerObjection', objectionId, 'no'), label: t.reject },
          ],
        ]
      : [],
  );
}

async function next(ctx: ChatCtx, boardId?: number): Promise<Message> {
  const campaign = await campaignOf(ctx, ['coordinator']);
  const id = await nextObjection(ctx, campaign.id, boardId);
  return id === null ? textsFor(ctx.actor.locale).boardLife.noObjections() : card(ctx, id);
}

/** 异议: the oldest objection that waits for an answer. */
export const objections: Command<string> = {
  name: 'objections',
  aliases: ['异议', '答复异议'],
  ...COORDINATOR,
  args: z.string().max(20),
  examples: ['/objections', '异议'],
  run: async (ctx) => ({ reply: await next(ctx) }),
};

/** 答复异议 under a draft; `id` is the board. */
const nextOf: Action = { name: 'objections', ...COORDINATOR, run: async (ctx, id) => ({ reply: await next(ctx, id) }) };

/** 处理异议 under the notice of one; `id` is the objection. */
const openObjection: Action = {
  name: 'objection',
  ...COORDINATOR,
  run: async (ctx, id) => ({ reply: await card(ctx, id) }),
};

/** 成立 and 不成立: opens the answer in words. */
const answerObjection: Action = {
  name: 'answerObjection',
  ...COORDINATOR,
  async run(ctx, id, token): Promise<Answer> {
    const shown = await objectionCard(ctx, id);
    const { unit, point } = shown;
    return {
      dialog: {
        name: 'answerObjection',
        about: id,
        data: { objectionId: id, unit, point, accepted: token === 'yes' },
      },
    };
  },
};

/** 约谈 and 不约谈 under a proposal; `id` is the talk. */
const talk: Action = {
  name: 'talk',
  ...COORDINATOR,
  async run(ctx, id, token) {
    const t = textsFor(ctx.actor.locale).boardLife;
    const confirmed = token === 'yes';
    const { unit, told } = await decideTalk(ctx, id, confirmed);
    return { close: confirmed ? t.talkYes : t.talkNo, reply: t.talkDecided(unit, confirmed, told) };
  },
};

export const boardDraftActions: Action[] = [openDraft, approve, object, nextOf, openObjection, answerObjection, talk];
