import type { Actor, Platform, Role } from '../../domain/roles.js';
import { delegatedGrants } from './delegations.js';
import type { Tx } from './tx.js';

/**
 * The person behind a platform's user, with everything they are at an instant; null for a stranger. A delegate (代理)
 * also is what the absent person is as liaison and unit head, for as long as the delegation lasts.
 */
export async function findActor(db: Tx, platform: Platform, platformUserId: string, now: Date): Promise<Actor | null> {
  const identity = await db.identity.findUnique({
    where: { platform_platformUserId: { platform, platformUserId } },
    include: { person: { include: { grants: { orderBy: { id: 'asc' } } } } },
  });
  if (!identity) return null;
  const { person } = identity;
  return {
    personId: person.id,
    name: person.name,
    locale: person.locale,
    grants: [
      ...person.grants.map((grant) => ({
        role: grant.role as Role,
        campaignId: grant.campaignId,
        unitId: grant.unitId,
      })),
      ...(await delegatedGrants(db, person.id, now)),
    ],
  };
}

/** Where a person can be reached: the preferred platform first, then the oldest binding; null when nowhere. */
export async function activeIdentity(
  db: Tx,
  personId: number,
): Promise<{ platform: Platform; address: string } | null> {
  const person = await db.person.findUnique({
    where: { id: personId },
    select: {
      preferredPlatform: true,
      identities: { where: { state: 'active' }, orderBy: { id: 'asc' } },
    },
  });
  const identity =
    person?.identities.find((each) => each.platform === person.preferredPlatform) ?? person?.identities[0];
  return identity ? { platform: identity.platform as Platform, address: identity.address } : null;
}

/** People who hold a role in a campaign, of the given units if any are named; each once, in the order of their grants. */
export async function peopleHolding(
  db: Tx,
  role: Role,
  campaignId: number,
  unitIds?: readonly number[],
): Promise<{ id: number; name: string; locale: string; title: string; unitIds: number[] }[]> {
  const grants = await db.roleGrant.findMany({
    where: { role, campaignId, ...(unitIds ? { unitId: { in: [...unitIds] } } : {}) },
    include: { person: true },
    orderBy: { id: 'asc' },
  });
  const people = new Map<number, { id: number; name: string; locale: string; title: string; unitIds: number[] }>();
  for (const { person, unitId } of grants) {
    const known = people.get(person.id) ?? {
      id: person.id,
      name: person.name,
      locale: person.locale,
      title: person.title,
      unitIds: [],
    };
    if (unitId !== null) known.unitIds.push(unitId);
    people.set(person.id, known);
  }
  return [...people.values()];
}
