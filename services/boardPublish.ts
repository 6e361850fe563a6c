import type { Period } from '../domain/period.js';
import type { Day } from '../domain/calendar.js';
import { buttonId } from '../domain/button.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { postToGroups } from './boardPosts.js';
import { saveBoard } from './boardSave.js';
import { postsOf } from './boardView.js';
import { type CampaignView, loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';
import { proposeTalks } from './formalTalks.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** Policy `direct`: reckons a period's board and posts it to the campaign's groups at once. */
export async function publishDirectly(ctx: Ctx, campaignId: number, period: Period): Promise<void> {
  const campaign = await loadCampaign(ctx, campaignId);
  const { boardId, ranked } = await saveBoard(ctx, campaign, period, { status: 'published', publishedAt: ctx.now });
  // A period in which nothing could be judged has no ranking to show.
  if (ranked > 0) await announce(ctx, campaign, boardId);
}

/** Approved boards whose slot has come, and drafts whose slot passed without approval and nobody was told. */
export async function boardsAtSlot(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const rows = await ctx.db.board.findMany({
    where: {
      campaignId,
      publishOn: { lte: today },
      OR: [{ status: 'approved' }, { status: 'draft', remindedAt: null }],
    },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Publishes an approved board; a draft that nobody approved stays unpublished, and the coordinators are told once. */
export async function publishAtSlot(ctx: Ctx, campaignId: number, boardId: number): Promise<void> {
  const campaign = await loadCampaign(ctx, campaignId);
  if (campaign.status !== 'active') return;
  if (await publishApproved(ctx, campaign, boardId)) return;
  const { count } = await ctx.db.board.updateMany({
    where: { id: boardId, status: 'draft', remindedAt: null },
    data: { remindedAt: ctx.now },
  });
  if (count === 0) return;
  const board = await ctx.db.board.findUniqueOrThrow({ where: { id: boardId } });
  for (const person of await peopleHolding(ctx.db, 'coordinator', campaignId)) {
    const t = textsFor(person.locale).boardLife;
    await enqueueToPerson(ctx, campaignId, person.id, {
      key: `boardLate:${boardId}:${person.id}`,
      kind: 'notice',
      urgent: true,
      subject: `boardDraft:${boardId}`,
      message: t.notApproved(board.periodKey, [
        [
          { id: buttonId('boardDraft', boardId), label: t.openDraft },
          { id: buttonId('boardApprove', boardId, board.revision), label: t.approve, style: 'primary' },
        ],
      ]),
    });
  }
}

/** Posts an approved board; the conditional update decides between two that publish. @returns whether it was posted now */
export async function publishApproved(ctx: Ctx, campaign: CampaignView, boardId: number): Promise<boolean> {
  const { count } = await ctx.db.board.updateMany({
    where: { id: boardId, status: 'approved' },
    data: { status: 'published', publishedAt: ctx.now },
  });
  if (count === 1) await announce(ctx, campaign, boardId);
  return count === 1;
}

async function announce(ctx: Ctx, campaign: CampaignView, boardId: number): Promise<void> {
  const groups = await postToGroups(ctx, campaign, boardId, postsOf(ctx, campaign, boardId, textsFor(undefined)));
  await audit(ctx, 'publishBoard', `board:${boardId}`, { groups });
  await proposeTalks(ctx, campaign, boardId);
}
