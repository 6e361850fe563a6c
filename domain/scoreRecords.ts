import type { Calendar, Day } from './calendar.js';
import { type BaseDimension, FULL_SCORE, type ScoreFormula } from './scoreFormula.js';

/** The record behind a point. */
export interface ScoreEvidence {
  kind: 'milestone' | 'reportRequest' | 'verification' | 'problem' | 'appraisal' | 'honour' | 'fault';
  id: number;
}

/** Why a point was lost or won; words for it live with the texts. Days over are workdays. */
export interface ScoreReason {
  code:
    | 'milestoneOverdue'
    | 'milestoneLate'
    | 'reportMissing'
    | 'reportLate'
    | 'reportSentBack'
    | 'problemOpen'
    | 'problemLate'
    | 'appraisalBelowFull'
    | 'honourCredited'
    | 'faultConfirmed';
  params: Record<string, string | number>;
}

/**
 * A record of an item; `exempt` takes it out of scoring, visibly: by an exemption (容错), or, when `excused` stands too,
 * by another good reason (an extension, an accepted objection). `itemNo` is what people call the item by.
 */
interface ItemRecord {
  id: number;
  itemNo: string;
  exempt: boolean;
  excused?: true;
}

/** What one unit did in the period. The caller chooses what fell due in it; later news than `asOn` is not seen. */
export interface UnitFacts {
  unitId: number;
  /** The official order of units, in which lines are listed. */
  sortOrder: number;
  milestones: readonly (ItemRecord & { dueOn: Day; completedOn: Day | null })[];
  /** `part` stands only with requests that a supporting unit got. */
  reportRequests: readonly (ItemRecord & { dueOn: Day; reportedOn: Day | null; part?: 'supporting' })[];
  verifications: readonly (ItemRecord & { verdict: 'accepted' | 'sentBack' })[];
  problems: readonly (ItemRecord & { dueOn: Day; clearedOn: Day | null })[];
  /** Public rating in whole percent, 0–100; null when there was no round or the group was too small. */
  appraisal: { id: number; rating: number } | null;
  /** Credited by a coordinator, in centi-points. */
  honours: readonly { id: number; name: string; points: number }[];
  /** Confirmed by a coordinator, in centi-points, as positive numbers. */
  faults: readonly { id: number; name: string; points: number }[];
}

/** A record that counts: `loss` is the share of its worth that is lost, 0–10000. */
export interface JudgedRecord {
  dimension: BaseDimension;
  loss: number;
  /** Null when nothing is lost. */
  reason: ScoreReason | null;
  evidence: ScoreEvidence;
}

interface Judging {
  asOn: Day;
  formula: ScoreFormula;
  calendar: Calendar;
}

/** What one kind of due record loses, and what that is called. */
interface DueKind {
  dimension: BaseDimension;
  kind: ScoreEvidence['kind'];
  open: ScoreReason['code'];
  late: ScoreReason['code'];
  lateLoss: (workdays: number) => number;
}

/**
 * The records that can be judged on `asOn`, in a fixed order: what is not due yet, and what is exempt, is left out.
 * Plain loops: a board of a whole province goes through some hundred thousand records here.
 */
