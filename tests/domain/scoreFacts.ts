import { createCalendar } from '../../domain/calendar.js';
import {
  FORMULA_2026_1 as FORMULA,
  type ScoreFormula,
  scoreUnits,
  type UnitFacts,
  type UnitScore,
} from '../../domain/score.js';

const calendar = createCalendar();
/** The day of judging. */
export const AS_ON = '2022-07-18'; // a Monday
/** Scores units on the day of judging. */
export const score = (units: UnitFacts[], formula: ScoreFormula = FORMULA) =>
  scoreUnits(units, AS_ON, formula, calendar);
/** The score of a single unit. */
export const scoreOne = (facts: UnitFacts, formula?: ScoreFormula): UnitScore => {
  const [only] = score([facts], formula);
  if (!only) throw new Error('no score');
  return only;
};

/** A unit without records but for those given. */
export const unit = (facts: Partial<UnitFacts> = {}): UnitFacts => ({
  unitId: 1,
  sortOrder: 1,
  milestones: [],
  reportRequests: [],
  verifications: [],
  problems: [],
  appraisal: null,
  honours: [],
  faults: [],
  ...facts,
});
/** A milestone of item XM-<id>. */
export const milestone = (id: number, dueOn: string, completedOn: string | null, exempt = false) => ({
  id,
  itemNo: `XM-${id}`,
  dueOn,
  completedOn,
  exempt,
});
/** A report request for item XM-<id>. */
export const request = (id: number, dueOn: string, reportedOn: string | null) => ({
  id,
  itemNo: `XM-${id}`,
  dueOn,
  reportedOn,
  exempt: false,
});
/** A milestone completed in time. */
export const inTime = (id: number) => milestone(id, '2022-07-13', '2022-07-12');
/** A milestone due three workdays before the day of judging and still open. */
export const overdue = (id: number) => milestone(id, '2022-07-13', null);
