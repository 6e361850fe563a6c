import type { BoardLineChange } from '../domain/boardChange.js';
import { buttonId } from '../domain/button.js';
import { periodFromKey, type Period } from '../domain/period.js';
import { UserError } from '../domain/userError.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { boardToHandle } from './boardApproval.js';
import { changesBetween, reckonFromLedger } from './boardCompute.js';
import { postToGroups, replacePosts, retractPosts } from './boardPosts.js';
import { proposeTalks } from './formalTalks.js';
import { recompute } from './boardSave.js';
import { postsOf } from './boardView.js';
import type { CampaignView } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

type ChangeKind = 'correction' | 'withdrawal';

function periodOfBoard(board: { periodKey: string }): Period {
  const period = periodFromKey(board.periodKey);
  if (!period) throw new RangeError(`no period ${board.periodKey}`);
  return period;
}

/** What a correction of a published board would change, from the ledger as it is now. Throws UserError('boardNotPublished' | …). */
export async function correctionPreview(ctx: ChatCtx, boardId: number) {
  const { board, campaign } = await publishedBoard(ctx, boardId);
  return { boardId, periodKey: board.periodKey, ...(await previewOf(ctx, campaign, board)) };
}

async function previewOf(ctx: ChatCtx, campaign: CampaignView, board: { id: number; periodKey: string }) {
  const kept = await ctx.db.boardEntry.findMany({ where: { boardId: board.id } });
  const { lines } = await reckonFromLedger(ctx, campaign, periodOfBoard(board));
  return { changes: changesBetween(kept, lines) };
}

async function publishedBoard(ctx: ChatCtx, boardId: number) {
  const loaded = await boardToHandle(ctx, boardId, ['coordinator', 'leader']);
  if (loaded.board.status !== 'published') throw new UserError('boardNotPublished');
  return loaded;
}

/** What became of a wish to correct or withdraw: done, or waiting for the second person. */
export type ChangeResult =
  | { kind: 'asked'; people: string[] }
  | { kind: 'corrected'; changes: number; groups: number }
  | { kind: 'withdrawn'; posted: number; waiting: number };

/**
 * Corrects or withdraws a published board: under the policy `direct` at once, else once a second person agrees.
 * Throws UserError('boardNotPublished' | 'correctionNothing' | 'changeAlready' | 'changeNobody' | …).
 */
export async function askChange(
  ctx: ChatCtx,
  boardId: number,
  kind: ChangeKind,
  reason: string,
): Promise<ChangeResult> {
  const { board, campaign } = await publishedBoard(ctx, boardId);
  if (kind === 'correction' && (await previewOf(ctx, campaign, board)).changes.length === 0)
    throw new UserError('correctionNothing');
  if (campaign.boardPolicy === 'direct') return carryOut(ctx, campaign, board, kind, reason);
  const waiting = await ctx.db.boardChange.count({ where: { boardId, status: 'asked' } });
  if (waiting > 0) throw new UserError('changeAlready');
  const change = await ctx.db.boardChange.create({
    data: {
      boardId,
      revision: board.revision,
      kind,
      reason,
      lines: [],
      status: 'asked',
      askedById: ctx.actor.personId,
      createdAt: ctx.now,
    },
  });
  await audit(ctx, 'askBoardChange', `board:${boardId}`, { change: change.id, kind, reason });
  const people = [
    ...(await peopleHolding(ctx.db, 'coordinator', campaign.id)),
    ...(await peopleHolding(ctx.db, 'leader', campaign.id)),
  ].filter(
    (person, index, all) => person.id !== ctx.actor.personId && all.findIndex((p) => p.id === person.id) === index,
  );
  if (people.length === 0) throw new UserError('changeNobody');
  for (const person of people) {
    const t = textsFor(person.locale).boardLife;
    await enqueueToPerson(ctx, campaign.id, person.id, {
      key: `boardChange:${change.id}:${person.id}`,
      kind: 'notice',
      urgent: true,
      subject: `boardChange:${change.id}`,
      message: t.changeAsked({ periodKey: board.periodKey, kind, reason, by: ctx.actor.name }, [
        [
          { id: buttonId('boardChange', change.id, 'yes'), label: t.agree, style: 'primary' },
          { id: buttonId('boardChange', change.id, 'no'), label: t.disagree },
        ],
      ]),
    });
  }
  return { kind: 'asked', people: people.map((person) => person.name) };
}

