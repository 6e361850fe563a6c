import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar } from '../../domain/calendar.js';
import { type RoundSpan, roundFor } from '../../domain/reportRound.js';
import type { Cadence } from '../../domain/supervision.js';

const calendar = createCalendar();
const campaign: RoundSpan = { startsOn: '2022-02-24', endsOn: '2022-12-10' }; // from a Thursday
const round = (cadence: Cadence, today: string, span = campaign) => roundFor(cadence, today, calendar, span);

describe('a weekly round', () => {
  it('opens on the first workday of the week and is answered within two more', () => {
    expect(round('weekly', '2022-07-14')).toEqual({
      periodKey: '2022-W28',
      startsOn: '2022-07-11',
      endsOn: '2022-07-17',
      opensOn: '2022-07-11',
      dueOn: '2022-07-13',
      state: 'closed',
    });
  });

  it('opens after a holiday, and closes with the last workday of its week', () => {
    // 2 to 4 May 2022 are days off; 7 May is a make-up Saturday.
    expect(round('weekly', '2022-05-04')).toMatchObject({
      opensOn: '2022-05-05',
      dueOn: '2022-05-07',
      state: 'upcoming',
    });
    // Of 3 to 9 October only the make-up weekend is worked.
    expect(round('weekly', '2022-10-08')).toMatchObject({ opensOn: '2022-10-08', dueOn: '2022-10-09', state: 'open' });
  });

  it('is left out in a week without workdays, and in one with a single make-up day', () => {
    const span = { startsOn: '2021-01-01', endsOn: null };
    expect(round('weekly', '2022-02-02', span)).toBeNull();
    expect(round('weekly', '2024-02-18', span)).toBeNull();
    const rules = { dueAfterWorkdays: 2, minWorkdays: 1 };
    expect(roundFor('weekly', '2024-02-18', calendar, span, rules)).toMatchObject({
      opensOn: '2024-02-18',
      dueOn: '2024-02-18',
    });
  });

  it('does not ask about the week in which the campaign began, unless it began on its first workday', () => {
    expect(round('weekly', '2022-02-25')).toBeNull();
    expect(round('weekly', '2022-02-28')).toMatchObject({ periodKey: '2022-W09' });
    expect(round('weekly', '2022-05-05', { startsOn: '2022-05-05', endsOn: null })).toMatchObject({
      opensOn: '2022-05-05',
    });
  });

  it('is not opened after the campaign ended', () => {
    expect(round('weekly', '2022-12-09')).not.toBeNull();
    expect(round('weekly', '2022-12-12')).toBeNull();
  });
});

describe('a round every two weeks', () => {
  it('is counted from the first full week of the campaign', () => {
    expect(round('twoWeeks', '2022-02-25')).toBeNull();
    expect(round('twoWeeks', '2022-02-28')).toMatchObject({
      periodKey: '2022-02-28/P2W',
      opensOn: '2022-02-28',
      dueOn: '2022-03-02',
    });
    expect(round('twoWeeks', '2022-03-13')).toMatchObject({ periodKey: '2022-02-28/P2W', state: 'closed' });
    expect(round('twoWeeks', '2022-03-14')).toMatchObject({ periodKey: '2022-03-14/P2W', state: 'open' });
  });
});

describe('a monthly round', () => {
  it('opens on the first workday of the month', () => {
    expect(round('monthly', '2022-05-31')).toMatchObject({
      periodKey: '2022-05',
      opensOn: '2022-05-05',
      dueOn: '2022-05-07',
    });
    expect(round('monthly', '2022-02-28')).toBeNull();
  });
});

describe('any round', () => {
  it('opens and closes on workdays of its own period, which holds today', () => {
    const cadence = fc.constantFrom<Cadence>('weekly', 'twoWeeks', 'monthly');
    fc.assert(
      fc.property(
        cadence,
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 400 }),
        (kind, start, later) => {
          const startsOn = addDays('2020-01-01', start);
          const today = addDays(startsOn, later);
          const found = round(kind, today, { startsOn, endsOn: null });
          if (!found) return;
          expect(found.startsOn <= today && today <= found.endsOn).toBe(true);
          expect(found.startsOn <= found.opensOn && found.opensOn <= found.dueOn && found.dueOn <= found.endsOn).toBe(
            true,
          );
          expect(calendar.isWorkday(found.opensOn) && calendar.isWorkday(found.dueOn)).toBe(true);
          expect(found.opensOn >= startsOn).toBe(true);
          expect(round(kind, found.startsOn, { startsOn, endsOn: null })?.periodKey).toBe(found.periodKey);
        },
      ),
    );
  });
});
