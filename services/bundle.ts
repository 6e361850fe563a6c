import { buttonId } from '../domain/button.js';
import { addDays, type Day } from '../domain/calendar.js';
import type { Button, Message } from '../domain/message.js';
import { type Waiting, waitingFor } from './approvals.js';
import { type ItemFacts, itemFacts, noteWarnings } from './bundleFacts.js';
import { type CampaignView, closingOn, loadCampaign } from './campaignRules.js';
import { storedRung } from './chase.js';
import type { Ctx } from './context.js';
import { coordinatorFacts } from './coordinatorFacts.js';
import { chasedOn, coordinatorFilings, filingSection } from './filingChase.js';
import { type DutyUnit, peopleOnDuty, unitsOnDuty } from './duty.js';
import { feedbackToTell, noteFeedbackTold } from './feedback.js';
import { bundleKey, lastHeardOn } from './heard.js';
import { type Composition, enqueueToPerson } from './outbox.js';
import type { BundleLine, HeadLine } from './texts/zhCN/bundle.js';
import { type Phrases, textsFor } from './texts/index.js';

/** Lines that fit on a phone's screen together with their buttons. */
const LINES_MAX = 8;
/** The earliest warning of any class is this many calendar days or less before the due day. */
const HORIZON_DAYS = 40;

/** People whom something may concern on a day: of units with something due or asked, and the coordinators. */
export async function peopleToTell(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const due = await ctx.db.item.findMany({
    where: {
      campaignId,
      status: 'open',
      OR: [
        { milestones: { some: { status: 'open', dueOn: { lte: addDays(today, HORIZON_DAYS) } } } },
        { requests: { some: { status: 'open' } } },
      ],
    },
    select: { leadUnitId: true },
    distinct: ['leadUnitId'],
  });
  const parts = await ctx.db.reportRequest.findMany({
    where: { part: 'supporting', status: 'open', item: { campaignId, status: 'open' } },
    select: { unitId: true },
    distinct: ['unitId'],
  });
  const units = [
    ...new Set([
      ...due.map((item) => item.leadUnitId),
      ...parts.map(({ unitId }) => unitId),
      ...(await chasedOn(ctx, campaignId, today)),
    ]),
  ];
  const asked = await ctx.db.extension.findMany({
    where: { status: 'pending', milestone: { item: { campaignId } } },
    select: { unitId: true },
    distinct: ['unitId'],
  });
  const headUnits = [...units, ...asked.map((each) => each.unitId)];
  const people = [
    ...(await peopleOnDuty(ctx, 'liaison', campaignId, today, units)),
    ...(await peopleOnDuty(ctx, 'unitHead', campaignId, today, headUnits)),
    ...(await peopleOnDuty(ctx, 'coordinator', campaignId, today)),
  ];
  return [...new Set(people.map((person) => person.id))].sort((a, b) => a - b);
}

/**
 * Writes one person's bundle of the day: one message with everything, or none when there is nothing to tell. Its words are
 * found when it is sent, so that what is answered meanwhile is not in it.
 */
export async function sendBundle(ctx: Ctx, campaignId: number, personId: number, today: Day): Promise<void> {
  const sections = await sectionsOf(ctx, campaignId, personId, today);
  if (sections.length === 0) return;
  const campaign = await loadCampaign(ctx, campaignId);
  await enqueueToPerson(ctx, campaignId, personId, {
    key: bundleKey(campaignId, personId, today),
    kind: 'warning',
    compose: { what: 'bundle', campaignId, personId, on: today },
    // Tomorrow has a bundle of its own.
    expiresAt: closingOn(campaign, today),
  });
}

/** A bundle's words as of now, and the note that its warnings were given; null when nothing is left to tell. */
export async function composeBundle(ctx: Ctx, { campaignId, personId, on }: Composition): Promise<Message | null> {
  const sections = await sectionsOf(ctx, campaignId, personId, on);
  if (sections.length === 0) return null;
  for (const section of sections) await section.onTold?.();
  return {
    lines: sections.flatMap((section) => section.message.lines),
    buttons: once(sections.flatMap((section) => section.message.buttons ?? [])),
  };
}

/** Every button once: parts of a bundle may offer the same one. */
function once(rows: readonly Button[][]): Button[][] {
  const seen = new Set<string>();
  const fresh = ({ id }: Button) => !seen.has(id) && seen.add(id);
  return rows.map((row) => row.filter(fresh)).filter((row) => row.length > 0);
}

/** A part of a bundle; `onTold` notes that it was told. */
interface Section {
  message: Message;
  onTold?: () => Promise<void>;
}

