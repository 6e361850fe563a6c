import type { Day } from '../domain/calendar.js';
import { activeReason, type GoodReason } from '../domain/goodReason.js';
import { rungOf } from './chase.js';
import type { Ctx } from './context.js';
import { itemReasons, reasonsOfRequest } from './goodReasons.js';

/** A report that was asked for and not answered. `reason` is the good reason on record that holds today. */
export interface OpenRequest {
  requestId: number;
  itemId: number;
  itemNo: string;
  title: string;
  unitId: number;
  unit: string;
  sortOrder: number;
  part: string;
  dueOn: Day;
  /** Workdays to the due day, negative when it is past. */
  workdays: number;
  rung: string | null;
  reason: GoodReason | null;
}

/** Narrows to a unit or an item; everything when neither is named. */
export interface RequestScope {
  unitId?: number;
  itemId?: number;
}

/** Requests of a campaign that wait for an answer, latest first within a unit, units in official order. */
export async function openRequests(
  ctx: Ctx,
  campaignId: number,
  today: Day,
  { unitId, itemId }: RequestScope = {},
): Promise<OpenRequest[]> {
  const rows = await ctx.db.reportRequest.findMany({
    where: {
      status: 'open',
      item: { campaignId, status: 'open' },
      ...(unitId === undefined ? {} : { unitId }),
      ...(itemId === undefined ? {} : { itemId }),
    },
    orderBy: [{ unit: { sortOrder: 'asc' } }, { dueOn: 'asc' }, { id: 'asc' }],
    include: {
      unit: true,
      round: { select: { opensOn: true } },
      item: { include: { supporting: { select: { unitId: true } }, milestones: { select: { status: true } } } },
    },
  });
  const asked = rows.filter(
    (row) => row.part !== 'supporting' || row.item.supporting.some((each) => each.unitId === row.unitId),
  );
  const items = [...new Map(asked.map(({ item }) => [item.id, item])).values()];
  const known = await itemReasons(ctx, campaignId, items, today);
  const seen = new Set<string>();
  return asked.flatMap((row): OpenRequest[] => {
    // An item asked for in two rounds is one report that is missing, counted from the older one.
    const key = `${row.itemId}:${row.unitId}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const hasOpen = row.item.milestones.some(({ status }) => status === 'open' || status === 'claimed');
    const request = { askedOn: row.round.opensOn, part: row.part };
    const reasons = reasonsOfRequest(known.get(row.itemId) ?? [], request, hasOpen);
    return [
      {
        requestId: row.id,
        itemId: row.itemId,
        itemNo: row.item.itemNo,
        title: row.item.title,
        unitId: row.unitId,
        unit: row.unit.shortName,
        sortOrder: row.unit.sortOrder,
        part: row.part,
        dueOn: row.dueOn,
        workdays: ctx.calendar.workdaysBetween(today, row.dueOn),
        rung: rungOf(row.rung),
        reason: activeReason(reasons, today),
      },
    ];
  });
}
