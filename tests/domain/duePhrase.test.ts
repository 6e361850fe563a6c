import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, createCalendar, isDay } from '../../domain/calendar.js';
import { type DueOptions, parseDue, type Recurrence } from '../../domain/duePhrase.js';

const REFERENCE = '2022-07-13'; // a Wednesday
const calendar = createCalendar();
const read = (text: string, options: DueOptions = {}) => parseDue(text, REFERENCE, calendar, options);

describe('due-date phrases read on Wednesday 13 July 2022', () => {
  it.each([
    ['7月15日前', '2022-07-15'],
    ['于7月15日前报省协调小组办公室', '2022-07-15'],
    ['9月底前', '2022-09-30'],
    ['2022年底前', '2022-12-31'],
    ['年底前', '2022-12-31'],
    ['年内', '2022-12-31'],
    ['明年3月底', '2023-03-31'],
    ['下周三', '2022-07-20'],
    ['本周五', '2022-07-15'],
    ['周五', '2022-07-15'],
    ['星期天', '2022-07-17'],
    ['下下周一', '2022-07-25'],
    ['月底前', '2022-07-31'],
    ['本月底', '2022-07-31'],
    ['下个月底前', '2022-08-31'],
    ['下月10日前', '2022-08-10'],
    ['三季度末', '2022-09-30'],
    ['第四季度', '2022-12-31'],
    ['本季度末', '2022-09-30'],
    ['下季度末', '2022-12-31'],
    ['季末', '2022-09-30'],
    ['下半年', '2022-12-31'],
    ['2022.7.15', '2022-07-15'],
    ['2022/7/15', '2022-07-15'],
    ['2022-07-15', '2022-07-15'],
    ['2022-07-15 00:00:00', '2022-07-15'],
    ['20220715', '2022-07-15'],
    ['7.15', '2022-07-15'],
    ['7/15前', '2022-07-15'],
    ['２０２２年７月１５日', '2022-07-15'],
    ['２０２２．７．１５', '2022-07-15'],
    ['二〇二二年七月十五日', '2022-07-15'],
    ['二○二二年十二月三十一日前', '2022-12-31'],
    ['22年8月', '2022-08-31'],
    ['23年底', '2023-12-31'],
    ['8月上旬', '2022-08-10'],
    ['8月中旬', '2022-08-20'],
    ['8月下旬', '2022-08-31'],
    ['8月份', '2022-08-31'],
    ['8月内', '2022-08-31'],
    ['2022年8月', '2022-08-31'],
    ['2022.8', '2022-08-31'],
    ['7月15日（周五）前', '2022-07-15'],
    ['7月15日17:00前', '2022-07-15'],
    ['15日前', '2022-07-15'],
    ['明天', '2022-07-14'],
    ['后天下班前', '2022-07-15'],
    ['15日内', '2022-07-28'],
    ['30天内', '2022-08-12'],
    ['两周内', '2022-07-27'],
    ['三个月内', '2022-10-13'],
    ['即日起一个月内', '2022-08-13'],
    ['48小时内', '2022-07-15'],
    ['申请延期至10月20日（理由：汛期停工）', '2022-10-20'],
    ['由7月20日调整为8月20日', '2022-08-20'],
    ['力争投资7.5亿元，9月底前开工', '2022-09-30'],
  ])('“%s” is due on %s', (text, dueOn) => {
    expect(read(text)).toEqual({ kind: 'dueOn', dueOn, text, past: false, fuzzy: false, confirm: false });
  });

  it.each([
    ['月中', '2022-07-15'],
    ['8月初', '2022-08-10'],
    ['8月前', '2022-07-31'],
    ['2023年前', '2022-12-31'],
    ['四季度前', '2022-09-30'],
    ['2022年', '2022-12-31'],
    ['下周', '2022-07-22'],
    ['本周末', '2022-07-17'],
    ['国庆节前', '2022-09-30'],
    ['半年内', '2023-01-13'],
    ['收到通知后15日内', '2022-07-28'],
    ['工期10天', '2022-07-23'],
  ])('“%s” is taken as %s, and a person is asked', (text, dueOn) => {
    expect(read(text)).toMatchObject({ kind: 'dueOn', dueOn, fuzzy: true, confirm: true });
  });

  it.each([
    ['2月24日至3月10日', '2022-02-24', '2022-03-10', true],
    ['从8月份开始到年底', '2022-08-01', '2022-12-31', false],
    ['即日起至7月31日', '2022-07-13', '2022-07-31', false],
    ['自即日起到年底', '2022-07-13', '2022-12-31', false],
    ['11月至次年3月', '2022-11-01', '2023-03-31', false],
    ['2022年11月—2023年3月', '2022-11-01', '2023-03-31', false],
    ['7-9月', '2022-07-01', '2022-09-30', false],
    ['2022年7月至9月底', '2022-07-01', '2022-09-30', false],
    ['7月15日-20日', '2022-07-15', '2022-07-20', false],
    ['7月15-8月20日', '2022-07-15', '2022-08-20', false],
    ['7.15-8.20', '2022-07-15', '2022-08-20', false],
    ['2022.7.15~2022.8.20', '2022-07-15', '2022-08-20', false],
    ['2022-07-15至2022-08-20', '2022-07-15', '2022-08-20', false],
    ['2022.7-2022.9', '2022-07-01', '2022-09-30', false],
    ['下周一至周五', '2022-07-18', '2022-07-22', false],
    ['三季度至四季度', '2022-07-01', '2022-12-31', false],
    ['三至四季度', '2022-07-01', '2022-12-31', false],
  ])('“%s” runs from %s to %s', (text, startsOn, endsOn, past) => {
    expect(read(text)).toEqual({ kind: 'range', startsOn, endsOn, text, past, fuzzy: false, confirm: past });
  });

  it('takes a range that runs backwards into the next year, and asks', () => {
    expect(read('11月至3月')).toMatchObject({
      kind: 'range',
      startsOn: '2022-11-01',
      endsOn: '2023-03-31',
      fuzzy: true,
    });
    expect(read('12月28日至3日')).toMatchObject({ startsOn: '2022-12-28', endsOn: '2023-01-03', fuzzy: true });
  });

  it.each([
    ['10个工作日内', 10, '2022-07-27', false],
    ['十个工作日内', 10, '2022-07-27', false],
    ['5个工作日', 5, '2022-07-20', false],
    ['自即日起3个工作日之内', 3, '2022-07-18', false],
    ['收到交办单后5个工作日内', 5, '2022-07-20', true],
    ['即知即改、立行立改', 3, '2022-07-18', true],
  ])('“%s” is %i workdays', (text, workdays, dueOn, fuzzy) => {
    expect(read(text)).toMatchObject({ kind: 'workdays', workdays, dueOn, fuzzy });
  });

  it.each<[string, Recurrence, string]>([
    ['每季度', { every: 'quarter' }, '2022-09-30'],
    ['每季度末', { every: 'quarter' }, '2022-09-30'],
    ['每个季度一次', { every: 'quarter' }, '2022-09-30'],
    ['每季度末月25日前', { every: 'quarter', month: 3, date: 25 }, '2022-09-25'],
    ['每季度第一个月15日前', { every: 'quarter', month: 1, date: 15 }, '2022-07-15'],
    ['每半年', { every: 'halfYear' }, '2022-12-31'],
    ['每月25日前', { every: 'month', date: 25 }, '2022-07-25'],
    ['每月10日前', { every: 'month', date: 10 }, '2022-08-10'],
    ['每月底前', { every: 'month' }, '2022-07-31'],
    ['按月报送', { every: 'month' }, '2022-07-31'],
    ['每周五前', { every: 'week', weekday: 5 }, '2022-07-15'],
    ['每周一', { every: 'week', weekday: 1 }, '2022-07-18'],
    ['每周一次', { every: 'week' }, '2022-07-15'],
    ['每年', { every: 'year' }, '2022-12-31'],
    ['每年6月底前', { every: 'year', month: 6, date: 31 }, '2023-06-30'],
    ['每天', { every: 'day' }, '2022-07-13'],
  ])('“%s” comes again', (text, recurrence, nextOn) => {
    expect(read(text)).toMatchObject({ kind: 'recurring', recurrence, nextOn, fuzzy: false });
  });

  it('asks about a recurrence with a figure it did not understand', () => {
    expect(read('每季度结束后10日内')).toMatchObject({ kind: 'recurring', fuzzy: true, confirm: true });
  });

  it.each([
    ['6月30日前、12月31日前', ['2022-06-30', '2022-12-31']],
    ['3月、6月、9月、12月底前', ['2022-03-31', '2022-06-30', '2022-09-30', '2022-12-31']],
    ['9、12月底前', ['2022-09-30', '2022-12-31']],
    ['2022年9月30日、12月31日', ['2022-09-30', '2022-12-31']],
    ['8月3日、5日、10日', ['2022-08-03', '2022-08-05', '2022-08-10']],
    ['三、四季度末', ['2022-09-30', '2022-12-31']],
  ])('“%s” is several due dates', (text, dueOns) => {
    expect(read(text)).toMatchObject({ kind: 'multiple', dueOns, fuzzy: false });
  });

  it('asks when two dates stand in one sentence', () => {
    const due = read('7月15日前出方案，9月底前完成整改');
    expect(due).toMatchObject({ kind: 'multiple', dueOns: ['2022-07-15', '2022-09-30'], confirm: true });
  });

  it.each(['长期', '长期坚持', '持续推进', '常态化开展'])('“%s” has no due date', (text) => {
    expect(read(text)).toMatchObject({ kind: 'open', startsOn: null });
  });

  it('“8月1日起” has only a start', () => {
    expect(read('8月1日起')).toMatchObject({ kind: 'open', startsOn: '2022-08-01' });
  });

  it.each([
    '',
    '尽快',
    '2月30日',
    '13月1日',
    '2022年2月29日',
    '44757',
    '2022.7-9',
    '7月15日后10日内',
    '八成',
    '第3标段',
    '9月1日至今',
    '😀',
    '按时',
    '延期10天',
    '每隔10天',
    '推迟5个工作日',
  ])('“%s” is not understood', (text) => {
    expect(read(text)).toEqual({ kind: 'unknown', text, past: false, fuzzy: false, confirm: true });
  });
});

