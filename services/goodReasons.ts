import { reasonOfExtension } from '../domain/extension.js';
import type { GoodReason } from '../domain/goodReason.js';
import type { Day } from '../domain/calendar.js';
import { standInsOn } from '../prisma/store/delegations.js';
import { peopleHolding } from '../prisma/store/people.js';
import type { Ctx } from './context.js';
import { waitingReasons } from './supporting.js';

/** A good reason on record, and which milestone it is about; null when it is about the whole item. */
export type ItemReason = GoodReason & { milestoneId: number | null };

/**
 * The good reasons of items, each with the record behind it: extensions, exemptions, waiting for a supporting unit, a
 * liaison away without cover.
 */
export async function itemReasons(
  ctx: Ctx,
  campaignId: number,
  items: readonly { id: number; leadUnitId: number }[],
  today: Day,
): Promise<Map<number, ItemReason[]>> {
  const ids = items.map((item) => item.id);
  const reasons = new Map<number, ItemReason[]>(ids.map((id) => [id, []]));
  const extensions = await ctx.db.extension.findMany({
    where: { milestone: { itemId: { in: ids } }, status: { in: ['pending', 'endorsed', 'approved'] } },
    orderBy: { id: 'asc' },
  });
  const milestones =
    extensions.length === 0
      ? []
      : await ctx.db.milestone.findMany({
          where: { id: { in: extensions.map((each) => each.milestoneId) } },
          select: { id: true, itemId: true },
        });
  for (const extension of extensions) {
    const reason = reasonOfExtension(extension);
    const itemId = milestones.find(({ id }) => id === extension.milestoneId)?.itemId;
    if (reason && itemId !== undefined) reasons.get(itemId)?.push({ ...reason, milestoneId: extension.milestoneId });
  }
  const exemptions = await ctx.db.exemption.findMany({
    where: { itemId: { in: ids }, status: 'approved' },
    orderBy: { id: 'asc' },
  });
  for (const { id, itemId, milestoneId, decidedOn, askedOn } of exemptions)
    reasons
      .get(itemId)
      ?.push({ kind: 'exemption', recordId: id, sinceOn: decidedOn ?? askedOn, untilOn: null, milestoneId });
  for (const [id, waiting] of await waitingReasons(ctx, ids))
    reasons.get(id)?.push(...waiting.map((reason) => ({ ...reason, milestoneId: null })));
  const leave = await unitsOnLeave(ctx, campaignId, today);
  for (const { id, leadUnitId } of items) {
    const reason = leave.get(leadUnitId);
    if (reason) reasons.get(id)?.push({ ...reason, milestoneId: null });
  }
  return reasons;
}

/** Units whose only liaison is away and whose delegate cannot be reached: nobody there has been told. */
async function unitsOnLeave(ctx: Ctx, campaignId: number, today: Day): Promise<Map<number, GoodReason>> {
  const standIns = await standInsOn(ctx.db, campaignId, today);
  const stranded = new Map(standIns.filter((each) => !each.reachable).map((each) => [each.personId, each]));
  const leave = new Map<number, GoodReason>();
  if (stranded.size === 0) return leave;
  const liaisons = await peopleHolding(ctx.db, 'liaison', campaignId);
  for (const liaison of liaisons) {
    const away = stranded.get(liaison.id);
    if (!away) continue;
    for (const unitId of liaison.unitIds) {
      const others = liaisons.some((each) => each.id !== liaison.id && each.unitIds.includes(unitId));
      if (others) continue;
      const { delegationId: recordId, startsOn: sinceOn, endsOn: untilOn } = away;
      leave.set(unitId, { kind: 'delegateOnLeave', recordId, sinceOn, untilOn });
    }
  }
  return leave;
}

/** The reasons that concern a milestone: its own and the item's. */
export const reasonsOfMilestone = (reasons: readonly ItemReason[], milestoneId: number): ItemReason[] =>
  reasons.filter((reason) => reason.milestoneId === null || reason.milestoneId === milestoneId);

/**
 * The reasons that keep a report that was asked for from being chased. A request for an extension tells how far the
 * work is, so that it stands for reports asked for before it was decided, and for none after. A milestone's exemption
 * counts when nothing else of the item is open.
 */
export function reasonsOfRequest(
  reasons: readonly ItemReason[],
  request: { askedOn: Day; part: string },
  hasOpenMilestone: boolean,
): ItemReason[] {
  return reasons.filter((reason) => {
    // The lead unit waits; the supporting unit is whom it waits for.
    if (reason.kind === 'waitingForUnit') return request.part === 'lead';
    if (reason.kind === 'extensionApproved') return request.askedOn <= reason.sinceOn;
    if (reason.kind === 'exemption' && reason.milestoneId !== null) return !hasOpenMilestone;
    return true;
  });
}
