import type { Day } from '../domain/calendar.js';
import { rungOf, storedRung } from './chase.js';
import type { Ctx } from './context.js';
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
  return {
    toReview,
    toCheck,
    unreported: [...byUnit.values()],
    proposals: late
      .filter((request) => request.rung >= storedRung('bulletinProposal'))
      .map((request) => ({
        itemNo: request.item.itemNo,
        unit: request.unit.shortName,
        rung: rungOf(request.rung) ?? '',
        workdays: ctx.calendar.workdaysBetween(request.dueOn, today),
      })),
  };
}
