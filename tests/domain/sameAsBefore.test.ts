import { expect, it } from 'vitest';
import { isSameAsBefore } from '../../domain/sameAsBefore.js';

it.each([
  '同上次',
  '同上',
  '和上周一样。',
  '与上期一致',
  '无变化',
  '没有变化',
  '暂无新进展'.slice(1),
  '同上 次',
  '情况同上',
])('takes “%s” for no change', (words) => {
  expect(isSameAsBefore(words)).toBe(true);
});

it.each(['同上次会议要求，已完成封顶', '上周完成封顶', '无变化，仍在等验收结果', '完成排查'])(
  'takes “%s” for a description',
  (words) => {
    expect(isSameAsBefore(words)).toBe(false);
  },
);
