import type { BoardLineChange } from '../domain/boardChange.js';
import type { Period } from '../domain/period.js';
import { audit } from './audit.js';
import { changesBetween, type ReckonedLine, reckonFromLedger, type ReckonRules } from './boardCompute.js';
import type { CampaignView } from './campaignRules.js';
import type { Ctx } from './context.js';

/** How a new board begins its life. */
type Beginning = { status: 'published'; publishedAt: Date } | { status: 'draft'; objectUntil: Date; publishOn: string };

/**
 * Reckons a period's board and keeps it with every reason and the records behind them. A board on which nobody is
 * ranked is kept as 'empty': it is not shown, and not made again.
 */
export async function saveBoard(
  ctx: Ctx,
  campaign: CampaignView,
  period: Period,
  beginning: Beginning,
): Promise<{ boardId: number; ranked: number }> {
  const { lines, rules } = await reckonFromLedger(ctx, campaign, period);
  const ranked = lines.filter((line) => line.place !== null).length;
  const { id: boardId } = await ctx.db.board.create({
    data: {
      campaignId: campaign.id,
      kind: period.kind,
      periodKey: period.key,
      startsOn: period.startsOn,
      endsOn: period.endsOn,
      ...(ranked > 0 ? beginning : { status: 'empty' }),
      formulaVersion: campaign.formula.version,
      formula: { ...campaign.formula },
      rules: rulesRow(rules),
      dataAt: ctx.now,
    },
  });
  await ctx.db.boardEntry.createMany({ data: lines.map((line) => entryRow(boardId, line)) });
  return { boardId, ranked };
}

/** Why a board's numbers are reckoned anew. */
export interface Recomputation {
  kind: 'objection' | 'correction';
  reason: string;
}

/**
 * Reckons a board anew from the ledger as it is now, keeps the new lines in the old ones' stead, and the trace of what
 * changed. @returns what changed; nothing is written when nothing did
 */
export async function recompute(
  ctx: Ctx,
  campaign: CampaignView,
  board: { id: number; revision: number },
  period: Period,
  why: Recomputation,
): Promise<BoardLineChange[]> {
  const { lines, rules } = await reckonFromLedger(ctx, campaign, period);
  const kept = await ctx.db.boardEntry.findMany({ where: { boardId: board.id } });
  const changes = changesBetween(kept, lines);
  await ctx.db.boardEntry.deleteMany({ where: { boardId: board.id } });
  await ctx.db.boardEntry.createMany({ data: lines.map((line) => entryRow(board.id, line)) });
  const revision = board.revision + 1;
  await ctx.db.board.update({
    where: { id: board.id },
    data: {
      revision,
      dataAt: ctx.now,
      formulaVersion: campaign.formula.version,
      formula: { ...campaign.formula },
      rules: rulesRow(rules),
    },
  });
  await ctx.db.boardChange.create({
    data: {
      boardId: board.id,
      revision,
      kind: why.kind,
      reason: why.reason,
      lines: changes.map((each) => ({ ...each, from: { ...each.from }, to: { ...each.to } })),
      askedById: ctx.actor?.personId ?? null,
      decidedById: ctx.actor?.personId ?? null,
      createdAt: ctx.now,
      decidedAt: ctx.now,
    },
  });
  await audit(ctx, 'recomputeBoard', `board:${board.id}`, { revision, ...why, changed: changes.length });
  return changes;
}

const rulesRow = (rules: ReckonRules) => ({ ...rules, board: { ...rules.board }, grades: { ...rules.grades } });

function entryRow(boardId: number, { dimensions, entries, exempted, facts, change, ...line }: ReckonedLine) {
  return {
    boardId,
    ...line,
    change,
    dimensions: dimensions.map((each) => ({ ...each })),
    entries: entries.map((each) => ({ ...each, reason: { ...each.reason }, evidence: { ...each.evidence } })),
    exempted: exempted.map((each) => ({ ...each })),
    // Plain data; Prisma's JSON type only does not know readonly lists.
    facts: facts as unknown as object,
  };
}
