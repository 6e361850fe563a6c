import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  daysInMonth,
  endOfMonth,
  isDay,
  makeDay,
  partsOf,
  weekdayOf,
  weekStart,
} from '../../domain/day.js';

const anyDay = fc.integer({ min: 0, max: 60_000 }).map((offset) => addDays('1950-01-01', offset));

describe('a calendar day', () => {
  it('is real or no day at all', () => {
    expect(['2022-07-15', '2024-02-29'].map(isDay)).toEqual([true, true]);
    expect(['2022-02-29', '2022-13-01', '2022-7-15', '2022-07-15T00', '', '0000-01-01'].map(isDay)).toEqual(
      Array(6).fill(false),
    );
    expect(makeDay(2022, 2, 29)).toBeNull();
    expect(makeDay(2022, 7, 1.5)).toBeNull();
    expect(makeDay(2022, 7, 5)).toBe('2022-07-05');
    expect(() => addDays('2022-02-30', 1)).toThrow(RangeError);
    expect(() => weekdayOf('today')).toThrow(RangeError);
  });

  it('moves over months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2022-01-01', -1)).toBe('2021-12-31');
    expect(addMonths('2022-01-31', 1)).toBe('2022-02-28');
    expect(addMonths('2022-01-31', -2)).toBe('2021-11-30');
    expect(addMonths('2022-11-15', 14)).toBe('2024-01-15');
    expect(endOfMonth(2024, 2)).toBe('2024-02-29');
    expect([1900, 2000, 2023, 2024].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
  });

  it('knows its weekday and its Monday, before 1970 too', () => {
    expect(weekdayOf('2022-07-13')).toBe(3);
    expect(weekdayOf('2022-07-17')).toBe(0);
    expect(weekdayOf('1969-12-31')).toBe(3);
    expect(weekStart('2022-07-17')).toBe('2022-07-11');
    expect(weekStart('2022-07-11')).toBe('2022-07-11');
  });

  it('comes back from every step forth', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (on, n) => {
        const there = addDays(on, n);
        expect(addDays(there, -n)).toBe(on);
        expect(daysBetween(on, there)).toBeCloseTo(n);
        expect(there > on).toBe(n > 0);
        const { year, month, date } = partsOf(there);
        expect(makeDay(year, month, date)).toBe(there);
      }),
    );
  });
});
