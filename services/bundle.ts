import { buttonId } from '../domain/button.js';
import { addDays, type Day } from '../domain/calendar.js';
import { type LadderStep, type RungAhead, RUNGS, rungAfter } from '../domain/chaseLadder.js';
import type { Button, Message } from '../domain/message.js';
import { type SignedCommitment, signedCommitments } from '../prisma/store/commitments.js';
import { pendingRequests, type Waiting, waitingFor } from './approvals.js';
import { type ItemFacts, itemFacts, noteWarnings } from './bundleFacts.js';
import { type CampaignView, closingOn, loadCampaign } from './campaignRules.js';
import { rungOf, storedRung } from './chase.js';
import type { Ctx } from './context.js';
import { coordinatorFacts } from './coordinatorFacts.js';
import { chasedLists, type ChasedLists, coordinatorFilings, type FilingFacts, filingMessages } from './filingChase.js';
import { type BundlePart, bundleOf, toldTogether } from './bundleParts.js';
import { dutiesOn, type Duty, type DutyUnit } from './duty.js';
import { feedbackToTell, noteFeedbackTold } from './feedback.js';
import { bundleKey, heardLess } from './heard.js';
import { enqueueToPerson } from './outbox.js';
import { type BundleLine, type CoordinatorFacts, type HeadLine, PROPOSALS_SHOWN } from './texts/zhCN/bundle.js';
import type { FeedbackLine } from './texts/zhCN/burden.js';
import { type Phrases, textsFor } from './texts/index.js';

/** Lines that fit on a phone's screen together with their buttons. */
const LINES_MAX = 8;
/** A head hears of what they committed to from so many workdays before it is due. */
const PROMISE_AHEAD = 5;

/** Readers whose facts are loaded together. */
const READERS_AT_ONCE = 200;

/** People to whom a campaign has something to tell on a day. */
export async function peopleToTell(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const campaign = await loadCampaign(ctx, campaignId);
  const duties = await dutiesOn(ctx, campaignId, today);
  const told: number[] = [];
  for (let at = 0; at < duties.length; at += READERS_AT_ONCE) {
    const facts = await factsOf(ctx, campaign, duties.slice(at, at + READERS_AT_ONCE), today);
    told.push(...facts.readers.filter((reader) => sectionsOf(ctx, facts, reader).length > 0).map((r) => r.personId));
  }
  return told;
}

/**
 * Writes one person's bundle of the day: one message with everything, also of their other campaigns that speak at the same
 * time. Its words are found when it is sent, so that what is answered meanwhile is not in it.
 */
export async function sendBundle(ctx: Ctx, campaignId: number, personId: number, today: Day): Promise<void> {
  const together = await toldTogether(ctx, campaignId, [personId]);
  const keys = (together.get(personId)?.earlier ?? []).map((id) => bundleKey(id, personId, today));
  if (keys.length > 0 && (await ctx.db.delivery.count({ where: { dedupKey: { in: keys } } })) > 0) return;
  const campaign = await loadCampaign(ctx, campaignId);
  await enqueueToPerson(ctx, campaignId, personId, {
    key: bundleKey(campaignId, personId, today),
    kind: 'warning',
    compose: { what: 'bundle', campaignId, personId, on: today },
    // Tomorrow has a bundle of its own.
    expiresAt: closingOn(campaign, today),
  });
}

/** The words of a day's bundles as of now, by person, and the note that their warnings were given; none where nothing is left to tell. */
export async function composeBundles(
  ctx: Ctx,
  campaignId: number,
  personIds: readonly number[],
  on: Day,
): Promise<Map<number, Message>> {
  const together = await toldTogether(ctx, campaignId, personIds);
  const all = [...new Set([...together.values()].flatMap(({ ids }) => ids))].sort((a, b) => a - b);
  const parts = new Map<number, { locale: string; parts: BundlePart[] }>();
  for (const id of all) {
    const readers = personIds.filter((personId) => together.get(personId)?.ids.includes(id));
    const campaign = await loadCampaign(ctx, id);
    const facts = await factsOf(ctx, campaign, await dutiesOn(ctx, id, on, readers), on);
    for (const reader of facts.readers) {
      const sections = sectionsOf(ctx, facts, reader, campaignId);
      if (sections.length === 0) continue;
      for (const section of sections) await section.onTold?.();
      const known = parts.get(reader.personId) ?? { locale: reader.locale, parts: [] };
      known.parts.push({ campaign, messages: sections.map((section) => section.message) });
      parts.set(reader.personId, known);
    }
  }
  const bundles = new Map<number, Message>();
  for (const [personId, { locale, parts: own }] of parts) {
    const bundle = bundleOf(own, together.get(personId)?.several ?? false, textsFor(locale));
    if (bundle) bundles.set(personId, bundle);
  }
  return bundles;
}

