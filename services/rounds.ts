import { roundFor } from '../domain/reportRound.js';
import { SUPERVISION_CLASSES, type SupervisionClass } from '../domain/ledger.js';
import type { Day } from '../domain/calendar.js';
import { insertRequests, type NewRequest } from '../prisma/store/reportRequests.js';
import { type CampaignView, loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';
import { effectiveStandIns } from './duty.js';

/** The round that is open for a class on a day, null when none is. */
function openRound(ctx: Ctx, campaign: CampaignView, supervisionClass: SupervisionClass, today: Day) {
  const { cadence } = campaign.supervision[supervisionClass];
  const round = roundFor(cadence, today, ctx.calendar, campaign);
  return round?.state === 'open' ? round : null;
}

/**
 * Items of the campaign that are to be asked on a day: open, of a class whose round is open, not asked in it, and not
 * reported since the round's period began (what is known already is not asked for).
 */
export async function itemsToAsk(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const campaign = await loadCampaign(ctx, campaignId);
  const ids: number[] = [];
  for (const supervisionClass of SUPERVISION_CLASSES) {
    const round = openRound(ctx, campaign, supervisionClass, today);
    if (!round) continue;
    const items = await ctx.db.item.findMany({
      where: {
        campaignId,
        status: 'open',
        supervisionClass,
        requests: { none: { round: { periodKey: round.periodKey, supervisionClass } } },
        reports: { none: { reportedOn: { gte: round.startsOn } } },
      },
      select: { id: true },
      orderBy: { id: 'asc' },
    });
    ids.push(...items.map((item) => item.id));
  }
  return ids;
}

/** Asks the lead unit for a report on an item in the round that is open, and supporting units for their part; a second time changes nothing. */
export async function askForReport(ctx: Ctx, itemId: number, today: Day): Promise<void> {
  const item = await ctx.db.item.findUniqueOrThrow({
    where: { id: itemId },
    include: { supporting: { orderBy: { unitId: 'asc' } } },
  });
  const campaign = await loadCampaign(ctx, item.campaignId);
  const supervisionClass = item.supervisionClass as SupervisionClass;
  const round = openRound(ctx, campaign, supervisionClass, today);
  if (!round || item.status !== 'open') return;
  const { periodKey, opensOn, dueOn } = round;
  const key = { campaignId: item.campaignId, supervisionClass, periodKey };
  const { id: roundId } = await ctx.db.reportRound.upsert({
    where: { campaignId_supervisionClass_periodKey: key },
    create: { ...key, opensOn, dueOn, createdAt: ctx.now },
    update: {},
  });
  const asked = [
    { unitId: item.leadUnitId, part: 'lead' },
    // Supporting units answer for their part; the lead unit merges one report.
    ...item.supporting
      .filter(({ unitId }) => unitId !== item.leadUnitId)
      .map(({ unitId }) => ({ unitId, part: 'supporting' })),
  ];
  const requests: NewRequest[] = [];
  for (const { unitId, part } of asked) {
    const personId = await coverOf(ctx, campaign.id, unitId, today);
    requests.push({ roundId, itemId, unitId, part, dueOn, rungOn: today, personId });
  }
  await insertRequests(ctx.db, requests);
}

/** The delegate in whose hands a new request of a unit is, while its liaison is away; null when the liaison is there. */
async function coverOf(ctx: Ctx, campaignId: number, unitId: number, today: Day): Promise<number | null> {
  const standIns = await effectiveStandIns(ctx, campaignId, today);
  if (standIns.length === 0) return null;
  const grants = await ctx.db.roleGrant.findMany({
    where: { role: 'liaison', unitId, campaignId, personId: { in: standIns.map((each) => each.personId) } },
    select: { personId: true },
    orderBy: { id: 'asc' },
  });
  return standIns.find((each) => each.personId === grants[0]?.personId)?.delegateId ?? null;
}
