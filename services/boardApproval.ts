import { buttonId } from '../domain/button.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { publishApproved } from './boardPublish.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';
import { instantWords } from './texts/instants.js';

/** Drafts whose time for objections is over and whose approval was not asked for yet. */
export async function draftsToApprove(ctx: Ctx, campaignId: number): Promise<number[]> {
  const rows = await ctx.db.board.findMany({
    where: { campaignId, status: 'draft', objectUntil: { lte: ctx.now } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Asks the coordinators to check and approve a draft, once; where there is only one of them, the leaders too. */
export async function askForApproval(ctx: Ctx, boardId: number): Promise<void> {
  const board = await ctx.db.board.findUnique({ where: { id: boardId } });
  if (board?.status !== 'draft' || !board.objectUntil || board.objectUntil > ctx.now) return;
  const open = await ctx.db.objection.count({ where: { boardId, status: 'open' } });
  for (const person of await approvers(ctx, board.campaignId)) {
    const t = textsFor(person.locale).boardLife;
    await enqueueToPerson(ctx, board.campaignId, person.id, {
      key: `boardApprove:${boardId}:${person.id}`,
      kind: 'notice',
      urgent: true,
      subject: `boardDraft:${boardId}`,
      message: t.askApproval(board.periodKey, open, person.isCoordinator, [
        [
          { id: buttonId('boardDraft', boardId), label: t.openDraft, style: 'primary' },
          { id: buttonId('boardApprove', boardId, board.revision), label: t.approve },
        ],
        ...(open > 0 && person.isCoordinator ? [[{ id: buttonId('objections', boardId), label: t.answerNext }]] : []),
      ]),
    });
  }
}

async function approvers(ctx: Ctx, campaignId: number) {
  const coordinators = await peopleHolding(ctx.db, 'coordinator', campaignId);
  const leaders = coordinators.length > 1 ? [] : await peopleHolding(ctx.db, 'leader', campaignId);
  const known = new Set(coordinators.map((person) => person.id));
  return [
    ...coordinators.map((person) => ({ ...person, isCoordinator: true })),
    ...leaders.filter((person) => !known.has(person.id)).map((person) => ({ ...person, isCoordinator: false })),
  ];
}

/** Loads a board somebody may change or approve. Throws UserError('boardGone' | 'notYourRole' | 'boardCampaignClosed'). */
export async function boardToHandle(ctx: ChatCtx, boardId: number, roles: ('coordinator' | 'leader')[]) {
  const board = await ctx.db.board.findUnique({ where: { id: boardId } });
  if (!board) throw new UserError('boardGone');
  if (!holds(ctx.actor, roles, board.campaignId)) throw new UserError('notYourRole');
  const campaign = await loadCampaign(ctx, board.campaignId);
  if (campaign.status !== 'active') throw new UserError('boardCampaignClosed', { campaign: campaign.name });
  return { board, campaign };
}

/** Notes the first coordinator who opens a draft as the one who checks it; a leader who looks is not one. */
export async function noteDrafter(ctx: ChatCtx, board: { id: number; campaignId: number }): Promise<void> {
  if (!holds(ctx.actor, ['coordinator'], board.campaignId)) return;
  await ctx.db.board.updateMany({
    where: { id: board.id, status: 'draft', drafterId: null },
    data: { drafterId: ctx.actor.personId },
  });
}

/** What became of a press on 审定发布. */
export type Approval = { kind: 'checked' } | { kind: 'approved'; publishOn: string } | { kind: 'published' };

/**
 * Approves a draft for its slot, or publishes it at once when the slot has passed. Two people are needed: when nobody
 * has opened the draft, the press only counts as the check. `revision` is the one the person saw. Throws UserError
 * ('boardObjectionsRunning' | 'boardObjectionsOpen' | 'boardOwnDraft' | 'boardChangedSince' | 'boardHandled' | …).
 */
export async function approveBoard(ctx: ChatCtx, boardId: number, revision: number): Promise<Approval> {
  const { board, campaign } = await boardToHandle(ctx, boardId, ['coordinator', 'leader']);
  const me = ctx.actor.personId;
  if (board.status !== 'draft') throw new UserError('boardHandled');
  if (board.revision !== revision) throw new UserError('boardChangedSince');
  if (board.objectUntil && board.objectUntil > ctx.now) {
    const until = instantWords(textsFor(ctx.actor.locale), board.objectUntil, campaign.zone);
    throw new UserError('boardObjectionsRunning', { until });
  }
  const open = await ctx.db.objection.count({ where: { boardId, status: 'open' } });
  if (open > 0) throw new UserError('boardObjectionsOpen', { count: open });
  if (board.drafterId === null && holds(ctx.actor, ['coordinator'], campaign.id)) return check(ctx, campaign, boardId);
  const edited = await ctx.db.objection.count({ where: { boardId, status: 'accepted', answeredById: me } });
  if (board.drafterId === me || edited > 0) throw new UserError('boardOwnDraft');
  const { count } = await ctx.db.board.updateMany({
    where: { id: boardId, status: 'draft', revision, drafterId: board.drafterId },
    data: { status: 'approved', approverId: me, approvedAt: ctx.now },
  });
  if (count === 0) throw new UserError('boardHandled');
  await audit(ctx, 'approveBoard', `board:${boardId}`, { revision });
  const slotPassed = board.remindedAt !== null || (board.publishOn ?? '') < todayIn(ctx, campaign);
  if (slotPassed && (await publishApproved(ctx, campaign, boardId))) return { kind: 'published' };
  return { kind: 'approved', publishOn: board.publishOn ?? todayIn(ctx, campaign) };
}

async function check(ctx: ChatCtx, campaign: CampaignView, boardId: number): Promise<Approval> {
  const { count } = await ctx.db.board.updateMany({
    where: { id: boardId, status: 'draft', drafterId: null },
    data: { drafterId: ctx.actor.personId },
  });
  // Somebody else checked it in this moment: the press may be repeated, and then approves.
  if (count === 0) throw new UserError('boardChangedSince');
  await audit(ctx, 'checkBoard', `board:${boardId}`, { campaign: campaign.id });
  return { kind: 'checked' };
}
