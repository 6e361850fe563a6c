import { cancelPending } from '../prisma/store/outbox.js';
import { loadCampaign, todayIn } from './campaignRules.js';
import type { Ctx } from './context.js';
import { dutiesOn, peopleOnDuty } from './duty.js';

/** The key of a chase by hand: one a person and day. */
export const chaseKey = (campaignId: number, personId: number, today: string): string =>
  `handChase:${campaignId}:${personId}:${today}`;

/** What a chase by hand is about, for taking it back. */
export const chaseSubject = (campaignId: number, personId: number): string => `chase:${campaignId}:${personId}`;

/**
 * Takes back chases that still wait for the quiet hours to end, of people who have answered everything meanwhile, for
 * their own units and for those they cover.
 */
export async function dropAnsweredChases(ctx: Ctx, campaignId: number, unitId: number): Promise<void> {
  const today = todayIn(ctx, await loadCampaign(ctx, campaignId));
  // Somebody who is away is left out: what they were chased for may still be open.
  const present = await peopleOnDuty(ctx, 'liaison', campaignId, today, [unitId]);
  const ids = present.map(({ id }) => id);
  for (const { personId, liaison } of await dutiesOn(ctx, campaignId, today, ids)) {
    const open = await ctx.db.reportRequest.count({
      where: {
        unitId: { in: liaison.map((each) => each.unitId) },
        status: 'open',
        item: { campaignId, status: 'open' },
      },
    });
    if (open === 0) await cancelPending(ctx.db, chaseSubject(campaignId, personId), ctx.now);
  }
}
