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

/** The requests that wait for one person, those whose due day has passed first, then by due day. */
export async function waitingFor(
  ctx: Ctx,
  campaignId: number,
  { personId, headOf, coordinator, administrator }: Approver,
  today: Day,
): Promise<Waiting[]> {
  const extensions = await ctx.db.extension.findMany({
    where: {
      milestone: { item: { campaignId } },
      // SQL's NOT leaves out rows whose applicant is not known.
      AND: [{ OR: [{ applicantId: null }, { applicantId: { not: personId } }] }],
      OR: [
        { status: 'pending', unitId: { in: [...headOf] } },
        ...(coordinator ? [{ status: 'endorsed' }, { status: 'pending', fromOn: { lt: today } }] : []),
      ],
    },
    include: { milestone: { include: { item: { include: { leadUnit: { select: { shortName: true } } } } } } },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
  });
  const exemptions =
    coordinator || administrator
      ? await ctx.db.exemption.findMany({
          where: { status: 'pending', item: { campaignId }, applicantId: { not: personId } },
          include: { item: { include: { leadUnit: { select: { shortName: true } } } } },
          orderBy: { id: 'asc' },
        })
      : [];
  return [
    ...extensions.map(({ id, fromOn, toOn, milestone: { item } }): Waiting => {
      const { itemNo, title, leadUnit } = item;
      const late = fromOn < today;
      return { kind: 'extension', id, itemId: item.id, itemNo, title, unit: leadUnit.shortName, late, toOn };
    }),
    ...exemptions.map(({ id, item }): Waiting => {
      const { itemNo, title, leadUnit } = item;
      return {
        kind: 'exemption',
        id,
        itemId: item.id,
        itemNo,
        title,
        unit: leadUnit.shortName,
        late: false,
        toOn: null,
      };
    }),
  ];
}

/** The requests that wait for the actor, leaving out some. */
export async function myApprovals(
  ctx: ChatCtx,
  campaign: CampaignView,
  skip: readonly { kind: string; id: number }[] = [],
): Promise<Waiting[]> {
  const waiting = await waitingFor(
    ctx,
    campaign.id,
    {
      personId: ctx.actor.personId,
      headOf: unitsOf(ctx.actor, ['unitHead'], campaign.id),
      coordinator: holds(ctx.actor, ['coordinator'], campaign.id),
      administrator: holds(ctx.actor, ['administrator'], campaign.id),
    },
    todayIn(ctx, campaign),
  );
  return waiting.filter((each) => !skip.some((left) => left.kind === each.kind && left.id === each.id));
}
