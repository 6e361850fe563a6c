import type { Day } from '../domain/calendar.js';
import type { Role } from '../domain/roles.js';
import { DELEGABLE, type StandIn, standInsOn } from '../prisma/store/delegations.js';
import { peopleHolding } from '../prisma/store/people.js';
import type { Ctx } from './context.js';

/** A unit for which somebody is on duty, and for whom they stand in there (null: the role is their own). */
export interface DutyUnit {
  unitId: number;
  shortName: string;
  onBehalfOf: string | null;
}

/**
 * The delegations that move messages on a day: those whose delegate can be reached. While the delegate is not bound
 * yet, everything stays with the person who is away.
 */
export async function effectiveStandIns(ctx: Ctx, campaignId: number, on: Day): Promise<StandIn[]> {
  return (await standInsOn(ctx.db, campaignId, on)).filter((each) => each.reachable);
}

/** Who is to be told in somebody's place on a day: their delegate, or themselves. */
export async function personOnDuty(ctx: Ctx, campaignId: number, personId: number, on: Day): Promise<number> {
  const standIns = await effectiveStandIns(ctx, campaignId, on);
  return standIns.find((each) => each.personId === personId)?.delegateId ?? personId;
}

/** People who answer for a role in a campaign on a day, of the given units if any: delegates in place of the absent. */
export async function peopleOnDuty(
  ctx: Ctx,
  role: Role,
  campaignId: number,
  on: Day,
  unitIds?: readonly number[],
): Promise<{ id: number; locale: string; name: string }[]> {
  const holders = await peopleHolding(ctx.db, role, campaignId, unitIds);
  if (!DELEGABLE.includes(role)) return holders;
  const standIns = await effectiveStandIns(ctx, campaignId, on);
  const ids = holders.map(({ id }) => standIns.find((each) => each.personId === id)?.delegateId ?? id);
  const people = await ctx.db.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, locale: true, name: true },
    orderBy: { id: 'asc' },
  });
  return people;
}

/** The units for which a person is on duty in a role on a day: their own unless they are away, and those they cover. */
export async function unitsOnDuty(
  ctx: Ctx,
  campaignId: number,
  personId: number,
  role: Role,
  on: Day,
): Promise<DutyUnit[]> {
  const standIns = DELEGABLE.includes(role) ? await effectiveStandIns(ctx, campaignId, on) : [];
  const covered = new Map(
    standIns.filter((each) => each.delegateId === personId).map((each) => [each.personId, each.name]),
  );
  const away = standIns.some((each) => each.personId === personId);
  const grants = await ctx.db.roleGrant.findMany({
    where: { campaignId, role, personId: { in: [...(away ? [] : [personId]), ...covered.keys()] } },
    include: { unit: true },
    orderBy: { id: 'asc' },
  });
  const units = new Map<number, DutyUnit>();
  for (const { unit, personId: holder } of grants) {
    if (!unit) continue;
    const known = units.get(unit.id);
    // One's own role goes before one that is lent.
    if (known && known.onBehalfOf === null) continue;
    units.set(unit.id, { unitId: unit.id, shortName: unit.shortName, onBehalfOf: covered.get(holder) ?? null });
  }
  return [...units.values()];
}
