import type { Day } from '../domain/calendar.js';
import { currentMilestone, type SupervisionClass } from '../domain/ledger.js';
import { newestWarning, type Warning } from '../domain/warning.js';
import { addDays } from '../domain/calendar.js';
import { insertWarnings } from '../prisma/store/warnings.js';
import type { CampaignView } from './campaignRules.js';
import type { Ctx } from './context.js';
import { itemReasons, reasonsOfMilestone } from './goodReasons.js';

/** The earliest warning of any class is this many calendar days or less before the due day. */
const HORIZON_DAYS = 40;

/** An open item of a unit, with everything that may make it a line of a bundle. */
export interface ItemFacts {
  itemId: number;
  itemNo: string;
  title: string;
  unitId: number;
  milestone: { id: number; dueOn: Day; workdays: number; extensionAsked: boolean } | null;
  /** The warning that falls due today, or fell due since the last one was given. */
  warning: Warning | null;
  request: { id: number; dueOn: Day; rung: number; rungOn: Day | null } | null;
  /** The unit only supports the item: it is asked for its part. */
  supports?: true;
}

/** Loads the open items led by units where something is due or asked, and those they are asked to support, with warnings as of the day. A warning given today counts as still to be told. */
export async function itemFacts(
  ctx: Ctx,
  campaign: CampaignView,
  unitIds: readonly number[],
  today: Day,
): Promise<ItemFacts[]> {
  const items = await ctx.db.item.findMany({
    where: {
      campaignId: campaign.id,
      status: 'open',
      leadUnitId: { in: [...unitIds] },
      // Others have nothing to tell today.
      OR: [
        { milestones: { some: { status: 'open', dueOn: { lte: addDays(today, HORIZON_DAYS) } } } },
        { requests: { some: { status: 'open', part: 'lead' } } },
      ],
    },
    include: {
      milestones: { orderBy: { position: 'asc' }, include: { warnings: { orderBy: { givenOn: 'desc' } } } },
      requests: { where: { status: 'open', part: 'lead' }, orderBy: { id: 'desc' } },
    },
    orderBy: { id: 'asc' },
  });
  const reported = new Map(
    (
      await ctx.db.progressReport.groupBy({
        by: ['itemId'],
        where: { itemId: { in: items.map((item) => item.id) } },
        _max: { reportedOn: true },
      })
    ).map((each) => [each.itemId, each._max.reportedOn]),
  );
  const reasons = await itemReasons(ctx, campaign.id, items, today);
  const led = items.map((item): ItemFacts => {
    const milestone = currentMilestone(item.milestones);
    const previous = milestone && item.milestones.filter((each) => each.position < milestone.position).at(-1);
    const startsOn = previous?.dueOn ?? item.filedOn;
    const mine = milestone ? reasonsOfMilestone(reasons.get(item.id) ?? [], milestone.id) : [];
    const given = milestone?.warnings.find((warning) => warning.givenOn < today)?.givenOn ?? null;
    const warning =
      milestone &&
      newestWarning(
        {
          milestoneId: milestone.id,
          supervisionClass: item.supervisionClass as SupervisionClass,
          startsOn,
          dueOn: milestone.dueOn,
          settled: false,
          percent: item.percent,
          lastReportOn: reported.get(item.id) ?? null,
          lastWarnedOn: given,
          goodReasons: mine,
        },
        given ?? addDays(startsOn, -1),
        today,
        campaign.supervision,
        ctx.calendar,
      );
    const request = item.requests[0];
    return {
      itemId: item.id,
      itemNo: item.itemNo,
      title: item.title,
      unitId: item.leadUnitId,
      milestone: milestone && {
        id: milestone.id,
        dueOn: milestone.dueOn,
        workdays: ctx.calendar.workdaysBetween(today, milestone.dueOn),
        extensionAsked: mine.some((reason) => reason.kind === 'extensionAsked'),
      },
      warning,
      request: request ? { id: request.id, dueOn: request.dueOn, rung: request.rung, rungOn: request.rungOn } : null,
    };
  });
  return [...led, ...(await supportingFacts(ctx, campaign, unitIds))];
}

/** What supporting units are asked for: their part of other units' items, never those items' due dates. */
async function supportingFacts(ctx: Ctx, campaign: CampaignView, unitIds: readonly number[]): Promise<ItemFacts[]> {
  const requests = await ctx.db.reportRequest.findMany({
    where: {
      part: 'supporting',
      status: 'open',
      unitId: { in: [...unitIds] },
      item: { campaignId: campaign.id, status: 'open' },
    },
    orderBy: { id: 'asc' },
    include: { item: { select: { itemNo: true, title: true, supporting: { select: { unitId: true } } } } },
  });
  // The newest of each item and unit; units that left the item are asked no more.
  const newest = new Map(
    requests
      .filter(({ item, unitId }) => item.supporting.some((each) => each.unitId === unitId))
      .map((request) => [`${request.itemId}:${request.unitId}`, request]),
  );
  return [...newest.values()].map(({ id, itemId, unitId, dueOn, rung, rungOn, item }) => ({
    itemId,
    itemNo: item.itemNo,
    title: item.title,
    unitId,
    milestone: null,
    warning: null,
    request: { id, dueOn, rung, rungOn },
    supports: true,
  }));
}

/** Notes that a warning was given, once per milestone and stage, whoever it went to. */
export async function noteWarnings(ctx: Ctx, facts: readonly ItemFacts[], today: Day): Promise<void> {
  await insertWarnings(
    ctx.db,
    facts.flatMap(({ milestone, warning }) =>
      milestone && warning
        ? [{ milestoneId: milestone.id, stage: warning.key, level: warning.level, givenOn: today }]
        : [],
    ),
  );
}
