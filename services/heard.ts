import { addDays, type Day } from '../domain/calendar.js';
import type { Ctx } from './context.js';

/** Bundles looked back at; older ones have been told by later ones since. */
const LOOK_BACK = 10;
/** Ten bundles fit in three weeks of workdays, with a long holiday among them; in ms. */
const LOOK_BACK_MS = 28 * 86_400_000;

/** The key of a person's bundle of a day. */
export const bundleKey = (campaignId: number, personId: number, on: Day): string =>
  `bundle:${campaignId}:${personId}:${on}`;

/**
 * The day of the last bundle before `today` that a person got, or that had nothing left to say. Bundles written after it
 * were never told (expired during a downtime, failed), so that what they were about is still new. The day before `today`
 * when nothing is amiss.
 */
async function lastHeardOn(ctx: Ctx, personId: number, today: Day): Promise<Day> {
  const rows = await ctx.db.delivery.findMany({
    // What one campaign has to tell may have gone out with the bundle of another.
    where: { personId, kind: 'warning', dedupKey: { startsWith: 'bundle:' } },
    orderBy: { id: 'desc' },
    take: LOOK_BACK,
    select: { dedupKey: true, status: true, lastError: true },
  });
  let heardOn = addDays(today, -1);
  for (const { dedupKey, status, lastError } of rows) {
    const on = dedupKey.slice(-today.length);
    if (on >= today) continue;
    // Somebody without a chat is not told again and again.
    if (status === 'sent' || status === 'cancelled' || lastError === 'noIdentity') break;
    heardOn = addDays(on, -1);
  }
  return heardOn;
}

/**
 * The same day for many people: only those of whom a bundle of the last weeks did not arrive are looked at one by one.
 * Others are missing from the answer: they heard what there was up to the day before `today`.
 */
export async function heardLess(
  ctx: Ctx,
  campaignId: number,
  personIds: readonly number[],
  today: Day,
): Promise<Map<number, Day>> {
  const others = await ctx.db.campaign.findMany({ where: { status: 'active' }, select: { id: true } });
  const missed = await ctx.db.delivery.findMany({
    where: {
      campaignId: { in: [...new Set([campaignId, ...others.map(({ id }) => id)])] },
      kind: 'warning',
      personId: { in: [...personIds] },
      createdAt: { gte: new Date(ctx.now.getTime() - LOOK_BACK_MS) },
      status: { notIn: ['sent', 'cancelled'] },
      // Those of the day itself are under way: they are what is being asked for.
      NOT: { dedupKey: { endsWith: `:${today}` } },
      OR: [{ lastError: null }, { lastError: { not: 'noIdentity' } }],
    },
    select: { personId: true },
    distinct: ['personId'],
  });
  const heard = new Map<number, Day>();
  for (const { personId } of missed)
    if (personId !== null) heard.set(personId, await lastHeardOn(ctx, personId, today));
  return heard;
}
