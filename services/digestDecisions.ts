import { type Day, dayOf } from '../domain/calendar.js';
import type { Role } from '../domain/roles.js';
import { namesOf } from '../prisma/store/commitments.js';
import { peopleHolding } from '../prisma/store/people.js';
import { pendingRequests, waitingFor } from './approvals.js';
import type { CampaignView } from './campaignRules.js';
import type { Ctx } from './context.js';
import type { DigestDecision } from './texts/zhCN/digest.js';

/** What a leader is besides: the roles they hold in the campaign, and where. */
export interface LeaderRoles {
  personId: number;
  grants: readonly { role: string; unitId: number | null }[];
}

/** A decision with what its place in the digest depends on. */
export interface WaitingDecision {
  decision: DigestDecision;
  /** About a contact unit of the leader. */
  own: boolean;
  sinceOn: Day;
}

/**
 * What waits for the leader's own word: requests for more time and for exemptions that a role of theirs decides, and
 * drafts of boards, changes to boards and criticism that they were asked about.
 */
export async function decisionsWaiting(
  ctx: Ctx,
  campaign: CampaignView,
  leader: LeaderRoles,
  ownUnits: readonly number[],
  today: Day,
): Promise<WaitingDecision[]> {
  const is = (role: Role) => leader.grants.some((grant) => grant.role === role);
  const headOf = leader.grants.flatMap(({ role, unitId }) => (role === 'unitHead' && unitId !== null ? [unitId] : []));
  const { personId } = leader;
  const requests = waitingFor(await pendingRequests(ctx, campaign.id, today), {
    personId,
    headOf,
    coordinator: is('coordinator'),
    administrator: is('administrator'),
  });
  const coordinators = (await peopleHolding(ctx.db, 'coordinator', campaign.id)).map(({ id }) => id);
  return [
    ...requests.map(
      ({ kind, id, itemNo, unit, unitId, late, toOn, sinceOn }): WaitingDecision => ({
        decision: { kind, id, itemNo, unit, late, toOn },
        own: ownUnits.includes(unitId),
        sinceOn,
      }),
    ),
    ...(await boardsWaiting(ctx, campaign, personId, coordinators)),
    ...(await changesWaiting(ctx, campaign, personId)),
    ...(await bulletinsWaiting(ctx, campaign, personId, coordinators)),
  ];
}

/** Drafts whose time for objections is over; leaders are asked where there is no second coordinator. */
async function boardsWaiting(
  ctx: Ctx,
  campaign: CampaignView,
  personId: number,
  coordinators: readonly number[],
): Promise<WaitingDecision[]> {
  if (!coordinators.includes(personId) && coordinators.length > 1) return [];
  const boards = await ctx.db.board.findMany({
    where: { campaignId: campaign.id, status: 'draft', objectUntil: { lte: ctx.now } },
    include: { _count: { select: { objections: { where: { status: 'open' } } } } },
    orderBy: { id: 'asc' },
  });
  return boards
    .filter(({ drafterId }) => drafterId !== personId)
    .map(({ id, periodKey, objectUntil, _count }) => ({
      decision: { kind: 'board', id, periodKey, objections: _count.objections },
      own: false,
      sinceOn: dayOf(objectUntil ?? ctx.now, campaign.zone),
    }));
}

/** Corrections and withdrawals of published boards that somebody else asked for. */
async function changesWaiting(ctx: Ctx, campaign: CampaignView, personId: number): Promise<WaitingDecision[]> {
  const changes = await ctx.db.boardChange.findMany({
    where: { status: 'asked', board: { campaignId: campaign.id } },
    include: { board: { select: { periodKey: true } } },
    orderBy: { id: 'asc' },
  });
  const names = await namesOf(
    ctx.db,
    changes.map(({ askedById }) => askedById),
  );
  return changes
    .filter(({ askedById }) => askedById !== personId)
    .map(({ id, kind, board, askedById, createdAt }) => ({
      decision: {
        kind: 'boardChange',
        id,
        change: kind,
        periodKey: board.periodKey,
        by: names.get(askedById ?? 0) ?? '',
      },
      own: false,
      sinceOn: dayOf(createdAt, campaign.zone),
    }));
}

/** Criticism that waits for a second person: other coordinators, and leaders where there is none. */
async function bulletinsWaiting(
  ctx: Ctx,
  campaign: CampaignView,
  personId: number,
  coordinators: readonly number[],
): Promise<WaitingDecision[]> {
  const bulletins = await ctx.db.bulletin.findMany({
    where: { campaignId: campaign.id, status: 'waiting', drafterId: { not: personId } },
    include: { drafter: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  return bulletins
    .filter(({ drafterId }) => coordinators.includes(personId) || !coordinators.some((id) => id !== drafterId))
    .map(({ id, title, drafter, createdAt }) => ({
      decision: { kind: 'bulletin', id, title, by: drafter.name },
      own: false,
      sinceOn: dayOf(createdAt, campaign.zone),
    }));
}
