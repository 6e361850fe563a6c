import { buttonId } from '../domain/button.js';
import type { Correction, Day } from '../domain/calendar.js';
import { checkAway, type CoverCandidate } from '../domain/delegation.js';
import { UserError } from '../domain/userError.js';
import { calendarCorrections } from '../prisma/store/calendarDays.js';
import { DELEGABLE, standInsOn } from '../prisma/store/delegations.js';
import { audit } from './audit.js';
import { campaignOf } from './access.js';
import { type CampaignView, todayIn } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';
import { endDelegation, moveRequests, tellPerson } from './delegationEnd.js';
import { textsFor } from './texts/index.js';

/** What the dialog of an absence begins with. */
export interface AwayStart {
  campaignId: number;
  self: string;
  today: Day;
  corrections: Correction[];
  candidates: CoverCandidate[];
  /** Names of those whom this person covers now; they get their things back. */
  covers: string[];
}

/** The units that a person answers for, and the tree around them: people there are offered first. */
async function unitsAround(ctx: Ctx, campaignId: number, personId: number): Promise<{ own: number[]; near: number[] }> {
  const grants = await ctx.db.roleGrant.findMany({
    where: { personId, role: { in: [...DELEGABLE] }, OR: [{ campaignId }, { campaignId: null }] },
    select: { unitId: true, unit: { select: { parentId: true } } },
  });
  const own = grants.flatMap((grant) => (grant.unitId === null ? [] : [grant.unitId]));
  const parents = grants.flatMap((grant) => (grant.unit?.parentId ? [grant.unit.parentId] : []));
  const below = await ctx.db.unit.findMany({ where: { parentId: { in: own } }, select: { id: true } });
  return { own, near: [...new Set([...own, ...parents, ...below.map((unit) => unit.id)])] };
}

/**
 * Everybody who might cover for a person: liaisons and heads of the campaign, those of the own unit and of the units
 * next to it in the tree first.
 */
async function coverCandidates(ctx: Ctx, campaignId: number, personId: number, today: Day): Promise<CoverCandidate[]> {
  const around = await unitsAround(ctx, campaignId, personId);
  const away = new Map((await standInsOn(ctx.db, campaignId, today)).map((each) => [each.personId, each.endsOn]));
  const grants = await ctx.db.roleGrant.findMany({
    where: { campaignId, role: { in: [...DELEGABLE] }, unitId: { not: null }, personId: { not: personId } },
    include: {
      unit: true,
      person: { include: { identities: { where: { state: 'active' }, select: { id: true }, take: 1 } } },
    },
    orderBy: [{ unit: { sortOrder: 'asc' } }, { id: 'asc' }],
  });
  const t = textsFor(undefined);
  const known = new Map<number, CoverCandidate>();
  const near = new Set<number>();
  for (const { person, unit, unitId, role } of grants) {
    if (unitId !== null && around.near.includes(unitId)) near.add(person.id);
    const sameUnit = unitId !== null && around.own.includes(unitId);
    const before = known.get(person.id);
    if (before && (before.sameUnit || !sameUnit)) continue;
    known.set(person.id, {
      personId: person.id,
      name: person.name,
      where: `${unit?.shortName ?? ''}${t.roles[role as keyof typeof t.roles]}`,
      sameUnit,
      bound: person.identities.length > 0,
      awayUntil: away.get(person.id) ?? null,
    });
  }
  const rank = (each: CoverCandidate) => (each.sameUnit ? 0 : near.has(each.personId) ? 1 : 2);
  return [...known.values()].sort((a, b) => rank(a) - rank(b));
}

