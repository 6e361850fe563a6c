import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays, createCalendar, weekdayOf } from '../../domain/calendar.js';
import { AWAY_MOST_DAYS, awayChoices, checkAway, findCover, readAwayDay } from '../../domain/delegation.js';

const calendar = createCalendar();
const TODAY = '2026-09-07';
const person = { where: '教育局联络员', sameUnit: true, bound: true, awayUntil: null };

describe('the last day of an absence', () => {
  test.each([
    ['周五', '2026-09-11'],
    ['到9月18日', '2026-09-18'],
    ['外出到下周三', '2026-09-16'],
    ['今天', '2026-09-07'],
    ['3天', '2026-09-09'],
    ['一周', '2026-09-13'],
  ])('is read from “%s”', (words, endsOn) => {
    expect(readAwayDay(words, TODAY, calendar)).toEqual({ ok: true, endsOn });
  });

  test.each([
    ['2026年9月1日', 'awayPast'],
    ['昨天', 'awayPast'],
    ['年底', 'awayTooLong'],
    ['看情况', 'awayUnclear'],
    ['', 'awayUnclear'],
  ])('is not “%s”: %s', (words, code) => {
    expect(readAwayDay(words, TODAY, calendar)).toMatchObject({ ok: false, code });
  });

  it('is never before today nor further than a liaison may be away, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '9月', '周', '到'), (noise, lead) => {
        const read = readAwayDay(lead + noise, TODAY, calendar);
        if (!read.ok) return;
        expect(read.endsOn >= TODAY && read.endsOn <= addDays(TODAY, AWAY_MOST_DAYS)).toBe(true);
      }),
    );
  });

  it('is offered in order, each once, and can always be chosen', () => {
    for (let n = 0; n < 7; n++) {
      const today = addDays(TODAY, n);
      const days = awayChoices(today, weekdayOf(today));
      expect(days).toEqual([...new Set(days)].sort());
      for (const on of days) expect(checkAway(today, on).ok).toBe(true);
    }
  });
});

describe('who covers', () => {
  const candidates = [
    { personId: 2, name: '李敏', ...person },
    { personId: 3, name: '王强', ...person, sameUnit: false },
    { personId: 4, name: '王强', ...person, sameUnit: false },
    { personId: 5, name: '陈静', ...person, awayUntil: '2026-09-09' },
  ];
  const find = (words: string) => findCover(words, candidates, '周岚');

  it('is found by the exact name', () => {
    expect(find('李敏')).toMatchObject({ ok: true, cover: { personId: 2 } });
    expect(find('李敏代办')).toMatchObject({ ok: true, cover: { personId: 2 } });
  });

  it('is not oneself, not somebody away, and not one of two with the same name', () => {
    expect(find('周岚')).toMatchObject({ code: 'awayCoverSelf' });
    expect(find('我')).toMatchObject({ code: 'awayCoverSelf' });
    expect(find('陈静')).toMatchObject({ code: 'awayCoverAway' });
    expect(find('王强')).toMatchObject({ code: 'awayCoverUnknown' });
    expect(find('李')).toMatchObject({ code: 'awayCoverUnknown' });
  });
});
