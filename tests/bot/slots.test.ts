import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextSlot, planSlots, slotsBetween, type Timetable } from '../../bot/slots.js';
import { createCalendar, dayOf, timeOf } from '../../domain/calendar.js';

const zone = 'Asia/Shanghai';
const calendar = createCalendar();
const morning = (days: Timetable['days'] = 'workdays'): Timetable => ({ cron: '40 8 * * *', zone, days });
const shanghai = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const wall = (slots: Date[]) => slots.map((slot) => `${dayOf(slot, zone)} ${timeOf(slot, zone)}`);

describe('the slots of a timetable', () => {
  test('lie after the first instant and up to the second, which belongs to them', () => {
    const slots = slotsBetween(morning('all'), calendar, shanghai('2026-03-02 08:40'), shanghai('2026-03-04 08:40'));
    expect(wall(slots)).toEqual(['2026-03-03 08:40', '2026-03-04 08:40']);
  });

  test('on workdays know holidays and make-up workdays', () => {
    // National Day 2026: off from 1 to 7 October, made up for on Sunday 20 September and Saturday 10 October.
    const slots = slotsBetween(morning(), calendar, shanghai('2026-09-29 12:00'), shanghai('2026-10-12 12:00'));
    expect(wall(slots).map((text) => text.slice(5, 10))).toEqual(['09-30', '10-08', '10-09', '10-10', '10-12']);
  });

  test('know local corrections', () => {
    const corrected = createCalendar([{ on: '2026-03-03', kind: 'holiday' }]);
    expect(nextSlot(morning(), corrected, shanghai('2026-03-02 09:00'))).toEqual(shanghai('2026-03-04 08:40'));
  });

  test('on the first workday of a week come once a week, and not at all in a week off', () => {
    const slots = slotsBetween(
      morning('firstWorkdayOfWeek'),
      calendar,
      shanghai('2026-09-20 12:00'),
      shanghai('2026-10-20 00:00'),
    );
    // Monday 5 October is a day off, so that week's first workday is Thursday the 8th.
    expect(wall(slots).map((text) => text.slice(5, 10))).toEqual(['09-21', '09-28', '10-08', '10-12', '10-19']);
  });

  test('follow the zone and not the machine', () => {
    expect(nextSlot(morning('all'), calendar, new Date('2026-03-02T00:39:00Z'))).toEqual(
      new Date('2026-03-02T00:40:00Z'),
    );
    const urumqi = { ...morning('all'), zone: 'Asia/Urumqi' };
    expect(nextSlot(urumqi, calendar, new Date('2026-03-02T00:39:00Z'))).toEqual(new Date('2026-03-02T02:40:00Z'));
  });

  test('end where there are none: an expression that never comes gives null', () => {
    expect(nextSlot({ cron: '0 8 30 2 *', zone, days: 'all' }, calendar, shanghai('2026-03-02 00:00'))).toBeNull();
  });

  test('stop at the limit', () => {
    const everyMinute = { cron: '* * * * *', zone, days: 'all' } as const;
    expect(
      slotsBetween(everyMinute, calendar, shanghai('2026-03-02 00:00'), shanghai('2026-03-09 00:00'), 7),
    ).toHaveLength(7);
  });

  test('an expression or a zone that does not exist is refused', () => {
    expect(() => nextSlot({ cron: 'soon', zone, days: 'all' }, calendar, shanghai('2026-03-02 00:00'))).toThrow(
      TypeError,
    );
    expect(() => nextSlot({ ...morning(), zone: 'Mars/Base' }, calendar, shanghai('2026-03-02 00:00'))).toThrow();
    expect(() => nextSlot({ cron: '0 0 8 * * *', zone, days: 'all' }, calendar, shanghai('2026-03-02 00:00'))).toThrow(
      TypeError,
    );
  });

  test('cutting a span in two neither loses nor doubles a slot', () => {
    const instant = fc.date({
      min: shanghai('2026-01-01 00:00'),
      max: shanghai('2026-02-28 00:00'),
      noInvalidDate: true,
    });
    const timetables = fc.constantFrom<Timetable>(morning(), morning('firstWorkdayOfWeek'), {
      cron: '15 */3 * * 1-5',
      zone,
      days: 'all',
    });
    fc.assert(
      fc.property(timetables, fc.tuple(instant, instant, instant), (timetable, instants) => {
        const [from, cut, to] = [...instants].sort((a, b) => a.getTime() - b.getTime()) as [Date, Date, Date];
        const halves = [...slotsBetween(timetable, calendar, from, cut), ...slotsBetween(timetable, calendar, cut, to)];
        expect(halves).toEqual(slotsBetween(timetable, calendar, from, to));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the plan after a downtime', () => {
  const plan = (since: string, now: string, catchUpHours: number) =>
    planSlots(morning('all'), calendar, shanghai(since), shanghai(now), catchUpHours);

  test('runs the only slot that came', () => {
    expect(plan('2026-03-01 08:40', '2026-03-02 09:00', 4)).toEqual({
      run: shanghai('2026-03-02 08:40'),
      superseded: [],
      tooLate: [],
    });
  });

  test('runs the newest; those within the hours are superseded, older ones too late', () => {
    const { run, superseded, tooLate } = plan('2026-02-26 08:40', '2026-03-02 09:00', 30);
    expect(run).toEqual(shanghai('2026-03-02 08:40'));
    expect(wall(superseded)).toEqual(['2026-03-01 08:40']);
    expect(wall(tooLate)).toEqual(['2026-02-27 08:40', '2026-02-28 08:40']);
  });

  test('runs a slot of exactly the hours, and none a minute older', () => {
    expect(plan('2026-03-02 00:00', '2026-03-02 12:40', 4).run).toEqual(shanghai('2026-03-02 08:40'));
    const late = plan('2026-03-02 00:00', '2026-03-02 12:41', 4);
    expect(late.run).toBeNull();
    expect(wall(late.tooLate)).toEqual(['2026-03-02 08:40']);
  });
});