/** The second person's word on a change. Throws UserError('changeGone' | 'changeOwn' | 'changeHandled' | …). */
export async function decideChange(ctx: ChatCtx, changeId: number, agreed: boolean): Promise<ChangeResult | null> {
  const change = await ctx.db.boardChange.findUnique({ where: { id: changeId } });
  if (!change) throw new UserError('changeGone');
  const { board, campaign } = await boardToHandle(ctx, change.boardId, ['coordinator', 'leader']);
  if (change.status !== 'asked') throw new UserError('changeHandled');
  if (change.askedById === ctx.actor.personId) throw new UserError('changeOwn');
  const { count } = await ctx.db.boardChange.updateMany({
    where: { id: changeId, status: 'asked' },
    data: { status: agreed ? 'done' : 'refused', decidedById: ctx.actor.personId, decidedAt: ctx.now },
  });
  if (count === 0) throw new UserError('changeHandled');
  await audit(ctx, agreed ? 'agreeBoardChange' : 'refuseBoardChange', `board:${board.id}`, { change: changeId });
  await tellAsker(ctx, campaign, change, agreed);
  if (!agreed) return null;
  if (board.status !== 'published') throw new UserError('boardNotPublished');
  return carryOut(ctx, campaign, board, change.kind as ChangeKind, change.reason);
}

async function tellAsker(
  ctx: ChatCtx,
  campaign: CampaignView,
  change: { id: number; kind: string; askedById: number | null; boardId: number },
  agreed: boolean,
): Promise<void> {
  const asker = change.askedById === null ? null : await ctx.db.person.findUnique({ where: { id: change.askedById } });
  if (!asker) return;
  const t = textsFor(asker.locale).boardLife;
  await enqueueToPerson(ctx, campaign.id, asker.id, {
    key: `boardChangeDone:${change.id}`,
    kind: 'notice',
    subject: `boardChange:${change.id}`,
    message: t.changeDecided(change.kind, agreed, ctx.actor.name, [
      [{ id: buttonId('boardPosts', change.boardId), label: t.counts }],
    ]),
  });
}

interface PublishedBoard {
  id: number;
  revision: number;
  periodKey: string;
}

function carryOut(
  ctx: ChatCtx,
  campaign: CampaignView,
  board: PublishedBoard,
  kind: ChangeKind,
  reason: string,
): Promise<ChangeResult> {
  return kind === 'correction' ? correct(ctx, campaign, board, reason) : withdraw(ctx, campaign, board, reason);
}

async function correct(
  ctx: ChatCtx,
  campaign: CampaignView,
  board: PublishedBoard,
  reason: string,
): Promise<ChangeResult> {
  const t = textsFor(undefined);
  const changes: BoardLineChange[] = await recompute(ctx, campaign, board, periodOfBoard(board), {
    kind: 'correction',
    reason,
  });
  const version = `r${board.revision + 1}:`;
  await replacePosts(ctx, board.id, version, postsOf(ctx, campaign, board.id, t));
  const groups = await postToGroups(
    ctx,
    campaign,
    board.id,
    async (scope) => {
      // A limited group hears of its own units; nothing when they stand as before.
      const seen = changes.filter((each) => scope?.unitIds.includes(each.unitId) ?? true);
      return scope && seen.length === 0 ? null : t.boardLife.corrected(board.periodKey, reason, seen);
    },
    version,
  );
  await proposeTalks(ctx, campaign, board.id);
  return { kind: 'corrected', changes: changes.length, groups };
}

async function withdraw(
  ctx: ChatCtx,
  campaign: CampaignView,
  board: PublishedBoard,
  reason: string,
): Promise<ChangeResult> {
  const { count } = await ctx.db.board.updateMany({
    where: { id: board.id, status: 'published' },
    data: { status: 'withdrawn', withdrawnAt: ctx.now },
  });
  if (count === 0) throw new UserError('boardNotPublished');
  const { boardLife } = textsFor(undefined);
  const result = await retractPosts(
    ctx,
    board.id,
    boardLife.retracted(reason),
    boardLife.withdrawn(board.periodKey, reason),
  );
  await audit(ctx, 'withdrawBoard', `board:${board.id}`, { campaign: campaign.id, reason, ...result });
  return { kind: 'withdrawn', ...result };
}
