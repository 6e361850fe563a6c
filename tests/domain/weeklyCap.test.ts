import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWeekStart, waitsForNextWeek } from '../../domain/weeklyCap.js';

describe('the weekly cap', () => {
  it('holds notices, boards and bulletins from the cap on, and nothing that tells what is due', () => {
    for (const kind of ['notice', 'board', 'bulletin']) {
      expect(waitsForNextWeek({ kind, urgent: false }, 6, 7)).toBe(false);
      expect(waitsForNextWeek({ kind, urgent: false }, 7, 7)).toBe(true);
    }
    for (const kind of ['reply', 'close', 'warning', 'chase', 'digest'])
      expect(waitsForNextWeek({ kind, urgent: false }, 100, 7)).toBe(false);
  });

  it('never holds what is urgent', () => {
    const any = fc.record({
      kind: fc.constantFrom('notice', 'board', 'bulletin', 'chase'),
      sent: fc.nat(99),
      cap: fc.nat(50),
    });
    fc.assert(fc.property(any, ({ kind, sent, cap }) => !waitsForNextWeek({ kind, urgent: true }, sent, cap)));
  });

  it('holds more the more was sent, and less the higher the cap is', () => {
    const two = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(50), fc.nat(50));
    fc.assert(
      fc.property(two, ([a, b, c, d]) => {
        const held = (sent: number, cap: number) => waitsForNextWeek({ kind: 'notice', urgent: false }, sent, cap);
        expect(held(Math.min(a, b), c) && !held(Math.max(a, b), c)).toBe(false);
        expect(held(a, Math.max(c, d)) && !held(a, Math.min(c, d))).toBe(false);
      }),
    );
  });

  it('begins anew on Monday, also over the end of a year', () => {
    expect(nextWeekStart('2026-12-28')).toBe('2027-01-04');
    expect(nextWeekStart('2027-01-03')).toBe('2027-01-04');
    expect(nextWeekStart('2027-01-04')).toBe('2027-01-11');
  });
});
