/** 联络员, 单位负责人, 领导, 协调员, 督导组, 管理员. */
export const ROLES = ['liaison', 'unitHead', 'leader', 'coordinator', 'inspector', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export type Platform = 'sandbox' | 'telegram' | 'wecom';
export type ChatKind = 'private' | 'group';

/** One thing a person is: of a campaign (null: of all), of a unit (null: not tied to one). */
export interface Grant {
  role: Role;
  campaignId: number | null;
  unitId: number | null;
  /** Set when the role is somebody else's, who is away and whose delegate (代理 A/B 角) the actor is. */
  onBehalfOf?: { personId: number; name: string; delegationId: number };
}

/** Who acts. */
export interface Actor {
  personId: number;
  name: string;
  locale: string;
  grants: Grant[];
}

/** Whether the actor holds one of the roles, in the campaign if one is named. */
export function holds(actor: Actor | null, roles: readonly Role[], campaignId?: number): boolean {
  return (
    actor?.grants.some(
      (grant) =>
        roles.includes(grant.role) &&
        (campaignId === undefined || grant.campaignId === null || grant.campaignId === campaignId),
    ) ?? false
  );
}

/** Units for which the actor holds a role in a campaign; a grant without a unit gives none. */
export function unitsOf(actor: Actor | null, roles: readonly Role[], campaignId?: number): number[] {
  const units = (actor?.grants ?? [])
    .filter(
      (grant) =>
        roles.includes(grant.role) &&
        (campaignId === undefined || grant.campaignId === null || grant.campaignId === campaignId),
    )
    .flatMap((grant) => (grant.unitId === null ? [] : [grant.unitId]));
  return [...new Set(units)];
}

/** The absent person for whom the actor holds one of the roles in a unit; null when they hold it themselves, or not. */
export function actsFor(
  actor: Actor,
  roles: readonly Role[],
  unitId: number,
  campaignId: number,
): NonNullable<Grant['onBehalfOf']> | null {
  const grants = actor.grants.filter(
    (grant) =>
      roles.includes(grant.role) &&
      grant.unitId === unitId &&
      (grant.campaignId === null || grant.campaignId === campaignId),
  );
  if (grants.some((grant) => grant.onBehalfOf === undefined)) return null;
  return grants[0]?.onBehalfOf ?? null;
}
