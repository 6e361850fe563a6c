import { describe, expect, it } from 'vitest';
import { lineChanges } from '../../domain/boardChange.js';
import { boardLight } from '../../domain/boardLight.js';
import { draftTimes, periodsDue } from '../../domain/boardLife.js';
import { createCalendar, instantOf } from '../../domain/calendar.js';
import { FORMULA_2026_1, withWeights } from '../../domain/score.js';
import { milestone, request, unit } from './scoreFacts.js';

const calendar = createCalendar();
const zone = 'Asia/Shanghai';
const EARLY = new Date('2026-01-01T00:00:00Z');
const due = (today: string, madeFrom = EARLY) =>
  periodsDue(today, calendar, { time: '09:12', zone, madeFrom }).map((period) => period.key);

describe('the day of a board', () => {
  it('is the first workday of the period after, or one of the two that follow', () => {
    expect(due('2026-09-07')).toEqual(['2026-W36']);
    expect(due('2026-09-09')).toEqual(['2026-W36']);
    expect(due('2026-09-10')).toEqual([]);
    // The holiday of October: Thursday the eighth is the first workday of the week, the month and the quarter.
    expect(due('2026-10-01')).toEqual([]);
    expect(due('2026-10-08')).toEqual(['2026-W40', '2026-09', '2026-Q3']);
    expect(due('2027-01-04')).toEqual(['2026-W53', '2026-12', '2026-Q4', '2026-H2', '2026']);
  });

  it('is not made up for when the campaign was not known by then', () => {
    expect(due('2026-09-08', instantOf('2026-09-07', '09:12', zone))).toEqual(['2026-W36']);
    expect(due('2026-09-08', instantOf('2026-09-07', '09:13', zone))).toEqual([]);
  });

  it('gives units until noon of the next workday', () => {
    const friday = draftTimes(instantOf('2026-09-11', '08:52', zone), calendar, zone);
    expect(friday).toEqual({ objectUntil: instantOf('2026-09-14', '12:00', zone), publishOn: '2026-09-14' });
    expect(draftTimes(instantOf('2026-09-30', '08:52', zone), calendar, zone).publishOn).toBe('2026-10-08');
  });
});

describe('a unit’s light on a board', () => {
  const ON = '2022-07-18';
  const light = (facts: Parameters<typeof unit>[0], previous: Parameters<typeof boardLight>[1]) =>
    boardLight(unit(facts), previous, ON, calendar);
  const open = { milestones: [milestone(1, '2022-07-13', null)] };
  const late = { milestones: [milestone(1, '2022-07-13', '2022-07-15')] };
  const good = { milestones: [milestone(1, '2022-07-13', '2022-07-12')] };

  it('is red while something is overdue, yellow when it came late or was red before, and then green', () => {
    expect(light(open, null)).toBe('red');
    expect(light(late, 'red')).toBe('yellow');
    expect(light(good, 'red')).toBe('yellow');
    expect(light(good, 'yellow')).toBe('green');
    expect(light({ reportRequests: [request(1, '2022-07-13', null)] }, 'green')).toBe('yellow');
  });

  it('does not see what is exempt or not due yet', () => {
    expect(
      light({ milestones: [milestone(1, '2022-07-13', null, true), milestone(2, '2022-07-18', null)] }, null),
    ).toBe(null);
    expect(light({}, 'red')).toBe('yellow');
  });
});

describe('what changed between two reckonings', () => {
  const row = (unitId: number, totalCenti: number | null, place: number | null, list: string) => ({
    unitId,
    unit: `${unitId}局`,
    totalCenti,
    place,
    list,
  });

  it('names those whose points changed first, then those who only moved', () => {
    const before = [row(1, 9000, 1, 'red'), row(2, 8000, 2, 'middle'), row(3, 7000, 3, 'black')];
    const after = [row(3, 9500, 1, 'red'), row(1, 9000, 2, 'red'), row(2, 8000, 2, 'middle')];
    expect(lineChanges(before, after).map(({ unitId }) => unitId)).toEqual([3, 1]);
    expect(lineChanges(before, before)).toEqual([]);
  });
});

describe('a campaign’s own weights', () => {
  it('mark the version, unless they are the formula’s', () => {
    const weights = { completion: 60, reporting: 10, verification: 10, clearance: 10, appraisal: 10 };
    expect(withWeights(FORMULA_2026_1, weights)).toMatchObject({ version: '2026.1+自定', weights });
    expect(withWeights(FORMULA_2026_1, { ...FORMULA_2026_1.weights })).toBe(FORMULA_2026_1);
    expect(withWeights(FORMULA_2026_1, undefined)).toBe(FORMULA_2026_1);
  });
});
