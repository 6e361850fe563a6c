import type { Ranking } from './board.js';
import type { PeriodKind } from './period.js';

/** 等次: 优秀, 较好, 一般. */
export const GRADES = ['excellent', 'good', 'fair'] as const;
export type Grade = (typeof GRADES)[number];

/** Where grades are cut. Scores are centi-points, shares whole percent of the ranked units. */
export interface GradeRules {
  /** 优秀 needs at least this score … */
  excellentFrom: number;
  /** … and one of the first places that this share of the ranked units fills (rounded up; ties share the place). */
  excellentShare: number;
  /** 一般 is a score below this. */
  fairBelow: number;
}

/** 优秀 from 90 points, at most the first 30 %; 一般 below 70 points. A campaign may set its own (`grades`). */
export const DEFAULT_GRADE_RULES: GradeRules = { excellentFrom: 9000, excellentShare: 30, fairBelow: 7000 };

/** Whether boards of a period carry grades: a week or a month is too short for one. */
export function isGraded(kind: PeriodKind): boolean {
  return kind === 'quarter' || kind === 'halfYear' || kind === 'year';
}

/**
 * Grades of ranked units. A small sample is never 优秀 and never 一般: too little is known. Units without a place have
 * no grade. The order of lines does not matter.
 */
export function gradeUnits({ lines }: Ranking, rules: GradeRules = DEFAULT_GRADE_RULES): Map<number, Grade> {
  const lastPlace = Math.ceil((lines.length * rules.excellentShare) / 100);
  return new Map(
    lines.map(({ unitId, totalCenti, place, smallSample }): [number, Grade] => {
      if (smallSample) return [unitId, 'good'];
      if (totalCenti >= rules.excellentFrom && place <= lastPlace) return [unitId, 'excellent'];
      return [unitId, totalCenti < rules.fairBelow ? 'fair' : 'good'];
    }),
  );
}
