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

/** Somebody whom a day's messages of a campaign may concern, with everything they answer for on that day. */
export interface Duty {
  personId: number;
  locale: string;
  /** Units for which they report: their own unless they are away, and those they cover. */
  liaison: DutyUnit[];
  /** Units that they head: their own unless they are away, and those they cover. */
  unitHead: DutyUnit[];
  coordinator: boolean;
  administrator: boolean;
}

/** What people answer for in a campaign on a day, by person and in the order of their ids; of everybody, or of those named. */
export async function dutiesOn(ctx: Ctx, campaignId: number, on: Day, personIds?: readonly number[]): Promise<Duty[]> {
  const standIns = await effectiveStandIns(ctx, campaignId, on);
  const covered = standIns.filter((each) => !personIds || personIds.includes(each.delegateId));
  const holders = personIds && [...personIds, ...covered.map((each) => each.personId)];
  const grants = await ctx.db.roleGrant.findMany({
    where: { campaignId, ...(holders ? { personId: { in: holders } } : {}) },
    include: { unit: { select: { id: true, shortName: true } } },
    orderBy: { id: 'asc' },
  });
  const ids = personIds ?? [
    ...new Set([...grants.map((each) => each.personId), ...covered.map((each) => each.delegateId)]),
  ];
  const people = await ctx.db.person.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, locale: true },
    orderBy: { id: 'asc' },
  });
  return people.map(({ id: personId, locale }) => {
    const away = standIns.some((each) => each.personId === personId);
    const stoodInFor = new Map(
      covered.filter((each) => each.delegateId === personId).map((each) => [each.personId, each.name]),
    );
    const unitsAs = (role: Role): DutyUnit[] => {
      const units = new Map<number, DutyUnit>();
      for (const { unit, role: granted, personId: holder } of grants) {
        if (!unit || granted !== role || !(stoodInFor.has(holder) || (holder === personId && !away))) continue;
        // One's own role goes before one that is lent.
        if (units.get(unit.id)?.onBehalfOf === null) continue;
        units.set(unit.id, {
          unitId: unit.id,
          shortName: unit.shortName,
          onBehalfOf: stoodInFor.get(holder) ?? null,
        });
      }
      return [...units.values()];
    };
    const has = (role: Role) => grants.some((each) => each.personId === personId && each.role === role);
    return {
      personId,
      locale,
      liaison: unitsAs('liaison'),
      unitHead: unitsAs('unitHead'),
      coordinator: has('coordinator'),
      administrator: has('administrator'),
    };
  });
}
