import { timeOf } from '../domain/calendar.js';
import type { Day } from '../domain/calendar.js';
import { periodsDue } from '../domain/boardLife.js';
import { PERIOD_KINDS, type Period } from '../domain/period.js';
import { loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';

/** What is known of a slot in which boards are made. */
export interface BoardSlot {
  campaignId: number;
  scheduledFor: Date;
  today: Day;
}

/**
 * The periods whose boards are to be made in this slot: they ended, the campaign ran in them, it makes boards of their
 * kind under this policy, and they have none yet.
 */
export async function duePeriods(ctx: Ctx, slot: BoardSlot, policy: 'direct' | 'reviewed'): Promise<Period[]> {
  const campaign = await loadCampaign(ctx, slot.campaignId);
  if (campaign.boardPolicy !== policy || campaign.status !== 'active') return [];
  const { zone, createdAt } = campaign;
  const time = timeOf(slot.scheduledFor, zone);
  const periods = periodsDue(slot.today, ctx.calendar, { time, zone, madeFrom: createdAt }).filter(
    (period) =>
      campaign.boardKinds.includes(period.kind) &&
      period.endsOn >= campaign.startsOn &&
      period.startsOn <= campaign.endsOn,
  );
  if (periods.length === 0) return [];
  const known = await ctx.db.board.findMany({
    where: { campaignId: campaign.id, periodKey: { in: periods.map((period) => period.key) } },
    select: { kind: true, periodKey: true },
  });
  return periods.filter(
    (period) => !known.some((board) => board.kind === period.kind && board.periodKey === period.key),
  );
}

/** Places of the due periods' kinds in PERIOD_KINDS: a job's ids. */
export const duePlaces = async (ctx: Ctx, slot: BoardSlot, policy: 'direct' | 'reviewed'): Promise<number[]> =>
  (await duePeriods(ctx, slot, policy)).map((period) => PERIOD_KINDS.indexOf(period.kind));

/** The due period of a kind by its place, null when it is not due any more. */
export async function duePeriodAt(
  ctx: Ctx,
  slot: BoardSlot,
  policy: 'direct' | 'reviewed',
  place: number,
): Promise<Period | null> {
  const periods = await duePeriods(ctx, slot, policy);
  return periods.find((period) => period.kind === PERIOD_KINDS[place]) ?? null;
}
