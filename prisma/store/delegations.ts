import { type Day, dayOf } from '../../domain/calendar.js';
import type { Grant, Role } from '../../domain/roles.js';
import type { Tx } from './tx.js';

/** The roles that can be handed to a delegate. */
export const DELEGABLE: readonly Role[] = ['liaison', 'unitHead'];

/** A delegation that holds on a day. `reachable`: the delegate can be written to. */
export interface StandIn {
  delegationId: number;
  personId: number;
  name: string;
  delegateId: number;
  delegateName: string;
  startsOn: Day;
  endsOn: Day;
  reachable: boolean;
}

/** What a person may do for those who are away, at an instant: only what these hold themselves, never what was lent to them. */
export async function delegatedGrants(db: Tx, delegateId: number, now: Date): Promise<Grant[]> {
  const rows = await db.delegation.findMany({ where: { delegateId, status: 'active' }, orderBy: { id: 'asc' } });
  // Nearly always: what follows is asked for only when it is needed.
  if (rows.length === 0) return [];
  const absent = await db.person.findMany({
    where: { id: { in: rows.map((row) => row.personId) } },
    include: { grants: { where: { role: { in: [...DELEGABLE] } }, orderBy: { id: 'asc' } } },
  });
  const campaigns = await db.campaign.findMany({
    where: { id: { in: rows.map((row) => row.campaignId) } },
    select: { id: true, zone: true },
  });
  const zones = new Map(campaigns.map((each) => [each.id, each.zone]));
  return rows.flatMap((row) => {
    const zone = zones.get(row.campaignId);
    const person = absent.find((each) => each.id === row.personId);
    if (zone === undefined || !person) return [];
    const today = dayOf(now, zone);
    if (today < row.startsOn || today > row.endsOn) return [];
    const onBehalfOf = { personId: row.personId, name: person.name, delegationId: row.id };
    return person.grants
      .filter((grant) => grant.campaignId === null || grant.campaignId === row.campaignId)
      .map((grant) => ({ role: grant.role as Role, campaignId: row.campaignId, unitId: grant.unitId, onBehalfOf }));
  });
}

/** The delegations of a campaign that hold on a day. */
export async function standInsOn(db: Tx, campaignId: number, on: Day): Promise<StandIn[]> {
  const rows = await db.delegation.findMany({
    where: { campaignId, status: 'active', startsOn: { lte: on }, endsOn: { gte: on } },
    orderBy: { id: 'asc' },
  });
  if (rows.length === 0) return [];
  const people = await db.person.findMany({
    where: { id: { in: rows.flatMap((row) => [row.personId, row.delegateId]) } },
    select: { id: true, name: true, identities: { where: { state: 'active' }, select: { id: true }, take: 1 } },
  });
  const byId = new Map(people.map((each) => [each.id, each]));
  return rows.map(({ id, personId, delegateId, startsOn, endsOn }) => ({
    delegationId: id,
    personId,
    name: byId.get(personId)?.name ?? '',
    delegateId,
    delegateName: byId.get(delegateId)?.name ?? '',
    startsOn,
    endsOn,
    reachable: (byId.get(delegateId)?.identities.length ?? 0) > 0,
  }));
}
