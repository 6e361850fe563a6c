import { dayOf, timeOf } from '../../domain/calendar.js';
import { isoWeekOf, periodFromKey, previousPeriod } from '../../domain/period.js';
import type { ScoreEntry } from '../../domain/score.js';
import { UserError } from '../../domain/userError.js';
import { loadCampaign } from '../campaignRules.js';
import type { Ctx } from '../context.js';
import { textsFor } from '../texts/index.js';
import type { DocumentTask } from './tasks.js';
import { boardPages } from './posterPages.js';

async function loadBoard(
  ctx: Ctx,
  where: { id: number } | { campaignId: number; kind: string; periodKey: string; status: string },
) {
  return ctx.db.board.findFirst({
    where,
    include: { entries: { include: { unit: true }, orderBy: [{ place: 'asc' }, { unit: { sortOrder: 'asc' } }] } },
  });
}

type Entry = NonNullable<Awaited<ReturnType<typeof loadBoard>>>['entries'][number];

/** Records against a unit, each once, and records judged. */
function inOrder(entry: Entry): { good: number; judged: number } {
  const lost = (entry.entries as unknown as ScoreEntry[]).filter(
    (each) => each.points < 0 && each.dimension !== 'fault',
  );
  const against = new Set(lost.map((each) => `${each.evidence.kind}:${each.evidence.id}`));
  return { good: Math.max(0, entry.sampleSize - against.size), judged: entry.sampleSize };
}

/** In tenths of a percent, or null when nothing was judged. */
function rateOf(entries: readonly Entry[]): { good: number; judged: number; tenths: number | null } {
  let good = 0;
  let judged = 0;
  for (const entry of entries) {
    const own = inOrder(entry);
    good += own.good;
    judged += own.judged;
  }
  return { good, judged, tenths: judged === 0 ? null : Math.round((good * 1000) / judged) };
}

/** A page of a board's poster. Throws UserError('boardNone'). */
export async function posterTask(
  ctx: Ctx,
  request: { boardId: number; page: number; unitIds?: number[] },
): Promise<DocumentTask> {
  const shown = (entry: Entry) => request.unitIds?.includes(entry.unitId) ?? true;
  const board = await loadBoard(ctx, { id: request.boardId });
  const period = board && periodFromKey(board.periodKey);
  if (!board || !period) throw new UserError('boardNone');
  const campaign = await loadCampaign(ctx, board.campaignId);
  const before = await loadBoard(ctx, {
    campaignId: campaign.id,
    kind: period.kind,
    periodKey: previousPeriod(period).key,
    status: 'published',
  });
  const t = textsFor(undefined);
  const entries = board.entries.filter(shown);
  const now = rateOf(entries);
  const then = before ? rateOf(before.entries.filter(shown)).tenths : null;
  const data = t.poster.board({
    campaign: request.unitIds ? t.poster.partOf(campaign.name) : campaign.name,
    week: board.kind === 'week' ? isoWeekOf(board.startsOn) : null,
    periodKey: board.periodKey,
    startsOn: board.startsOn,
    endsOn: board.endsOn,
    formulaVersion: board.formulaVersion,
    dataAt: `${dayOf(board.dataAt, campaign.zone)} ${timeOf(board.dataAt, campaign.zone)}`,
    total: { ...now, change: now.tenths === null || then === null ? null : now.tenths - then },
    entries: entries.map((entry) => ({
      list: entry.list,
      sortOrder: entry.unit.sortOrder,
      // The name that it had when the board was reckoned.
      unit: entry.unitName || entry.unit.name,
      place: entry.place,
      tie: entry.tie,
      totalCenti: entry.totalCenti,
      smallSample: entry.smallSample,
      cause: entry.cause,
      change: entry.change as { kind: string; by: number },
      reasons: (entry.entries as unknown as ScoreEntry[]).map(({ dimension, points, reason }) => ({
        dimension,
        centi: points,
        reason,
      })),
      sampleSize: entry.sampleSize,
      ...inOrder(entry),
    })),
  });
  return {
    name: 'boardPoster',
    input: boardPages.page(data, request.page, t.poster),
    file: { name: t.poster.boardFile(board.periodKey, request.page), mime: 'image/png' },
  };
}
