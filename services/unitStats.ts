import { addDays, type Day, weekStart } from '../domain/calendar.js';
import type { Clearance } from '../domain/clearance.js';
import { isoWeekOf } from '../domain/period.js';
import { clearanceAsOf } from './clearances.js';
import type { Ctx } from './context.js';

/** How one week, or any span, went. Rates are tenths of a percent, null where nothing was due. */
export interface SpanStats {
  startsOn: Day;
  endsOn: Day;
  /** ISO week of the first day. */
  week: number;
  due: number;
  onTime: number;
  onTimeRate: number | null;
}

/** A unit's, or several units', state on a day. */
export interface UnitStats {
  open: number;
  overdue: number;
  closed: number;
  /** 见底清零 at the end of the day. */
  clearance: Clearance;
  weeks: SpanStats[];
  /** Open and overdue items, the longest overdue first. */
  late: { itemNo: string; title: string; dueOn: Day; unitId: number }[];
}

const rate = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part * 1000) / whole));

/** Milestones of units that fell due in a span and those that were reached by their day; exempt ones do not count. */
export async function spanStats(
  ctx: Ctx,
  campaignId: number,
  unitIds: readonly number[] | null,
  startsOn: Day,
  endsOn: Day,
): Promise<SpanStats> {
  const [stats] = await spansOf(ctx, campaignId, unitIds, [{ startsOn, endsOn }]);
  return stats ?? { startsOn, endsOn, week: isoWeekOf(startsOn).week, due: 0, onTime: 0, onTimeRate: null };
}

async function spansOf(
  ctx: Ctx,
  campaignId: number,
  unitIds: readonly number[] | null,
  spans: readonly { startsOn: Day; endsOn: Day }[],
): Promise<SpanStats[]> {
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return [];
  const milestones = await ctx.db.milestone.findMany({
    where: {
      dueOn: { gte: first.startsOn, lte: last.endsOn },
      status: { not: 'exempt' },
      item: { campaignId, status: { not: 'exempt' }, ...(unitIds ? { leadUnitId: { in: [...unitIds] } } : {}) },
    },
    select: { dueOn: true, completedOn: true },
  });
  return spans.map(({ startsOn, endsOn }) => {
    const own = milestones.filter((each) => each.dueOn >= startsOn && each.dueOn <= endsOn);
    const onTime = own.filter((each) => each.completedOn !== null && each.completedOn <= each.dueOn).length;
    return {
      startsOn,
      endsOn,
      week: isoWeekOf(startsOn).week,
      due: own.length,
      onTime,
      onTimeRate: rate(onTime, own.length),
    };
  });
}

/** The state of units (null: of all) on a day, with the last weeks before it, oldest first. */
export async function unitStats(
  ctx: Ctx,
  campaignId: number,
  unitIds: readonly number[] | null,
  on: Day,
  weekCount: number,
): Promise<UnitStats> {
  const where = { campaignId, ...(unitIds ? { leadUnitId: { in: [...unitIds] } } : {}) };
  const items = await ctx.db.item.findMany({
    where,
    select: {
      itemNo: true,
      title: true,
      kind: true,
      status: true,
      leadUnitId: true,
      filedOn: true,
      dueOn: true,
      closedOn: true,
      milestones: { select: { dueOn: true, status: true } },
    },
    orderBy: { id: 'asc' },
  });
  const late = items
    .flatMap((item) => {
      const overdue =
        item.status === 'open' ? item.milestones.filter((each) => each.status === 'open' && each.dueOn < on) : [];
      const dueOn = overdue.map((each) => each.dueOn).sort()[0];
      return dueOn === undefined ? [] : [{ itemNo: item.itemNo, title: item.title, dueOn, unitId: item.leadUnitId }];
    })
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const thisWeek = weekStart(on);
  const spans = Array.from({ length: weekCount }, (_, index) => {
    const startsOn = addDays(thisWeek, (index - weekCount) * 7);
    return { startsOn, endsOn: addDays(startsOn, 6) };
  });
  return {
    open: items.filter((item) => item.status === 'open').length,
    overdue: late.length,
    closed: items.filter((item) => item.status === 'closed').length,
    clearance: clearanceAsOf(
      items.filter((item) => item.kind === 'problem'),
      on,
    ),
    weeks: await spansOf(ctx, campaignId, unitIds, spans),
    late,
  };
}
