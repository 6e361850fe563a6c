import type { Day } from '../domain/calendar.js';
import { holds, unitsOf } from '../domain/roles.js';
import { todayIn } from './campaignRules.js';
import type { CampaignView } from './campaignRules.js';
import type { ChatCtx, Ctx } from './context.js';

/** Something that waits for somebody's yes or no. `late`: the due day has passed while nobody answered. */
export interface Waiting {
  kind: 'extension' | 'exemption';
  id: number;
  itemId: number;
  itemNo: string;
  title: string;
  unit: string;
  unitId: number;
  /** The day since which it waits for whom it waits for now. */
  sinceOn: Day;
  late: boolean;
  /** The new date that is asked for; null for an exemption. */
  toOn: Day | null;
}

/** Who decides: heads of units, a coordinator, an administrator. Nobody decides what they asked themselves. */
interface Approver {
  personId: number;
  headOf: readonly number[];
  coordinator: boolean;
  administrator: boolean;
}

/** A request that is not decided yet, with what tells who decides it. */
interface Pending extends Waiting {
  applicantId: number | null;
  /** Set while the head of this unit is asked first. */
  headOf: number | null;
}

/** Every request of a campaign that is not decided yet, those whose due day has passed first, then by due day. */
export async function pendingRequests(ctx: Ctx, campaignId: number, today: Day): Promise<Pending[]> {
  const item = { include: { leadUnit: { select: { id: true, shortName: true } } } };
  // Counted first: nearly always nothing waits, and every bundle and digest asks.
  const undecided = { status: { in: ['pending', 'endorsed'] }, milestone: { item: { campaignId } } };
  const extensions =
    (await ctx.db.extension.count({ where: undecided })) === 0
      ? []
      : await ctx.db.extension.findMany({
          where: undecided,
          include: { milestone: { include: { item } } },
          orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
        });
  const pending = { status: 'pending', item: { campaignId } };
  const exemptions =
    (await ctx.db.exemption.count({ where: pending })) === 0
      ? []
      : await ctx.db.exemption.findMany({ where: pending, include: { item }, orderBy: { id: 'asc' } });
  const about = (of: { id: number; itemNo: string; title: string; leadUnit: { id: number; shortName: string } }) => ({
    itemId: of.id,
    itemNo: of.itemNo,
    title: of.title,
    unit: of.leadUnit.shortName,
    unitId: of.leadUnit.id,
  });
  return [
    ...extensions.map(
      ({ id, status, unitId, applicantId, askedOn, headOn, fromOn, toOn, milestone }): Pending => ({
        kind: 'extension',
        id,
        ...about(milestone.item),
        sinceOn: headOn ?? askedOn,
        late: fromOn < today,
        toOn,
        applicantId,
        headOf: status === 'pending' ? unitId : null,
      }),
    ),
    ...exemptions.map(
      (each): Pending => ({
        kind: 'exemption',
        id: each.id,
        ...about(each.item),
        sinceOn: each.askedOn,
        late: false,
        toOn: null,
        applicantId: each.applicantId,
        headOf: null,
      }),
    ),
  ];
}

/** Those requests that wait for one person: what its unit's head leaves past the due day is the coordinators' too. */
export const waitingFor = (pending: readonly Pending[], approver: Approver): Waiting[] =>
  pending.filter(({ kind, applicantId, headOf, late }) => {
    if (applicantId === approver.personId) return false;
    if (kind === 'exemption') return approver.coordinator || approver.administrator;
    if (headOf !== null && approver.headOf.includes(headOf)) return true;
    return approver.coordinator && (headOf === null || late);
  });

/** The requests that wait for the actor, leaving out some. */
export async function myApprovals(
  ctx: ChatCtx,
  campaign: CampaignView,
  skip: readonly { kind: string; id: number }[] = [],
): Promise<Waiting[]> {
  const waiting = waitingFor(await pendingRequests(ctx, campaign.id, todayIn(ctx, campaign)), {
    personId: ctx.actor.personId,
    headOf: unitsOf(ctx.actor, ['unitHead'], campaign.id),
    coordinator: holds(ctx.actor, ['coordinator'], campaign.id),
    administrator: holds(ctx.actor, ['administrator'], campaign.id),
  });
  return waiting.filter((each) => !skip.some((left) => left.kind === each.kind && left.id === each.id));
}
