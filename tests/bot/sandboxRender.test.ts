import { describe, expect, it } from 'vitest';
import { render } from '../../bot/adapters/sandbox/render.js';
import { bold, note, quote, text, title } from '../../domain/message.js';

describe('render', () => {
  it('joins lines, marks quotes, and counts bold ranges in UTF-16 units', () => {
    const lines = [title('🎉 到期', bold('提醒')), text('还有 ', bold('3'), ' 天'), ...quote('一\n二'), note('小字')];
    const { text: words, bold: ranges } = render({ lines });
    expect(words).toBe('🎉 到期提醒\n还有 3 天\n│ 一\n│ 二\n小字');
    expect(ranges.map(([start, end]) => words.slice(start, end))).toEqual(['🎉 到期提醒', '3']);
  });
});
