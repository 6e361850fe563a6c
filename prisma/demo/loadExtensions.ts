import type { Tx } from '../client.js';
import { historyInstant, idOf, type PlanIds } from './planIds.js';
import type { ResolvedItem, ResolvedPlan } from './resolvePlan.js';

/**
 * Writes an item's requests for extensions. The unit head has agreed to all of them on the day they were asked, where
 * the unit has one: an undecided one waits for the coordinators.
 */
export async function loadExtensions(
  db: Tx,
  plan: ResolvedPlan,
  ids: PlanIds,
  item: ResolvedItem,
  itemId: number,
): Promise<void> {
  if (item.extensions.length === 0) return;
  const holder = (role: string, unit?: string): number | null => {
    const person = plan.people.find(({ roles }) =>
      roles.some((grant) => grant.role === role && (unit === undefined || grant.unit === unit)),
    );
    return person ? idOf(ids.people, person.code) : null;
  };
  const milestones = await db.milestone.findMany({ where: { itemId }, orderBy: { position: 'asc' } });
  const headId = holder('unitHead', item.leadUnit);
  const reported = item.reports.filter((report) => !report.noChange);
  for (const { milestone: place, askedOn, fromOn, toOn, reason, status, decidedOn, by, note } of item.extensions) {
    const milestone = milestones[place - 1];
    if (!milestone) continue;
    const undecided = status === 'pending';
    const decider = by === undefined ? holder('coordinator') : idOf(ids.people, by);
    await db.extension.create({
      data: {
        milestoneId: milestone.id,
        openMilestoneId: undecided ? milestone.id : null,
        unitId: idOf(ids.units, item.leadUnit),
        applicantId: holder('liaison', item.leadUnit),
        askedOn,
        fromOn,
        toOn,
        reason,
        progress: reported.findLast((report) => report.on <= askedOn)?.summary ?? '',
        status: undecided ? 'endorsed' : status,
        headId,
        headOn: headId === null ? null : askedOn,
        deciderId: undecided ? null : decider,
        decidedOn: decidedOn ?? null,
        note,
        createdAt: historyInstant(askedOn, plan.campaign.zone),
      },
    });
  }
}
