import type { Day } from '../domain/calendar.js';
import { rungOf, storedRung } from './chase.js';
import type { Ctx } from './context.js';
import { referralRows } from './referrals.js';
import { countWaiting } from './reviewQueue.js';
import type { CoordinatorFacts } from './texts/zhCN/bundle.js';

/** What a coordinator needs in the morning: what waits for a verdict, who has not reported, what is proposed. */
export async function coordinatorFacts(ctx: Ctx, campaignId: number, today: Day): Promise<CoordinatorFacts> {
  const toReview = await countWaiting(ctx, campaignId);
  const toCheck = await ctx.db.sampledReport.count({ where: { status: 'open', draw: { campaignId } } });
  const late = await ctx.db.reportRequest.findMany({
    // A late report that is excused on record is nobody's fault.
    where: { status: 'open', excuse: null, dueOn: { lt: today }, item: { campaignId, status: 'open' } },
    include: { unit: true, item: { select: { itemNo: true } } },
    orderBy: [{ rung: 'desc' }, { dueOn: 'asc' }, { id: 'asc' }],
  });
  const byUnit = new Map<number, CoordinatorFacts['unreported'][number]>();
  for (const request of late) {
    const known = byUnit.get(request.unitId);
    if (known) known.count++;
    else byUnit.set(request.unitId, { unit: request.unit.shortName, count: 1, rung: rungOf(request.rung) ?? '' });
  }
  const referred = await referralRows(ctx, campaignId);
  const top = storedRung('referral');
  // What a person has decided about is not proposed again until it is chased in vain anew.
  const isOpen = (request: (typeof late)[number]) =>
    request.rung < top || referred.some((row) => row.itemId === request.itemId && row.unitId === request.unitId);
  return {
    toReview,
    referrals: referred.length,
    toCheck,
    unreported: [...byUnit.values()],
    proposals: late
      .filter((request) => request.rung >= storedRung('bulletinProposal') && isOpen(request))
      // Rounds follow each other: an item is proposed once, by its highest rung.
      .filter(
        ({ itemId, unitId }, at, all) =>
          all.findIndex((other) => other.itemId === itemId && other.unitId === unitId) === at,
      )
      .map((request) => ({
        itemId: request.itemId,
        itemNo: request.item.itemNo,
        unit: request.unit.shortName,
        rung: rungOf(request.rung) ?? '',
        workdays: ctx.calendar.workdaysBetween(request.dueOn, today),
      })),
  };
}
