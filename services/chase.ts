import type { Day } from '../domain/calendar.js';
import { type ChaseStep, type LadderStep, nextRung, RUNGS, type Rung, rungOnLadder } from '../domain/chaseLadder.js';
import { noteChase } from '../prisma/store/reportRequests.js';
import { audit } from './audit.js';
import { loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';
import { dropStaleParts } from './supporting.js';
import { itemReasons, reasonsOfRequest } from './goodReasons.js';

/** The rung that a request stands on; null when it was only asked. Stored as 1 for the first rung. */
export const rungOf = (stored: number): Rung | null => RUNGS[stored - 1] ?? null;

/** How a rung is stored. */
export const storedRung = (rung: Rung): number => RUNGS.indexOf(rung) + 1;

/** Items of a campaign of which a report was not given in time and may climb on a day. */
export async function itemsToChase(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const { ladder } = await loadCampaign(ctx, campaignId);
  const rows = await ctx.db.reportRequest.findMany({
    where: { status: 'open', dueOn: { lt: today }, item: { campaignId, status: 'open' } },
    select: { itemId: true, part: true, dueOn: true, rung: true, rungOn: true },
    orderBy: { itemId: 'asc' },
  });
  // Reasons only turn a step into a skipped one. Parts are looked at in any case: their unit may support the item no more.
  const mayClimb = (row: (typeof rows)[number]) =>
    row.part === 'supporting' ||
    nextRung({ dueOn: row.dueOn, reached: reachedBy(row, ladder), goodReasons: [] }, today, ladder, ctx.calendar);
  return [...new Set(rows.filter(mayClimb).map((row) => row.itemId))];
}

function reachedBy(
  request: { dueOn: Day; rung: number; rungOn: Day | null },
  ladder: readonly LadderStep[],
): { rung: Rung; on: Day } | null {
  const stored = rungOf(request.rung);
  const rung = stored && rungOnLadder(stored, ladder);
  return rung && { rung, on: request.rungOn ?? request.dueOn };
}

/**
 * Climbs one rung of the campaign's ladder with each request of an item that is due for it. Who is told reads the rung in
 * that morning's bundle or digest. A good reason on record stops the climb, and the rung goes on record as skipped. The
 * conditional update decides, so that a second run on the same day changes nothing.
 */
export async function climb(ctx: Ctx, itemId: number, today: Day): Promise<void> {
  const late = { itemId, status: 'open', dueOn: { lt: today } };
  if ((await ctx.db.reportRequest.count({ where: { ...late, part: 'supporting' } })) > 0)
    await dropStaleParts(ctx, itemId, today);
  const item = await ctx.db.item.findUniqueOrThrow({
    where: { id: itemId },
    include: {
      milestones: { select: { status: true } },
      requests: { where: late, orderBy: { id: 'asc' }, include: { round: { select: { opensOn: true } } } },
    },
  });
  const { ladder } = await loadCampaign(ctx, item.campaignId);
  const all = (await itemReasons(ctx, item.campaignId, [item], today)).get(item.id) ?? [];
  const hasOpen = item.milestones.some((each) => each.status === 'open' || each.status === 'claimed');
  for (const request of item.requests) {
    const goodReasons = reasonsOfRequest(all, { askedOn: request.round.opensOn, part: request.part }, hasOpen);
    const facts = { dueOn: request.dueOn, reached: reachedBy(request, ladder), goodReasons };
    const step = nextRung(facts, today, ladder, ctx.calendar);
    if (step) await take(ctx, request, step, today);
  }
}

async function take(
  ctx: Ctx,
  { id: requestId, itemId, dueOn, rung }: { id: number; itemId: number; dueOn: Day; rung: number },
  step: ChaseStep,
  today: Day,
): Promise<void> {
  if ('skipped' in step) {
    const { kind: reason, recordId, sinceOn } = step.skipped;
    await noteChase(ctx.db, { requestId, rung: step.rung, on: today, reason, recordId });
    // What was known before the report fell due also keeps it from being counted as missing; what came after does not.
    if (sinceOn <= dueOn)
      await ctx.db.reportRequest.updateMany({ where: { id: requestId, status: 'open' }, data: { excuse: reason } });
    return;
  }
  const { count } = await ctx.db.reportRequest.updateMany({
    where: { id: requestId, status: 'open', rung },
    data: { rung: storedRung(step.rung), rungOn: today, excuse: null },
  });
  if (count === 0) return;
  await noteChase(ctx.db, { requestId, rung: step.rung, on: today, reason: '', recordId: 0 });
  await audit(ctx, 'chase', `request:${requestId}`, { rung: step.rung, item: itemId });
}

/** The chases of an item, newest first. `reason` is '' for a rung that was reached. */
export async function chaseHistory(
  ctx: Ctx,
  itemId: number,
): Promise<{ on: Day; rung: string; reason: string; requestDueOn: Day }[]> {
  const rows = await ctx.db.chaseRecord.findMany({
    where: { request: { itemId } },
    include: { request: { select: { dueOn: true } } },
    orderBy: [{ on: 'desc' }, { id: 'desc' }],
    take: 20,
  });
  return rows.map(({ on, rung, reason, request }) => ({ on, rung, reason, requestDueOn: request.dueOn }));
}
