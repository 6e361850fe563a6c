import { dayOf, instantOf, weekStart } from '../domain/calendar.js';
import { openingAt } from '../domain/quietHours.js';
import { nextWeekStart, waitsForNextWeek } from '../domain/weeklyCap.js';
import { countSentSince } from '../prisma/store/deliveries.js';
import { loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';
import { URGENT_PRIORITY } from './outbox.js';

/** Until when a message must wait, and why; the reason stands in the send record. */
export interface Hold {
  until: Date;
  why: 'quietHours' | 'weeklyCap';
}

/**
 * Whether a message must wait now: during the campaign's quiet hours and days off every kind does, and what is not
 * urgent waits for the next week's opening once its reader got as many messages as the weekly cap allows. A reply belongs
 * to no campaign and never waits.
 */
export async function holdFor(
  ctx: Pick<Ctx, 'db' | 'now' | 'calendar'>,
  row: { campaignId: number | null; personId: number | null; kind: string; priority: number },
): Promise<Hold | null> {
  if (row.campaignId === null) return null;
  const { quietHours, zone, weeklyCap } = await loadCampaign(ctx, row.campaignId);
  const opening = openingAt(ctx.now, quietHours, ctx.calendar, zone);
  if (opening > ctx.now) return { until: opening, why: 'quietHours' };
  const capped = { kind: row.kind, urgent: row.priority <= URGENT_PRIORITY };
  // Asked without a count first: most messages never wait.
  if (row.personId === null || !waitsForNextWeek(capped, weeklyCap, weeklyCap)) return null;
  const today = dayOf(ctx.now, zone);
  const sent = await countSentSince(ctx.db, row.personId, instantOf(weekStart(today), '00:00', zone));
  if (!waitsForNextWeek(capped, sent, weeklyCap)) return null;
  const monday = instantOf(nextWeekStart(today), '00:00', zone);
  return { until: openingAt(monday, quietHours, ctx.calendar, zone), why: 'weeklyCap' };
}
