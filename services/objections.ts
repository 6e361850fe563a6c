import type { StoredFile } from '../domain/message.js';
import { type Grant, holds } from '../domain/roles.js';
import type { ScoreEvidence } from '../domain/score.js';
import { UserError } from '../domain/userError.js';
import { peopleHolding } from '../prisma/store/people.js';
import { buttonId } from '../domain/button.js';
import { audit } from './audit.js';
import { loadEntries, pointsOf } from './boardView.js';
import { type CampaignView, loadCampaign } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';
import { instantWords } from './texts/instants.js';

/** A point of a unit's line that may be contested. */
export interface Point {
  record: ScoreEvidence;
  words: string;
}

const speaksFor = (grants: readonly Grant[], campaignId: number, unitId: number) =>
  grants.some(
    (grant) =>
      (grant.role === 'liaison' || grant.role === 'unitHead') &&
      grant.unitId === unitId &&
      (grant.campaignId === null || grant.campaignId === campaignId),
  );

/**
 * The points that a unit's head or liaison may contest on a draft. Throws UserError('boardGone' | 'notYourUnit' |
 * 'boardCampaignClosed' | 'objectionLate' | 'objectionNothing').
 */
export async function objectionStart(ctx: ChatCtx, boardId: number, unitId: number) {
  const { board, campaign, entry } = await openFor(ctx, boardId, unitId);
  const t = textsFor(ctx.actor.locale);
  const points = pointsOf(entry)
    .filter((each) => each.points < 0)
    .map(
      (each): Point => ({
        record: each.evidence,
        words: t.board.reason({ dimension: each.dimension, centi: each.points, reason: each.reason }),
      }),
    );
  if (points.length === 0) throw new UserError('objectionNothing');
  return { boardId, unitId, periodKey: board.periodKey, unit: entry.unitName, points, campaign };
}

async function openFor(ctx: ChatCtx, boardId: number, unitId: number) {
  const board = await loadEntries(ctx, boardId);
  const entry = board.entries.find((each) => each.unitId === unitId);
  if (!entry || !speaksFor(ctx.actor.grants, board.campaignId, unitId)) throw new UserError('notYourUnit');
  const campaign = await loadCampaign(ctx, board.campaignId);
  if (campaign.status !== 'active') throw new UserError('boardCampaignClosed', { campaign: campaign.name });
  if (board.status !== 'draft' || !board.objectUntil || ctx.now >= board.objectUntil) {
    const until = board.objectUntil ? instantWords(textsFor(ctx.actor.locale), board.objectUntil, campaign.zone) : '';
    throw new UserError(until === '' ? 'objectionNever' : 'objectionLate', { until });
  }
  return { board, campaign, entry };
}

/** Contests one point; the coordinators are told. One objection to a point; throws UserError('objectionAlready' | …). */
export async function raiseObjection(
  ctx: ChatCtx,
  input: { boardId: number; unitId: number; point: Point; reason: string; file: StoredFile | null },
): Promise<void> {
  const { board, campaign, entry } = await openFor(ctx, input.boardId, input.unitId);
  const { kind: recordKind, id: recordId } = input.point.record;
  if (!pointsOf(entry).some(({ evidence }) => evidence.kind === recordKind && evidence.id === recordId))
    throw new UserError('objectionPointGone');
  const where = { boardId: board.id, unitId: input.unitId, recordKind, recordId };
  const known = await ctx.db.objection.findUnique({ where: { boardId_unitId_recordKind_recordId: where } });
  if (known) throw new UserError('objectionAlready');
  const row = await ctx.db.objection.create({
    data: {
      ...where,
      point: input.point.words,
      reason: input.reason,
      ...(input.file ? { file: { ...input.file } } : {}),
      authorId: ctx.actor.personId,
      createdAt: ctx.now,
    },
  });
  await audit(ctx, 'object', `board:${board.id}`, { objection: row.id, unit: input.unitId });
  await tellCoordinators(ctx, campaign, {
    objectionId: row.id,
    boardId: board.id,
    periodKey: board.periodKey,
    unit: entry.unitShort,
    point: row.point,
    reason: row.reason,
  });
}

async function tellCoordinators(
  ctx: ChatCtx,
  campaign: CampaignView,
  row: { objectionId: number; boardId: number; periodKey: string; unit: string; point: string; reason: string },
): Promise<void> {
  for (const person of await peopleHolding(ctx.db, 'coordinator', campaign.id)) {
    const t = textsFor(person.locale).boardLife;
    await enqueueToPerson(ctx, campaign.id, person.id, {
      key: `objection:${row.objectionId}:${person.id}`,
      kind: 'notice',
      urgent: true,
      subject: `boardDraft:${row.boardId}`,
      message: t.objectionRaised({ ...row, author: ctx.actor.name }, [
        [{ id: buttonId('objection', row.objectionId), label: t.handle, style: 'primary' }],
      ]),
    });
  }
}

/** An objection as a coordinator reads it. Throws UserError('objectionGone' | 'notYourRole'). */
export async function objectionCard(ctx: ChatCtx, objectionId: number) {
  const row = await ctx.db.objection.findUnique({ where: { id: objectionId }, include: { board: true } });
  if (!row) throw new UserError('objectionGone');
  if (!holds(ctx.actor, ['coordinator'], row.board.campaignId)) throw new UserError('notYourRole');
  const entry = await ctx.db.boardEntry.findUnique({
    where: { boardId_unitId: { boardId: row.boardId, unitId: row.unitId } },
  });
  const author = await ctx.db.person.findUnique({ where: { id: row.authorId }, select: { name: true } });
  const file = row.file as { name?: string } | null;
  return {
    objectionId,
    boardId: row.boardId,
    unitId: row.unitId,
    status: row.status,
    periodKey: row.board.periodKey,
    unit: entry?.unitName ?? '',
    point: row.point,
    reason: row.reason,
    answer: row.answer,
    author: author?.name ?? '',
    file: file?.name ?? null,
  };
}

/** The oldest open objections of the person's campaign, of one board when it is named; null when there is none. */
export async function nextObjection(ctx: ChatCtx, campaignId: number, boardId?: number): Promise<number | null> {
  const row = await ctx.db.objection.findFirst({
    where: { status: 'open', board: { campaignId, ...(boardId === undefined ? {} : { id: boardId }) } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return row?.id ?? null;
}
