import type { Day } from '../domain/calendar.js';
import { type FilingCount, shortOf } from '../domain/filing.js';
import type { Ctx } from './context.js';

/** How a unit's filing list stands. */
export interface FilingUnit extends FilingCount {
  unitId: number;
  unit: string;
  kind: string;
  dueOn: Day;
  short: number;
}

/**
 * The units that file in a campaign, in official order: those of a kind for which a number and a day are set. Matters
 * that a unit leads count as confirmed, wherever they come from and however they came into the ledger; problems and
 * what a leader directed are nobody's filing. `unitIds` narrows to some.
 */
export async function filingUnits(ctx: Ctx, campaignId: number, unitIds?: readonly number[]): Promise<FilingUnit[]> {
  const terms = await ctx.db.filingTerm.findMany({ where: { campaignId } });
  if (terms.length === 0) return [];
  const units = await ctx.db.unit.findMany({
    where: {
      ...(unitIds ? { id: { in: [...unitIds] } } : {}),
      kind: { in: terms.map((term) => term.unitKind) },
      OR: [
        { campaigns: { some: { campaignId } } },
        { grants: { some: { campaignId, role: { in: ['liaison', 'unitHead'] } } } },
      ],
    },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
    select: { id: true, shortName: true, kind: true, campaigns: { where: { campaignId }, select: { quota: true } } },
  });
  const ids = units.map(({ id }) => id);
  const items = await ctx.db.item.groupBy({
    by: ['leadUnitId'],
    where: { campaignId, kind: 'matter', source: { not: 'directive' }, leadUnitId: { in: ids } },
    _count: true,
  });
  const filings = await ctx.db.filing.groupBy({
    by: ['unitId', 'status'],
    where: { campaignId, unitId: { in: ids }, status: { in: ['waiting', 'sentBack'] } },
    _count: true,
  });
  const filed = (unitId: number, status: string) =>
    filings.find((each) => each.unitId === unitId && each.status === status)?._count ?? 0;
  return units.flatMap(({ id, shortName, kind, campaigns }): FilingUnit[] => {
    const term = terms.find((each) => each.unitKind === kind);
    const quota = campaigns[0]?.quota || term?.quota || 0;
    if (!term || quota === 0) return [];
    const count = {
      quota,
      confirmed: items.find((each) => each.leadUnitId === id)?._count ?? 0,
      waiting: filed(id, 'waiting'),
      sentBack: filed(id, 'sentBack'),
    };
    return [{ unitId: id, unit: shortName, kind, dueOn: term.dueOn, ...count, short: shortOf(count) }];
  });
}

/** How many filed matters of a campaign wait for a coordinator's word. */
export const countFilings = (ctx: Ctx, campaignId: number): Promise<number> =>
  ctx.db.filing.count({ where: { campaignId, status: 'waiting' } });