async function sectionsOf(ctx: Ctx, campaignId: number, personId: number, today: Day): Promise<Section[]> {
  const campaign = await loadCampaign(ctx, campaignId);
  const person = await ctx.db.person.findUniqueOrThrow({
    where: { id: personId },
    include: { grants: { where: { campaignId } } },
  });
  const t = textsFor(person.locale);
  const liaisonUnits = await unitsOnDuty(ctx, campaignId, personId, 'liaison', today);
  const liaisonIds = new Set(liaisonUnits.map((unit) => unit.unitId));
  const allHeadUnits = await unitsOnDuty(ctx, campaignId, personId, 'unitHead', today);
  const headUnits = allHeadUnits.filter((unit) => !liaisonIds.has(unit.unitId));
  const isCoordinator = person.grants.some((grant) => grant.role === 'coordinator');
  const facts = await itemFacts(ctx, campaign, [...liaisonIds, ...headUnits.map((unit) => unit.unitId)], today);
  const of = (units: DutyUnit[]) => facts.filter((each) => units.some((unit) => unit.unitId === each.unitId));
  const approvals = await waitingFor(
    ctx,
    campaignId,
    {
      personId,
      headOf: allHeadUnits.map((unit) => unit.unitId),
      coordinator: isCoordinator,
      administrator: person.grants.some((grant) => grant.role === 'administrator'),
    },
    today,
  );
  const when = { today, heardOn: await lastHeardOn(ctx, campaignId, personId, today) };
  const tooMuch: Button = { id: buttonId('tooMuch', campaignId, `bundle.${today}`), label: t.bundle.tooMuch };
  const sections: Section[] = [];
  const forLiaison = liaisonSection(ctx, t, liaisonUnits, of(liaisonUnits), when, tooMuch);
  if (forLiaison) sections.push({ message: forLiaison, onTold: () => noteWarnings(ctx, of(liaisonUnits), today) });
  const forHead = headSection(ctx, t, headUnits, of(headUnits), when, tooMuch);
  if (forHead) sections.push({ message: forHead });
  const idsOf = (units: DutyUnit[]) => units.map(({ unitId }) => unitId);
  const lists = { liaisonOf: idsOf(liaisonUnits), headOf: idsOf(headUnits) };
  for (const message of await filingSection(ctx, t, campaign, lists, when, tooMuch)) sections.push({ message });
  if (approvals.length > 0) sections.push({ message: approvalSection(t, approvals) });
  if (isCoordinator) {
    const own = await coordinatorSection(ctx, t, campaign, today);
    if (own) sections.push({ message: own, onTold: () => noteFeedbackTold(ctx, campaignId, today) });
  }
  return sections;
}

/** What waits for the reader's word; a request whose due day has passed comes first. */
const approvalSection = (t: Phrases, waiting: readonly Waiting[]): Message => ({
  lines: [t.approval.titleLine(waiting.length), ...t.approval.lines(waiting)],
  buttons: [[{ id: buttonId('approvals', 0), label: t.approval.waiting, style: 'primary' }]],
});

/** The day of a bundle, and the day of the last one that its reader got: what came up since then is new to them. */
interface When {
  today: Day;
  heardOn: Day;
}

const isNew = (on: Day | null | undefined, { today, heardOn }: When): boolean =>
  typeof on === 'string' && on > heardOn && on <= today;

function liaisonSection(
  ctx: Ctx,
  t: Phrases,
  units: DutyUnit[],
  facts: ItemFacts[],
  when: When,
  tooMuch: Button,
): Message | null {
  const { today } = when;
  const triggered = facts.some((each) => each.warning || isNew(each.request?.rungOn, when));
  if (!triggered) return null;
  const lines = facts
    .flatMap((each) => lineOf(ctx, each, today))
    .sort((a, b) => a.workdays - b.workdays || a.itemId - b.itemId);
  const shown = lines.slice(0, LINES_MAX);
  const fills = shown.map(
    (line): Button => ({ id: buttonId('report', line.itemId), label: t.bundle.fill(line.itemNo) }),
  );
  const rows: Button[][] = [];
  for (let at = 0; at < fills.length; at += 2) rows.push(fills.slice(at, at + 2));
  const asked = facts.filter((each) => each.request).length;
  const last: Button[] =
    asked > 1 ? [{ id: buttonId('reportEach', 0), label: t.bundle.eachInTurn, style: 'primary' }] : [];
  if (asked > 0) last.push({ id: buttonId('allNoChange', 0), label: t.bundle.allNoChange });
  if (shown.some((line) => line.kind === 'milestone' && line.workdays >= 0 && !line.extensionAsked))
    last.push({ id: buttonId('extend', 0), label: t.extension.ask });
  if (lines.length > shown.length) last.push({ id: buttonId('mine', 0), label: t.bundle.all });
  return t.bundle.liaison(
    unitNames(t, units),
    shown,
    lines.length - shown.length,
    {
      headNext: facts.some((each) => each.request?.rung === storedRung('liaison') && each.request.rungOn === today),
      asked: asked > 0,
    },
    [...rows, [...last, tooMuch]],
  );
}

