import type { Day } from '../domain/calendar.js';
import { loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';
import type { UnitFigures } from './texts/zhCN/unit.js';
import { unitStats } from './unitStats.js';

/** Weeks that trends look back. */
export const TREND_WEEKS = 12;

/** The state of units (null: of all) with its trend, as pictures and texts show it. */
export async function unitFigures(
  ctx: Ctx,
  campaignId: number,
  unitIds: readonly number[] | null,
  on: Day,
): Promise<UnitFigures> {
  const { startsOn } = await loadCampaign(ctx, campaignId);
  const { late, weeks, ...stats } = await unitStats(ctx, campaignId, unitIds, on, TREND_WEEKS);
  return {
    ...stats,
    // Before the campaign began nothing was due.
    weeks: weeks.filter((week) => week.endsOn >= startsOn),
    late: late.map((each) => ({ ...each, workdays: ctx.calendar.workdaysBetween(each.dueOn, on) })),
  };
}
