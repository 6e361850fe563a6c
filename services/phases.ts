import { addDays, type Day } from '../domain/calendar.js';
import { phaseToAnnounce } from '../domain/phases.js';
import { boundChats } from '../prisma/store/chats.js';
import { peopleHolding } from '../prisma/store/people.js';
import { audit } from './audit.js';
import { closingOn, loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';
import { enqueueToChat, enqueueToPerson } from './outbox.js';
import { textsFor } from './texts/index.js';

/** An announcement is news for so many days; after a long disturbance it is dropped instead of coming late. */
const NEWS_DAYS = 3;

const phasesOf = (ctx: Ctx, campaignId: number) =>
  ctx.db.phase.findMany({ where: { campaignId }, orderBy: { position: 'asc' } });

/** The phase of a campaign that is to be announced on a day: at most one id. */
export async function phasesToAnnounce(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const phase = phaseToAnnounce(await phasesOf(ctx, campaignId), today, ctx.calendar);
  return phase ? [phase.id] : [];
}

/**
 * Tells the campaign's groups (those bound for boards only excepted) and leaders that a phase begins, what it asks for,
 * and its days. Keys of the phase and the recipient: a second run changes nothing.
 */
export async function announcePhase(ctx: Ctx, phaseId: number, today: Day): Promise<void> {
  const { campaignId } = await ctx.db.phase.findUniqueOrThrow({ where: { id: phaseId } });
  const phases = await phasesOf(ctx, campaignId);
  const phase = phaseToAnnounce(phases, today, ctx.calendar);
  if (phase?.id !== phaseId) return;
  const campaign = await loadCampaign(ctx, campaignId);
  const before = phases.filter((each) => each.endsOn <= phase.startsOn && each.id !== phase.id).at(-1);
  const facts = { campaign: campaign.name, phase, last: before ?? null };
  const common = {
    kind: 'notice',
    subject: `phase:${phaseId}`,
    expiresAt: closingOn(campaign, addDays(today, NEWS_DAYS)),
  } as const;
  let told = 0;
  for (const chat of await boundChats(ctx.db, campaignId, 'bulletin')) {
    const message = textsFor(undefined).campaign.phaseBegins(facts);
    if (await enqueueToChat(ctx, chat, { ...common, key: `phase:${phaseId}:chat:${chat.id}`, message })) told++;
  }
  for (const leader of await peopleHolding(ctx.db, 'leader', campaignId)) {
    const message = textsFor(leader.locale).campaign.phaseBegins(facts);
    if (await enqueueToPerson(ctx, campaignId, leader.id, { ...common, key: `phase:${phaseId}:${leader.id}`, message }))
      told++;
  }
  if (told > 0) await audit(ctx, 'announcePhase', `phase:${phaseId}`, { told });
}
