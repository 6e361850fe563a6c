import { type BoardRules, type Ranking, rankUnits } from '../domain/board.js';
import type { BoardLineChange } from '../domain/boardChange.js';
import { lineChanges } from '../domain/boardChange.js';
import { boardLight } from '../domain/boardLight.js';
import type { Calendar } from '../domain/calendar.js';
import { type Grade, type GradeRules, gradeUnits, isGraded } from '../domain/grade.js';
import { type Period, previousPeriod } from '../domain/period.js';
import { type ScoreFormula, scoreUnits, type UnitScore } from '../domain/score.js';
import type { UnitLight } from '../domain/supervision.js';
import { type NamedFacts, unitFacts } from './boardFacts.js';
import type { CampaignView } from './campaignRules.js';
import type { Ctx } from './context.js';

/** What a board is reckoned with; kept beside it. */
export interface ReckonRules {
  board: BoardRules;
  grades: GradeRules;
  /** Places on the board of the period before; null when there was none. */
  places: [unitId: number, place: number][] | null;
  lights: [unitId: number, light: UnitLight][];
}

/** A unit's line as it is kept. */
export interface ReckonedLine {
  unitId: number;
  unitName: string;
  unitShort: string;
  list: 'red' | 'black' | 'middle' | 'notRanked';
  place: number | null;
  tie: boolean;
  totalCenti: number | null;
  smallSample: boolean;
  sampleSize: number;
  spared: string | null;
  cause: string | null;
  light: UnitLight | null;
  grade: Grade | null;
  change: { kind: string; by: number };
  dimensions: UnitScore['dimensions'];
  entries: UnitScore['entries'];
  exempted: UnitScore['exempted'];
  facts: NamedFacts['facts'];
}

/** Scores, ranks, lights and grades units. The same arguments give the same lines to the last digit. */
export function reckon(
  units: readonly NamedFacts[],
  period: Period,
  formula: ScoreFormula,
  rules: ReckonRules,
  calendar: Calendar,
): ReckonedLine[] {
  const scores = scoreUnits(
    units.map((each) => each.facts),
    period.endsOn,
    formula,
    calendar,
  );
  const ranking: Ranking = rankUnits(scores, rules.board, rules.places && new Map(rules.places));
  const grades = isGraded(period.kind) ? gradeUnits(ranking, rules.grades) : new Map<number, Grade>();
  const lines = new Map(ranking.lines.map((line) => [line.unitId, line]));
  const lights = new Map(rules.lights);
  const named = new Map(units.map((each) => [each.facts.unitId, each]));
  return scores.flatMap((score): ReckonedLine[] => {
    const { unitId } = score;
    const unit = named.get(unitId);
    if (!unit) return [];
    const line = lines.get(unitId);
    return [
      {
        unitId,
        unitName: unit.name,
        unitShort: unit.shortName,
        list: line?.list ?? 'notRanked',
        place: line?.place ?? null,
        tie: line?.tie ?? false,
        totalCenti: score.totalCenti,
        smallSample: score.smallSample,
        sampleSize: score.sampleSize,
        spared: line?.spared ?? null,
        cause: score.cause,
        light: boardLight(unit.facts, lights.get(unitId) ?? null, period.endsOn, calendar),
        grade: grades.get(unitId) ?? null,
        // On the first board nobody is new.
        change: line && rules.places ? { ...line.change } : { kind: 'none', by: 0 },
        dimensions: score.dimensions,
        entries: score.entries,
        exempted: score.exempted,
        facts: unit.facts,
      },
    ];
  });
}

/** Reckons the board of a period from the ledger as it is now. */
export async function reckonFromLedger(
  ctx: Ctx,
  campaign: CampaignView,
  period: Period,
): Promise<{ lines: ReckonedLine[]; rules: ReckonRules }> {
  const before = await boardBefore(ctx, campaign.id, period);
  const rules = { board: campaign.board, grades: campaign.grades, ...before };
  const units = await unitFacts(ctx, campaign.id, period);
  return { lines: reckon(units, period, campaign.formula, rules, ctx.calendar), rules };
}

async function boardBefore(
  ctx: Ctx,
  campaignId: number,
  period: Period,
): Promise<Pick<ReckonRules, 'places' | 'lights'>> {
  const { kind, key: periodKey } = previousPeriod(period);
  const board = await ctx.db.board.findUnique({
    where: { campaignId_kind_periodKey: { campaignId, kind, periodKey } },
    select: {
      status: true,
      entries: { select: { unitId: true, place: true, light: true }, orderBy: { unitId: 'asc' } },
    },
  });
  if (!board) return { places: null, lights: [] };
  return {
    // Places that were never shown, or were taken back, are nothing to move from.
    places:
      board.status === 'published'
        ? board.entries.flatMap(({ unitId, place }): [number, number][] => (place === null ? [] : [[unitId, place]]))
        : null,
    lights: board.entries.flatMap(({ unitId, light }): [number, UnitLight][] =>
      light === null ? [] : [[unitId, light as UnitLight]],
    ),
  };
}

/** What differs between kept and newly reckoned lines. */
export function changesBetween(
  kept: readonly { unitId: number; unitShort: string; totalCenti: number | null; place: number | null; list: string }[],
  lines: readonly ReckonedLine[],
): BoardLineChange[] {
  return lineChanges(
    kept.map((each) => ({ ...each, unit: each.unitShort })),
    lines.map((each) => ({ ...each, unit: each.unitShort })),
  );
}
