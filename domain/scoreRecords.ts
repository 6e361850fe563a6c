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

/** A record of an item; `exempt` takes it out of scoring (容错), visibly. `itemNo` is what people call the item by. */
interface ItemRecord {
  id: number;
  itemNo: string;
  exempt: boolean;
}

/** What one unit did in the period. The caller chooses what fell due in it; later news than `asOn` is not seen. */
export interface UnitFacts {
  unitId: number;
  /** The official order of units, in which lines are listed. */
  sortOrder: number;
  milestones: readonly (ItemRecord & { dueOn: Day; completedOn: Day | null })[];
  reportRequests: readonly (ItemRecord & { dueOn: Day; reportedOn: Day | null })[];
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

/** The records that can be judged on `asOn`, in a fixed order: what is not due yet, and what is exempt, is left out. */
export function judgeRecords(facts: UnitFacts, judging: Judging): JudgedRecord[] {
  const due = (
    dimension: BaseDimension,
    kind: ScoreEvidence['kind'],
    codes: { open: ScoreReason['code']; late: ScoreReason['code'] },
    lateLoss: (workdays: number) => number,
  ) =>
    function judge(record: ItemRecord & { dueOn: Day; doneOn: Day | null }): JudgedRecord[] {
      const doneOn = record.doneOn !== null && record.doneOn <= judging.asOn ? record.doneOn : null;
      const workdays = workdaysOver(record.dueOn, doneOn ?? judging.asOn, judging.calendar);
      if (doneOn === null && workdays === 0) return [];
      const evidence = { kind, id: record.id };
      if (workdays === 0) return [{ dimension, loss: 0, reason: null, evidence }];
      const params = { itemNo: record.itemNo, workdays };
      if (doneOn === null) return [{ dimension, loss: FULL_SCORE, reason: { code: codes.open, params }, evidence }];
      const reason = { code: codes.late, params: { ...params, completedOn: doneOn } };
      return [{ dimension, loss: lateLoss(workdays), reason, evidence }];
    };
  const { lateFirst, lateEach, lateMost, reportLate } = judging.formula;
  const graded = (workdays: number) => Math.min(lateMost, lateFirst + lateEach * (workdays - 1));
  const milestone = due('completion', 'milestone', { open: 'milestoneOverdue', late: 'milestoneLate' }, graded);
  const request = due('reporting', 'reportRequest', { open: 'reportMissing', late: 'reportLate' }, () => reportLate);
  const problem = due('clearance', 'problem', { open: 'problemOpen', late: 'problemLate' }, graded);
  return [
    ...counted(facts.milestones).flatMap((each) => milestone({ ...each, doneOn: each.completedOn })),
    ...counted(facts.reportRequests).flatMap((each) => request({ ...each, doneOn: each.reportedOn })),
    ...counted(facts.verifications).map(judgeVerification),
    ...counted(facts.problems).flatMap((each) => problem({ ...each, doneOn: each.clearedOn })),
    ...(facts.appraisal ? [judgeAppraisal(facts.appraisal)] : []),
  ];
}

/** Records taken out of scoring by an exemption, for showing beside the score. */
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

function counted<R extends ItemRecord>(records: readonly R[]): R[] {
  return records.filter((record) => !record.exempt).sort((a, b) => a.id - b.id);
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
