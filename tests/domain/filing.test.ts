import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../domain/calendar.js';
import { isFilingChaseDay, readFilingBlock, readQuotas, shortOf, unitKindNamed } from '../../domain/filing.js';

const calendar = createCalendar();

describe('a filing quota as written', () => {
  it.each([
    [
      '市州4项、部门2项，7月15日前',
      [
        ['市州', 4],
        ['部门', 2],
      ],
      '7月15日前',
    ],
    [
      '每个市州报4项，每个部门报两项',
      [
        ['市州', 4],
        ['部门', 2],
      ],
      '',
    ],
    ['7月15日前市州各报四项', [['市州', 4]], '7月15日前'],
    ['教育局：3 件 10个工作日内', [['教育局', 3]], '10个工作日内'],
    ['尽快报', [], '尽快报'],
  ])('%s', (words, quotas, rest) => {
    expect(readQuotas(words)).toEqual({ quotas: quotas.map(([who, quota]) => ({ who, quota })), rest });
  });

  it('knows kinds of units by their usual names', () => {
    expect(['市州', '省直部门', '县区', '乡镇街道', '教育局'].map(unitKindNamed)).toEqual([
      'prefecture',
      'department',
      'county',
      'township',
      null,
    ]);
  });
});

describe('a unit that is short', () => {
  it('has to file again what was sent back, and nothing beyond the quota', () => {
    expect(shortOf({ quota: 4, confirmed: 1, waiting: 2, sentBack: 1 })).toBe(1);
    expect(shortOf({ quota: 2, confirmed: 5, waiting: 0, sentBack: 0 })).toBe(0);
  });

  it('is chased on a few workdays before the due day, on it, and after it less and less often', () => {
    const days: string[] = [];
    for (let on = '2026-06-15'; on <= '2026-07-31'; on = calendar.addWorkdays(on, 1))
      if (isFilingChaseDay('2026-07-01', on, calendar)) days.push(on.slice(5));
    expect(days).toEqual(['06-16', '06-24', '06-29', '07-01', '07-02', '07-06', '07-08', '07-15', '07-22', '07-29']);
  });
});

describe('a matter in one block', () => {
  it('is read by its labels; other words are no block', () => {
    expect(readFilingBlock('事项：新建托育园；标准：普惠学位180个；时限：12月20日')).toEqual({
      title: '新建托育园',
      standard: '普惠学位180个',
      due: '12月20日',
    });
    expect(readFilingBlock('新建 3 所社区托育园')).toBeNull();
  });
});
