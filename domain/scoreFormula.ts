/** Dimensions that share the 100 points: 按期完成, 及时报告, 复核质量, 问题见底, 评议. */
export const BASE_DIMENSIONS = ['completion', 'reporting', 'verification', 'clearance', 'appraisal'] as const;
export type BaseDimension = (typeof BASE_DIMENSIONS)[number];

/** All dimensions; honour (表扬加分) comes on top, fault (确认扣分) is taken off. */
export type ScoreDimension = BaseDimension | 'honour' | 'fault';

/** A full score in centi-points: 10000 is 100.00 points. */
export const FULL_SCORE = 10_000;

/**
 * How points are reckoned. Published boards name `version`; a change of any number is a new version. Shares are in
 * ten-thousandths of what one record is worth, points in centi-points (1/100 point).
 */
export interface ScoreFormula {
  version: string;
  /** Whole percents that add up to 100. */
  weights: Readonly<Record<BaseDimension, number>>;
  /** Share lost by a milestone or problem done one workday late, for each further workday, and at most. Open loses all. */
  lateFirst: number;
  lateEach: number;
  lateMost: number;
  /** Share lost by a report that came late, however late. A missing one loses all, and so does one sent back. */
  reportLate: number;
  /** Most that honours of a period can add and faults can take, in centi-points. */
  honourMost: number;
  faultMost: number;
  /** A unit with fewer judged records is marked as a small sample. */
  smallSampleBelow: number;
}

/** The formula of 2026, first version. */
export const FORMULA_2026_1: ScoreFormula = {
  version: '2026.1',
  weights: { completion: 40, reporting: 20, verification: 15, clearance: 15, appraisal: 10 },
  lateFirst: 2000,
  lateEach: 1000,
  lateMost: 8000,
  reportLate: 5000,
  honourMost: 500,
  faultMost: 2000,
  smallSampleBelow: 3,
};

/** What a formula's version says when a campaign has set its own weights. */
export const OWN_WEIGHTS = '+自定';

/** The formula with a campaign's own weights, marked in its version; the formula itself when they are the same. */
export function withWeights(formula: ScoreFormula, weights: ScoreFormula['weights'] | undefined): ScoreFormula {
  if (!weights || BASE_DIMENSIONS.every((name) => weights[name] === formula.weights[name])) return formula;
  return { ...formula, weights, version: `${formula.version}${OWN_WEIGHTS}` };
}

/** Throws RangeError when the weights are not whole percents that add up to 100, or a share is not 0–10000 and ordered. */
export function checkFormula(formula: ScoreFormula): void {
  const weights = BASE_DIMENSIONS.map((name) => formula.weights[name]);
  const whole = weights.every((weight) => Number.isInteger(weight) && weight >= 0);
  if (!whole || weights.reduce((a, b) => a + b, 0) !== 100) throw new RangeError('weights must add up to 100');
  const { lateFirst, lateEach, lateMost, reportLate } = formula;
  const shares = [lateFirst, lateEach, lateMost, reportLate];
  if (shares.some((share) => !Number.isInteger(share) || share < 0 || share > FULL_SCORE) || lateFirst > lateMost) {
    throw new RangeError('shares must lie between 0 and 10000');
  }
}
