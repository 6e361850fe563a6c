import type { Day } from '../domain/calendar.js';
import { type Clearance, clearanceOf } from '../domain/clearance.js';
import type { Ctx } from './context.js';

interface ProblemRow {
  status: string;
  filedOn: Day;
  dueOn: Day;
  closedOn: Day | null;
}

/** 见底清零 of problems as it stood at the end of a day: what was found later is left out, what was closed later stood open. */
export const clearanceAsOf = (problems: readonly ProblemRow[], on: Day): Clearance =>
  clearanceOf(
    problems
      .filter(({ filedOn }) => filedOn <= on)
      .map(({ status, dueOn, closedOn }) => ({
        status: status === 'closed' && closedOn !== null && closedOn > on ? 'open' : status,
        dueOn,
      })),
    on,
  );

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
    select: { leadUnitId: true, status: true, filedOn: true, dueOn: true, closedOn: true },
  });
  const byUnit = new Map<number, ProblemRow[]>();
  for (const row of rows) byUnit.set(row.leadUnitId, [...(byUnit.get(row.leadUnitId) ?? []), row]);
  return new Map([...byUnit].map(([unitId, problems]) => [unitId, clearanceAsOf(problems, on)]));
}
