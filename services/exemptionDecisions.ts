import { EXEMPTIBLE } from '../domain/exemption.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { audit } from './audit.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { decidableExemption, type ExemptionRow, loadExemption } from './exemptions.js';
import { dropMootExtensions } from './extensions.js';
import { enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/**
 * Approves: the item or milestone is out of scoring from now on, visibly; what was asked for about it is dropped, and
 * undecided extensions with it. Throws UserError like decidableExemption, and 'exemptionMoot'.
 */
export async function approveExemption(ctx: ChatCtx, id: number): Promise<{ itemNo: string }> {
  const row = await decidableExemption(ctx, id);
  const formerStatus = row.milestone?.status ?? row.item.status;
  await decide(ctx, row, 'approved', '', formerStatus);
  const exempted = row.milestone
    ? await ctx.db.milestone.updateMany({
        where: { id: row.milestone.id, status: { in: EXEMPTIBLE.filter((each) => each === formerStatus) } },
        data: { status: 'exempt' },
      })
    : await ctx.db.item.updateMany({ where: { id: row.itemId, status: 'open' }, data: { status: 'exempt' } });
  // Reported or closed meanwhile: it is judged by what was done.
  if (exempted.count === 0) throw new UserError('exemptionMoot', { itemNo: row.item.itemNo });
  if (!row.milestone)
    await ctx.db.reportRequest.updateMany({
      where: { itemId: row.itemId, status: 'open' },
      data: { status: 'dropped' },
    });
  await dropMootExtensions(ctx, row.itemId);
  await tell(ctx, row, 'approved', '');
  return { itemNo: row.item.itemNo };
}

/** Refuses, with a reason for the one who asked. Throws UserError like decidableExemption. */
export async function refuseExemption(ctx: ChatCtx, id: number, note: string): Promise<{ itemNo: string }> {
  const row = await decidableExemption(ctx, id);
  await decide(ctx, row, 'refused', note, null);
  await tell(ctx, row, 'refused', note);
  return { itemNo: row.item.itemNo };
}

/** An exemption in force, for a coordinator or administrator. Throws UserError('exemptionGone' | 'exemptionOver' | 'notYourApproval'). */
export async function revocable(ctx: ChatCtx, id: number): Promise<ExemptionRow> {
  const row = await loadExemption(ctx, id);
  if (!row) throw new UserError('exemptionGone');
  if (!holds(ctx.actor, ['coordinator', 'administrator'], row.item.campaignId)) throw new UserError('notYourApproval');
  if (row.status !== 'approved') throw new UserError('exemptionOver', { itemNo: row.item.itemNo });
  return row;
}

/** Takes an exemption back, with a reason: the item or milestone counts again as it did before. */
export async function revokeExemption(ctx: ChatCtx, id: number, reason: string): Promise<{ itemNo: string }> {
  const row = await revocable(ctx, id);
  const campaign = await loadCampaign(ctx, row.item.campaignId);
  const { count } = await ctx.db.exemption.updateMany({
    where: { id, status: 'approved' },
    data: {
      status: 'revoked',
      openKey: null,
      revokerId: ctx.actor.personId,
      revokedOn: todayIn(ctx, campaign),
      revokeReason: reason,
    },
  });
  if (count === 0) throw new UserError('exemptionOver', { itemNo: row.item.itemNo });
  const status = row.formerStatus ?? 'open';
  if (row.milestone)
    await ctx.db.milestone.updateMany({ where: { id: row.milestone.id, status: 'exempt' }, data: { status } });
  else await ctx.db.item.updateMany({ where: { id: row.itemId, status: 'exempt' }, data: { status } });
  // What it excused is chased again from where it stood.
  await ctx.db.reportRequest.updateMany({
    where: { itemId: row.itemId, status: 'open', excuse: 'exemption' },
    data: { excuse: null },
  });
  await audit(ctx, 'exemption.revoked', `exemption:${id}`, { item: row.itemId, reason });
  await tell(ctx, row, 'revoked', reason);
  return { itemNo: row.item.itemNo };
}

/** Takes the decision: the conditional update decides between two approvers at the same moment. */
async function decide(ctx: ChatCtx, row: ExemptionRow, status: string, note: string, formerStatus: string | null) {
  const campaign = await loadCampaign(ctx, row.item.campaignId);
  const { count } = await ctx.db.exemption.updateMany({
    where: { id: row.id, status: 'pending' },
    data: {
      status,
      note,
      formerStatus,
      deciderId: ctx.actor.personId,
      decidedOn: todayIn(ctx, campaign),
      ...(status === 'approved' ? {} : { openKey: null }),
    },
  });
  if (count === 0) throw new UserError('exemptionDecided', { itemNo: row.item.itemNo });
  await audit(ctx, `exemption.${status}`, `exemption:${row.id}`, { item: row.itemId, milestone: row.milestoneId });
}

/** Tells the one who asked; of a revocation also the unit's heads, since the item counts against them again. */
async function tell(
  ctx: ChatCtx,
  row: ExemptionRow,
  step: 'approved' | 'refused' | 'revoked',
  note: string,
): Promise<void> {
  const { campaignId } = row.item;
  const heads =
    step === 'refused'
      ? []
      : await ctx.db.roleGrant.findMany({
          where: { campaignId, role: { in: ['unitHead', 'liaison'] }, unitId: row.item.leadUnitId },
          select: { personId: true },
        });
  const ids = [...new Set([row.applicantId, ...heads.map((grant) => grant.personId)])];
  for (const personId of ids) {
    if (personId === ctx.actor.personId) continue;
    const person = await ctx.db.person.findUniqueOrThrow({ where: { id: personId } });
    const t = textsFor(person.locale);
    await enqueueToPerson(ctx, campaignId, personId, {
      key: `exemption:${row.id}:${step}:${personId}`,
      kind: 'notice',
      subject: `exemption:${row.id}`,
      message: t.exemption.told(step, {
        itemNo: row.item.itemNo,
        title: row.item.title,
        name: row.milestone?.name ?? null,
        by: ctx.actor.name,
        note,
      }),
    });
  }
}

/** Exemptions of a unit that were in force at some time from one day through another, for showing beside its score. */
export async function exemptionsShown(
  ctx: Ctx,
  campaignId: number,
  unitId: number,
  { startsOn, endsOn }: { startsOn: string; endsOn: string },
): Promise<{ itemNo: string; name: string | null; basisKind: string; basis: string }[]> {
  const rows = await ctx.db.exemption.findMany({
    where: {
      item: { campaignId, leadUnitId: unitId },
      OR: [
        { status: 'approved', decidedOn: { lte: endsOn } },
        { status: 'revoked', decidedOn: { lte: endsOn }, revokedOn: { gte: startsOn } },
      ],
    },
    include: { item: { select: { itemNo: true } }, milestone: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ item, milestone, basisKind, basis }) => ({
    itemNo: item.itemNo,
    name: milestone?.name ?? null,
    basisKind,
    basis,
  }));
}
