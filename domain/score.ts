import { apportion } from './apportion.js';
import type { Calendar, Day } from './calendar.js';
import { BASE_DIMENSIONS, checkFormula, FULL_SCORE, type ScoreDimension, type ScoreFormula } from './scoreFormula.js';
import {
  anyExcused,
  exemptedRecords,
  type JudgedRecord,
  judgeRecords,
  type ScoreEvidence,
  type ScoreReason,
  type UnitFacts,
} from './scoreRecords.js';

export {
  FORMULA_2026_1,
  FULL_SCORE,
  type ScoreDimension,
  type ScoreFormula,
  withWeights,
} from './scoreFormula.js';
export type { ScoreEvidence, ScoreReason, UnitFacts } from './scoreRecords.js';

/** One point lost or won: `points` are centi-points, negative when lost. */
export interface ScoreEntry {
  dimension: ScoreDimension;
  points: number;
  reason: ScoreReason;
  evidence: ScoreEvidence;
}

/**
 * One dimension of a score. `weight` is the formula's in percent, `effectiveWeight` what it is worth for this unit in
 * centi-points (0 when there was nothing to judge in it), `points` what is left of that; for honour and fault the
 * weights are 0 and `points` is what they add.
 */
export interface DimensionScore {
  name: ScoreDimension;
  weight: number;
  effectiveWeight: number;
  points: number;
}

export type NotRankedCause = 'nothingDue' | 'allExempt' | 'allExcused';

export interface UnitScore {
  unitId: number;
  sortOrder: number;
  /** Centi-points: 10000 plus all entries, never below 0, above 10000 only by honours; null when not ranked. */
  totalCenti: number | null;
  /** Why a unit is not ranked: nothing could be judged, or all of it is exempt, or left out for other good reasons too. */
  cause: NotRankedCause | null;
  dimensions: DimensionScore[];
  /** In the order of dimensions, then of record ids. */
  entries: ScoreEntry[];
  /** Records judged. */
  sampleSize: number;
  smallSample: boolean;
  /** Records that speak against the unit: losses and faults. */
  adverse: number;
  /** Records that an exemption or another good reason took out. */
  exempted: ScoreEvidence[];
}

/**
 * Scores units on what came of their work. Every judged record of a dimension is worth the same; a dimension without
 * records passes its weight on to the others. It holds for every formula that
 * - a milestone completed in time never lowers a score, and an open overdue one never raises it;
 * - completing late is never worse than not completing, and never better than completing earlier;
 * - exempt records change nothing;
 * - 10000 plus the entries' points is the total, exactly.
 * The order of units and records does not matter; lines come in official order. Throws RangeError for a bad formula.
 */
export function scoreUnits(
  units: readonly UnitFacts[],
  asOn: Day,
  formula: ScoreFormula,
  calendar: Calendar,
): UnitScore[] {
  checkFormula(formula);
  return units
    .map((facts) => scoreUnit(facts, judgeRecords(facts, { asOn, formula, calendar }), formula))
    .sort((a, b) => a.sortOrder - b.sortOrder || a.unitId - b.unitId);
}

function scoreUnit(facts: UnitFacts, records: readonly JudgedRecord[], formula: ScoreFormula): UnitScore {
  const exempted = exemptedRecords(facts);
  const { unitId, sortOrder } = facts;
  const byDimension = new Map<ScoreDimension, JudgedRecord[]>();
  for (const record of records) {
    const known = byDimension.get(record.dimension);
    if (known) known.push(record);
    else byDimension.set(record.dimension, [record]);
  }
  const of = (name: ScoreDimension) => byDimension.get(name) ?? [];
  // A dimension that the formula gives no weight cannot rank a unit by itself.
  const weights = BASE_DIMENSIONS.map((name) => (of(name).length > 0 ? formula.weights[name] : 0));
  if (weights.every((weight) => weight === 0)) {
    const cause = exempted.length === 0 ? 'nothingDue' : anyExcused(facts) ? 'allExcused' : 'allExempt';
    const nothing = { dimensions: [], entries: [], sampleSize: 0, smallSample: false, adverse: 0 };
    return { unitId, sortOrder, totalCenti: null, cause, ...nothing, exempted };
  }
  const worth = apportion(FULL_SCORE, weights);
  const losses = BASE_DIMENSIONS.flatMap((name, index) => lossesOf(of(name), worth[index] ?? 0));
  const honours = credited('honour', facts.honours, formula.honourMost);
  const beforeFaults = FULL_SCORE + sumOf(losses) + sumOf(honours);
  const faults = credited('fault', facts.faults, Math.min(formula.faultMost, beforeFaults));
  const entries = [...losses, ...honours, ...faults];
  const dimension = (name: ScoreDimension, weight: number, effectiveWeight: number): DimensionScore => {
    const points = effectiveWeight + sumOf(entries.filter((entry) => entry.dimension === name));
    return { name, weight, effectiveWeight, points };
  };
  return {
    unitId,
    sortOrder,
    totalCenti: FULL_SCORE + sumOf(entries),
    cause: null,
    dimensions: [
      ...BASE_DIMENSIONS.map((name, index) => dimension(name, formula.weights[name], worth[index] ?? 0)),
      dimension('honour', 0, 0),
      dimension('fault', 0, 0),
    ],
    entries,
    sampleSize: records.length,
    smallSample: records.length < formula.smallSampleBelow,
    adverse: records.filter((record) => record.loss > 0).length + facts.faults.length,
    exempted,
  };
}

const sumOf = (entries: readonly ScoreEntry[]) => entries.reduce((sum, entry) => sum + entry.points, 0);

/** The dimension's loss, rounded down in the unit's favour, shared out over the records that caused it. */
function lossesOf(records: readonly JudgedRecord[], worth: number): ScoreEntry[] {
  const lost = records.reduce((sum, record) => sum + record.loss, 0);
  if (lost === 0) return [];
  const total = Math.floor((worth * lost) / (records.length * FULL_SCORE));
  // Those that lost nothing get nothing, so that only the others are shared out over.
  const losing = records.filter((record) => record.loss > 0);
  const parts = apportion(
    total,
    losing.map((record) => record.loss),
  );
  return losing.flatMap(({ dimension, reason, evidence }, index) => {
    const part = parts[index] ?? 0;
    return reason && part > 0 ? [{ dimension, points: -part, reason, evidence }] : [];
  });
}

/** Honours or faults in the order of their ids, until the most that they can come to is used up. */
function credited(dimension: 'honour' | 'fault', list: UnitFacts['honours'], most: number): ScoreEntry[] {
  const code = dimension === 'honour' ? 'honourCredited' : 'faultConfirmed';
  let left = most;
  return [...list]
    .sort((a, b) => a.id - b.id)
    .flatMap(({ id, name, points }) => {
      const taken = Math.max(0, Math.min(points, left));
      left -= taken;
      if (taken === 0) return [];
      const reason: ScoreReason = { code, params: { name, asked: points } };
      return [
        { dimension, points: dimension === 'honour' ? taken : -taken, reason, evidence: { kind: dimension, id } },
      ];
    });
}
