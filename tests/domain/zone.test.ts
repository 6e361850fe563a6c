import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, instantOf, timeOf } from '../../domain/zone.js';

describe('a zone’s clock', () => {
  it('shows the Chinese day and time of an instant', () => {
    const instant = new Date('2022-07-12T16:05:30Z');
    expect(dayOf(instant, 'Asia/Shanghai')).toBe('2022-07-13');
    expect(timeOf(instant, 'Asia/Shanghai')).toBe('00:05');
    expect(dayOf(instant, 'UTC')).toBe('2022-07-12');
  });

  it.each([
    ['2022-07-13', '09:00', 'Asia/Shanghai', '2022-07-13T01:00:00.000Z'],
    ['2022-07-13', '00:00', 'Asia/Shanghai', '2022-07-12T16:00:00.000Z'],
    ['2022-07-13', '23:59', 'UTC', '2022-07-13T23:59:00.000Z'],
    ['1988-07-13', '09:00', 'Asia/Shanghai', '1988-07-13T00:00:00.000Z'],
    ['2026-03-08', '15:00', 'America/New_York', '2026-03-08T19:00:00.000Z'],
    ['2026-03-08', '00:00', 'America/New_York', '2026-03-08T05:00:00.000Z'],
  ])('%s %s in %s is %s', (on, time, zone, instant) => {
    expect(instantOf(on, time, zone).toISOString()).toBe(instant);
  });

  it('passes over a skipped hour, and takes the first of a repeated one', () => {
    expect(instantOf('2026-03-08', '02:30', 'America/New_York').toISOString()).toBe('2026-03-08T07:30:00.000Z');
    expect(instantOf('2026-11-01', '01:30', 'America/New_York').toISOString()).toBe('2026-11-01T05:30:00.000Z');
  });

  it.each([
    ['2022-02-30', '09:00', 'UTC'],
    ['2022-07-13', '24:00', 'UTC'],
    ['2022-07-13', '9:00', 'UTC'],
    ['2022-07-13', '09:00', 'Mars/Base'],
  ])('refuses %s %s in %s', (on, time, zone) => {
    expect(() => instantOf(on, time, zone)).toThrow(RangeError);
  });

  it('reads back the instant of every minute, outside of repeated hours', () => {
    const minute = fc
      .integer({ min: 0, max: 50 * 366 * 1440 })
      .map((minutes) => new Date(Date.UTC(1990, 0, 1) + minutes * 60_000));
    fc.assert(
      fc.property(minute, fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'UTC', 'Asia/Kathmandu'), (instant, zone) => {
        if (instant.getUTCFullYear() < 1992) return;
        expect(instantOf(dayOf(instant, zone), timeOf(instant, zone), zone)).toEqual(instant);
      }),
    );
  });

  it('shows the asked time again wherever that time exists', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3650 }), fc.integer({ min: 0, max: 23 }), (offset, hour) => {
        const on = new Date(Date.UTC(2020, 0, 1 + offset)).toISOString().slice(0, 10);
        const time = `${String(hour).padStart(2, '0')}:30`;
        for (const zone of ['America/New_York', 'Europe/London', 'Australia/Lord_Howe']) {
          const instant = instantOf(on, time, zone);
          expect(dayOf(instant, zone)).toBe(on);
          // Clocks change at night; every other time must come back as it was asked.
          if (hour > 3) expect(timeOf(instant, zone)).toBe(time);
        }
      }),
    );
  });
});
