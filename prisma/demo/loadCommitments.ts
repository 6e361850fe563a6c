import type { Tx } from '../client.js';
import { historyInstant, idOf, type LoadContext, type PlanIds } from './planIds.js';
import type { ResolvedPlan } from './resolvePlan.js';

/** Writes the plan's commitments as signed: by the one who is named, else by the head of the unit. */
export async function loadCommitments(
  db: Tx,
  plan: ResolvedPlan,
  { campaignId, units, people }: PlanIds,
  { now }: LoadContext,
): Promise<void> {
  const items = new Map(
    (await db.item.findMany({ where: { campaignId }, select: { id: true, itemNo: true } })).map((item) => [
      item.itemNo,
      item.id,
    ]),
  );
  const headOf = (unit: string) =>
    plan.people.find(({ roles }) => roles.some((grant) => grant.role === 'unitHead' && grant.unit === unit))?.code;
  // A later one for the same item is a new version of it.
  for (const { unit, itemNo, on, text, by } of plan.commitments.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    const itemId = idOf(items, itemNo);
    const signer = by ?? headOf(unit);
    const { id, versions } = await db.commitment.upsert({
      where: { itemId },
      create: {
        campaignId,
        itemId,
        unitId: idOf(units, unit),
        status: 'signed',
        draft: text,
        askedOn: on,
        answeredOn: on,
        createdAt: now,
      },
      update: { draft: text, answeredOn: on, revision: { increment: 1 } },
      include: { versions: true },
    });
    await db.commitmentVersion.create({
      data: {
        commitmentId: id,
        version: versions.length + 1,
        text,
        signedById: signer === undefined ? null : idOf(people, signer),
        signedOn: on,
        signedAt: historyInstant(on, plan.campaign.zone),
      },
    });
  }
}
