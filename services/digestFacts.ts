import { addDays, type Day } from '../domain/calendar.js';
import { isOverdue } from '../domain/warning.js';
import { storedRung } from './chase.js';
import type { Ctx } from './context.js';
import type { DigestFacts, DigestItem } from './texts/zhCN/digest.js';

/** A digest looks this many workdays ahead. */
const AHEAD_WORKDAYS = 3;

/** What a digest is made of: what it says, the items behind its figures, and whether anything is new. */
export interface Facts extends DigestFacts {
  late: DigestItem[];
  coming: DigestItem[];
  isNews: boolean;
}

/** What a leader's digest says, and whether anything in it is new since the workday before. */
export async function digestFacts(
  ctx: Ctx,
  campaignId: number,
  unitIds: readonly number[],
  today: Day,
): Promise<Facts> {
  const before = ctx.calendar.previousWorkday(addDays(today, -1));
  const items = await ctx.db.item.findMany({
    where: {
      campaignId,
      leadUnitId: { in: [...unitIds] },
      // Also what was overdue before and has been done, asked to be closed out or exempted since.
      OR: [{ status: { in: ['open', 'closeOutRequested', 'exempt'] } }, { closedOn: { gte: before } }],
    },
    include: {
      leadUnit: true,
      milestones: { orderBy: { position: 'asc' }, include: movedSince(before) },
      exemptions: { where: { status: 'approved', decidedOn: { gte: before } }, select: { milestoneId: true } },
      reports: {
        where: { status: { in: ['submitted', 'accepted'] } },
        orderBy: { id: 'desc' },
        take: 1,
        include: { verification: { select: { verifiedOn: true } } },
      },
      requests: { where: { status: 'open', part: 'lead', rung: { gte: storedRung('contactLeader') } }, take: 1 },
    },
    orderBy: [{ leadUnit: { sortOrder: 'asc' } }, { id: 'asc' }],
  });
  const facts: Facts = {
    late: [],
    coming: [],
    on: today,
    decisions: [],
    overdue: [],
    overdueBefore: 0,
    changes: [],
    comingUp: 0,
    isNews: false,
  };
  const overdue = new Map<string, number>();
  const horizon = ctx.calendar.addWorkdays(today, AHEAD_WORKDAYS);
  for (const item of items) {
    const about = { itemId: item.id, itemNo: item.itemNo, title: item.title, unit: item.leadUnit.shortName };
    const [report] = item.reports;
    const [request] = item.requests;
    if (item.status === 'open' && report && report.blocker !== '') {
      facts.decisions.push({ kind: 'item', ...about, why: 'blocker', words: report.blocker, workdays: 0 });
      facts.isNews ||= report.reportedOn >= before;
    } else if (item.status === 'open' && request) {
      const workdays = ctx.calendar.workdaysBetween(request.dueOn, today);
      facts.decisions.push({ kind: 'item', ...about, why: 'unreported', words: '', workdays });
      // Later rungs are other people's: the leader has heard of it.
      facts.isNews ||= request.rungOn === today && request.rung === storedRung('contactLeader');
    }
    const verifiedOn = report?.verification?.verifiedOn;
    if (item.status === 'closed' && item.closedOn && verifiedOn && verifiedOn >= before && verifiedOn < today)
      facts.changes.push({ ...about, what: 'closed', name: '' });
    let [late, coming, wasLate] = [false, false, false];
    for (const milestone of item.milestones) {
      if (
        milestone.status === 'done' &&
        item.status === 'open' &&
        milestone.completedOn === report?.reportedOn &&
        verifiedOn &&
        verifiedOn >= before &&
        verifiedOn < today
      )
        facts.changes.push({ ...about, what: 'reached', name: milestone.name });
      wasLate ||= wasOverdue(ctx, milestone, item, before);
      if (milestone.status !== 'open' || item.status !== 'open') continue;
      const { dueOn } = milestone;
      const line = { ...about, dueOn, today, workdays: ctx.calendar.workdaysBetween(today, dueOn) };
      if (isOverdue(dueOn, today, ctx.calendar)) {
        // An item is counted once, by the first of its milestones.
        if (!late) {
          facts.late.push(line);
          overdue.set(about.unit, (overdue.get(about.unit) ?? 0) + 1);
        }
        late = true;
        if (!isOverdue(milestone.dueOn, before, ctx.calendar))
          facts.changes.push({ ...about, what: 'overdue', name: milestone.name });
      } else if (dueOn <= horizon && !coming) {
        facts.coming.push(line);
        coming = true;
      }
    }
    if (wasLate) facts.overdueBefore++;
  }
  for (const { request, item, unit } of await silentSupport(ctx, campaignId, unitIds)) {
    const workdays = ctx.calendar.workdaysBetween(request.dueOn, today);
    const about = { itemId: item.id, itemNo: item.itemNo, title: item.title, unit: unit.shortName };
    facts.decisions.push({ kind: 'item', ...about, why: 'unreported', words: '', workdays });
    facts.isNews ||= request.rungOn === today;
  }
  facts.overdue = [...overdue].map(([unit, count]) => ({ unit, count })).sort((a, b) => b.count - a.count);
  facts.isNews ||= facts.changes.length > 0;
  facts.comingUp = facts.coming.length;
  facts.late.sort((a, b) => a.workdays - b.workdays);
  facts.coming.sort((a, b) => a.workdays - b.workdays);
  return facts;
}

/** New due days that milestones were given since a day, the first of them first. */
const movedSince = (before: Day) =>
  ({
    extensions: {
      where: { status: 'approved', decidedOn: { gte: before } },
      orderBy: { id: 'asc' },
      select: { fromOn: true },
    },
  }) as const;

interface MilestoneThen {
  id: number;
  status: string;
  dueOn: Day;
  completedOn: Day | null;
  extensions: { fromOn: Day }[];
}

/** Whether a milestone stood overdue on the morning of the workday before, whatever became of it on that day or since. */
function wasOverdue(
  ctx: Ctx,
  { id, status, dueOn, completedOn, extensions }: MilestoneThen,
  item: { exemptions: { milestoneId: number | null }[] },
  before: Day,
): boolean {
  if (!isOverdue(extensions[0]?.fromOn ?? dueOn, before, ctx.calendar)) return false;
  if (completedOn !== null) return completedOn >= before;
  // An item or milestone exempted earlier was not overdue any more.
  const exempted = item.exemptions.some(({ milestoneId }) => milestoneId === null || milestoneId === id);
  return status === 'open' || (status === 'exempt' && exempted);
}

/** Supporting units that stay silent up to their own contact leader; the lead unit is not named for it. */
async function silentSupport(ctx: Ctx, campaignId: number, unitIds: readonly number[]) {
  const rows = await ctx.db.reportRequest.findMany({
    where: {
      part: 'supporting',
      status: 'open',
      rung: { gte: storedRung('contactLeader') },
      unitId: { in: [...unitIds] },
      item: { campaignId, status: 'open' },
    },
    include: { unit: true, item: { include: { supporting: true } } },
    orderBy: [{ unit: { sortOrder: 'asc' } }, { id: 'asc' }],
  });
  return rows
    .filter(({ unitId, item }) => item.supporting.some((each) => each.unitId === unitId))
    .map(({ unit, item, ...request }) => ({ request, unit, item }));
}
