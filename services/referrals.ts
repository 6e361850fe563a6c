import { type Day, dayOf } from '../domain/calendar.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { namesOf } from '../prisma/store/commitments.js';
import { campaignOf } from './access.js';
import { audit } from './audit.js';
import { type CampaignView, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';

/** An item and the unit that was chased for it in vain up to the ladder's last rung. */
export interface ReferralRow {
  itemId: number;
  unitId: number;
  itemNo: string;
  title: string;
  unit: string;
  /** The unit only supports the item: its part was asked for. */
  supports: boolean;
  /** When the last rung was first reached since a person last decided. */
  sinceOn: Day;
  /** Rounds in which it was. */
  rounds: number;
  /** The newest chase record: what a decision covers. */
  throughId: number;
  /** The day of the last answer, when nothing of it stands open any more. */
  answeredOn: Day | null;
  /** closed, exempt …, as the item is now. */
  status: string;
}

/**
 * 移送清单: what was chased in vain past the ladder and nobody has decided about since, longest first. An answer that came
 * later takes nothing off it: a person does, with a reason.
 */
export async function referralRows(
  ctx: Pick<Ctx, 'db'>,
  campaignId: number,
  only?: { itemId: number; unitId: number },
): Promise<ReferralRow[]> {
  const records = await ctx.db.chaseRecord.findMany({
    where: {
      rung: 'referral',
      reason: '',
      request: { item: { campaignId }, ...(only ? { itemId: only.itemId, unitId: only.unitId } : {}) },
    },
    include: { request: { include: { item: true, unit: { select: { shortName: true } } } } },
    orderBy: { id: 'asc' },
  });
  if (records.length === 0) return [];
  const decided = await ctx.db.referral.findMany({ where: { campaignId }, orderBy: { throughId: 'asc' } });
  const through = new Map(decided.map((each) => [`${each.itemId}:${each.unitId}`, each.throughId]));
  const rows = new Map<string, ReferralRow & { open: boolean }>();
  for (const { id, on, request } of records) {
    const key = `${request.itemId}:${request.unitId}`;
    if (id <= (through.get(key) ?? 0)) continue;
    const { item, unit, reportedOn } = request;
    const known = rows.get(key);
    if (known) {
      known.rounds++;
      known.throughId = id;
      known.open ||= request.status === 'open';
      if (reportedOn && reportedOn > (known.answeredOn ?? '')) known.answeredOn = reportedOn;
    } else
      rows.set(key, {
        itemId: item.id,
        unitId: request.unitId,
        itemNo: item.itemNo,
        title: item.title,
        unit: unit.shortName,
        supports: request.part === 'supporting',
        sinceOn: on,
        rounds: 1,
        throughId: id,
        answeredOn: reportedOn,
        status: item.status,
        open: request.status === 'open',
      });
  }
  return [...rows.values()].map(({ open, ...row }) => ({ ...row, answeredOn: open ? null : row.answeredOn }));
}

/** What people decided so far, newest first. */
export async function decidedReferrals(ctx: Pick<Ctx, 'db'>, campaign: CampaignView) {
  const rows = await ctx.db.referral.findMany({ where: { campaignId: campaign.id }, orderBy: { id: 'desc' } });
  const items = await ctx.db.item.findMany({
    where: { id: { in: rows.map((row) => row.itemId) } },
    select: { id: true, itemNo: true, title: true },
  });
  const units = await ctx.db.unit.findMany({
    where: { id: { in: rows.map((row) => row.unitId) } },
    select: { id: true, shortName: true },
  });
  const names = await namesOf(
    ctx.db,
    rows.map((row) => row.byId),
  );
  return rows.map(({ itemId, unitId, outcome, handedTo, handedOn, reason, createdAt, byId }) => {
    const item = items.find(({ id }) => id === itemId);
    return {
      itemNo: item?.itemNo ?? '',
      title: item?.title ?? '',
      unit: units.find(({ id }) => id === unitId)?.shortName ?? '',
      outcome,
      on: handedOn ?? dayOf(createdAt, campaign.zone),
      words: outcome === 'handedOver' ? handedTo : reason,
      by: names.get(byId ?? 0) ?? '',
    };
  });
}

/** The list for the coordinator's campaign, with how many were handed over before. */
export async function referralList(
  ctx: ChatCtx,
): Promise<{ campaign: CampaignView; rows: ReferralRow[]; handedOver: number }> {
  const campaign = await campaignOf(ctx, ['coordinator']);
  return {
    campaign,
    rows: await referralRows(ctx, campaign.id),
    handedOver: await ctx.db.referral.count({ where: { campaignId: campaign.id, outcome: 'handedOver' } }),
  };
}

/** One row of the list. Throws UserError('referralGone') when it is not on it, or not the coordinator's to see. */
export async function referralRow(
  ctx: ChatCtx,
  itemId: number,
  unitId: number,
): Promise<ReferralRow & { campaignId: number }> {
  const item = await ctx.db.item.findUnique({ where: { id: itemId }, select: { campaignId: true } });
  if (!item || !holds(ctx.actor, ['coordinator'], item.campaignId)) throw new UserError('referralGone');
  const [row] = await referralRows(ctx, item.campaignId, { itemId, unitId });
  if (!row) throw new UserError('referralGone');
  return { ...row, campaignId: item.campaignId };
}

/** What a person decided: handed over to whom and when, or taken off the list and why. */
export type ReferralDecision =
  | { outcome: 'handedOver'; handedTo: string; handedOn: Day }
  | { outcome: 'removed'; reason: string };

/**
 * Puts a decision on record, about everything the coordinator saw (`throughId`). Nothing is sent to anybody. Throws
 * UserError('referralGone' | 'referralChanged' | 'referralTooEarly').
 */
export async function decideReferral(
  ctx: ChatCtx,
  { itemId, unitId, throughId }: { itemId: number; unitId: number; throughId: number },
  decision: ReferralDecision,
): Promise<{ itemNo: string; unit: string }> {
  const row = await referralRow(ctx, itemId, unitId);
  if (row.throughId !== throughId) throw new UserError('referralChanged');
  if (decision.outcome === 'handedOver') {
    const campaign = await loadCampaign(ctx, row.campaignId);
    if (decision.handedOn < row.sinceOn || decision.handedOn > todayIn(ctx, campaign))
      throw new UserError('referralDay', { from: row.sinceOn });
  }
  await ctx.db.referral.create({
    data: {
      campaignId: row.campaignId,
      itemId,
      unitId,
      throughId,
      ...decision,
      byId: ctx.actor.personId,
      createdAt: ctx.now,
    },
  });
  await audit(ctx, decision.outcome === 'handedOver' ? 'handOverReferral' : 'removeReferral', `item:${itemId}`, {
    unit: unitId,
    ...decision,
  });
  return { itemNo: row.itemNo, unit: row.unit };
}
