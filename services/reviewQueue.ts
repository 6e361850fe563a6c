import { headSilentSince } from './closeOut.js';
import type { ChatCtx, Ctx } from './context.js';
import { textsFor } from './texts/index.js';
import type { BatchLine, ReviewCard } from './texts/zhCN/review.js';

/** A verifier who is shown a report has it to themselves this long. */
const CLAIM_MINUTES = 10;
/** Reports that are accepted together: a list that can really be read. */
const BATCH_MAX = 10;
/** As many of the queue are looked at for the next one. */
const QUEUE_MAX = 200;

/** Reports that wait for a coordinator. Those whose close-out waits for the unit's head come when the head has spoken, or let the time pass. */
const waitingWhere = (ctx: Pick<Ctx, 'now'>, campaignId: number) => ({
  status: 'submitted',
  item: { campaignId },
  OR: [
    { closeOut: null },
    { closeOut: { status: { not: 'awaitsHead' } } },
    { closeOut: { requestedAt: { lte: headSilentSince(ctx) } } },
  ],
});

/** How many reports of a campaign wait for a coordinator's verdict. */
export const countWaiting = (ctx: Ctx, campaignId: number): Promise<number> =>
  ctx.db.progressReport.count({ where: waitingWhere(ctx, campaignId) });

/** What the queue answers: a report to look at, or who has those that are left. */
export type QueueAnswer =
  | { kind: 'card'; card: ReviewCard & { reportId: number } }
  | { kind: 'busy'; waiting: number; with: string[] }
  | { kind: 'empty' };

/**
 * The next report for this verifier, claimed for some minutes so that two coordinators are not shown the same one:
 * flagged ones first, then the oldest; after `after` in that order, round again at the end.
 */
export async function nextToReview(ctx: ChatCtx, campaignId: number, after?: number): Promise<QueueAnswer> {
  const queue = await ctx.db.progressReport.findMany({
    where: waitingWhere(ctx, campaignId),
    orderBy: { id: 'asc' },
    take: QUEUE_MAX,
    select: { id: true, flags: true, claimedById: true, claimedUntil: true },
  });
  if (queue.length === 0) return { kind: 'empty' };
  const flagged = (row: { flags: unknown }) => (row.flags as string[]).length > 0;
  const ordered = [...queue.filter(flagged), ...queue.filter((row) => !flagged(row))];
  const at = ordered.findIndex((row) => row.id === after);
  // What is left for later is anybody's again.
  if (after !== undefined)
    await ctx.db.progressReport.updateMany({
      where: { id: after, claimedById: ctx.actor.personId },
      data: { claimedById: null, claimedUntil: null },
    });
  for (const { id } of [...ordered.slice(at + 1), ...ordered.slice(0, at + 1)])
    if (await claim(ctx, id)) return { kind: 'card', card: await cardOf(ctx, id, await countWaiting(ctx, campaignId)) };
  const holders = [...new Set(queue.flatMap(({ claimedById }) => claimedById ?? []))];
  const people = await ctx.db.person.findMany({ where: { id: { in: holders } }, select: { name: true } });
  return { kind: 'busy', waiting: queue.length, with: people.map(({ name }) => name) };
}

const free = (ctx: ChatCtx) => ({
  OR: [{ claimedById: ctx.actor.personId }, { claimedUntil: null }, { claimedUntil: { lte: ctx.now } }],
});

/** The conditional update decides between two verifiers at the same moment. */
async function claim(ctx: ChatCtx, reportId: number): Promise<boolean> {
  const { count } = await ctx.db.progressReport.updateMany({
    where: { id: reportId, status: 'submitted', ...free(ctx) },
    data: {
      claimedById: ctx.actor.personId,
      claimedUntil: new Date(ctx.now.getTime() + CLAIM_MINUTES * 60_000),
    },
  });
  return count === 1;
}

async function cardOf(ctx: ChatCtx, id: number, waiting: number): Promise<ReviewCard & { reportId: number }> {
  const report = await ctx.db.progressReport.findUniqueOrThrow({
    where: { id },
    include: {
      item: { include: { milestones: { orderBy: { position: 'asc' } } } },
      unit: true,
      author: true,
      onBehalfOf: true,
      evidence: { orderBy: { id: 'asc' } },
      closeOut: true,
    },
  });
  const earlier = await ctx.db.progressReport.count({
    where: { itemId: report.itemId, unitId: report.unitId, id: { lt: id } },
  });
  const confirmer = report.closeOut?.confirmedById;
  const head = confirmer ? await ctx.db.person.findUnique({ where: { id: confirmer }, select: { name: true } }) : null;
  return {
    reportId: id,
    itemNo: report.item.itemNo,
    title: report.item.title,
    unit: report.unit.shortName,
    author: textsFor(ctx.actor.locale).delegation.actedFor(report.author?.name ?? '', report.onBehalfOf?.name),
    on: report.reportedOn,
    percent: report.percent,
    previousPercent: report.item.percent,
    summary: report.summary,
    blocker: report.blocker,
    evidence: report.evidence.map((file) => file.name),
    flags: report.flags as string[],
    reached: report.item.milestones
      .filter((m) => m.status === 'claimed' && m.percent <= report.percent)
      .map((m) => m.name),
    version: report.version,
    waiting,
    earlier,
    closesOut: report.percent === 100,
    confirmedBy: head?.name ?? null,
    headSilent: report.closeOut?.status === 'awaitsHead',
  };
}

/**
 * Reports that may be accepted together: no flag, no blocker, no close-out (each of those deserves a look of its own),
 * first time handed in, neither in front of this verifier (`shownId`) nor of another. At most ten, oldest first.
 */
export async function unsuspicious(ctx: ChatCtx, campaignId: number, shownId: number): Promise<BatchLine[]> {
  const rows = await ctx.db.progressReport.findMany({
    where: {
      id: { not: shownId },
      status: 'submitted',
      item: { campaignId },
      blocker: '',
      version: 1,
      percent: { lt: 100 },
      ...free(ctx),
    },
    orderBy: { id: 'asc' },
    take: QUEUE_MAX,
    include: { item: { select: { itemNo: true, percent: true } }, unit: { select: { shortName: true } } },
  });
  return rows
    .filter((row) => (row.flags as string[]).length === 0)
    .slice(0, BATCH_MAX)
    .map((row) => ({
      reportId: row.id,
      itemNo: row.item.itemNo,
      unit: row.unit.shortName,
      percent: row.percent,
      previousPercent: row.item.percent,
      summary: row.summary,
    }));
}
