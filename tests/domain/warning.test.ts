import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar } from '../../domain/calendar.js';
import type { GoodReason } from '../../domain/goodReason.js';
import { DEFAULT_SUPERVISION_RULES as RULES } from '../../domain/supervision.js';
import {
  isBehindPlan,
  isOverdue,
  newestWarning,
  stageOf,
  type WarningFacts,
  warningFor,
} from '../../domain/warning.js';

const calendar = createCalendar();
const waiting: GoodReason = { kind: 'waitingForUnit', recordId: 1, sinceOn: '2022-07-01', untilOn: null };

/** A milestone due Friday 15 July 2022 that is going to plan. */
const milestone = (changes: Partial<WarningFacts> = {}): WarningFacts => ({
  milestoneId: 14,
  supervisionClass: 'special',
  startsOn: '2022-06-15',
  dueOn: '2022-07-15',
  settled: false,
  percent: 90,
  lastReportOn: null,
  lastWarnedOn: null,
  goodReasons: [],
  ...changes,
});
const warn = (today: string, changes: Partial<WarningFacts> = {}) =>
  warningFor(milestone(changes), today, RULES, calendar);

describe('a warning', () => {
  it.each([
    ['2022-07-06', 'dueSoon:7'],
    ['2022-07-12', 'dueSoon:3'],
    ['2022-07-15', 'dueToday'],
    ['2022-07-18', 'overdue:1'],
    ['2022-07-20', 'overdue:3'],
    ['2022-07-22', 'overdue:5'],
    ['2022-07-25', 'overdue:6'],
    ['2022-08-01', 'overdue:11'],
  ])('falls due on %s as %s for a special item', (today, step) => {
    expect(warn(today)).toMatchObject({ step, key: `14:2022-07-15:${step}`, stageOn: today });
  });

  it.each([
    '2022-07-05',
    '2022-07-07',
    '2022-07-13',
    '2022-07-14',
    '2022-07-16',
    '2022-07-17',
    '2022-07-19',
    '2022-07-26',
    '2022-07-29',
  ])('does not fall due on %s', (today) => {
    expect(warn(today)).toBeNull();
  });

  it('counts over make-up days and holidays', () => {
    // 2 and 6 April are the workdays around the holiday of 3 to 5 April 2022.
    expect(warn('2022-04-02', { dueOn: '2022-04-08' })?.stage).toEqual({ kind: 'dueSoon', workdaysLeft: 3 });
  });

  it('is repeated on the week’s first workday for everything that is long overdue, whenever it was due', () => {
    // 4 to 7 October 2022 were holidays, as the Monday before was; Saturday and Sunday after were worked.
    const days = ['2022-09-26', '2022-09-27', '2022-10-08', '2022-10-09', '2022-10-10', '2022-10-11'];
    const warnedOn = (dueOn: string) => days.filter((on) => warn(on, { dueOn }) !== null);
    for (const dueOn of ['2022-07-15', '2022-08-31', '2022-09-05'])
      expect(warnedOn(dueOn)).toEqual(['2022-09-26', '2022-10-08', '2022-10-10']);
  });

  it('for a due day that is a day off comes on the last workday before it', () => {
    expect(warn('2022-07-15', { dueOn: '2022-07-17' })).toMatchObject({
      stage: { kind: 'dueSoon', workdaysLeft: 0 },
      step: 'dueSoon:0',
    });
    expect(warn('2022-07-17', { dueOn: '2022-07-17' })).toBeNull();
    expect(warn('2022-07-18', { dueOn: '2022-07-17' })?.stage).toEqual({ kind: 'overdue', workdaysOver: 1 });
  });

  it('is not given for what is settled or exempt', () => {
    expect(warn('2022-07-15', { settled: true })).toBeNull();
    expect(warn('2022-07-15', { goodReasons: [{ ...waiting, kind: 'exemption' }] })).toBeNull();
  });

  it('is given anew for an extended due date', () => {
    expect(warn('2022-07-12')?.key).not.toBe(warn('2022-07-19', { dueOn: '2022-07-22' })?.key);
    expect(warn('2022-07-19', { dueOn: '2022-07-22' })?.step).toBe('dueSoon:3');
  });
});

