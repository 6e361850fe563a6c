import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar } from '../../domain/calendar.js';
import { type ChaseFacts, DEFAULT_LADDER, nextRung, type Rung, rungAfter } from '../../domain/chaseLadder.js';
import { activeReason, GOOD_REASONS, type GoodReason } from '../../domain/goodReason.js';

const calendar = createCalendar();
const DUE = '2022-07-13'; // a Wednesday
const climb = (today: string, reached: ChaseFacts['reached'] = null, goodReasons: GoodReason[] = []) =>
  nextRung({ dueOn: DUE, reached, goodReasons }, today, DEFAULT_LADDER, calendar);

/** Asks every day what to climb, as the daily job does. */
function climbDaily(days: number, goodReasons: GoodReason[] = []): { rung: Rung; on: string }[] {
  const climbed: { rung: Rung; on: string }[] = [];
  for (let i = 0; i <= days; i++) {
    const on = addDays(DUE, i);
    const step = climb(on, climbed.at(-1) ?? null, goodReasons);
    if (step && !('skipped' in step)) climbed.push({ rung: step.rung, on });
  }
  return climbed;
}

describe('the chase ladder', () => {
  it('climbs from the liaison to referral in workdays after the due day', () => {
    expect(climbDaily(30)).toEqual([
      { rung: 'liaison', on: '2022-07-14' },
      { rung: 'unitHead', on: '2022-07-15' },
      { rung: 'contactLeader', on: '2022-07-18' },
      { rung: 'coordinator', on: '2022-07-19' },
      { rung: 'bulletinProposal', on: '2022-07-21' },
      { rung: 'referral', on: '2022-07-27' },
    ]);
  });

  it('tells which rung comes next and when', () => {
    expect(climb('2022-07-14')).toEqual({ rung: 'liaison', next: { rung: 'unitHead', on: '2022-07-15' } });
    expect(climb('2022-07-27', { rung: 'bulletinProposal', on: '2022-07-21' })).toEqual({
      rung: 'referral',
      next: null,
    });
  });

  it('tells the same from the rung alone, in workdays', () => {
    const reached = climbDaily(30);
    expect(reached).toHaveLength(DEFAULT_LADDER.length);
    for (const [at, { rung, on }] of reached.entries()) {
      const step = climb(on, reached[at - 1] ?? null);
      const next = step && 'next' in step ? step.next : null;
      const ahead = rungAfter(rung, DEFAULT_LADDER);
      expect(ahead && { rung: ahead.rung, on: calendar.addWorkdays(on, ahead.inWorkdays) }, rung).toEqual(next);
    }
    expect(rungAfter('liaison', [{ rung: 'unitHead', afterWorkdays: 2 }])).toBeNull();
  });

  it('rests before the due day is over, on days off, on the day of a rung, and at the top', () => {
    expect(climb(DUE)).toBeNull();
    expect(climb('2022-07-16')).toBeNull();
    expect(climb('2022-07-14', { rung: 'liaison', on: '2022-07-14' })).toBeNull();
    expect(climb('2022-08-30', { rung: 'referral', on: '2022-07-27' })).toBeNull();
  });

  it('never skips a rung after downtime, and leaves each of them its time', () => {
    const late = climb('2022-08-01');
    expect(late).toEqual({ rung: 'liaison', next: { rung: 'unitHead', on: '2022-08-02' } });
    expect(climb('2022-08-01', { rung: 'liaison', on: '2022-08-01' })).toBeNull();
    expect(climb('2022-08-03', { rung: 'coordinator', on: '2022-08-02' })).toBeNull();
    expect(climb('2022-08-04', { rung: 'coordinator', on: '2022-08-02' })).toMatchObject({ rung: 'bulletinProposal' });
  });

  it.each(GOOD_REASONS)('stops for %s and says so, with the rung that was not reached', (kind) => {
    const reason: GoodReason = { kind, recordId: 7, sinceOn: '2022-07-13', untilOn: '2022-07-20' };
    expect(climb('2022-07-14', null, [reason])).toEqual({ skipped: reason, rung: 'liaison' });
    expect(climb('2022-07-21', null, [reason])).toMatchObject({ rung: 'liaison', next: { on: '2022-07-22' } });
  });

  it('never climbs while a good reason holds, and never more than one rung a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (since, length) => {
        const reason: GoodReason = {
          kind: 'waitingForUnit',
          recordId: 1,
          sinceOn: addDays(DUE, since),
          untilOn: addDays(DUE, since + length),
        };
        const climbed = climbDaily(60, [reason]);
        expect(climbed.some(({ on }) => on >= reason.sinceOn && on <= (reason.untilOn ?? ''))).toBe(false);
        expect(climbed.map(({ rung }) => rung)).toEqual(DEFAULT_LADDER.map(({ rung }) => rung));
        expect(new Set(climbed.map(({ on }) => on)).size).toBe(climbed.length);
        expect(climbed.every(({ on }) => calendar.isWorkday(on))).toBe(true);
      }),
    );
  });
});

describe('good reasons', () => {
  it('hold from their first through their last day, the earliest first', () => {
    const early: GoodReason = { kind: 'delegateOnLeave', recordId: 2, sinceOn: '2022-07-01', untilOn: '2022-07-10' };
    const late: GoodReason = { kind: 'exemption', recordId: 1, sinceOn: '2022-07-05', untilOn: null };
    const at = (on: string) => activeReason([late, early], on)?.kind ?? null;
    expect(['2022-06-30', '2022-07-01', '2022-07-10', '2022-07-11'].map(at)).toEqual([
      null,
      'delegateOnLeave',
      'delegateOnLeave',
      'exemption',
    ]);
  });
});
