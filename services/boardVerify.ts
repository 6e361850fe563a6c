import type { BoardLineChange } from '../domain/boardChange.js';
import { periodFromKey } from '../domain/period.js';
import type { ScoreFormula, UnitFacts } from '../domain/score.js';
import { UserError } from '../domain/userError.js';
import { changesBetween, reckon, reckonFromLedger, type ReckonedLine, type ReckonRules } from './boardCompute.js';
import { loadCampaign } from './campaignRules.js';
import type { Ctx } from './context.js';

/** What a board's numbers are worth. */
export interface BoardProof {
  /** The kept records, formula and rules give the kept numbers, to the last centi-point and every reason. */
  reckonsAgain: boolean;
  /** Units whose kept line is not what the kept records give: somebody changed it by hand. */
  broken: number[];
  /** What the ledger as it is now would give instead: records were corrected since. Empty when nothing was. */
  sinceThen: BoardLineChange[];
}

/** Reckons a board again from the records behind it, and once more from today's ledger. Throws UserError('boardGone'). */
export async function verifyBoard(ctx: Ctx, boardId: number): Promise<BoardProof> {
  const board = await ctx.db.board.findUnique({ where: { id: boardId }, include: { entries: true } });
  const period = board && periodFromKey(board.periodKey);
  if (!board || !period) throw new UserError('boardGone');
  const units = board.entries.map((entry) => ({
    facts: entry.facts as unknown as UnitFacts,
    name: entry.unitName,
    shortName: entry.unitShort,
  }));
  const formula = board.formula as unknown as ScoreFormula;
  const lines = reckon(units, period, formula, board.rules as unknown as ReckonRules, ctx.calendar);
  const again = new Map(lines.map((line) => [line.unitId, line]));
  const broken = board.entries
    .filter((entry) => canonical(entry) !== canonical(again.get(entry.unitId)))
    .map((entry) => entry.unitId);
  const today = await reckonFromLedger(ctx, await loadCampaign(ctx, board.campaignId), period);
  return { reckonsAgain: broken.length === 0, broken, sinceThen: changesBetween(board.entries, today.lines) };
}

const KEPT = [
  'unitId',
  'list',
  'place',
  'tie',
  'totalCenti',
  'smallSample',
  'sampleSize',
  'spared',
  'cause',
  'light',
  'grade',
  'change',
  'dimensions',
  'entries',
  'exempted',
] as const satisfies (keyof ReckonedLine)[];

/** A line as text whatever the order in which a database keeps the keys of JSON. */
function canonical(line: Readonly<Partial<Record<(typeof KEPT)[number], unknown>>> | undefined): string {
  return JSON.stringify(KEPT.map((key) => sorted(line?.[key])));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
