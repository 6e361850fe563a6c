import { addDays, type Day, instantOf, isoWeekdayOf } from '../domain/calendar.js';
import { isOverdue } from '../domain/warning.js';
import { withBelow } from './access.js';
import { loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';
import { type Group, groupOf, groupsOf, type Section } from './groups.js';
import { enqueueToChat } from './outbox.js';
import type { GroupDigestFacts } from './texts/zhCN/group.js';
import { textsFor } from './texts/index.js';

/** A digest looks this many workdays ahead. */
const AHEAD_WORKDAYS = 5;
const WEEK_DAYS = 7;

/** Groups of a campaign that get a digest on this weekday. */
export async function groupsDueOn(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const weekday = isoWeekdayOf(today);
  const groups = await groupsOf(ctx, campaignId);
  return groups
    .filter(({ settings, purpose }) => purpose === 'work' && settings.digestDays.includes(weekday))
    .map(({ id }) => id);
}

/** Since when a group has not heard: its last digest day before today, at most a week ago. */
function heardOn({ settings }: Group, today: Day): Day {
  for (let on = addDays(today, -1); on > addDays(today, -WEEK_DAYS); on = addDays(on, -1))
    if (settings.digestDays.includes(isoWeekdayOf(on))) return on;
  return addDays(today, -WEEK_DAYS);
}

/** Writes a group's digest: what moved since the last one, what is due, who needs help; nothing when there is nothing. */
export async function sendGroupDigest(ctx: Ctx, campaignId: number, chatId: number, today: Day): Promise<void> {
  const campaign = await loadCampaign(ctx, campaignId);
  const group = await groupOf(ctx, campaignId, chatId);
  const facts = await groupFacts(ctx, group, today);
  if (facts.moved.length + facts.due.length + facts.help.length + facts.overdue === 0) return;
  await enqueueToChat(ctx, group, {
    key: `groupDigest:${chatId}:${today}`,
    kind: 'digest',
    message: textsFor(undefined).group.digest(facts),
    expiresAt: instantOf(today, campaign.quietHours.from, campaign.zone),
  });
}

async function groupFacts(ctx: Ctx, group: Group, today: Day): Promise<GroupDigestFacts> {
  const { settings, campaignId } = group;
  const since = heardOn(group, today);
  const horizon = ctx.calendar.addWorkdays(today, AHEAD_WORKDAYS);
  const units = settings.unitIds && (await withBelow(ctx, settings.unitIds));
  const items = await ctx.db.item.findMany({
    where: {
      campaignId,
      ...(units ? { leadUnitId: { in: units } } : {}),
      OR: [{ status: 'open' }, { closedOn: { gte: since } }],
    },
    include: {
      leadUnit: { select: { shortName: true } },
      milestones: { orderBy: { position: 'asc' } },
      reports: { where: { status: 'accepted' }, orderBy: { id: 'desc' }, take: 1, include: { verification: true } },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  });
  const facts: GroupDigestFacts = { moved: [], due: [], help: [], overdue: 0, until: horizon };
  const shows = (section: Section) => settings.sections.includes(section);
  for (const item of items) {
    const about = { unit: item.leadUnit.shortName, itemNo: item.itemNo, title: item.title };
    const [report] = item.reports;
    const news =
      report?.verification && report.verification.verifiedOn >= since && report.verification.verifiedOn < today;
    if (news && shows('moved')) {
      if (item.status === 'closed') facts.moved.push({ ...about, what: 'closed', name: '' });
      else
        for (const milestone of item.milestones)
          if (milestone.status === 'done' && milestone.completedOn === report.reportedOn)
            facts.moved.push({ ...about, what: 'reached', name: milestone.name });
    }
    if (item.status !== 'open') continue;
    if (report && report.blocker !== '' && shows('help')) facts.help.push({ ...about, words: report.blocker });
    const next = item.milestones.find((milestone) => milestone.status === 'open');
    if (!next) continue;
    if (isOverdue(next.dueOn, today, ctx.calendar)) facts.overdue++;
    else if (next.dueOn <= horizon && shows('due')) facts.due.push({ ...about, name: next.name, dueOn: next.dueOn });
  }
  return facts;
}