/** Everything that the bundles of some readers are made of, as of a day. */
interface BundleFacts {
  campaign: CampaignView;
  today: Day;
  readers: Duty[];
  items: ItemFacts[];
  /** What heads signed for items that are warned about. */
  promised: Map<number, SignedCommitment>;
  pending: Awaited<ReturnType<typeof pendingRequests>>;
  /** See heardLess. */
  heard: ReadonlyMap<number, Day>;
  /** Null when no reader is a coordinator. */
  coordinator: { facts: CoordinatorFacts; feedback: FeedbackLine[]; filings: FilingFacts } | null;
  /** Filing lists that units were chased for. */
  chased: ChasedLists;
}

async function factsOf(ctx: Ctx, campaign: CampaignView, readers: Duty[], today: Day): Promise<BundleFacts> {
  const units = readers.flatMap((reader) => [...reader.liaison, ...reader.unitHead].map((unit) => unit.unitId));
  const ids = readers.map((reader) => reader.personId);
  const items = await itemFacts(ctx, campaign, [...new Set(units)], today);
  return {
    campaign,
    today,
    readers,
    items,
    promised: await signedCommitments(
      ctx.db,
      items.filter((each) => each.warning).map((each) => each.itemId),
    ),
    pending: await pendingRequests(ctx, campaign.id, today),
    chased: await chasedLists(ctx, campaign.id, today),
    heard: await heardLess(ctx, campaign.id, ids, today),
    coordinator: readers.some((reader) => reader.coordinator)
      ? {
          facts: await coordinatorFacts(ctx, campaign.id, today),
          feedback: await feedbackToTell(ctx, campaign.id, today),
          filings: await coordinatorFilings(ctx, campaign.id, today),
        }
      : null,
  };
}

/** A part of a bundle; `onTold` notes that it was told. */
interface Section {
  message: Message;
  onTold?: () => Promise<void>;
}

/** @param toldIn the campaign whose bundle it is: the message that 太频繁 is about */
function sectionsOf(ctx: Ctx, facts: BundleFacts, reader: Duty, toldIn = facts.campaign.id): Section[] {
  const { campaign, today } = facts;
  const { personId, locale, liaison, unitHead, coordinator, administrator } = reader;
  const t = textsFor(locale);
  const headOnly = unitHead.filter((unit) => !liaison.some((own) => own.unitId === unit.unitId));
  const of = (units: DutyUnit[]) => facts.items.filter((each) => units.some((unit) => unit.unitId === each.unitId));
  const headOf = unitHead.map((unit) => unit.unitId);
  const approvals = waitingFor(facts.pending, { personId, headOf, coordinator, administrator });
  const when = {
    today,
    heardOn: facts.heard.get(personId) ?? addDays(today, -1),
    promised: facts.promised,
    ladder: campaign.ladder,
  };
  const tooMuch: Button = { id: buttonId('tooMuch', toldIn, `bundle.${today}`), label: t.bundle.tooMuch };
  const sections: Section[] = [];
  const forLiaison = liaisonSection(ctx, t, liaison, of(liaison), when, tooMuch);
  if (forLiaison) sections.push({ message: forLiaison, onTold: () => noteWarnings(ctx, of(liaison), today) });
  const forHead = headSection(ctx, t, headOnly, of(headOnly), when, tooMuch);
  if (forHead) sections.push({ message: forHead });
  const idsOf = (units: DutyUnit[]) => units.map(({ unitId }) => unitId);
  const lists = { liaisonOf: idsOf(liaison), headOf: idsOf(headOnly) };
  for (const message of filingMessages(t, campaign.id, facts.chased, lists, when, tooMuch)) sections.push({ message });
  if (approvals.length > 0) sections.push({ message: approvalSection(t, approvals) });
  const own = coordinator && facts.coordinator && coordinatorSection(t, campaign.id, facts.coordinator);
  if (own) sections.push({ message: own, onTold: () => noteFeedbackTold(ctx, campaign.id, today) });
  return sections;
}

/** What waits for the reader's word; a request whose due day has passed comes first. */
const approvalSection = (t: Phrases, waiting: readonly Waiting[]): Message => ({
  lines: [t.approval.titleLine(waiting.length), ...t.approval.lines(waiting)],
  buttons: [[{ id: buttonId('approvals', 0), label: t.approval.waiting, style: 'primary' }]],
});

/** The day of a bundle, the day of the last one that its reader got (what came up since is new), and commitments to quote. */
interface When {
  today: Day;
  heardOn: Day;
  /** What heads signed for items that are warned about today. */
  promised: Map<number, SignedCommitment>;
  ladder: readonly LadderStep[];
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
    .flatMap((each) => lineOf(ctx, each, when))
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
  // "No change" is no answer where something is due or overdue.
  const noChange = facts.some((each) => each.request && !(each.milestone && each.milestone.dueOn <= today));
  if (noChange) last.push({ id: buttonId('allNoChange', 0), label: t.bundle.allNoChange });
  if (shown.some((line) => line.kind === 'milestone' && line.workdays >= 0 && !line.extensionAsked))
    last.push({ id: buttonId('extend', 0), label: t.extension.ask });
  if (lines.length > shown.length) last.push({ id: buttonId('mine', 0), label: t.bundle.all });
  return t.bundle.liaison(
    unitNames(t, units),
    shown,
    lines.length - shown.length,
    {
      ahead: aheadOf(facts, when),
      asked: asked > 0,
      noChange,
    },
    [...rows, [...last, tooMuch]],
  );
}

