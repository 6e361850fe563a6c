import { holds, type Role } from '../domain/roles.js';
import { UserError } from '../domain/userError.js';
import type { ChatCtx, Ctx } from './context.js';
import { type CampaignView, loadCampaign } from './campaignRules.js';
import { currentOf, type OwnCampaign, ownCampaigns } from './currentCampaign.js';

/** Those who see every record of their campaign. */
const SEE_ALL: readonly Role[] = ['coordinator', 'administrator'];

/** The units whose records somebody sees in a campaign: 'all', or their own units and everything below them. */
export async function visibleUnits(ctx: ChatCtx, campaignId: number): Promise<'all' | number[]> {
  if (holds(ctx.actor, SEE_ALL, campaignId) || inspectsAll(ctx, campaignId)) return 'all';
  const own = ctx.actor.grants
    .filter((grant) => grant.campaignId === campaignId || grant.campaignId === null)
    .flatMap((grant) => (grant.unitId === null ? [] : [grant.unitId]));
  return withBelow(ctx, own);
}

/** An inspector who was not assigned to particular units inspects all of the campaign. */
const inspectsAll = (ctx: ChatCtx, campaignId: number): boolean =>
  ctx.actor.grants.some(
    (grant) =>
      grant.role === 'inspector' &&
      grant.unitId === null &&
      (grant.campaignId === campaignId || grant.campaignId === null),
  );

/** Units and all units below them in the tree. */
export async function withBelow(ctx: Pick<Ctx, 'db'>, unitIds: readonly number[]): Promise<number[]> {
  const seen = new Set(unitIds);
  let layer = [...seen];
  while (layer.length > 0) {
    const below = await ctx.db.unit.findMany({ where: { parentId: { in: layer } }, select: { id: true } });
    layer = below.map((unit) => unit.id).filter((id) => !seen.has(id));
    for (const id of layer) seen.add(id);
  }
  return [...seen];
}

/** A unit by its name or short name, or the first in official order whose name holds the words; null when none does. */
export async function unitNamed(ctx: Ctx, words: string): Promise<{ id: number; shortName: string } | null> {
  const find = (where: object) =>
    ctx.db.unit.findFirst({ where, orderBy: { sortOrder: 'asc' }, select: { id: true, shortName: true } });
  const exact = await find({ OR: [{ shortName: words }, { name: words }] });
  return exact ?? (words.length < 2 ? null : find({ name: { contains: words } }));
}

/** Throws UserError('notYourUnit') when the actor may not see a unit's records. */
export async function mustSeeUnit(ctx: ChatCtx, campaignId: number, unitId: number): Promise<void> {
  const visible = await visibleUnits(ctx, campaignId);
  if (visible !== 'all' && !visible.includes(unitId))
    throw new UserError('notYourUnit', { contact: await contactOf(ctx, campaignId) });
}

/** The name of the campaign's first coordinator, for "please ask"; '' when there is none. */
export async function contactOf(ctx: Ctx, campaignId: number): Promise<string> {
  const grant = await ctx.db.roleGrant.findFirst({
    where: { campaignId, role: 'coordinator' },
    orderBy: { id: 'asc' },
    select: { person: { select: { name: true } } },
  });
  return grant?.person.name ?? '';
}

/**
 * The campaign that a person means: the named one (a button's) when they hold one of the roles there; else the group's;
 * else the active one where they hold one of the roles. Somebody who has several works in the one they chose last, and
 * the answer says which. Throws UserError('noCampaign' | 'campaignGone').
 */
export async function campaignOf(ctx: ChatCtx, roles?: readonly Role[], named = 0): Promise<CampaignView> {
  const own = named === 0 && ctx.origin.campaignId !== null ? [] : await ownCampaigns(ctx, roles);
  if (named !== 0 && !own.some(({ id }) => id === named)) throw new UserError('campaignGone');
  if (named !== 0) return about(ctx, own, named);
  if (ctx.origin.campaignId !== null) return loadCampaign(ctx, ctx.origin.campaignId);
  const current = own.find(({ id }) => id === ctx.origin.pressedIn) ?? (await currentOf(ctx, own));
  if (!current) throw new UserError('noCampaign');
  return about(ctx, own, current.id);
}

/** Loads one of the actor's campaigns, and notes for the answer which one it is when there are several. */
async function about(ctx: ChatCtx, own: readonly OwnCampaign[], id: number): Promise<CampaignView> {
  const campaign = await loadCampaign(ctx, id);
  if (own.length > 1 && ctx.spokenOf) ctx.spokenOf.campaign = { id, name: campaign.name };
  return campaign;
}