export function judgeRecords(facts: UnitFacts, judging: Judging): JudgedRecord[] {
  const { asOn, calendar, formula } = judging;
  const { lateFirst, lateEach, lateMost, reportLate } = formula;
  const judged: JudgedRecord[] = [];
  const judge = (of: DueKind, record: ItemRecord & { dueOn: Day; part?: 'supporting' }, done: Day | null): void => {
    if (record.exempt) return;
    const doneOn = done !== null && done <= asOn ? done : null;
    const until = doneOn ?? asOn;
    const workdays = until <= record.dueOn ? 0 : workdaysOver(record.dueOn, until, calendar);
    if (doneOn === null && workdays === 0) return;
    const evidence = { kind: of.kind, id: record.id };
    const about = { itemNo: record.itemNo, ...(record.part ? { part: record.part } : {}), workdays };
    let loss = 0;
    let reason: ScoreReason | null = null;
    if (workdays > 0 && doneOn === null) {
      loss = FULL_SCORE;
      reason = { code: of.open, params: about };
    } else if (workdays > 0 && doneOn !== null) {
      loss = of.lateLoss(workdays);
      reason = { code: of.late, params: { ...about, completedOn: doneOn } };
    }
    judged.push({ dimension: of.dimension, loss, reason, evidence });
  };
  const lateLoss = (workdays: number) => Math.min(lateMost, lateFirst + lateEach * (workdays - 1));
  const milestone = { ...MILESTONE, lateLoss };
  for (const each of ordered(facts.milestones)) judge(milestone, each, each.completedOn);
  const request = { ...REQUEST, lateLoss: () => reportLate };
  for (const each of ordered(facts.reportRequests)) judge(request, each, each.reportedOn);
  for (const each of ordered(facts.verifications)) if (!each.exempt) judged.push(judgeVerification(each));
  const problem = { ...PROBLEM, lateLoss };
  for (const each of ordered(facts.problems)) judge(problem, each, each.clearedOn);
  if (facts.appraisal) judged.push(judgeAppraisal(facts.appraisal));
  return judged;
}

const MILESTONE = {
  dimension: 'completion',
  kind: 'milestone',
  open: 'milestoneOverdue',
  late: 'milestoneLate',
} as const;
const REQUEST = {
  dimension: 'reporting',
  kind: 'reportRequest',
  open: 'reportMissing',
  late: 'reportLate',
} as const;
const PROBLEM = { dimension: 'clearance', kind: 'problem', open: 'problemOpen', late: 'problemLate' } as const;

/** Whether a record was taken out of scoring by something else than an exemption. */
export const anyExcused = ({ milestones, reportRequests, verifications, problems }: UnitFacts): boolean =>
  [...milestones, ...reportRequests, ...verifications, ...problems].some((record) => record.exempt && record.excused);

/** Records taken out of scoring, for showing beside the score. */
export function exemptedRecords(facts: UnitFacts): ScoreEvidence[] {
  const of = (kind: ScoreEvidence['kind'], records: readonly ItemRecord[]) =>
    records
      .filter((record) => record.exempt)
      .map(({ id }) => ({ kind, id }))
      .sort((a, b) => a.id - b.id);
  return [
    ...of('milestone', facts.milestones),
    ...of('reportRequest', facts.reportRequests),
    ...of('verification', facts.verifications),
    ...of('problem', facts.problems),
  ];
}

/**
 * Workdays by which something due was late, 0 when it was not: what is due on Friday and done on Sunday is in time.
 */
export function workdaysOver(dueOn: Day, doneOn: Day, calendar: Calendar): number {
  return doneOn <= dueOn ? 0 : calendar.workdaysBetween(dueOn, doneOn);
}

/** Records by their ids; the same list when it is in order already. */
function ordered<R extends { id: number }>(records: readonly R[]): readonly R[] {
  for (let at = 1; at < records.length; at++)
    if ((records[at - 1]?.id ?? 0) > (records[at]?.id ?? 0)) return [...records].sort((a, b) => a.id - b.id);
  return records;
}

function judgeVerification({ id, itemNo, verdict }: UnitFacts['verifications'][number]): JudgedRecord {
  const sentBack = verdict === 'sentBack';
  return {
    dimension: 'verification',
    loss: sentBack ? FULL_SCORE : 0,
    reason: sentBack ? { code: 'reportSentBack', params: { itemNo } } : null,
    evidence: { kind: 'verification', id },
  };
}

function judgeAppraisal({ id, rating }: NonNullable<UnitFacts['appraisal']>): JudgedRecord {
  const loss = (100 - rating) * 100;
  const reason: ScoreReason | null = loss > 0 ? { code: 'appraisalBelowFull', params: { rating } } : null;
  return { dimension: 'appraisal', loss, reason, evidence: { kind: 'appraisal', id } };
}
