import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays, createCalendar } from '../../domain/calendar.js';
import {
  checkExtension,
  type ExtensionFrame,
  extensionChoices,
  extensionEffect,
  nextSteps,
  readExtensionDay,
  reasonOfExtension,
} from '../../domain/extension.js';
import { FORMULA_2026_1 } from '../../domain/score.js';

const calendar = createCalendar();
const FRAME: ExtensionFrame = {
  today: '2026-09-07',
  dueOn: '2026-09-16',
  nextDueOn: '2026-10-30',
  campaignEndsOn: '2026-12-31',
};

const anyDay = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-06-01', n));

describe('the new date of an extension', () => {
  test.each([
    ['2026-09-30', null],
    ['2026-09-16', 'extensionNotLater'],
    ['2026-09-01', 'extensionNotLater'],
    ['2026-10-03', 'extensionDayOff'],
    ['2026-11-02', 'extensionBeyondNext'],
    ['2027-01-04', 'extensionBeyondEnd'],
  ])('%s is %s', (toOn, code) => {
    expect(checkExtension(FRAME, toOn, calendar)?.code ?? null).toBe(code);
  });

  it('may be asked for on the due day, and not on the day after, be it a day off', () => {
    expect(checkExtension({ ...FRAME, today: '2026-09-16' }, '2026-09-30', calendar)).toBeNull();
    expect(checkExtension({ ...FRAME, today: '2026-09-17' }, '2026-09-30', calendar)?.code).toBe('extensionTooLate');
  });

  it('on a make-up workday is fine', () => {
    expect(checkExtension(FRAME, '2026-10-10', calendar)).toBeNull();
  });

  it('that is offered or read can always be asked for', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.option(anyDay, { nil: null }), (today, dueOn, nextDueOn) => {
        const frame = { today, dueOn, nextDueOn, campaignEndsOn: '2026-12-31' };
        for (const { toOn } of extensionChoices(frame, calendar))
          expect(checkExtension(frame, toOn, calendar)).toBeNull();
        for (const words of ['9月30日', '下周五', '再延10个工作日', '月底', '两周']) {
          const read = readExtensionDay(words, frame, calendar);
          if (read.ok) expect(checkExtension(frame, read.toOn, calendar)).toBeNull();
        }
      }),
    );
  });

  it('never makes reading throw, whatever is written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (words) => void readExtensionDay(words, FRAME, calendar)));
  });

  test.each([
    ['延期到9月30日', '2026-09-30'],
    ['申请延至 9.29', '2026-09-29'],
    ['再延10个工作日', '2026-09-30'],
    ['5个工作日', '2026-09-22'],
    ['两周', '2026-09-30'],
    ['国庆前', '2026-09-30'],
  ])('is read from “%s”', (words, toOn) => {
    expect(readExtensionDay(words, FRAME, calendar)).toEqual({ ok: true, toOn });
  });
});

describe('what an extension means for the score', () => {
  it('follows the formula: late days lose what a late milestone loses, and the new date loses nothing', () => {
    expect(extensionEffect('2026-09-16', '2026-09-17', FORMULA_2026_1, calendar)).toEqual({
      workdaysLate: 1,
      lostIfKept: 2000,
      lostIfExtended: 0,
    });
    expect(extensionEffect('2026-09-16', '2026-09-30', FORMULA_2026_1, calendar).lostIfKept).toBe(8000);
  });

  it('is never worse with the extension than without, and grows with the days', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (dueOn, n) => {
        const toOn = calendar.addWorkdays(dueOn, n);
        const effect = extensionEffect(dueOn, toOn, FORMULA_2026_1, calendar);
        expect(effect.lostIfExtended).toBe(0);
        expect(effect.lostIfKept).toBeGreaterThan(0);
        const later = extensionEffect(dueOn, calendar.addWorkdays(toOn, 1), FORMULA_2026_1, calendar);
        expect(later.lostIfKept).toBeGreaterThanOrEqual(effect.lostIfKept);
      }),
    );
  });
});

describe('whose word is next', () => {
  it('is the head’s, then a coordinator’s, and a coordinator’s alone when the head let the day pass', () => {
    expect(nextSteps('pending', '2026-09-16', '2026-09-16').map((step) => step.by)).toEqual(['unitHead']);
    expect(nextSteps('endorsed', '2026-09-16', '2026-09-16')).toEqual([{ by: 'coordinator', onYes: 'approved' }]);
    expect(nextSteps('pending', '2026-09-16', '2026-09-17').map((step) => step.onYes)).toEqual([
      'endorsed',
      'approved',
    ]);
  });

  it('is nobody’s once it is decided', () => {
    for (const status of ['approved', 'refused', 'dropped', 'nonsense'])
      expect(nextSteps(status, '2026-09-16', '2026-09-20')).toEqual([]);
  });
});

describe('the good reason', () => {
  const row = { id: 3, askedOn: '2026-09-07', toOn: '2026-09-30', decidedOn: '2026-09-09' };

  it('is the asking until it is decided, then the approval until the new date; a refusal is none', () => {
    expect(reasonOfExtension({ ...row, status: 'pending' })).toMatchObject({ kind: 'extensionAsked', untilOn: null });
    expect(reasonOfExtension({ ...row, status: 'endorsed' })).toMatchObject({ sinceOn: '2026-09-07' });
    expect(reasonOfExtension({ ...row, status: 'approved' })).toEqual({
      kind: 'extensionApproved',
      recordId: 3,
      sinceOn: '2026-09-09',
      untilOn: '2026-09-30',
    });
    expect(reasonOfExtension({ ...row, status: 'refused' })).toBeNull();
  });
});
