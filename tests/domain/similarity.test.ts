import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagsFor } from '../../domain/reportFlags.js';
import { isCopied, similarity } from '../../domain/similarity.js';

const TEXT = '二期主体结构已封顶，正在安装消防设备，施工许可证已取得。';

describe('how alike two texts are', () => {
  it('leaves width, case, spaces and punctuation aside', () => {
    expect(similarity('已完成 ＡＢ 段，正常。', '已完成ab段正常')).toBe(10_000);
    expect(similarity(TEXT, TEXT)).toBe(10_000);
  });

  it('is little for texts about different work', () => {
    expect(similarity(TEXT, '审批事项清单已在政务网公布，企业可在线查询。')).toBeLessThan(3000);
    expect(similarity('', '已完成')).toBe(0);
  });

  it('is the same both ways and stays between 0 and 10000', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const alike = similarity(a, b);
        expect(alike).toBe(similarity(b, a));
        expect(alike >= 0 && alike <= 10_000).toBe(true);
        expect(similarity(a, a)).toBe(10_000);
      }),
    );
  });
});

describe('a copied text', () => {
  it('is one that repeats an earlier text but for a word or the punctuation', () => {
    expect(isCopied(TEXT, TEXT)).toBe(true);
    expect(isCopied(TEXT, TEXT.replaceAll('，', ' ').replace('正在', '在'))).toBe(true);
    expect(isCopied(TEXT, '二期主体结构施工中，消防设备招标已完成，施工许可证正在办理。')).toBe(false);
  });

  it('is not one whose figures moved, nor one too short to tell', () => {
    expect(isCopied('本周走访企业60户，收集问题12条，均已转办。', '本周走访企业50户，收集问题12条，均已转办。')).toBe(
      false,
    );
    expect(isCopied('按计划推进', '按计划推进')).toBe(false);
  });
});

describe('flags for the verifier', () => {
  const report = {
    percent: 60,
    summary: TEXT,
    evidenceCount: 0,
    previousPercent: 50,
    earlierSummaries: ['主体结构施工至六层。'],
  };

  it('are none for an ordinary report', () => {
    expect(flagsFor(report)).toEqual([]);
    expect(flagsFor({ ...report, percent: 50 })).toEqual([]);
  });

  it('name a percent that falls', () => {
    expect(flagsFor({ ...report, percent: 49 })).toEqual(['fallingPercent']);
  });

  it('name a jump to 100 without evidence, but not an ordinary finish', () => {
    expect(flagsFor({ ...report, percent: 100 })).toEqual(['suddenComplete']);
    expect(flagsFor({ ...report, percent: 100, evidenceCount: 1 })).toEqual([]);
    expect(flagsFor({ ...report, percent: 100, previousPercent: 80 })).toEqual([]);
    expect(flagsFor({ ...report, percent: 99 })).toEqual([]);
  });

  it('name a text copied from any earlier report', () => {
    expect(flagsFor({ ...report, earlierSummaries: ['主体结构施工至六层。', TEXT] })).toEqual(['copiedText']);
  });
});
