import type { Day } from '../domain/calendar.js';
import { type LadderStep, nextRung, RUNGS, type Rung, rungOnLadder } from '../domain/chaseLadder.js';
import { audit } from './audit.js';
import { loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';
import { dropStaleParts } from './supporting.js';
import { itemReasons, reasonsOfRequest } from './goodReasons.js';

/** The rung that a request stands on; null when it was only asked. Stored as 1 for the first rung. */
export const rungOf = (stored: number): Rung | null => RUNGS[stored - 1] ?? null;

/** How a rung is stored. */
export const storedRung = (rung: Rung): number => RUNGS.indexOf(rung) + 1;

/** Requests of a campaign that were not answered in time and may climb on a day. */
export async function overdueRequests(ctx: Ctx, campaignId: number, today: Day): Promise<number[]> {
  const { ladder } = await loadCampaign(ctx, campaignId);
  const rows = await ctx.db.reportRequest.findMany({
    where: { status: 'open', dueOn: { lt: today }, item: { campaignId, status: 'open' } },
    select: { id: true, part: true, dueOn: true, rung: true, rungOn: true },
    orderBy: { id: 'asc' },
  });
  // Reasons only turn a step into a skipped one. Parts are looked at in any case: their unit may support the item no more.
  const mayClimb = (row: (typeof rows)[number]) =>
    row.part === 'supporting' ||
    nextRung({ dueOn: row.dueOn, reached: reachedBy(row, ladder), goodReasons: [] }, today, ladder, ctx.calendar);
  return rows.filter(mayClimb).map((row) => row.id);
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
 * Climbs one rung of the campaign's ladder with a request that is due for it. Who is told reads the rung in that
 * morning's bundle or digest. A good reason on record stops the climb, and the rung goes on record as skipped. The
 * conditional update decides, so that a second run on the same day changes nothing.
 */
export async function climb(ctx: Ctx, requestId: number, today: Day): Promise<void> {
  const request = await ctx.db.reportRequest.findUniqueOrThrow({
    where: { id: requestId },
    include: {
      round: { select: { opensOn: true } },
      item: { include: { milestones: { select: { status: true } } } },
    },
  });
  if (request.status !== 'open') return;
  if (request.part === 'supporting') {
    await dropStaleParts(ctx, request.itemId, today);
    const { status } = await ctx.db.reportRequest.findUniqueOrThrow({ where: { id: requestId } });
    if (status !== 'open') return;
  }
  const { item } = request;
  const campaign = await loadCampaign(ctx, item.campaignId);
  const all = (await itemReasons(ctx, campaign.id, [item], today)).get(item.id) ?? [];
  const hasOpen = item.milestones.some((each) => each.status === 'open' || each.status === 'claimed');
  const goodReasons = reasonsOfRequest(all, { askedOn: request.round.opensOn, part: request.part }, hasOpen);
  const step = nextRung(
    { dueOn: request.dueOn, reached: reachedBy(request, campaign.ladder), goodReasons },
    today,
    campaign.ladder,
    ctx.calendar,
  );
  if (!step) return;
  if ('skipped' in step) {
    const { kind: reason, recordId, sinceOn } = step.skipped;
    await note(ctx, { requestId, rung: step.rung, on: today, reason, recordId });
    // What was known before the report fell due also keeps it from being counted as missing; what came after does not.
    if (sinceOn <= request.dueOn)
      await ctx.db.reportRequest.updateMany({ where: { id: requestId, status: 'open' }, data: { excuse: reason } });
    return;
  }
  const { count } = await ctx.db.reportRequest.updateMany({
    where: { id: requestId, status: 'open', rung: request.rung },
    data: { rung: storedRung(step.rung), rungOn: today, excuse: null },
  });
  if (count === 0) return;
  await note(ctx, { requestId, rung: step.rung, on: today, reason: '', recordId: 0 });
  await audit(ctx, 'chase', `request:${requestId}`, { rung: step.rung, item: request.itemId });
}

/** Puts a rung on record, reached or skipped; a rung that stays skipped for one reason is one record. */
async function note(
  ctx: Ctx,
  record: { requestId: number; rung: Rung; on: Day; reason: string; recordId: number },
): Promise<void> {
  const { requestId, rung, reason, recordId } = record;
  await ctx.db.chaseRecord.upsert({
    where: { requestId_rung_reason_recordId: { requestId, rung, reason, recordId } },
    create: record,
    update: {},
  });
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
