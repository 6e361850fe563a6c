import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar, dayOf, instantOf, timeOf } from '../../domain/calendar.js';
import { DEFAULT_QUIET_HOURS, openingAt } from '../../domain/quietHours.js';

const ZONE = 'Asia/Shanghai';
const calendar = createCalendar();
const at = (on: string, time: string) => instantOf(on, time, ZONE);
const opening = (on: string, time: string) => openingAt(at(on, time), DEFAULT_QUIET_HOURS, calendar, ZONE);

describe('when the bot may speak first', () => {
  it.each([
    ['2022-03-16', '10:00', '2022-03-16', '10:00', 'on a workday at once'],
    ['2022-03-16', '08:00', '2022-03-16', '08:00', 'from the minute the quiet hours end'],
    ['2022-03-16', '19:59', '2022-03-16', '19:59', 'until the minute before they begin'],
    ['2022-03-16', '20:00', '2022-03-17', '08:00', 'in the evening on the next morning'],
    ['2022-03-16', '03:00', '2022-03-16', '08:00', 'at night on the same morning'],
    ['2022-03-18', '21:00', '2022-03-21', '08:00', 'on a Friday evening on Monday'],
    ['2022-04-01', '21:00', '2022-04-02', '08:00', 'before a make-up Saturday on that Saturday'],
    ['2022-04-02', '20:30', '2022-04-06', '08:00', 'before a holiday after it'],
    ['2022-05-01', '12:00', '2022-05-05', '08:00', 'within a holiday after it'],
  ])('%s %s → %s %s: %4$s', (on, time, openOn, openTime) => {
    expect(opening(on, time)).toEqual(at(openOn, openTime));
  });

  it('speaks on days off when a campaign says so, but never at night', () => {
    const everyDay = { ...DEFAULT_QUIET_HOURS, workdaysOnly: false };
    expect(openingAt(at('2022-05-01', '12:00'), everyDay, calendar, ZONE)).toEqual(at('2022-05-01', '12:00'));
    expect(openingAt(at('2022-05-01', '22:00'), everyDay, calendar, ZONE)).toEqual(at('2022-05-02', '08:00'));
  });

  it('understands quiet hours that do not cross midnight', () => {
    const noon = { from: '12:00', to: '14:00', workdaysOnly: false };
    expect(openingAt(at('2022-03-16', '12:30'), noon, calendar, ZONE)).toEqual(at('2022-03-16', '14:00'));
    expect(openingAt(at('2022-03-16', '23:30'), noon, calendar, ZONE)).toEqual(at('2022-03-16', '23:30'));
  });

  it('never opens in the past, at night or on a day off, and opening again changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2022, 0, 1), max: Date.UTC(2026, 11, 31) }), (ms) => {
        const now = new Date(ms);
        const open = openingAt(now, DEFAULT_QUIET_HOURS, calendar, ZONE);
        expect(open.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(calendar.isWorkday(dayOf(open, ZONE))).toBe(true);
        const time = timeOf(open, ZONE);
        expect(time >= '08:00' && time < '20:00').toBe(true);
        expect(openingAt(open, DEFAULT_QUIET_HOURS, calendar, ZONE)).toEqual(open);
      }),
    );
  });
});
