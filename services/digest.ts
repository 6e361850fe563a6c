import { buttonId } from '../domain/button.js';
import { addDays, type Day } from '../domain/calendar.js';
import type { Button, Message } from '../domain/message.js';
import { isOverdue } from '../domain/warning.js';
import { peopleHolding } from '../prisma/store/people.js';
import { withBelow } from './access.js';
import { closingOn, loadCampaign } from './campaignRules.js';
import { storedRung } from './chase.js';
import type { Ctx } from './context.js';
import { type Composition, enqueueToPerson } from './outbox.js';
import type { DigestFacts } from './texts/zhCN/digest.js';
import { headedFor } from './severalCampaigns.js';
import { textsFor } from './texts/index.js';

/** A digest looks this many workdays ahead. */
const AHEAD_WORKDAYS = 3;
const BUTTONS_MAX = 3;

/** The leaders of a campaign. */
export async function leadersOf(ctx: Ctx, campaignId: number): Promise<number[]> {
  return (await peopleHolding(ctx.db, 'leader', campaignId)).map((person) => person.id);
}

/** What a leader's digest says, and whether anything in it is new since the workday before. */
async function digestFacts(
  ctx: Ctx,
  campaignId: number,
  unitIds: readonly number[],
  today: Day,
): Promise<DigestFacts & { isNews: boolean }> {
  const before = ctx.calendar.previousWorkday(addDays(today, -1));
  const items = await ctx.db.item.findMany({
    where: {
      campaignId,
      leadUnitId: { in: [...unitIds] },
      OR: [{ status: 'open' }, { closedOn: { gte: before } }],
    },
    include: {
      leadUnit: true,
      milestones: { orderBy: { position: 'asc' } },
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
  const facts: DigestFacts & { isNews: boolean } = {
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
    const about = { itemNo: item.itemNo, title: item.title, unit: item.leadUnit.shortName };
    const [report] = item.reports;
    const [request] = item.requests;
    if (item.status === 'open' && report && report.blocker !== '') {
      facts.decisions.push({ itemId: item.id, ...about, why: 'blocker', words: report.blocker, workdays: 0 });
      facts.isNews ||= report.reportedOn >= before;
    } else if (item.status === 'open' && request) {
      const workdays = ctx.calendar.workdaysBetween(request.dueOn, today);
      facts.decisions.push({ itemId: item.id, ...about, why: 'unreported', words: '', workdays });
      // Later rungs are other people's: the leader has heard of it.
      facts.isNews ||= request.rungOn === today && request.rung === storedRung('contactLeader');
    }
    const verifiedOn = report?.verification?.verifiedOn;
    if (item.status === 'closed' && item.closedOn && verifiedOn && verifiedOn >= before && verifiedOn < today)
      facts.changes.push({ ...about, what: 'closed', name: '' });
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
      if (milestone.status !== 'open' || item.status !== 'open') continue;
      if (isOverdue(milestone.dueOn, today, ctx.calendar)) {
        overdue.set(about.unit, (overdue.get(about.unit) ?? 0) + 1);
        if (isOverdue(milestone.dueOn, before, ctx.calendar)) facts.overdueBefore++;
        else facts.changes.push({ ...about, what: 'overdue', name: milestone.name });
      } else if (milestone.dueOn <= horizon) facts.comingUp++;
    }
  }
  for (const { request, item, unit } of await silentSupport(ctx, campaignId, unitIds)) {
    const workdays = ctx.calendar.workdaysBetween(request.dueOn, today);
    const about = { itemNo: item.itemNo, title: item.title, unit: unit.shortName };
    facts.decisions.push({ itemId: item.id, ...about, why: 'unreported', words: '', workdays });
    facts.isNews ||= request.rungOn === today;
  }
  facts.overdue = [...overdue].map(([unit, count]) => ({ unit, count })).sort((a, b) => b.count - a.count);
  facts.isNews ||= facts.changes.length > 0;
  return facts;
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

/**
 * Writes a leader's morning digest: their contact units only; silent when nothing changed since the last one. Its words
 * are found when it is sent.
 */
export async function sendDigest(ctx: Ctx, campaignId: number, personId: number, today: Day): Promise<void> {
  const composition: Composition = { what: 'digest', campaignId, personId, on: today };
  if (!(await composeDigest(ctx, composition))) return;
  await enqueueToPerson(ctx, campaignId, personId, {
    key: digestKey(campaignId, personId, today),
    kind: 'digest',
    compose: composition,
    expiresAt: closingOn(await loadCampaign(ctx, campaignId), today),
  });
}

const digestKey = (campaignId: number, personId: number, on: Day): string => `digest:${campaignId}:${personId}:${on}`;

/** A digest's words as of now; null when there is no news. The first one a leader gets is said in any case. */
export async function composeDigest(ctx: Ctx, { campaignId, personId, on }: Composition): Promise<Message | null> {
  const person = await ctx.db.person.findUniqueOrThrow({
    where: { id: personId },
    include: { grants: { where: { campaignId, role: 'leader' } } },
  });
  const own = person.grants.flatMap((grant) => (grant.unitId === null ? [] : [grant.unitId]));
  const facts = await digestFacts(ctx, campaignId, await withBelow(ctx, own), on);
  const others = { not: digestKey(campaignId, personId, on) };
  const first =
    (await ctx.db.delivery.count({ where: { personId, kind: 'digest', campaignId, dedupKey: others } })) === 0;
  if (!facts.isNews && !first) return null;
  const t = textsFor(person.locale);
  const opens = facts.decisions
    .slice(0, BUTTONS_MAX)
    .map((each): Button => ({ id: buttonId('item', each.itemId), label: t.digest.open(each.itemNo) }));
  const message = t.digest.leader(facts, opens.length > 0 ? [opens] : []);
  return {
    ...(await headedFor(ctx, campaignId, personId, message)),
    // Words say it all: without its picture the digest goes as it is.
    attach: { request: { make: 'campaignTrend', campaignId, unitIds: await withBelow(ctx, own), on }, otherwise: [] },
  };
}
