import { addDays } from '../domain/calendar.js';
import { REPORT_FLAGS } from '../domain/reportFlags.js';
import { campaignOf } from './access.js';
import { todayIn } from './campaignRules.js';
import type { ChatCtx } from './context.js';

/** Days that are looked back over. */
const DAYS = 30;

/** Flags of a unit's reports in the last 30 days, by kind. */
export interface UnitFlags {
  unit: string;
  counts: { flag: string; count: number }[];
  total: number;
}

/** How often each unit's reports were flagged in the last 30 days, most first; units without a flag are left out. */
export async function flagCounts(ctx: ChatCtx): Promise<{ days: number; units: UnitFlags[] }> {
  const campaign = await campaignOf(ctx, ['coordinator', 'inspector']);
  const rows = await ctx.db.progressReport.findMany({
    where: {
      item: { campaignId: campaign.id },
      noChange: false,
      reportedOn: { gt: addDays(todayIn(ctx, campaign), -DAYS) },
    },
    select: { flags: true, unitId: true, unit: { select: { shortName: true, sortOrder: true } } },
  });
  const units = new Map<number, { unit: string; sortOrder: number; flags: string[] }>();
  for (const { unitId, unit, flags } of rows) {
    const known = units.get(unitId) ?? { unit: unit.shortName, sortOrder: unit.sortOrder, flags: [] };
    known.flags.push(...(flags as string[]));
    units.set(unitId, known);
  }
  const counted = [...units.values()]
    .filter(({ flags }) => flags.length > 0)
    .sort((a, b) => b.flags.length - a.flags.length || a.sortOrder - b.sortOrder);
  return {
    days: DAYS,
    units: counted.map(({ unit, flags }) => ({
      unit,
      total: flags.length,
      counts: REPORT_FLAGS.map((flag) => ({ flag, count: flags.filter((each) => each === flag).length })).filter(
        ({ count }) => count > 0,
      ),
    })),
  };
}
