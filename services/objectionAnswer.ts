import { buttonId } from '../domain/button.js';
import { UserError } from '../domain/userError.js';
import { periodFromKey } from '../domain/period.js';
import { audit } from './audit.js';
import { boardToHandle } from './boardApproval.js';
import { tellUnits } from './boardDraft.js';
import { recompute } from './boardSave.js';
import type { CampaignView } from './campaignRules.js';
import type { ChatCtx } from './context.js';
import { objectionCard } from './objections.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/**
 * Answers an objection in words. Accepted: the record is taken out of scoring with a trace and the draft is reckoned
 * anew; every unit whose own line changed hears of it. The conditional update decides between two who answer.
 * Throws UserError('objectionGone' | 'objectionHandled' | 'boardHandled' | 'boardCampaignClosed' | 'notYourRole').
 */
export async function answerObjection(
  ctx: ChatCtx,
  objectionId: number,
  accepted: boolean,
  answer: string,
): Promise<{ unit: string; changed: number }> {
  const card = await objectionCard(ctx, objectionId);
  const { board, campaign } = await boardToHandle(ctx, card.boardId, ['coordinator']);
  if (board.status !== 'draft') throw new UserError('boardHandled');
  const { count } = await ctx.db.objection.updateMany({
    where: { id: objectionId, status: 'open' },
    data: {
      status: accepted ? 'accepted' : 'rejected',
      answer,
      answeredById: ctx.actor.personId,
      answeredAt: ctx.now,
    },
  });
  if (count === 0) throw new UserError('objectionHandled');
  await audit(ctx, accepted ? 'acceptObjection' : 'rejectObjection', `objection:${objectionId}`, {
    board: board.id,
    answer,
  });
  const changed = accepted ? await takeOut(ctx, campaign, board, objectionId) : [];
  await tellAuthor(ctx, campaign, { ...card, accepted, answer });
  // The author's unit hears the answer itself; the others only when their own points or list moved.
  const others = changed.filter(
    (each) =>
      each.unitId !== card.unitId && (each.from.totalCenti !== each.to.totalCenti || each.from.list !== each.to.list),
  );
  if (others.length > 0)
    await tellUnits(
      ctx,
      board.id,
      'ownLineChanged',
      others.map((each) => each.unitId),
    );
  return { unit: card.unit, changed: changed.length };
}

async function takeOut(
  ctx: ChatCtx,
  campaign: CampaignView,
  board: { id: number; revision: number; endsOn: string; periodKey: string },
  objectionId: number,
) {
  const row = await ctx.db.objection.findUniqueOrThrow({ where: { id: objectionId } });
  const { recordKind, recordId } = row;
  if (recordKind === 'honour' || recordKind === 'fault')
    await ctx.db.scoreCredit.updateMany({
      where: { id: recordId, status: 'confirmed' },
      data: { status: 'withdrawn', decidedById: ctx.actor.personId, decidedAt: ctx.now },
    });
  else {
    const record = { campaignId: campaign.id, recordKind, recordId, throughOn: board.endsOn };
    await ctx.db.scoreExclusion.upsert({
      where: { campaignId_recordKind_recordId_throughOn: record },
      create: { ...record, unitId: row.unitId, objectionId, createdAt: ctx.now },
      update: {},
    });
  }
  const period = periodFromKey(board.periodKey);
  if (!period) throw new RangeError(`no period ${board.periodKey}`);
  return recompute(ctx, campaign, board, period, { kind: 'objection', reason: row.point });
}

async function tellAuthor(
  ctx: ChatCtx,
  campaign: CampaignView,
  card: Awaited<ReturnType<typeof objectionCard>> & { accepted: boolean },
): Promise<void> {
  const row = await ctx.db.objection.findUniqueOrThrow({ where: { id: card.objectionId } });
  const author = await ctx.db.person.findUnique({ where: { id: row.authorId } });
  const entry = await ctx.db.boardEntry.findUnique({
    where: { boardId_unitId: { boardId: row.boardId, unitId: row.unitId } },
  });
  if (!author || !entry) return;
  const t = textsFor(author.locale).boardLife;
  await enqueueToPerson(ctx, campaign.id, author.id, {
    key: `objectionAnswer:${row.id}`,
    kind: 'notice',
    subject: `boardDraft:${row.boardId}`,
    message: t.objectionAnswered(
      { ...card, by: ctx.actor.name, totalCenti: entry.totalCenti, place: entry.place, list: entry.list },
      [[{ id: buttonId('boardLine', row.boardId, row.unitId), label: t.reasons }]],
    ),
  });
}
