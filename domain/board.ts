import type { NotRankedCause, UnitScore } from './score.js';
import { FULL_SCORE } from './scoreFormula.js';

/** How many places each list has. */
export interface BoardRules {
  redSize: number;
  blackSize: number;
  /** Praise needs at least this score, in centi-points, however few units there are. */
  redFrom: number;
}

/** Red: the first five places, from 80 points; black: the last three (rules from real offices). */
export const DEFAULT_BOARD_RULES: BoardRules = { redSize: 5, blackSize: 3, redFrom: 8000 };

/** Why a unit among the last places is not on the black list. */
export type Spared = 'allTie' | 'red' | 'perfect' | 'smallSample' | 'singleRecord';

/**
 * Places won or lost since the board before, among the units that both boards rank: a unit that stays last gains nothing
 * because fewer are ranked. `by` is 0 unless up or down. `new` when it was not ranked there.
 */
export interface PlaceChange {
  kind: 'up' | 'down' | 'same' | 'new';
  by: number;
}

/** A ranked unit. Units with the same score have the same place, and the next place is left out (1, 1, 3). */
export interface BoardLine {
  unitId: number;
  totalCenti: number;
  place: number;
  tie: boolean;
  list: 'red' | 'black' | 'middle';
  /** Null unless the unit stands among the last places and is kept off the black list. */
  spared: Spared | null;
  smallSample: boolean;
  change: PlaceChange;
}

export interface Ranking {
  /** By place, then in official order. */
  lines: BoardLine[];
  /** In official order, with the cause. */
  notRanked: { unitId: number; cause: NotRankedCause }[];
}

/**
 * Ranks scored units. Red are the first `redSize` places with their ties, from `redFrom` points; black are the last `blackSize` places with
 * their ties. So that nobody stands on a black list wrongly, a unit in the last places is left off it when it is on the
 * red list, has lost nothing (10000 or more), is a small sample, or has only one record against it; nobody moves up
 * into its stead. When all units tie there is no black list, and a red one only if all are perfect. `previous` holds
 * the places of the board before (units that were ranked there); null when there was none.
 */
export function rankUnits(
  scores: readonly UnitScore[],
  rules: BoardRules = DEFAULT_BOARD_RULES,
  previous: ReadonlyMap<number, number> | null = null,
): Ranking {
  const byOrder = (a: UnitScore, b: UnitScore) => a.sortOrder - b.sortOrder || a.unitId - b.unitId;
  const ranked = scores.filter((score): score is UnitScore & { totalCenti: number } => score.totalCenti !== null);
  ranked.sort((a, b) => b.totalCenti - a.totalCenti || byOrder(a, b));
  const best = ranked[0]?.totalCenti ?? 0;
  const allTie = ranked.length > 1 && ranked.at(-1)?.totalCenti === best;
  // The score of the last place that is still black, with which its ties are black too.
  const blackFrom = rules.blackSize > 0 ? (ranked.at(-Math.min(rules.blackSize, ranked.length))?.totalCenti ?? -1) : -1;

  // In order of points, so that the first of equals has the place that all of them share.
  const places = new Map<number, { place: number; tie: boolean }>();
  for (const [index, { totalCenti }] of ranked.entries()) {
    const known = places.get(totalCenti);
    if (known) known.tie = true;
    else places.set(totalCenti, { place: index + 1, tie: false });
  }

  const known = ranked.filter(({ unitId }) => previous?.has(unitId));
  const now = placesAmong(known.map(({ unitId, totalCenti }) => [unitId, places.get(totalCenti)?.place ?? 0]));
  const before = placesAmong(known.map(({ unitId }) => [unitId, previous?.get(unitId) ?? 0]));
  const lines = ranked.map((score): BoardLine => {
    const { unitId, totalCenti, smallSample } = score;
    const { place, tie } = places.get(totalCenti) ?? { place: 0, tie: false };
    const red = place <= rules.redSize && totalCenti >= rules.redFrom && (!allTie || totalCenti >= FULL_SCORE);
    const inLastPlaces = totalCenti <= blackFrom;
    const spared = inLastPlaces ? sparedFor(score, red, allTie) : null;
    const list = red ? 'red' : inLastPlaces && spared === null ? 'black' : 'middle';
    return {
      unitId,
      totalCenti,
      place,
      tie,
      list,
      spared,
      smallSample,
      change: changeOf(now.get(unitId), before.get(unitId)),
    };
  });
  const notRanked = scores
    .filter((score) => score.totalCenti === null)
    .sort(byOrder)
    .map(({ unitId, cause }) => ({ unitId, cause: cause ?? 'nothingDue' }));
  return { lines, notRanked };
}

function sparedFor(score: UnitScore & { totalCenti: number }, red: boolean, allTie: boolean): Spared | null {
  if (red) return 'red';
  if (allTie) return 'allTie';
  if (score.totalCenti >= FULL_SCORE) return 'perfect';
  if (score.smallSample) return 'smallSample';
  return score.adverse < 2 ? 'singleRecord' : null;
}

/** Places counted anew among some units; the same place stays the same. */
function placesAmong(units: readonly [unitId: number, place: number][]): Map<number, number> {
  const sorted = units.toSorted((a, b) => a[1] - b[1]);
  const first = new Map<number, number>();
  for (const [index, [, place]] of sorted.entries()) if (!first.has(place)) first.set(place, index + 1);
  return new Map(units.map(([unitId, place]) => [unitId, first.get(place) ?? 0]));
}

function changeOf(place: number | undefined, before: number | undefined): PlaceChange {
  if (place === undefined || before === undefined) return { kind: 'new', by: 0 };
  if (before === place) return { kind: 'same', by: 0 };
  return before > place ? { kind: 'up', by: before - place } : { kind: 'down', by: place - before };
}
