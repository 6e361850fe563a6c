import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ranking } from '../../domain/board.js';
import { gradeUnits, isGraded } from '../../domain/grade.js';
import { PERIOD_KINDS } from '../../domain/period.js';

const ranking = (...totals: [centi: number, place: number, smallSample?: boolean][]): Ranking => ({
  notRanked: [],
  lines: totals.map(([totalCenti, place, smallSample = false], index) => ({
    unitId: index + 1,
    totalCenti,
    place,
    smallSample,
    tie: false,
    spared: null,
    list: 'middle',
    change: { kind: 'same', by: 0 },
  })),
});

describe('grades', () => {
  it('need both the points and one of the first places', () => {
    const graded = gradeUnits(ranking([9800, 1], [9700, 2], [9600, 3], [9500, 4], [7000, 5], [6999, 6]));
    expect([...graded.values()]).toEqual(['excellent', 'excellent', 'good', 'good', 'good', 'fair']);
    expect([...gradeUnits(ranking([8900, 1], [8800, 2])).values()]).toEqual(['good', 'good']);
  });

  it('are shared by those who tie, and say nothing on a small sample', () => {
    expect([...gradeUnits(ranking([9900, 1], [9900, 1], [9900, 1], [8000, 4])).values()]).toEqual([
      'excellent',
      'excellent',
      'excellent',
      'good',
    ]);
    expect([...gradeUnits(ranking([9900, 1, true], [1000, 2, true])).values()]).toEqual(['good', 'good']);
  });

  it('belong to a quarter and longer', () => {
    expect(PERIOD_KINDS.filter(isGraded)).toEqual(['quarter', 'halfYear', 'year']);
  });

  it('a better place never has a worse grade among full samples', () => {
    const order = ['excellent', 'good', 'fair'];
    fc.assert(
      fc.property(fc.array(fc.nat(10_500), { maxLength: 40 }), (totals) => {
        const sorted = [...totals].sort((a, b) => b - a);
        const graded = gradeUnits(
          ranking(...sorted.map((total): [number, number] => [total, sorted.indexOf(total) + 1])),
        );
        const steps = [...graded.values()].map((grade) => order.indexOf(grade));
        expect(steps).toEqual([...steps].sort((a, b) => a - b));
      }),
    );
  });
});
