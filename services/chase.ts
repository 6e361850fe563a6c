import type { Day } from '../domain/calendar.js';
import { DEFAULT_LADDER, nextRung, RUNGS, type Rung } from '../domain/chaseLadder.js';
import { audit } from './audit.js';
import type { Ctx } from './context.js';
import { dropStaleParts } from './supporting.js';

/** The rung that a request stands on; null when it was only asked. Stored as 1 for the first rung. */
export const rungOf = (stored: number): Rung | null => RUNGS[stored - 1] ?? null;

/** How a rung is stored. */
export const storedRung = (rung: Rung): number => RUNGS.indexOf(rung) + 1;

/** Requests of a campaign that were not answered in time. */
export async function overdueRequests(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const rows = await ctx.db.reportRequest.findMany({
    where: { status: 'open', dueOn: { lt: today }, item: { campaignId, status: 'open' } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => row.id);
}

/**
 * Climbs one rung of the ladder with a request that is due for it. Who is told reads the rung in that morning's bundle
 * or digest. The conditional update decides, so that a second run on the same day changes nothing.
 */
export async function climb(ctx: Ctx, requestId: number, today: Day): Promise<void> {
  const request = await ctx.db.reportRequest.findUniqueOrThrow({ where: { id: requestId } });
  if (request.status !== 'open') return;
  if (request.part === 'supporting') {
    await dropStaleParts(ctx, request.itemId, today);
    const { status } = await ctx.db.reportRequest.findUniqueOrThrow({ where: { id: requestId } });
    if (status !== 'open') return;
  }
  const rung = rungOf(request.rung);
  const step = nextRung(
    { dueOn: request.dueOn, reached: rung && { rung, on: request.rungOn ?? request.dueOn }, goodReasons: [] },
    today,
    DEFAULT_LADDER,
    ctx.calendar,
  );
  if (!step || 'skipped' in step) return;
  const { count } = await ctx.db.reportRequest.updateMany({
    where: { id: requestId, status: 'open', rung: request.rung },
    data: { rung: storedRung(step.rung), rungOn: today },
  });
  if (count === 1) await audit(ctx, 'chase', `request:${requestId}`, { rung: step.rung, item: request.itemId });
}
