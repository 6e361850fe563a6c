import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../domain/calendar.js';
import { FORMULA_2026_1 as FORMULA, type ScoreFormula, type UnitFacts, type UnitScore } from '../../domain/score.js';
import { AS_ON, inTime, milestone, overdue, request, score, scoreOne } from './scoreFacts.js';

// Days around the day of judging, so that records are early, late, open and not due yet.
const aroundNow = fc.integer({ min: -20, max: 3 }).map((offset) => addDays(AS_ON, offset));
const doneOn = fc.option(aroundNow);
const records = <T extends object>(shape: fc.Arbitrary<T>) =>
  fc
    .array(fc.tuple(shape, fc.boolean()), { maxLength: 8 })
    .map((list) =>
      list.map(([each, exempt], index) => ({ ...each, exempt, id: index + 1, itemNo: `XM-${index + 1}` })),
    );
const verdict = fc.constantFrom<'accepted' | 'sentBack'>('accepted', 'sentBack');
const credits = fc
  .array(fc.nat(800), { maxLength: 3 })
  .map((list) => list.map((points, id) => ({ id, name: '记录', points })));
const anyUnit: fc.Arbitrary<UnitFacts> = fc.record({
  unitId: fc.nat(1000),
  sortOrder: fc.nat(50),
  milestones: records(fc.record({ dueOn: aroundNow, completedOn: doneOn })),
  reportRequests: records(fc.record({ dueOn: aroundNow, reportedOn: doneOn })),
  verifications: records(fc.record({ verdict })),
  problems: records(fc.record({ dueOn: aroundNow, clearedOn: doneOn })),
  appraisal: fc.option(fc.record({ id: fc.constant(1), rating: fc.nat(100) })),
  honours: credits,
  faults: credits,
});
const anyFormula: fc.Arbitrary<ScoreFormula> = fc
  .tuple(fc.nat(60), fc.nat(20), fc.nat(10), fc.nat(10))
  .map(([completion, reporting, verification, clearance]) => ({
    ...FORMULA,
    weights: {
      completion,
      reporting,
      verification,
      clearance,
      appraisal: 100 - completion - reporting - verification - clearance,
    },
  }));
const totalOf = (facts: UnitFacts, formula?: ScoreFormula) => scoreOne(facts, formula).totalCenti;
const NEW_ID = 999;

describe('for all units and formulas', () => {
  const check = (property: (facts: UnitFacts, formula: ScoreFormula) => void) =>
    fc.assert(fc.property(anyUnit, fc.oneof(fc.constant(FORMULA), anyFormula), property), { numRuns: 15000 });

  it('the order of units and of their records changes nothing', () => {
    const units = fc.uniqueArray(anyUnit, { selector: (facts) => facts.unitId, maxLength: 6 });
    fc.assert(
      fc.property(units, (list) => {
        const turned = [...list].reverse().map((facts) => ({
          ...facts,
          milestones: [...facts.milestones].reverse(),
          verifications: [...facts.verifications].reverse(),
          problems: [...facts.problems].reverse(),
          honours: [...facts.honours].reverse(),
        }));
        expect(score(turned)).toEqual(score(list));
      }),
    );
  });

  it('a milestone completed in time never lowers the score', () => {
    check((facts, formula) => {
      const before = totalOf(facts, formula);
      const after = totalOf({ ...facts, milestones: [...facts.milestones, inTime(NEW_ID)] }, formula);
      if (before !== null) expect(after).toBeGreaterThanOrEqual(before);
    });
  });

  it('an open overdue milestone, problem or report never raises the score', () => {
    check((facts, formula) => {
      const before = totalOf(facts, formula);
      if (before === null) return;
      const problem = { id: NEW_ID, itemNo: 'WT', dueOn: '2022-07-13', clearedOn: null, exempt: false };
      for (const more of [
        { milestones: [...facts.milestones, overdue(NEW_ID)] },
        { reportRequests: [...facts.reportRequests, request(NEW_ID, '2022-07-13', null)] },
        { problems: [...facts.problems, problem] },
      ]) {
        expect(totalOf({ ...facts, ...more }, formula)).toBeLessThanOrEqual(before);
      }
    });
  });

  it('completing late is no worse than not completing, and no better than completing earlier', () => {
    check((facts, formula) => {
      const due = '2022-07-01';
      const totals = ['2022-07-01', '2022-07-04', '2022-07-05', '2022-07-12', '2022-07-18', null].map((completedOn) =>
        totalOf({ ...facts, milestones: [...facts.milestones, milestone(NEW_ID, due, completedOn)] }, formula),
      );
      for (let i = 1; i < totals.length; i++) expect(totals[i] ?? 0).toBeLessThanOrEqual(totals[i - 1] ?? 0);
    });
  });

  it('exempt records change nothing but the list of what was exempted', () => {
    check((facts, formula) => {
      const kept = <R extends { exempt: boolean }>(list: readonly R[]) => list.filter((each) => !each.exempt);
      const without = {
        ...facts,
        milestones: kept(facts.milestones),
        reportRequests: kept(facts.reportRequests),
        verifications: kept(facts.verifications),
        problems: kept(facts.problems),
      };
      const plain = (result: UnitScore) => ({ ...result, cause: null, exempted: [] });
      expect(plain(scoreOne(facts, formula))).toEqual(plain(scoreOne(without, formula)));
    });
  });

  it('entries and dimensions add up to the total exactly, in whole centi-points from 0 to 10500', () => {
    check((facts, formula) => {
      const { totalCenti, entries, dimensions } = scoreOne(facts, formula);
      if (totalCenti === null) return;
      const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
      expect(10_000 + sum(entries.map(({ points }) => points))).toBe(totalCenti);
      expect(sum(dimensions.map(({ points }) => points))).toBe(totalCenti);
      expect(sum(dimensions.map(({ effectiveWeight }) => effectiveWeight))).toBe(10_000);
      expect(entries.every(({ points }) => Number.isInteger(points) && points !== 0)).toBe(true);
      expect(totalCenti >= 0 && totalCenti <= 10_500).toBe(true);
    });
  });

  it('another unit’s records do not touch a score', () => {
    fc.assert(
      fc.property(anyUnit, anyUnit, (one, other) => {
        fc.pre(one.unitId !== other.unitId);
        expect(score([one, other]).find(({ unitId }) => unitId === one.unitId)).toEqual(scoreOne(one));
      }),
    );
  });
});
