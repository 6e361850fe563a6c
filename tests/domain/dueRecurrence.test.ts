import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar } from '../../domain/calendar.js';
import { nextOccurrence, type Recurrence } from '../../domain/dueRecurrence.js';

const calendar = createCalendar();

describe('the next occurrence', () => {
  it('is never before the day asked from, and asking again from it gives it back', () => {
    const recurrence = fc.record(
      {
        every: fc.constantFrom<Recurrence['every']>('day', 'week', 'twoWeeks', 'month', 'quarter', 'halfYear', 'year'),
        weekday: fc.integer({ min: 1, max: 7 }),
        month: fc.integer({ min: 1, max: 3 }),
        date: fc.integer({ min: 1, max: 31 }),
      },
      { requiredKeys: ['every'] },
    );
    fc.assert(
      fc.property(recurrence, fc.integer({ min: 0, max: 3000 }), (rule, offset) => {
        const from = addDays('2020-01-01', offset);
        const pinned = rule.every === 'twoWeeks' ? { ...rule, anchorOn: '2021-05-07' } : rule;
        const next = nextOccurrence(pinned, from, calendar);
        expect(next >= from).toBe(true);
        expect(nextOccurrence(pinned, next, calendar)).toBe(next);
        if (rule.every !== 'day') expect(nextOccurrence(pinned, addDays(next, 1), calendar) > next).toBe(true);
      }),
    );
  });

  it('cuts the 31st to the last day of a shorter month', () => {
    expect(nextOccurrence({ every: 'month', date: 31 }, '2022-02-01', calendar)).toBe('2022-02-28');
  });
});
