import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReportBlock } from '../../commands/dialogs/reportBlock.js';

const read = (words: string) => readReportBlock(words, 4, 500);

describe('a report written in one go', () => {
  it.each([
    ['85%，主体封顶，正在做二次结构，无困难', 85, '主体封顶，正在做二次结构', ''],
    ['八成 ；主体结构封顶；困难：施工许可证未取得', 80, '主体结构封顶', '施工许可证未取得'],
    ['目前完成百分之六十，管网铺设3公里', 60, '管网铺设3公里', ''],
    ['主体施工完成70%，正在安装设备', 70, '主体施工完成70%，正在安装设备', ''],
    ['全部完成\n已经组织验收\n没有困难', 100, '全部完成，已经组织验收', ''],
    ['60%，主体封顶，困难：塔吊租期延长，费用未落实', 60, '主体封顶', '塔吊租期延长，费用未落实'],
    ['50，征迁签约率过半，存在问题：跨区协调不畅', 50, '征迁签约率过半', '跨区协调不畅'],
  ])('%j', (words, percent, summary, blocker) => {
    expect(read(words)).toEqual({ ok: true, data: { percent, summary, blocker } });
  });

  it.each([
    ['今天天气不错', 'percentUnclear'],
    ['', 'percentUnclear'],
    ['120%，已经超额完成任务', 'percentOutOfRange'],
    ['85%', 'summaryShort'],
    ['85%，好', 'summaryShort'],
    [`85%，${'字'.repeat(501)}`, 'summaryLong'],
  ])('is not understood: %j', (words, code) => {
    expect(read(words)).toMatchObject({ ok: false, code });
  });

  it('takes markup and emoji as words', () => {
    expect(read('60%，<b>管网</b> *铺设* _完成_ 🚧 三公里')).toMatchObject({
      ok: true,
      data: { summary: '<b>管网</b> *铺设* _完成_ 🚧 三公里' },
    });
  });

  it('never throws, and what it accepts keeps the bounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), (words) => {
        const result = read(words);
        if (!result.ok) return;
        expect(result.data.percent).toBeGreaterThanOrEqual(0);
        expect(result.data.percent).toBeLessThanOrEqual(100);
        expect(result.data.summary.length).toBeGreaterThanOrEqual(4);
      }),
    );
  });
});
