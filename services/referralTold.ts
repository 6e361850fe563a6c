import type { Day } from '../domain/calendar.js';
import type { Role } from '../domain/roles.js';
import { peopleHolding } from '../prisma/store/people.js';
import { withBelow } from './access.js';
import { chaseKey } from './answeredChases.js';
import type { Ctx } from './context.js';
import { digestKey } from './digest.js';
import { bundleKey } from './heard.js';

/** Somebody who was written to, and what became of it: the delivery's status. */
export interface Recipient {
  name: string;
  status: string;
  at: Date | null;
}

/** The people of a role who were written to on a day, from the send record. */
export type Told = (role: Role, on: Day) => Recipient[];

/**
 * Whom the morning's messages about a unit reached: its liaisons and heads with those who stood in for them, leaders whose
 * contact unit it is, the coordinators. One query for all days.
 */
export async function toldOf(ctx: Ctx, campaignId: number, unitId: number): Promise<Told> {
  const of: Partial<Record<Role, { id: number; name: string }[]>> = {
    liaison: await peopleHolding(ctx.db, 'liaison', campaignId, [unitId]),
    unitHead: await peopleHolding(ctx.db, 'unitHead', campaignId, [unitId]),
    coordinator: await peopleHolding(ctx.db, 'coordinator', campaignId),
    leader: [],
  };
  for (const leader of await peopleHolding(ctx.db, 'leader', campaignId))
    if ((await withBelow(ctx, leader.unitIds)).includes(unitId)) of.leader?.push(leader);
  const unitPeople = [...(of.liaison ?? []), ...(of.unitHead ?? [])];
  const standIns = await ctx.db.delegation.findMany({
    where: { campaignId, personId: { in: unitPeople.map(({ id }) => id) } },
    include: { delegate: { select: { id: true, name: true } } },
    orderBy: { id: 'asc' },
  });
  const everybody = [...Object.values(of).flat(), ...standIns.map(({ delegate }) => delegate)];
  const sent = await ctx.db.delivery.findMany({
    where: {
      campaignId,
      kind: { in: ['warning', 'chase', 'digest'] },
      personId: { in: [...new Set(everybody.map(({ id }) => id))] },
    },
    select: { dedupKey: true, status: true, finishedAt: true },
  });
  const byKey = new Map(sent.map((row) => [row.dedupKey, row]));
  return (role, on) => {
    const holders = of[role] ?? [];
    const covering = standIns
      .filter(
        ({ personId, startsOn, endsOn, endedOn }) =>
          holders.some(({ id }) => id === personId) && startsOn <= on && on <= (endedOn ?? endsOn),
      )
      .map(({ delegate }) => delegate);
    const people = [...new Map([...holders, ...covering].map((each) => [each.id, each])).values()];
    return people.flatMap(({ id, name }): Recipient[] => {
      const keys = [
        role === 'leader' ? digestKey(campaignId, id, on) : bundleKey(campaignId, id, on),
        chaseKey(campaignId, id, on),
      ];
      const row = keys.map((key) => byKey.get(key)).find((each) => each !== undefined);
      return row ? [{ name, status: row.status, at: row.finishedAt }] : [];
    });
  };
}