/** The units that a section is about; '代某某' after those where the reader stands in for somebody. */
const unitNames = (t: Phrases, units: DutyUnit[]): string =>
  units.map((unit) => t.delegation.inUnit(unit.shortName, unit.onBehalfOf)).join('、');

/** What comes next of the reports that were chased for today: the soonest, when there are several. */
function aheadOf(facts: readonly ItemFacts[], { today, ladder }: When): RungAhead | null {
  const ahead = facts.flatMap(({ request }) => {
    const reached = request?.rungOn === today ? rungOf(request.rung) : null;
    return (reached && rungAfter(reached, ladder)) ?? [];
  });
  return ahead.sort((a, b) => a.inWorkdays - b.inWorkdays || RUNGS.indexOf(a.rung) - RUNGS.indexOf(b.rung))[0] ?? null;
}

/** An item's line: what is overdue or warned about today, else what is asked for. Others stay out: nothing is due there. */
function lineOf(ctx: Ctx, each: ItemFacts, { today, promised }: When): BundleLine[] {
  const { itemId, itemNo, title, milestone, warning, request } = each;
  const about = { itemId, itemNo, title };
  if (milestone && (warning || milestone.workdays < 0))
    return [
      {
        kind: 'milestone',
        ...about,
        workdays: milestone.workdays,
        dueOn: milestone.dueOn,
        today,
        extensionAsked: milestone.extensionAsked,
        reportLate: request && request.rung > 0 ? ctx.calendar.workdaysBetween(request.dueOn, today) : 0,
        promise: warning ? (promised.get(itemId) ?? null) : null,
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

/**
 * A head hears of what turns red today, of reports that the liaison was chased for in vain, and of what they committed
 * to when it comes due; of nothing else.
 */
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
    const about = { itemId, itemNo, title, today };
    const unreported =
      request && isNew(request.rungOn, when) && request.rung >= storedRung('unitHead') ? request : null;
    // A head who has been asked for more time knows.
    const promise = when.promised.get(itemId) ?? null;
    if (
      milestone &&
      warning &&
      (milestone.workdays <= 0 || (promise && milestone.workdays <= PROMISE_AHEAD)) &&
      !milestone.extensionAsked
    ) {
      const { workdays, dueOn } = milestone;
      const what = workdays < 0 ? 'overdue' : workdays === 0 ? 'dueToday' : 'dueSoon';
      const reportLate = unreported ? ctx.calendar.workdaysBetween(unreported.dueOn, today) : 0;
      return [{ ...about, what, workdays, dueOn, reportLate, promise }];
    }
    if (!unreported) return [];
    const { dueOn } = unreported;
    const workdays = ctx.calendar.workdaysBetween(today, dueOn);
    return [{ ...about, what: 'unreported', workdays, dueOn, reportLate: 0, promise: null }];
  });
  if (lines.length === 0) return null;
  const shown = lines.sort((a, b) => a.workdays - b.workdays).slice(0, LINES_MAX);
  const opens = shown.map((line): Button => ({ id: buttonId('item', line.itemId), label: t.item.open(line.itemNo) }));
  const rows: Button[][] = [];
  for (let at = 0; at < opens.length; at += 4) rows.push(opens.slice(at, at + 4));
  const ahead = aheadOf(
    facts.filter(
      ({ itemId, request }) =>
        request !== null && request.rung >= storedRung('unitHead') && shown.some((line) => line.itemId === itemId),
    ),
    when,
  );
  return t.bundle.head(unitNames(t, units), shown, lines.length - shown.length, ahead, [...rows, [tooMuch]]);
}

function coordinatorSection(
  t: Phrases,
  campaignId: number,
  { facts, feedback, filings }: NonNullable<BundleFacts['coordinator']>,
): Message | null {
  const count = facts.toReview + facts.toCheck + facts.unreported.length + facts.proposals.length + feedback.length;
  if (count === 0 && !filings) return null;
  const row: Button[] =
    facts.toReview > 0 ? [{ id: buttonId('review', 0), label: t.bundle.review, style: 'primary' }] : [];
  if (facts.toCheck > 0) row.push({ id: buttonId('sample', 0), label: t.bundle.check });
  if (facts.unreported.length > 0) row.push({ id: buttonId('unreported', 0), label: t.bundle.unreported });
  if (facts.referrals > 0) row.push({ id: buttonId('referrals', 0), label: t.referral.open });
  if (filings) row.push({ id: buttonId('filing', campaignId), label: t.filing.look });
  if (feedback.length > 0) row.push({ id: buttonId('feedback', 0), label: t.burden.feedback });
  const opens = facts.proposals
    .slice(0, PROPOSALS_SHOWN)
    .map((each): Button => ({ id: buttonId('item', each.itemId), label: t.item.open(each.itemNo) }));
  const message = t.bundle.coordinator(
    { ...facts, room: feedback.length > 0 ? 3 : 7 },
    [row, opens].filter(({ length }) => length > 0),
  );
  return { ...message, lines: [...message.lines, ...t.filing.told(filings), ...t.burden.told(feedback)] };
}
