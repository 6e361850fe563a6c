import type { Actor, Platform, Role } from '../../domain/roles.js';
import { delegatedGrants } from './delegations.js';
import type { Tx } from './tx.js';

/**
 * The person behind a platform's user, with everything they are at an instant; null for a stranger. A delegate (代理)
 * also is what the absent person is as liaison and unit head, for as long as the delegation lasts. Whoever writes to us
 * can be reached again.
 */
export async function findActor(db: Tx, platform: Platform, platformUserId: string, now: Date): Promise<Actor | null> {
  // One query for what every update asks first.
  const rows = await db.$queryRaw<ActorRow[]>`
    SELECT own."id" AS "identityId", own."state", person."id" AS "personId", person."name", person."locale",
      held."role", held."campaignId", held."unitId",
      EXISTS (SELECT 1 FROM "Delegation" lent WHERE lent."delegateId" = person."id" AND lent."status" = 'active') AS "standsIn"
    FROM "Identity" own JOIN "Person" person ON person."id" = own."personId"
      LEFT JOIN "RoleGrant" held ON held."personId" = person."id"
    WHERE own."platform" = ${platform} AND own."platformUserId" = ${platformUserId}
    ORDER BY held."id"`;
  const [first] = rows;
  if (!first) return null;
  const { personId, name, locale } = first;
  if (first.state !== 'active')
    await db.identity.update({ where: { id: first.identityId }, data: { state: 'active' } });
  const own = rows.flatMap(({ role, campaignId, unitId }) => (role === null ? [] : [{ role, campaignId, unitId }]));
  const lent = Number(first.standsIn) === 1 ? await delegatedGrants(db, personId, now) : [];
  return { personId, name, locale, grants: [...own, ...lent] };
}

/** One of a person's roles, null when they have none. */
interface ActorRow {
  identityId: number;
  state: string;
  personId: number;
  name: string;
  locale: string;
  role: Role | null;
  campaignId: number | null;
  unitId: number | null;
  /** SQLite knows no booleans. */
  standsIn: boolean | number | bigint;
}

/** Where a person can be reached: the preferred platform first, then the oldest binding; null when nowhere. */
export async function activeIdentity(
  db: Tx,
  personId: number,
): Promise<{ platform: Platform; address: string } | null> {
  const rows = await db.$queryRaw<{ platform: Platform; address: string }[]>`
    SELECT own."platform", own."address" FROM "Identity" own JOIN "Person" person ON person."id" = own."personId"
    WHERE own."personId" = ${personId} AND own."state" = 'active'
    ORDER BY CASE WHEN own."platform" = person."preferredPlatform" THEN 0 ELSE 1 END, own."id" LIMIT 1`;
  return rows[0] ?? null;
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

/** The person that an account is bound to; null when it is bound to nobody. */
export async function identityOf(
  db: Tx,
  platform: Platform,
  platformUserId: string,
): Promise<{ personId: number; name: string } | null> {
  const row = await db.identity.findUnique({
    where: { platform_platformUserId: { platform, platformUserId } },
    select: { personId: true, person: { select: { name: true } } },
  });
  return row && { personId: row.personId, name: row.person.name };
}

/** Binds an account to a person, in the place of any other account they had on the platform, and prefers it from now on. */
export async function bindIdentity(
  db: Tx,
  identity: { personId: number; platform: Platform; platformUserId: string; address: string; now: Date },
): Promise<void> {
  const { personId, platform, platformUserId, address, now } = identity;
  await db.identity.deleteMany({ where: { personId, platform, platformUserId: { not: platformUserId } } });
  await db.identity.upsert({
    where: { platform_platformUserId: { platform, platformUserId } },
    create: { personId, platform, platformUserId, address, createdAt: now },
    update: { personId, address, state: 'active' },
  });
  await db.person.update({ where: { id: personId }, data: { preferredPlatform: platform } });
}

/** Notes that an account takes messages, or not. @returns the person, null when the account is bound to nobody */
export async function setReachable(
  db: Tx,
  platform: Platform,
  platformUserId: string,
  reachable: boolean,
): Promise<number | null> {
  const identity = await identityOf(db, platform, platformUserId);
  if (!identity) return null;
  const state = reachable ? 'active' : 'unreachable';
  await db.identity.updateMany({ where: { platform, platformUserId }, data: { state } });
  return identity.personId;
}
