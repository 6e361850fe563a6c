import type { Day } from '../domain/calendar.js';
import { type Clearance, clearanceOf } from '../domain/clearance.js';
import type { Ctx } from './context.js';

/** 见底清零 of units as it stood at the end of a day; units that had no problem then are left out. */
export async function clearanceOn(
  ctx: Pick<Ctx, 'db'>,
  campaignId: number,
  on: Day,
  unitIds?: readonly number[],
): Promise<Map<number, Clearance>> {
  const rows = await ctx.db.item.findMany({
    where: {
      campaignId,
      kind: 'problem',
      filedOn: { lte: on },
      ...(unitIds ? { leadUnitId: { in: [...unitIds] } } : {}),
    },
    select: { leadUnitId: true, status: true, dueOn: true, closedOn: true },
  });
  const byUnit = new Map<number, { status: string; dueOn: Day }[]>();
  for (const { leadUnitId, status, dueOn, closedOn } of rows) {
    // Closed later than that day: it stood open then.
    const then = status === 'closed' && closedOn !== null && closedOn > on ? 'open' : status;
    byUnit.set(leadUnitId, [...(byUnit.get(leadUnitId) ?? []), { status: then, dueOn }]);
  }
  return new Map([...byUnit].map(([unitId, problems]) => [unitId, clearanceOf(problems, on)]));
}
