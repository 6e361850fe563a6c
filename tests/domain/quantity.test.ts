import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChineseInteger, parsePercent } from '../../domain/quantity.js';

describe('a percent as people write it', () => {
  it.each([
    ['85', 85],
    ['85%', 85],
    ['８５％', 85],
    [' 85 % ', 85],
    ['85。', 85],
    ['85.4%', 85],
    ['85.5', 86],
    ['约85', 85],
    ['完成85', 85],
    ['已完成 85% 左右', 85],
    ['进度：85%', 85],
    ['0', 0],
    ['零', 0],
    ['〇', 0],
    ['尚未启动', 0],
    ['100', 100],
    ['八十五', 85],
    ['百分之八十', 80],
    ['百分之八十五点五', 86],
    ['百分之85', 85],
    ['百分之百', 100],
    ['百分百', 100],
    ['八成', 80],
    ['8成', 80],
    ['八成五', 85],
    ['七成半', 75],
    ['约八成', 80],
    ['八成左右', 80],
    ['八点五成', 85],
    ['十成', 100],
    ['一半', 50],
    ['完成了一半', 50],
    ['一半左右', 50],
    ['三分之二', 67],
    ['十分之七', 70],
    ['2/3', 67],
    ['12/20', 60],
    ['全部完成', 100],
    ['已完成', 100],
    ['完成', 100],
    ['完成了。', 100],
    ['已全部完成', 100],
    ['该项工作已完成', 100],
    ['已办结', 100],
    ['目前完成85%左右', 85],
    ['按计划推进，目前完成85%，无困难', 85],
    ['二期主体完成百分之六十，正在安装设备', 60],
    ['办结12件，完成率60%', 60],
  ])('reads “%s” as %i', (text, percent) => {
    expect(parsePercent(text)).toEqual({ ok: true, percent });
  });

  it.each([
    '',
    '八成多点',
    '八九成',
    '过半',
    '一半以上',
    '一多半',
    '快完成了',
    '基本完成',
    '未完成',
    '没有进展',
    '完成3项',
    '第3标段',
    '从60%提高到85%',
    '80-90%',
    '八成到九成',
    '85%以上',
    '近85%',
    '不足85%',
    '未完成85%',
    '还剩15%',
    '还差15%未完成',
    '同比增长8.5%',
    '满意率95%',
    '预计月底完成85%',
    '提高5个百分点',
    '二分之',
    '零分之一',
    '7月15日',
    '😀',
    '1.2.3',
  ])('asks again after “%s”', (text) => {
    expect(parsePercent(text)).toEqual({ ok: false, code: 'percentUnclear' });
  });

  it.each(['120', '101%', '100.4', '-5', '-5%', '百分之一百二十', '三分之四', '十二成', '完成率120%'])(
    'refuses “%s” as out of range',
    (text) => {
      expect(parsePercent(text)).toEqual({ ok: false, code: 'percentOutOfRange' });
    },
  );

  it('never rounds unfinished work up to 100', () => {
    expect(parsePercent('99.9%')).toEqual({ ok: true, percent: 99 });
    expect(parsePercent('999/1000')).toEqual({ ok: true, percent: 99 });
  });

  it('reads every whole percent in every spelling alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (percent) => {
        const answer = { ok: true, percent };
        const chinese = spell(percent);
        for (const text of [`${percent}`, `${percent}％`, chinese, `百分之${chinese}`, `目前完成${percent}%，正常`]) {
          expect(parsePercent(text)).toEqual(answer);
        }
      }),
    );
  });

  it('answers any text at all with a whole percent from 0 to 100 or a code', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.%％百分之点成半多左右完成-/八九十') })),
        (text) => {
          const result = parsePercent(text);
          if (result.ok)
            expect(Number.isInteger(result.percent) && result.percent >= 0 && result.percent <= 100).toBe(true);
          else expect(['percentUnclear', 'percentOutOfRange']).toContain(result.code);
        },
      ),
    );
  });
});

describe('a Chinese integer', () => {
  it.each([
    ['零', 0],
    ['两', 2],
    ['十', 10],
    ['十五', 15],
    ['二十', 20],
    ['二十五', 25],
    ['一百', 100],
    ['一百零五', 105],
    ['一百五', 150],
    ['一百五十', 150],
    ['一百一十五', 115],
    ['一千零五', 1005],
    ['一千零五十', 1050],
    ['两千三', 2300],
    ['一万五', 15_000],
    ['一万零五', 10_005],
    ['十二万三千', 123_000],
    ['二〇二二', 2022],
    ['壹佰贰拾', 120],
  ])('reads %s as %i', (text, value) => {
    expect(parseChineseInteger(text)).toBe(value);
  });

  it.each(['', '百', '万', '十十', '一百零', '八九十', '一零百', '85', '一百a', '万万', '二〇二二〇七一五五'])(
    'does not read “%s”',
    (text) => {
      expect(parseChineseInteger(text)).toBeNull();
    },
  );

  it('reads back every number below ten thousand that is spelled out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), (value) => {
        expect(parseChineseInteger(spell(value))).toBe(value);
      }),
    );
  });
});

/** Spells 0–9999 the way it is written in documents. */
function spell(value: number): string {
  if (value === 0) return '零';
  const digits = [...String(value)].map(Number);
  let text = '';
  digits.forEach((digit, index) => {
    const unit = ['', '十', '百', '千'][digits.length - 1 - index] ?? '';
    if (digit > 0) text += '零一二三四五六七八九'[digit] + unit;
    else if (!text.endsWith('零')) text += '零';
  });
  text = text.replace(/零$/, '');
  return text.startsWith('一十') ? text.slice(1) : text;
}
