import { describe, expect, it } from 'vitest';
import { DEFAULT_SUPERVISION_RULES, lightOf } from '../../domain/supervision.js';

describe('supervision classes', () => {
  it('report weekly, every two weeks and monthly, and are warned in good time', () => {
    const { major, special, routine } = DEFAULT_SUPERVISION_RULES;
    expect([major.cadence, special.cadence, routine.cadence]).toEqual(['weekly', 'twoWeeks', 'monthly']);
    expect([major.dueSoonOffsets, special.dueSoonOffsets, routine.dueSoonOffsets]).toEqual([
      [10, 5, 2, 0],
      [7, 3, 0],
      [3, 0],
    ]);
  });
});

describe('the light of a unit', () => {
  it.each([
    [null, { overdue: 0, behind: 0 }, 'green'],
    ['green', { overdue: 0, behind: 1 }, 'yellow'],
    ['green', { overdue: 1, behind: 0 }, 'red'],
    ['yellow', { overdue: 0, behind: 0 }, 'green'],
    ['red', { overdue: 0, behind: 0 }, 'yellow'],
    ['red', { overdue: 2, behind: 3 }, 'red'],
  ] as const)('after %s with %o is %s', (previous, now, light) => {
    expect(lightOf(previous, now)).toBe(light);
  });

  it('of a red unit that catches up turns yellow before it turns green', () => {
    const caughtUp = { overdue: 0, behind: 0 };
    const next = lightOf('red', caughtUp);
    expect([next, lightOf(next, caughtUp)]).toEqual(['yellow', 'green']);
  });
});
