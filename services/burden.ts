import { addDays, instantOf, type Period, previousPeriod } from '../domain/calendar.js';
import { openingAt } from '../domain/quietHours.js';
import { peopleHolding } from '../prisma/store/people.js';
import type { CampaignView } from './campaignRules.js';
import type { Ctx } from './context.js';
import type { BurdenLine } from './texts/zhCN/burden.js';

/** Reading one message is taken to cost a minute. */
const MINUTES_PER_MESSAGE = 1;

/** What a campaign cost one unit's liaisons and heads in a week. */
export interface UnitBurden extends BurdenLine {
  unitId: number;
}

/**
 * The burden of a week for units of a campaign (all when none are named), heaviest first, in official order when equal.
 * It measures what the office asks of people, never what people are worth: no score reads it.
 */
export async function burdenOf(
  ctx: Ctx,
  campaign: CampaignView,
  week: Period,
  unitIds: 'all' | readonly number[],
): Promise<UnitBurden[]> {
  const units = await ctx.db.unit.findMany({
    where: {
      ...(unitIds === 'all' ? {} : { id: { in: [...unitIds] } }),
      OR: [{ campaigns: { some: { campaignId: campaign.id } } }, { leadItems: { some: { campaignId: campaign.id } } }],
    },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
    select: { id: true, shortName: true },
  });
  const now = await countsOf(ctx, campaign, week);
  const before = await countsOf(ctx, campaign, previousPeriod(week));
  return units
    .map(({ id, shortName }) => {
      const counts = now.get(id) ?? NOTHING;
      return {
        unitId: id,
        unit: shortName,
        ...counts,
        minutes: minutesOf(counts),
        minutesBefore: minutesOf(before.get(id)),
      };
    })
    .sort((a, b) => b.minutes - a.minutes);
}

type Counts = Omit<UnitBurden, 'unitId' | 'unit' | 'minutes' | 'minutesBefore'>;

const NOTHING: Counts = {
  messages: 0,
  requests: 0,
  chases: 0,
  answers: 0,
  timed: 0,
  seconds: 0,
  presses: 0,
  late: 0,
  quiet: 0,
  tooMuch: 0,
};

const minutesOf = (counts: Counts = NOTHING): number =>
  Math.round(counts.seconds / 60) + counts.messages * MINUTES_PER_MESSAGE;

async function countsOf(ctx: Ctx, campaign: CampaignView, week: Period): Promise<Map<number, Counts>> {
  const campaignId = campaign.id;
  const within = {
    gte: instantOf(week.startsOn, '00:00', campaign.zone),
    lt: instantOf(addDays(week.endsOn, 1), '00:00', campaign.zone),
  };
  const counts = new Map<number, Counts>();
  const add = (unitId: number | undefined, what: keyof Counts, by = 1) => {
    if (unitId === undefined) return;
    const known = counts.get(unitId) ?? { ...NOTHING };
    known[what] += by;
    counts.set(unitId, known);
  };

  const people = [
    ...(await peopleHolding(ctx.db, 'unitHead', campaignId)),
    ...(await peopleHolding(ctx.db, 'liaison', campaignId)),
  ];
  // Somebody of several units counts for the first: each message is counted once.
  const unitOf = new Map(people.map((person) => [person.id, person.unitIds[0]]));
  const messages = await ctx.db.delivery.groupBy({
    by: ['personId'],
    where: {
      campaignId,
      personId: { in: [...unitOf.keys()] },
      status: 'sent',
      finishedAt: within,
      kind: { notIn: ['reply', 'close'] },
    },
    _count: true,
  });
  for (const group of messages) if (group.personId !== null) add(unitOf.get(group.personId), 'messages', group._count);

  const requests = await ctx.db.reportRequest.groupBy({
    by: ['unitId'],
    where: { round: { campaignId, opensOn: { gte: week.startsOn, lte: week.endsOn } } },
    _count: true,
  });
  for (const group of requests) add(group.unitId, 'requests', group._count);

  for (const unitId of await chasedUnits(ctx, campaignId, within)) add(unitId, 'chases');

  const reports = await ctx.db.progressReport.findMany({
    where: { item: { campaignId }, reportedAt: within, authorId: { not: null } },
    select: {
      unitId: true,
      reportedAt: true,
      effortSeconds: true,
      presses: true,
      correctsId: true,
      request: { select: { late: true } },
    },
  });
  for (const report of reports) {
    add(report.unitId, 'answers');
    if (report.effortSeconds !== null) {
      add(report.unitId, 'timed');
      add(report.unitId, 'seconds', report.effortSeconds);
      add(report.unitId, 'presses', report.presses ?? 0);
    }
    if (report.request?.late && report.correctsId === null) add(report.unitId, 'late');
    if (openingAt(report.reportedAt, campaign.quietHours, ctx.calendar, campaign.zone) > report.reportedAt)
      add(report.unitId, 'quiet');
  }

  const feedback = await ctx.db.feedback.findMany({
    where: { campaignId, createdAt: within },
    select: { personId: true },
  });
  for (const { personId } of feedback) add(unitOf.get(personId), 'tooMuch');
  return counts;
}

/** The unit of every chase within a time, from the audit: a request only knows the rung it stands on now. */
async function chasedUnits(ctx: Ctx, campaignId: number, within: { gte: Date; lt: Date }): Promise<number[]> {
  const chases = await ctx.db.auditEntry.findMany({
    where: { action: 'chase', at: within },
    select: { subject: true },
  });
  const ids = chases.map(({ subject }) => Number(subject.split(':')[1]));
  const asked = await ctx.db.reportRequest.findMany({
    where: { round: { campaignId, requests: { some: { id: { in: [...new Set(ids)] } } } } },
    select: { id: true, unitId: true },
  });
  const unitOf = new Map(asked.map(({ id, unitId }) => [id, unitId]));
  return ids.flatMap((id) => unitOf.get(id) ?? []);
}
