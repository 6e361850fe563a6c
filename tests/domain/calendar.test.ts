import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar, daysBetween } from '../../domain/calendar.js';

const calendar = createCalendar();
const anyDay = fc.integer({ min: 0, max: 8000 }).map((offset) => addDays('2008-01-01', offset));

describe('official workdays', () => {
  it.each(['2022-04-02', '2022-04-24', '2022-05-07', '2022-10-08', '2022-10-09', '2026-02-28'])(
    '%s is a make-up workday although it is a weekend',
    (on) => {
      expect(calendar.isWorkday(on)).toBe(true);
    },
  );

  it.each([
    '2022-04-03',
    '2022-04-04',
    '2022-04-05',
    '2022-04-30',
    '2022-05-01',
    '2022-05-02',
    '2022-05-03',
    '2022-05-04',
    '2022-07-16',
    '2022-07-17',
    '2026-10-01',
  ])('%s is a day off', (on) => {
    expect(calendar.isWorkday(on)).toBe(false);
  });

  it.each(['2022-04-06', '2022-05-05', '2022-07-13'])('%s is an ordinary workday', (on) => {
    expect(calendar.isWorkday(on)).toBe(true);
  });

  it('are known from 2004 to 2026, and other years fall back to Monday to Friday', () => {
    expect([2003, 2004, 2026, 2027].map(calendar.covered)).toEqual([false, true, true, false]);
    expect(calendar.isWorkday('2027-10-01')).toBe(true);
    expect(calendar.isWorkday('2027-10-02')).toBe(false);
  });
});

describe('local corrections', () => {
  const corrected = createCalendar([
    { on: '2027-10-01', kind: 'holiday', name: '国庆节' },
    { on: '2022-07-16', kind: 'workday' },
    { on: '2022-04-02', kind: 'workday' },
    { on: '2022-04-02', kind: 'holiday' },
  ]);

  it('win over the official data, the last one for a day over earlier ones', () => {
    expect(corrected.isWorkday('2027-10-01')).toBe(false);
    expect(corrected.isWorkday('2022-07-16')).toBe(true);
    expect(corrected.isWorkday('2022-04-02')).toBe(false);
  });

  it('make their year count as covered', () => {
    expect(corrected.covered(2027)).toBe(true);
    expect(corrected.covered(2028)).toBe(false);
  });

  it('that leave no workday for ten years are refused instead of searching for ever', () => {
    const always = Array.from({ length: 4000 }, (_, i) => ({ on: addDays('2030-01-01', i), kind: 'holiday' as const }));
    expect(() => createCalendar(always).nextWorkday('2030-01-01')).toThrow(RangeError);
  });
});

describe('counting workdays', () => {
  it.each([
    ['2022-07-13', 0, '2022-07-13'],
    ['2022-07-16', 0, '2022-07-16'],
    ['2022-07-13', 10, '2022-07-27'],
    ['2022-04-01', 1, '2022-04-02'],
    ['2022-04-02', 1, '2022-04-06'],
    ['2022-04-06', -1, '2022-04-02'],
    ['2022-07-16', 1, '2022-07-18'],
    ['2022-07-16', -1, '2022-07-15'],
    ['2021-12-31', 1, '2022-01-04'],
  ])('%s and %i workdays is %s', (on, n, result) => {
    expect(calendar.addWorkdays(on, n)).toBe(result);
  });

  it.each([
    ['2022-07-13', '2022-07-13', 0],
    ['2022-07-13', '2022-07-15', 2],
    ['2022-07-15', '2022-07-13', -2],
    ['2022-07-15', '2022-07-17', 0],
    ['2022-07-15', '2022-07-18', 1],
    ['2022-04-01', '2022-04-06', 2],
  ])('from %s to %s are %i workdays', (from, to, count) => {
    expect(calendar.workdaysBetween(from, to)).toBe(count);
  });

  it('finds the workday on or after, and on or before, a day', () => {
    expect(calendar.nextWorkday('2022-04-30')).toBe('2022-05-05');
    expect(calendar.previousWorkday('2022-05-04')).toBe('2022-04-29');
    expect(calendar.nextWorkday('2022-05-07')).toBe('2022-05-07');
  });

  it('refuses half a workday', () => {
    expect(() => calendar.addWorkdays('2022-07-13', 0.5)).toThrow(RangeError);
  });

  it('adds and counts alike, forwards and backwards', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (on, n) => {
        expect(calendar.workdaysBetween(on, calendar.addWorkdays(on, n))).toBe(n);
        const workday = calendar.nextWorkday(on);
        expect(calendar.addWorkdays(calendar.addWorkdays(workday, n), -n)).toBe(workday);
      }),
    );
  });

  it('counts every day one by one the same, across years and corrections', () => {
    const corrected = createCalendar([
      { on: '2022-07-13', kind: 'holiday' },
      { on: '2028-01-01', kind: 'workday' },
    ]);
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 900 }), (from, length) => {
        let count = 0;
        for (let i = 1; i <= length; i++) if (corrected.isWorkday(addDays(from, i))) count++;
        expect(corrected.workdaysBetween(from, addDays(from, length))).toBe(count);
      }),
      { numRuns: 40 },
    );
  });

  it('is signed, adds up over a day between, and never exceeds the days', () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
        expect(calendar.workdaysBetween(a, b) + calendar.workdaysBetween(b, a)).toBe(0);
        expect(calendar.workdaysBetween(a, c)).toBe(calendar.workdaysBetween(a, b) + calendar.workdaysBetween(b, c));
        expect(Math.abs(calendar.workdaysBetween(a, b))).toBeLessThanOrEqual(Math.abs(daysBetween(a, b)));
      }),
      { numRuns: 30 },
    );
  });
});
