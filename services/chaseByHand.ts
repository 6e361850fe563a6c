import { buttonId } from '../domain/button.js';
import { UserError } from '../domain/userError.js';
import { activeIdentity } from '../prisma/store/people.js';
import { campaignOf, unitNamed } from './access.js';
import { chaseKey, chaseSubject } from './answeredChases.js';
import { audit } from './audit.js';
import { type CampaignView, quietUntil, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { peopleOnDuty } from './duty.js';
import { bundleKey } from './heard.js';
import { type OpenRequest, openRequests, type RequestScope } from './openRequests.js';
import { enqueueToPerson } from './outbox.js';
import { campaignsOfPerson } from './severalCampaigns.js';
import { textsFor } from './texts/index.js';

const FILL_BUTTONS_MAX = 6;

/** Who would be told what, and who would not and why. */
export interface ChasePlan {
  tell: { personId: number; name: string; locale: string; requests: OpenRequest[] }[];
  skipped: { who: string; itemNos: string[]; why: 'toldToday' | 'goodReason' | 'noLiaison' | 'unreachable' }[];
  /** When the messages go out, if not at once. */
  heldUntil: Date | null;
  zone: string;
}

/** The requests that wait for an answer in the coordinator's campaign, for the list of who has not reported. */
export async function unreported(ctx: ChatCtx): Promise<OpenRequest[]> {
  const campaign = await campaignOf(ctx, ['coordinator']);
  return openRequests(ctx, campaign.id, todayIn(ctx, campaign));
}

/** Whether a report was ever asked for in the coordinator's campaign, and how many open items it has. */
export async function askedSoFar(ctx: ChatCtx): Promise<{ asked: boolean; items: number }> {
  const { id: campaignId } = await campaignOf(ctx, ['coordinator']);
  const request = await ctx.db.reportRequest.findFirst({ where: { item: { campaignId } }, select: { id: true } });
  return { asked: request !== null, items: await ctx.db.item.count({ where: { campaignId, status: 'open' } }) };
}

/** What words after 催办 mean: a unit's name or an item's number. Throws UserError('chaseTarget'). */
export async function chaseScope(ctx: ChatCtx, words: string): Promise<RequestScope> {
  const campaign = await campaignOf(ctx, ['coordinator']);
  const item = await ctx.db.item.findUnique({
    where: { campaignId_itemNo: { campaignId: campaign.id, itemNo: words.normalize('NFKC').trim().toUpperCase() } },
    select: { id: true },
  });
  if (item) return { itemId: item.id };
  const unit = await unitNamed(ctx, words);
  if (!unit) throw new UserError('chaseTarget', { query: words.slice(0, 20) });
  return { unitId: unit.id };
}

/**
 * 催办 by hand, as a plan: liaisons of units that have not answered. Left out, with the reason said: what a good reason on
 * record excuses, people who were told today already (one message a day), units without a liaison, people nobody can reach.
 */
export async function planChase(ctx: ChatCtx, scope: RequestScope): Promise<ChasePlan> {
  const campaign = await campaignOf(ctx, ['coordinator']);
  const requests = await openRequests(ctx, campaign.id, todayIn(ctx, campaign), scope);
  const plan: ChasePlan = { tell: [], skipped: [], heldUntil: null, zone: campaign.zone };
  const due = requests.filter((request) => !request.reason);
  for (const request of requests)
    if (request.reason) plan.skipped.push({ who: request.unit, itemNos: [request.itemNo], why: 'goodReason' });
  const tell = new Map<number, ChasePlan['tell'][number]>();
  for (const unitId of new Set(due.map((request) => request.unitId))) {
    const ofUnit = due.filter((request) => request.unitId === unitId);
    const liaisons = await peopleOnDuty(ctx, 'liaison', campaign.id, todayIn(ctx, campaign), [unitId]);
    const itemNos = ofUnit.map(({ itemNo }) => itemNo);
    if (liaisons.length === 0) plan.skipped.push({ who: ofUnit[0]?.unit ?? '', itemNos, why: 'noLiaison' });
    for (const { id, name, locale } of liaisons) {
      const who = `${ofUnit[0]?.unit ?? ''} ${name}`;
      if (await toldToday(ctx, campaign, id)) plan.skipped.push({ who, itemNos, why: 'toldToday' });
      else if (!(await activeIdentity(ctx.db, id))) plan.skipped.push({ who, itemNos, why: 'unreachable' });
      else {
        const known = tell.get(id) ?? { personId: id, name, locale, requests: [] };
        known.requests.push(...ofUnit);
        tell.set(id, known);
      }
    }
  }
  plan.tell = [...tell.values()];
  const opensAt = await quietUntil(ctx, campaign.id);
  if (opensAt > ctx.now) plan.heldUntil = opensAt;
  return plan;
}

/** Whether a bundle or a chase by hand went, or is about to go, to a person today: one such message a day is enough. */
async function toldToday(ctx: Ctx, campaign: CampaignView, personId: number): Promise<boolean> {
  const today = todayIn(ctx, campaign);
  // The bundle may have gone out as one with that of another campaign.
  const bundles = (await campaignsOfPerson(ctx, personId)).map(({ id }) => bundleKey(id, personId, today));
  const told = await ctx.db.delivery.count({
    where: {
      dedupKey: { in: [...bundles, chaseKey(campaign.id, personId, today)] },
      status: { notIn: ['failed', 'expired', 'cancelled'] },
    },
  });
  return told > 0;
}

/** Carries a plan out, made anew at this moment. @returns what was done; the second press tells nobody again */
export async function chaseByHand(ctx: ChatCtx, scope: RequestScope): Promise<ChasePlan> {
  const campaign = await campaignOf(ctx, ['coordinator']);
  const today = todayIn(ctx, campaign);
  const plan = await planChase(ctx, scope);
  const told: ChasePlan['tell'] = [];
  for (const each of plan.tell) {
    const t = textsFor(each.locale);
    const fills = each.requests
      .slice(0, FILL_BUTTONS_MAX)
      .map(({ itemId, itemNo }) => ({ id: buttonId('report', itemId), label: t.bundle.fill(itemNo) }));
    const rows = fills.flatMap((_, at) => (at % 2 === 0 ? [fills.slice(at, at + 2)] : []));
    const tooMuch = { id: buttonId('tooMuch', campaign.id, `chase.${today}`), label: t.bundle.tooMuch };
    const fresh = await enqueueToPerson(ctx, campaign.id, each.personId, {
      key: chaseKey(campaign.id, each.personId, today),
      kind: 'chase',
      subject: chaseSubject(campaign.id, each.personId),
      message: t.chase.message(each.requests, ctx.actor.name, [...rows, [tooMuch]]),
    });
    if (fresh) told.push(each);
  }
  for (const requestId of new Set(told.flatMap(({ requests }) => requests.map((each) => each.requestId))))
    await audit(ctx, 'chaseByHand', `request:${requestId}`);
  return { ...plan, tell: told };
}
