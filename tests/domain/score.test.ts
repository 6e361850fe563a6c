import { describe, expect, it } from 'vitest';
import { FORMULA_2026_1 as FORMULA } from '../../domain/score.js';
import { AS_ON, inTime, milestone, overdue, request, score, scoreOne, unit } from './scoreFacts.js';

describe('a score', () => {
  it('is full when everything due was done in time', () => {
    expect(scoreOne(unit({ milestones: [inTime(1), inTime(2), inTime(3)] }))).toMatchObject({
      totalCenti: 10_000,
      cause: null,
      entries: [],
      sampleSize: 3,
      smallSample: false,
      adverse: 0,
    });
  });

  it('passes the weight of dimensions without records on to the others', () => {
    const { dimensions } = scoreOne(
      unit({ milestones: [inTime(1)], reportRequests: [request(9, '2022-07-13', '2022-07-13')] }),
    );
    expect(dimensions.map(({ name, weight, effectiveWeight }) => [name, weight, effectiveWeight])).toEqual([
      ['completion', 40, 6667],
      ['reporting', 20, 3333],
      ['verification', 15, 0],
      ['clearance', 15, 0],
      ['appraisal', 10, 0],
      ['honour', 0, 0],
      ['fault', 0, 0],
    ]);
  });

  it('names each loss with its reason and the record behind it', () => {
    const facts = unit({
      milestones: [inTime(1), inTime(2), overdue(3), milestone(4, '2022-07-13', '2022-07-15')],
      reportRequests: [
        request(5, '2022-07-13', '2022-07-14'),
        { ...request(6, '2022-07-13', null), part: 'supporting' as const },
        request(7, '2022-07-13', '2022-07-13'),
      ],
      verifications: [
        { id: 8, itemNo: 'XM-1', verdict: 'accepted', exempt: false },
        { id: 9, itemNo: 'XM-2', verdict: 'sentBack', exempt: false },
      ],
      problems: [{ id: 10, itemNo: 'WT-1', dueOn: '2022-07-12', clearedOn: '2022-07-13', exempt: false }],
      appraisal: { id: 11, rating: 90 },
    });
    const result = scoreOne(facts);
    expect(result.entries).toEqual([
      {
        dimension: 'completion',
        points: -1000,
        reason: { code: 'milestoneOverdue', params: { itemNo: 'XM-3', workdays: 3 } },
        evidence: { kind: 'milestone', id: 3 },
      },
      {
        dimension: 'completion',
        points: -300,
        reason: { code: 'milestoneLate', params: { itemNo: 'XM-4', workdays: 2, completedOn: '2022-07-15' } },
        evidence: { kind: 'milestone', id: 4 },
      },
      {
        dimension: 'reporting',
        points: -333,
        reason: { code: 'reportLate', params: { itemNo: 'XM-5', workdays: 1, completedOn: '2022-07-14' } },
        evidence: { kind: 'reportRequest', id: 5 },
      },
      {
        dimension: 'reporting',
        points: -667,
        reason: { code: 'reportMissing', params: { itemNo: 'XM-6', part: 'supporting', workdays: 3 } },
        evidence: { kind: 'reportRequest', id: 6 },
      },
      {
        dimension: 'verification',
        points: -750,
        reason: { code: 'reportSentBack', params: { itemNo: 'XM-2' } },
        evidence: { kind: 'verification', id: 9 },
      },
      {
        dimension: 'clearance',
        points: -300,
        reason: { code: 'problemLate', params: { itemNo: 'WT-1', workdays: 1, completedOn: '2022-07-13' } },
        evidence: { kind: 'problem', id: 10 },
      },
      {
        dimension: 'appraisal',
        points: -100,
        reason: { code: 'appraisalBelowFull', params: { rating: 90 } },
        evidence: { kind: 'appraisal', id: 11 },
      },
    ]);
    expect(result).toMatchObject({ totalCenti: 6550, sampleSize: 11, adverse: 7 });
  });

  it('rounds a loss down, in the unit’s favour', () => {
    expect(scoreOne(unit({ milestones: [inTime(1), inTime(2), overdue(3)] })).totalCenti).toBe(6667);
  });

  it('does not count weekends as lateness', () => {
    const friday = '2022-07-15';
    expect(scoreOne(unit({ milestones: [milestone(1, friday, '2022-07-17')] })).totalCenti).toBe(10_000);
    expect(scoreOne(unit({ milestones: [milestone(1, friday, '2022-07-18')] })).totalCenti).toBe(8000);
  });

  it('does not judge what is not over yet, nor see what came after the day of judging', () => {
    expect(scoreOne(unit({ milestones: [milestone(1, AS_ON, null)] }))).toMatchObject({
      totalCenti: null,
      cause: 'nothingDue',
    });
    expect(scoreOne(unit({ milestones: [milestone(1, AS_ON, AS_ON)] })).totalCenti).toBe(10_000);
    expect(scoreOne(unit({ milestones: [milestone(1, '2022-07-13', '2022-07-19')] })).entries[0]?.reason.code).toBe(
      'milestoneOverdue',
    );
  });

  it('is not given when there is nothing to judge, whatever honours and faults there are', () => {
    expect(scoreOne(unit({ faults: [{ id: 1, name: '漏报', points: 200 }] }))).toMatchObject({
      totalCenti: null,
      cause: 'nothingDue',
      entries: [],
    });
    expect(scoreOne(unit({ milestones: [milestone(1, '2022-07-13', null, true)] }))).toMatchObject({
      totalCenti: null,
      cause: 'allExempt',
      exempted: [{ kind: 'milestone', id: 1 }],
    });
    const excused = { ...milestone(2, '2022-07-13', null, true), excused: true as const };
    expect(scoreOne(unit({ milestones: [milestone(1, '2022-07-13', null, true), excused] }))).toMatchObject({
      totalCenti: null,
      cause: 'allExcused',
    });
  });

  it('adds honours and takes off faults up to their most, never below nothing', () => {
    const milestones = [inTime(1)];
    const honours = [
      { id: 2, name: '国务院督查激励', points: 300 },
      { id: 1, name: '全省通报表扬', points: 300 },
    ];
    const honoured = scoreOne(unit({ milestones, honours }));
    expect(honoured.totalCenti).toBe(10_500);
    expect(honoured.entries.map(({ points, evidence }) => [points, evidence.id])).toEqual([
      [300, 1],
      [200, 2],
    ]);
    const faults = [{ id: 1, name: '数据不实', points: 5000 }];
    expect(scoreOne(unit({ milestones, faults })).totalCenti).toBe(8000);
    expect(scoreOne(unit({ milestones: [overdue(1)], faults })).totalCenti).toBe(0);
  });

  it('marks a small sample', () => {
    expect(scoreOne(unit({ milestones: [inTime(1), inTime(2)] })).smallSample).toBe(true);
  });

  it('refuses a formula whose weights do not add up', () => {
    expect(() => score([], { ...FORMULA, weights: { ...FORMULA.weights, appraisal: 11 } })).toThrow(RangeError);
    expect(() => score([], { ...FORMULA, lateMost: 1000 })).toThrow(RangeError);
  });
});
