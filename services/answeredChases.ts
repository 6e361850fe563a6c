import { cancelPending } from '../prisma/store/outbox.js';
import { peopleHolding } from '../prisma/store/people.js';
import type { Ctx } from './context.js';

/** The key of a chase by hand: one a person and day. */
export const chaseKey = (campaignId: number, personId: number, today: string): string =>
  `handChase:${campaignId}:${personId}:${today}`;

/** What a chase by hand is about, for taking it back. */
export const chaseSubject = (campaignId: number, personId: number): string => `chase:${campaignId}:${personId}`;

/** Takes back chases that still wait for the quiet hours to end, of people whose units have answered everything meanwhile. */
export async function dropAnsweredChases(ctx: Ctx, campaignId: number, unitId: number): Promise<void> {
  for (const person of await peopleHolding(ctx.db, 'liaison', campaignId, [unitId])) {
    const grants = await ctx.db.roleGrant.findMany({
      where: { personId: person.id, campaignId, role: 'liaison' },
      select: { unitId: true },
    });
    const units = grants.flatMap((grant) => grant.unitId ?? []);
    const open = await ctx.db.reportRequest.count({
      where: { unitId: { in: units }, status: 'open', item: { campaignId, status: 'open' } },
    });
    if (open === 0) await cancelPending(ctx.db, chaseSubject(campaignId, person.id), ctx.now);
  }
}
