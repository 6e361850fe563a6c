import { buttonId } from '../domain/button.js';
import { addDays, type Day } from '../domain/calendar.js';
import type { Button, Message } from '../domain/message.js';
import { holds } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { peopleHolding } from '../prisma/store/people.js';
import { withBelow } from './access.js';
import { type CampaignView, closingOn, loadCampaign, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { type Composition, enqueueToPerson } from './outbox.js';
import { decisionsWaiting } from './digestDecisions.js';
import { digestFacts, type Facts } from './digestFacts.js';
import { headedFor } from './severalCampaigns.js';
import type { DigestDecision } from './texts/zhCN/digest.js';
import { type Phrases, textsFor } from './texts/index.js';

/** Lines of a list that the digest opens. */
const LIST_MAX = 8;

/** The leaders of a campaign. */
export async function leadersOf(ctx: Ctx, campaignId: number): Promise<number[]> {
  return (await peopleHolding(ctx.db, 'leader', campaignId)).map((person) => person.id);
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

/** The key of a leader’s digest of a day. */
export const digestKey = (campaignId: number, personId: number, on: Day): string =>
  `digest:${campaignId}:${personId}:${on}`;

/** The units that a leader is the contact of, with those below them, and everything else they are in the campaign. */
async function leaderOf(ctx: Ctx, campaignId: number, personId: number) {
  const person = await ctx.db.person.findUniqueOrThrow({
    where: { id: personId },
    include: { grants: { where: { OR: [{ campaignId }, { campaignId: null }] } } },
  });
  const own = person.grants.flatMap(({ role, unitId }) => (role === 'leader' && unitId !== null ? [unitId] : []));
  return { person, unitIds: await withBelow(ctx, own) };
}

/** Everything a leader's digest tells: decisions about contact units first, the requests that wait before the reports. */
async function leaderFacts(ctx: Ctx, campaign: CampaignView, personId: number, on: Day): Promise<Facts> {
  const { person, unitIds } = await leaderOf(ctx, campaign.id, personId);
  const facts = await digestFacts(ctx, campaign.id, unitIds, on);
  const waiting = await decisionsWaiting(ctx, campaign, { personId, grants: person.grants }, unitIds, on);
  const before = ctx.calendar.previousWorkday(addDays(on, -1));
  const of = (own: boolean): DigestDecision[] =>
    waiting.filter((each) => each.own === own).map(({ decision }) => decision);
  return {
    ...facts,
    decisions: [...of(true), ...facts.decisions, ...of(false)],
    // What waits already was told; it is no news that it still does.
    isNews: facts.isNews || waiting.some(({ sinceOn }) => sinceOn >= before),
  };
}

/** The button that opens a decision's own card. */
function decisionButton(t: Phrases, each: DigestDecision): Button {
  switch (each.kind) {
    case 'item':
      return { id: buttonId('item', each.itemId), label: t.digest.open(each.itemNo) };
    case 'extension':
      return { id: buttonId('extensionCard', each.id), label: t.digest.decide(each.itemNo), style: 'primary' };
    case 'exemption':
      return { id: buttonId('exemptionCard', each.id), label: t.digest.decide(each.itemNo), style: 'primary' };
    case 'board':
      return { id: buttonId('boardDraft', each.id), label: t.digest.seeBoard, style: 'primary' };
    case 'boardChange':
      return { id: buttonId('boardChangeCard', each.id), label: t.digest.seeChange, style: 'primary' };
    case 'bulletin':
      return { id: buttonId('bulletinCard', each.id), label: t.digest.seeBulletin, style: 'primary' };
  }
}

/** Buttons that open items, each item once, those in `known` not again. */
function itemButtons(t: Phrases, items: readonly { itemId: number; itemNo: string }[], known: Button[] = []): Button[] {
  const ids = new Set(known.map(({ id }) => id));
  const found: Button[] = [];
  for (const { itemId, itemNo } of items) {
    const id = buttonId('item', itemId);
    if (ids.has(id)) continue;
    ids.add(id);
    found.push({ id, label: t.digest.open(itemNo) });
  }
  return found;
}

const inRows = (buttons: Button[]): Button[][] =>
  buttons.flatMap((_, at) => (at % 3 === 0 ? [buttons.slice(at, at + 3)] : []));

/** A button for every line of a digest: decisions, what stands behind the figures, changes. */
function digestButtons(t: Phrases, campaignId: number, facts: Facts): Button[][] {
  const decisions = facts.decisions.slice(0, t.digest.shown).map((each) => decisionButton(t, each));
  const list = (what: string, label: string): Button => ({ id: buttonId('digestList', campaignId, what), label });
  const figures: Button[] = [];
  if (facts.decisions.length > decisions.length) figures.push(list('decisions', t.digest.allDecisions));
  if (facts.late.length > 0) figures.push(list('overdue', t.digest.overdue));
  if (facts.coming.length > 0) figures.push(list('coming', t.digest.coming));
  const shown = t.digest.changesShown(facts);
  if (facts.changes.length > shown) figures.push(list('changes', t.digest.allChanges));
  const changes = itemButtons(t, facts.changes.slice(0, shown), decisions);
  return [...inRows(decisions), ...inRows(changes), figures].filter((row) => row.length > 0);
}

/** A digest's words as of now; null when there is no news. The first one a leader gets is said in any case. */
export async function composeDigest(ctx: Ctx, { campaignId, personId, on }: Composition): Promise<Message | null> {
  const campaign = await loadCampaign(ctx, campaignId);
  const facts = await leaderFacts(ctx, campaign, personId, on);
  const others = { not: digestKey(campaignId, personId, on) };
  const first =
    (await ctx.db.delivery.count({ where: { personId, kind: 'digest', campaignId, dedupKey: others } })) === 0;
  if (!facts.isNews && !first) return null;
  const { person, unitIds } = await leaderOf(ctx, campaignId, personId);
  const t = textsFor(person.locale);
  const message = t.digest.leader(facts, digestButtons(t, campaignId, facts));
  return {
    ...(await headedFor(ctx, campaignId, personId, message)),
    // Words say it all: without its picture the digest goes as it is.
    attach: { request: { make: 'campaignTrend', campaignId, unitIds, on }, otherwise: [] },
  };
}

/**
 * What stands behind a line of the digest, as of now, each line with its card, a page at a time. `token` says what, and
 * which page of it from 0 ('decisions', 'decisions.1'). Throws UserError('buttonUnknown').
 */
export async function digestList(ctx: ChatCtx, campaignId: number, token: string): Promise<Message> {
  const campaign = await loadCampaign(ctx, campaignId);
  if (!holds(ctx.actor, ['leader'], campaignId)) throw new UserError('buttonUnknown');
  const [, what = '', number = '0'] = /^([a-z]+)(?:\.(\d{1,4}))?$/.exec(token) ?? [];
  const facts = await leaderFacts(ctx, campaign, ctx.actor.personId, todayIn(ctx, campaign));
  const t = textsFor(ctx.actor.locale);
  const page = <T>(list: readonly T[]) => {
    // What was done meanwhile may have emptied the last page.
    const last = Math.max(0, Math.ceil(list.length / LIST_MAX) - 1);
    const at = Math.min(Number(number), last);
    const from = at * LIST_MAX;
    const shown = list.slice(from, from + LIST_MAX);
    const of = { total: list.length, from, more: list.length - from - shown.length };
    const next: Button = { id: buttonId('digestList', campaignId, `${what}.${at + 1}`), label: t.digest.nextPage };
    const rows = (buttons: Button[]) => [...inRows(buttons), ...(of.more > 0 ? [[next]] : [])];
    return { shown, of, rows };
  };
  if (what === 'decisions') {
    const { shown, of, rows } = page(facts.decisions);
    return t.digest.decisions(shown, of, rows(shown.map((each) => decisionButton(t, each))));
  }
  if (what === 'changes') {
    const { shown, of, rows } = page(facts.changes);
    return t.digest.changes(shown, of, rows(itemButtons(t, shown)));
  }
  if (what !== 'overdue' && what !== 'coming') throw new UserError('buttonUnknown');
  const { shown, of, rows } = page(what === 'overdue' ? facts.late : facts.coming);
  return t.digest.items(what, shown, of, rows(itemButtons(t, shown)));
}
