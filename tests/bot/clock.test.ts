import { describe, expect, test } from 'vitest';
import { movableClock, systemClock } from '../../bot/clock.js';
import { UserError } from '../../domain/userError.js';

const minute = 60_000;
const at = (time: string) => new Date(`2026-03-02T${time}Z`);

/** The machine's clock, turned by hand. */
function handTurned(start: Date) {
  let now = start.getTime();
  return { now: () => new Date(now), pass: (ms: number) => void (now += ms) };
}

describe('the clocks', () => {
  test('the system clock never goes back between two looks', () => {
    expect(systemClock.now() <= systemClock.now()).toBe(true);
  });

  test('a movable clock shows the system time plus its offset', () => {
    const clock = movableClock({ offsetMs: 5 * minute, system: handTurned(at('08:00:00')) });
    expect(clock.now()).toEqual(at('08:05:00'));
  });

  test('after a move it runs on from there', () => {
    const system = handTurned(at('08:00:00'));
    const clock = movableClock({ system });
    clock.moveTo(at('12:00:00'));
    system.pass(minute);
    expect(clock.now()).toEqual(at('12:01:00'));
  });

  test('it refuses to go back, and stays where it was', () => {
    const clock = movableClock({ system: handTurned(at('08:00:00')) });
    for (const back of [() => clock.moveTo(at('07:59:59')), () => clock.freezeAt(at('07:59:59'))])
      expect(back).toThrow(new UserError('clockBackwards'));
    expect(clock.now()).toEqual(at('08:00:00'));
  });

  test('frozen it stands still however much time passes, and thawed it goes on from the same instant', () => {
    const system = handTurned(at('08:00:00'));
    const clock = movableClock({ system });
    clock.freezeAt(at('09:00:00'));
    system.pass(10 * minute);
    expect(clock.now()).toEqual(at('09:00:00'));
    clock.thaw();
    expect(clock.now()).toEqual(at('09:00:00'));
    system.pass(minute);
    expect(clock.now()).toEqual(at('09:01:00'));
  });

  test('a move while it is frozen leaves it frozen at the new instant', () => {
    const system = handTurned(at('08:00:00'));
    const clock = movableClock({ system });
    clock.freezeAt(at('09:00:00'));
    clock.moveTo(at('10:00:00'));
    system.pass(minute);
    expect(clock.now()).toEqual(at('10:00:00'));
  });

  test('every move tells the new offset, so that a restart can go on from it', () => {
    const told: number[] = [];
    const clock = movableClock({ system: handTurned(at('08:00:00')), onMove: (offsetMs) => told.push(offsetMs) });
    clock.moveTo(at('08:10:00'));
    clock.freezeAt(at('08:30:00'));
    clock.thaw();
    expect(told).toEqual([10 * minute, 30 * minute, 30 * minute]);
  });
});
