import { phaseOn } from '../domain/phases.js';
import type { Role } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import { todayIn } from './campaignRules.js';
import { parkDrafts } from '../prisma/store/drafts.js';
import type { ChatCtx } from './context.js';

/** An active campaign in which somebody holds something. */
export interface OwnCampaign {
  id: number;
  name: string;
  zone: string;
  startsOn: string;
  endsOn: string;
}

/** The active campaigns in which the actor holds one of the roles (any, when none is named); the latest to start first. */
export async function ownCampaigns(ctx: ChatCtx, roles?: readonly Role[]): Promise<OwnCampaign[]> {
  const grants = ctx.actor.grants.filter((grant) => roles === undefined || roles.includes(grant.role));
  const ids = grants.flatMap((grant) => (grant.campaignId === null ? [] : [grant.campaignId]));
  const everywhere = grants.some((grant) => grant.campaignId === null);
  return ctx.db.campaign.findMany({
    where: { status: 'active', ...(everywhere ? {} : { id: { in: ids } }) },
    orderBy: [{ startsOn: 'desc' }, { id: 'desc' }],
    select: { id: true, name: true, zone: true, startsOn: true, endsOn: true },
  });
}

/** The one that somebody in several chose to work in, else the first; null when there is none. */
export async function currentOf(ctx: ChatCtx, campaigns: readonly OwnCampaign[]): Promise<OwnCampaign | null> {
  const [first, second] = campaigns;
  if (!first || !second) return first ?? null;
  const row = await ctx.db.currentCampaign.findUnique({ where: { personId: ctx.actor.personId } });
  return campaigns.find(({ id }) => id === row?.campaignId) ?? first;
}

/** Works in a campaign from now on; choosing it again changes nothing. */
export async function chooseCampaign(ctx: ChatCtx, campaignId: number): Promise<void> {
  const { personId } = ctx.actor;
  await ctx.db.currentCampaign.upsert({
    where: { personId },
    create: { personId, campaignId },
    update: { campaignId },
  });
}

/** Works in one of the actor's own campaigns. Throws UserError('campaignGone') when it is none of theirs, or over. */
export async function switchCampaign(ctx: ChatCtx, campaignId: number): Promise<OwnCampaign> {
  const chosen = (await ownCampaigns(ctx)).find(({ id }) => id === campaignId);
  if (!chosen) throw new UserError('campaignGone');
  await chooseCampaign(ctx, chosen.id);
  // What is half filled belongs to the other campaign: the next words are not its answer.
  await parkDrafts(ctx.db, ctx.actor.personId);
  return chosen;
}

/** A campaign in the list of somebody's campaigns. */
export interface CampaignLine extends OwnCampaign {
  roles: Role[];
  phase: string | null;
  isCurrent: boolean;
}

/** The actor's campaigns, with what they are there and the phase it is in. */
export async function campaignLines(ctx: ChatCtx): Promise<CampaignLine[]> {
  const campaigns = await ownCampaigns(ctx);
  const current = await currentOf(ctx, campaigns);
  const phases = await ctx.db.phase.findMany({
    where: { campaignId: { in: campaigns.map(({ id }) => id) } },
    orderBy: { position: 'asc' },
  });
  return campaigns.map((campaign) => {
    const own = phases.filter(({ campaignId }) => campaignId === campaign.id);
    const grants = ctx.actor.grants.filter(({ campaignId }) => campaignId === null || campaignId === campaign.id);
    return {
      ...campaign,
      roles: [...new Set(grants.map(({ role }) => role))],
      phase: phaseOn(own, todayIn(ctx, campaign))?.name ?? null,
      isCurrent: campaign.id === current?.id,
    };
  });
}

/**
 * The context of a press: somebody in several campaigns works from now on in the one that the pressed message is about
 * (`marked` by the button itself, else the campaign for which the message was sent).
 */
export async function pressedIn(ctx: ChatCtx, messageId: string, marked?: number): Promise<ChatCtx> {
  if (ctx.origin.kind !== 'private') return ctx;
  const campaigns = await ownCampaigns(ctx);
  if (campaigns.length < 2) return ctx;
  const campaignId = marked ?? (await campaignOfMessage(ctx, messageId));
  if (!campaigns.some(({ id }) => id === campaignId)) return ctx;
  const id = Number(campaignId);
  await chooseCampaign(ctx, id);
  return { ...ctx, origin: { ...ctx.origin, pressedIn: id } };
}

async function campaignOfMessage(ctx: ChatCtx, messageId: string): Promise<number | null> {
  const { platform, chat } = ctx.origin;
  const row = await ctx.db.delivery.findFirst({
    where: { platform, address: chat, providerMessageId: messageId },
    select: { campaignId: true },
  });
  return row?.campaignId ?? null;
}