/** Begins an absence. Throws UserError('awayAlready' | 'awayNobody' | 'noCampaign'). */
export async function startAway(ctx: ChatCtx): Promise<AwayStart> {
  const campaign = await ownCampaign(ctx);
  const today = todayIn(ctx, campaign);
  const live = await liveDelegation(ctx, campaign.id, ctx.actor.personId);
  if (live) throw new UserError('awayAlready', { name: live.delegate.name, endsOn: live.endsOn });
  const candidates = await coverCandidates(ctx, campaign.id, ctx.actor.personId, today);
  if (candidates.length === 0) throw new UserError('awayNobody');
  const covers = (await standInsOn(ctx.db, campaign.id, today))
    .filter((each) => each.delegateId === ctx.actor.personId)
    .map((each) => each.name);
  return {
    campaignId: campaign.id,
    self: ctx.actor.name,
    today,
    corrections: await calendarCorrections(ctx.db),
    candidates,
    covers,
  };
}

/** The campaign where the actor holds something of their own that can be handed over. */
async function ownCampaign(ctx: ChatCtx): Promise<CampaignView> {
  const own = ctx.actor.grants.filter((grant) => grant.onBehalfOf === undefined);
  return campaignOf({ ...ctx, actor: { ...ctx.actor, grants: own } }, DELEGABLE);
}

/** A person's delegation that has not ended; null when there is none. */
export async function liveDelegation(ctx: Ctx, campaignId: number, personId: number) {
  return ctx.db.delegation.findUnique({
    where: { liveKey: `${campaignId}:${personId}` },
    include: { delegate: { select: { name: true } } },
  });
}

/**
 * Hands a person's roles to a delegate until the end of a day. What waits for the person moves to the delegate; both
 * are told. Whoever the person covers themselves gets their things back. Throws UserError('awayAlready' | 'awayPast' |
 * 'awayTooLong' | 'awayCoverSelf' | 'awayCoverUnknown' | 'awayCoverAway').
 */
export async function goAway(
  ctx: ChatCtx,
  campaignId: number,
  endsOn: Day,
  delegateId: number,
): Promise<{ delegationId: number; name: string; bound: boolean; requests: number }> {
  const campaign = await ownCampaign(ctx);
  if (campaign.id !== campaignId) throw new UserError('campaignGone');
  const today = todayIn(ctx, campaign);
  const self = ctx.actor.personId;
  const fault = checkAway(today, endsOn);
  if (!fault.ok) throw new UserError(fault.code, fault.params);
  if (delegateId === self) throw new UserError('awayCoverSelf');
  const candidates = await coverCandidates(ctx, campaignId, self, today);
  const cover = candidates.find((each) => each.personId === delegateId);
  if (!cover) throw new UserError('awayCoverUnknown', { name: '' });
  if (cover.awayUntil !== null) throw new UserError('awayCoverAway', { name: cover.name, until: cover.awayUntil });
  const live = await liveDelegation(ctx, campaignId, self);
  if (live) throw new UserError('awayAlready', { name: live.delegate.name, endsOn: live.endsOn });
  const covering = await ctx.db.delegation.findMany({ where: { campaignId, delegateId: self, status: 'active' } });
  for (const each of covering) await endDelegation(ctx, each.id, 'delegateAway', today);
  const { id } = await ctx.db.delegation.create({
    data: {
      campaignId,
      personId: self,
      delegateId,
      liveKey: `${campaignId}:${self}`,
      startsOn: today,
      endsOn,
      createdAt: ctx.now,
    },
  });
  const requests = await moveRequests(ctx, campaignId, self, delegateId);
  await audit(ctx, 'delegate', `delegation:${id}`, { to: delegateId, endsOn, requests });
  const delegate = await ctx.db.person.findUniqueOrThrow({ where: { id: delegateId } });
  const t = textsFor(delegate.locale);
  await tellPerson(
    ctx,
    campaign,
    delegateId,
    `delegation:${id}:delegate`,
    t.delegation.toDelegate({ name: ctx.actor.name, endsOn, requests }, [
      [
        ...(requests > 0
          ? [{ id: buttonId('reportEach', 0), label: t.bundle.eachInTurn, style: 'primary' as const }]
          : []),
        { id: buttonId('awayDecline', id), label: t.delegation.decline },
      ],
    ]),
  );
  return { delegationId: id, name: cover.name, bound: cover.bound, requests };
}
