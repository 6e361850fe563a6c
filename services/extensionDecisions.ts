import type { Day } from '../domain/calendar.js';
import { nextSteps } from '../domain/extension.js';
import { actsFor, holds, unitsOf } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { type ExtensionRow, loadExtension, tellApplicant, tellCoordinators } from './extensionNotices.js';

/** A request that the actor may decide now, and as what. */
export interface Decidable {
  row: ExtensionRow;
  campaign: CampaignView;
  by: 'unitHead' | 'coordinator';
  /** What a yes leads to. */
  onYes: string;
}

/**
 * Loads a request for the one whose word is next. Throws UserError('extensionGone' | 'extensionDecided' |
 * 'extensionOwn' | 'notYourApproval').
 */
export async function decidable(ctx: ChatCtx, id: number): Promise<Decidable> {
  const row = await loadExtension(ctx, id);
  if (!row) throw new UserError('extensionGone');
  const { item } = row.milestone;
  const campaign = await loadCampaign(ctx, item.campaignId);
  const isHead = unitsOf(ctx.actor, ['unitHead'], campaign.id).includes(row.unitId);
  const isCoordinator = holds(ctx.actor, ['coordinator'], campaign.id);
  const steps = nextSteps(row.status, row.fromOn, todayIn(ctx, campaign));
  if (!isHead && !isCoordinator) throw new UserError('notYourApproval');
  const step = steps.find(({ by }) => (by === 'unitHead' ? isHead : isCoordinator));
  if (!step)
    // The head has spoken already, somebody has decided, or it is not this person's turn yet.
    throw new UserError(row.status === 'pending' ? 'notYourApproval' : 'extensionDecided', { itemNo: item.itemNo });
  if (row.applicantId === ctx.actor.personId) throw new UserError('extensionOwn');
  return { row, campaign, ...step };
}

/** Agrees. The head's word passes it on; the coordinator's changes the due date. Throws UserError like decidable. */
export async function approveExtension(
  ctx: ChatCtx,
  id: number,
): Promise<{ itemNo: string; toOn: Day; step: 'endorsed' | 'approved'; applicant: string }> {
  const found = await decidable(ctx, id);
  const { row, campaign, by } = found;
  const applicant = row.applicant?.name ?? '';
  const { itemNo } = row.milestone.item;
  const detail = { by: ctx.actor.name, note: '', mayAskAgain: false };
  if (by === 'unitHead') {
    await claim(ctx, found, 'endorsed', '');
    await tellCoordinators(ctx, campaign, id, [row.applicantId]);
    await tellApplicant(ctx, campaign, row, 'endorsed', detail);
    return { itemNo, toOn: row.toOn, step: 'endorsed', applicant };
  }
  await claim(ctx, found, 'approved', '');
  await extend(ctx, row);
  await moveExcuses(ctx, row.milestone.itemId, 'extensionApproved');
  await tellApplicant(ctx, campaign, row, 'approved', detail);
  return { itemNo, toOn: row.toOn, step: 'approved', applicant };
}

/** Refuses, with a reason for the one who asked. The due date stays, and what was held back goes on. */
export async function refuseExtension(ctx: ChatCtx, id: number, note: string): Promise<{ itemNo: string }> {
  const found = await decidable(ctx, id);
  const { row, campaign } = found;
  await claim(ctx, found, 'refused', note);
  await moveExcuses(ctx, row.milestone.itemId, null);
  const mayAskAgain = todayIn(ctx, campaign) <= row.fromOn;
  await tellApplicant(ctx, campaign, row, 'refused', { by: ctx.actor.name, note, mayAskAgain });
  return { itemNo: row.milestone.item.itemNo };
}

/** Takes the decision: the conditional update decides between two approvers at the same moment. */
async function claim(ctx: ChatCtx, found: Decidable, status: string, note: string): Promise<void> {
  const { row, campaign, by } = found;
  const today = todayIn(ctx, campaign);
  const personId = ctx.actor.personId;
  const data =
    by === 'unitHead'
      ? { headId: personId, headOn: today, ...(status === 'refused' ? { deciderId: personId, decidedOn: today } : {}) }
      : { deciderId: personId, decidedOn: today };
  const { count } = await ctx.db.extension.updateMany({
    where: { id: row.id, status: row.status },
    data: { status, note, ...data, ...(status === 'endorsed' ? {} : { openMilestoneId: null }) },
  });
  if (count === 0) throw new UserError('extensionDecided', { itemNo: row.milestone.item.itemNo });
  const behalf = by === 'unitHead' ? actsFor(ctx.actor, ['unitHead'], row.unitId, campaign.id) : null;
  await audit(ctx, `extension.${status}`, `extension:${row.id}`, {
    milestone: row.milestoneId,
    by,
    ...(note === '' ? {} : { note }),
    ...(behalf ? { onBehalfOf: behalf.personId } : {}),
  });
}

/** Moves the due date. originalDueOn stays for ever; the item's own due date follows its last milestone. */
async function extend(ctx: Ctx, row: ExtensionRow): Promise<void> {
  const { count } = await ctx.db.milestone.updateMany({
    where: { id: row.milestoneId, status: { in: ['open', 'claimed'] }, dueOn: row.fromOn },
    data: { dueOn: row.toOn },
  });
  // Reached, exempt or moved meanwhile: there is nothing left to extend.
  if (count === 0) throw new UserError('extensionMoot', { itemNo: row.milestone.item.itemNo });
  const last = await ctx.db.milestone.findFirst({
    where: { itemId: row.milestone.itemId },
    orderBy: { position: 'desc' },
    select: { dueOn: true },
  });
  if (last) await ctx.db.item.update({ where: { id: row.milestone.itemId }, data: { dueOn: last.dueOn } });
}

/** What the request excused while it was undecided: kept under the new name, or chased again from where it stood. */
async function moveExcuses(ctx: Ctx, itemId: number, excuse: string | null): Promise<void> {
  await ctx.db.reportRequest.updateMany({
    where: { itemId, status: 'open', excuse: 'extensionAsked' },
    data: { excuse },
  });
}