/** The units that a section is about; '代某某' after those where the reader stands in for somebody. */
const unitNames = (t: Phrases, units: DutyUnit[]): string =>
  units.map((unit) => t.delegation.inUnit(unit.shortName, unit.onBehalfOf)).join('、');

/** An item's line: what is overdue or warned about today, else what is asked for. Others stay out: nothing is due there. */
function lineOf(ctx: Ctx, each: ItemFacts, today: Day): BundleLine[] {
  const { itemId, itemNo, title, milestone, warning, request } = each;
  const about = { itemId, itemNo, title };
  if (milestone && (warning || milestone.workdays < 0))
    return [
      {
        kind: 'milestone',
        ...about,
        workdays: milestone.workdays,
        dueOn: milestone.dueOn,
        extensionAsked: milestone.extensionAsked,
        reportLate: request && request.rung > 0 ? ctx.calendar.workdaysBetween(request.dueOn, today) : 0,
      },
    ];
  if (!request) return [];
  const workdays = ctx.calendar.workdaysBetween(today, request.dueOn);
  return [
    {
      kind: 'request',
      ...about,
      dueOn: request.dueOn,
      workdays,
      ...(each.supports ? { supports: true as const } : {}),
    },
  ];
}

/** A head hears of what turns red today, and of reports that the liaison was chased for in vain; of nothing else. */
function headSection(
  ctx: Ctx,
  t: Phrases,
  units: DutyUnit[],
  facts: ItemFacts[],
  when: When,
  tooMuch: Button,
): Message | null {
  const { today } = when;
  const lines = facts.flatMap((each): HeadLine[] => {
    const { itemId, itemNo, title, milestone, warning, request } = each;
    // A head who has been asked for more time knows.
    if (milestone && warning && milestone.workdays <= 0 && !milestone.extensionAsked)
      return [
        { itemId, itemNo, title, what: milestone.workdays < 0 ? 'overdue' : 'dueToday', workdays: milestone.workdays },
      ];
    if (request && isNew(request.rungOn, when) && request.rung >= storedRung('unitHead'))
      return [
        { itemId, itemNo, title, what: 'unreported', workdays: ctx.calendar.workdaysBetween(today, request.dueOn) },
      ];
    return [];
  });
  if (lines.length === 0) return null;
  const shown = lines.sort((a, b) => a.workdays - b.workdays).slice(0, LINES_MAX);
  const opens = shown.map((line): Button => ({ id: buttonId('item', line.itemId), label: t.item.open(line.itemNo) }));
  const rows: Button[][] = [];
  for (let at = 0; at < opens.length; at += 4) rows.push(opens.slice(at, at + 4));
  return t.bundle.head(unitNames(t, units), shown, lines.length - shown.length, [...rows, [tooMuch]]);
}

async function coordinatorSection(ctx: Ctx, t: Phrases, campaign: CampaignView, today: Day): Promise<Message | null> {
  const facts = await coordinatorFacts(ctx, campaign.id, today);
  const feedback = await feedbackToTell(ctx, campaign.id, today);
  const filings = await coordinatorFilings(ctx, campaign.id, today);
  const count = facts.toReview + facts.toCheck + facts.unreported.length + facts.proposals.length + feedback.length;
  if (count === 0 && !filings) return null;
  const row: Button[] =
    facts.toReview > 0 ? [{ id: buttonId('review', 0), label: t.bundle.review, style: 'primary' }] : [];
  if (facts.toCheck > 0) row.push({ id: buttonId('sample', 0), label: t.bundle.check });
  if (facts.unreported.length > 0) row.push({ id: buttonId('unreported', 0), label: t.bundle.unreported });
  if (filings) row.push({ id: buttonId('filing', campaign.id), label: t.filing.look });
  if (feedback.length > 0) row.push({ id: buttonId('feedback', 0), label: t.burden.feedback });
  const message = t.bundle.coordinator({ ...facts, room: feedback.length > 0 ? 3 : 7 }, row.length > 0 ? [row] : []);
  return { ...message, lines: [...message.lines, ...t.filing.told(filings), ...t.burden.told(feedback)] };
}
