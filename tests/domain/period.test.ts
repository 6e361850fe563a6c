import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../domain/day.js';
import {
  isoWeekdayOf,
  isoWeekOf,
  nextPeriod,
  PERIOD_KINDS,
  periodFromKey,
  periodOf,
  previousPeriod,
} from '../../domain/period.js';

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((offset) => addDays('1990-01-01', offset));

describe('a period', () => {
  it.each([
    ['week', '2022-07-13', '2022-W28', '2022-07-11', '2022-07-17'],
    ['week', '2022-01-01', '2021-W52', '2021-12-27', '2022-01-02'],
    ['week', '2020-12-31', '2020-W53', '2020-12-28', '2021-01-03'],
    ['month', '2024-02-10', '2024-02', '2024-02-01', '2024-02-29'],
    ['quarter', '2022-07-13', '2022-Q3', '2022-07-01', '2022-09-30'],
    ['halfYear', '2022-06-30', '2022-H1', '2022-01-01', '2022-06-30'],
    ['year', '2022-07-13', '2022', '2022-01-01', '2022-12-31'],
  ] as const)('of kind %s holding %s is %s', (kind, on, key, startsOn, endsOn) => {
    expect(periodOf(kind, on)).toEqual({ kind, key, startsOn, endsOn });
  });

  it('follows and precedes its neighbours without a gap', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIOD_KINDS), anyDay, (kind, on) => {
        const period = periodOf(kind, on);
        expect(period.startsOn <= on && on <= period.endsOn).toBe(true);
        expect(nextPeriod(period).startsOn).toBe(addDays(period.endsOn, 1));
        expect(nextPeriod(previousPeriod(period))).toEqual(period);
        expect(periodFromKey(period.key)).toEqual(period);
      }),
    );
  });

  it.each(['2022-W00', '2022-W53', '2022-Q5', '2022-H3', '2022-13', '2022-00', '22', '', '2022-07-13'])(
    'has no key “%s”',
    (key) => {
      expect(periodFromKey(key)).toBeNull();
    },
  );
});

it('ISO weeks belong to the year of their Thursday', () => {
  expect(isoWeekOf('2021-01-03')).toEqual({ year: 2020, week: 53 });
  expect(isoWeekOf('2021-01-04')).toEqual({ year: 2021, week: 1 });
  expect(isoWeekOf('2018-12-31')).toEqual({ year: 2019, week: 1 });
});

it('ISO weekdays run from 1 Monday to 7 Sunday', () => {
  expect([isoWeekdayOf('2022-07-11'), isoWeekdayOf('2022-07-17')]).toEqual([1, 7]);
});