describe('dates without a year', () => {
  it('belong to the ledger year in an import and are flagged when past', () => {
    expect(read('3月10日前')).toMatchObject({ dueOn: '2022-03-10', past: true, confirm: true });
    expect(read('3月10日前', { year: 2023 })).toMatchObject({ dueOn: '2023-03-10', past: false });
  });

  it('roll forward in chat', () => {
    expect(read('3月10日前', { forward: true })).toMatchObject({ dueOn: '2023-03-10', past: false });
    expect(read('2月24日至3月10日', { forward: true })).toMatchObject({ startsOn: '2023-02-24', endsOn: '2023-03-10' });
    expect(read('10日', { forward: true })).toMatchObject({ dueOn: '2022-08-10' });
    expect(read('周一', { forward: true })).toMatchObject({ dueOn: '2022-07-18' });
  });

  it('never roll when the year was written', () => {
    expect(read('2022年3月10日前', { forward: true })).toMatchObject({ dueOn: '2022-03-10', past: true });
    expect(read('本月10日前', { forward: true })).toMatchObject({ dueOn: '2022-07-10', past: true });
  });
});

describe('a spreadsheet serial', () => {
  it('is a day only where serials are expected', () => {
    expect(read('44757', { serials: true })).toMatchObject({ kind: 'dueOn', dueOn: '2022-07-15' });
    expect(read('44757.5', { serials: true })).toMatchObject({ dueOn: '2022-07-15' });
    expect(read('12345', { serials: true })).toMatchObject({ kind: 'unknown' });
  });
});

describe('any text', () => {
  const pieces = [
    ...'0123456789年月日号前底末初至到-.、，每周季度个工作内下本上半十二〇一三起',
    '2022',
    '12月',
    '31日',
    '工作日内',
  ];
  const phrase = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
  it('is read without throwing into real days', () => {
    fc.assert(
      fc.property(fc.oneof(phrase, fc.string()), fc.boolean(), (text, forward) => {
        const due = read(text, { forward, serials: true });
        for (const value of Object.values(due)) {
          if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && value !== text)
            expect(isDay(value)).toBe(true);
        }
        if (due.kind === 'range') expect(due.endsOn >= due.startsOn).toBe(true);
        if (due.kind === 'recurring') expect(due.nextOn >= REFERENCE).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads back any day written in full', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (offset) => {
        const on = addDays('2000-01-01', offset);
        const [year, month, date] = on.split('-').map(Number);
        for (const text of [
          on,
          `${year}年${month}月${date}日前`,
          `${year}.${month}.${date}`,
          `${year}/${month}/${date}`,
        ]) {
          expect(read(text)).toMatchObject({ kind: 'dueOn', dueOn: on });
        }
      }),
    );
  });
});