describe('the level of a warning', () => {
  it('is blue near the due date, yellow behind the plan, red when overdue', () => {
    expect(warn('2022-07-12')?.level).toBe('blue');
    expect(warn('2022-07-12', { percent: 40 })?.level).toBe('yellow');
    expect(warn('2022-07-18')?.level).toBe('red');
  });

  it('is orange when the warning before was ignored without a good reason', () => {
    const ignored = { lastWarnedOn: '2022-07-06', lastReportOn: '2022-07-01' };
    expect(warn('2022-07-12', ignored)?.level).toBe('orange');
    expect(warn('2022-07-12', { ...ignored, lastReportOn: null })?.level).toBe('orange');
    expect(warn('2022-07-12', { ...ignored, lastReportOn: '2022-07-06' })?.level).toBe('blue');
    expect(warn('2022-07-12', { ...ignored, goodReasons: [waiting] })?.level).toBe('blue');
    expect(warn('2022-07-12', { lastWarnedOn: '2022-07-12' })?.level).toBe('blue');
  });

  it('falls behind the plan only by more than the margin', () => {
    const plan = { startsOn: '2022-07-04', dueOn: '2022-07-18' };
    const behind = (percent: number) => isBehindPlan({ ...plan, percent }, '2022-07-11', { behindBy: 20 }, calendar);
    expect([29, 30].map(behind)).toEqual([true, false]);
    expect(
      isBehindPlan(
        { startsOn: '2022-07-18', dueOn: '2022-07-15', percent: 0 },
        '2022-07-20',
        { behindBy: 20 },
        calendar,
      ),
    ).toBe(false);
  });
});

describe('after downtime or quiet time', () => {
  it('only the newest step counts, told as it stands today', () => {
    expect(newestWarning(milestone(), '2022-07-05', '2022-07-13', RULES, calendar)).toMatchObject({
      step: 'dueSoon:3',
      stageOn: '2022-07-12',
      stage: { kind: 'dueSoon', workdaysLeft: 2 },
    });
    expect(newestWarning(milestone(), '2022-07-01', '2022-07-19', RULES, calendar)).toMatchObject({
      step: 'overdue:1',
      stage: { kind: 'overdue', workdaysOver: 2 },
      level: 'red',
    });
  });

  it('nothing counts when no step fell due meanwhile', () => {
    expect(newestWarning(milestone(), '2022-07-12', '2022-07-14', RULES, calendar)).toBeNull();
    expect(newestWarning(milestone(), '2022-07-12', '2022-07-12', RULES, calendar)).toBeNull();
  });

  it('it is the last of the warnings that would have come day by day', () => {
    const offset = fc.integer({ min: -30, max: 40 });
    const cls = fc.constantFrom<WarningFacts['supervisionClass']>('major', 'special', 'routine');
    fc.assert(
      fc.property(offset, fc.integer({ min: 0, max: 20 }), cls, (from, length, supervisionClass) => {
        const facts = milestone({ supervisionClass });
        const lastSeenOn = addDays('2022-07-15', from);
        const today = addDays(lastSeenOn, length);
        let last: string | null = null;
        for (let i = 1; i <= length; i++)
          last = warningFor(facts, addDays(lastSeenOn, i), RULES, calendar)?.key ?? last;
        expect(newestWarning(facts, lastSeenOn, today, RULES, calendar)?.key ?? null).toBe(last);
      }),
    );
  });
});

it('a milestone is overdue once a workday has begun after its due day', () => {
  const days = ['2022-07-14', '2022-07-15', '2022-07-16', '2022-07-17', '2022-07-18'];
  expect(days.map((on) => isOverdue('2022-07-15', on, calendar))).toEqual([false, false, false, false, true]);
  expect(stageOf('2022-07-15', '2022-07-15', calendar)).toEqual({ kind: 'dueToday' });
});
