import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf } from '../../../bot/adapters/telegram/plan.js';
import { keyboard, richText } from '../../../bot/adapters/telegram/render.js';
import { splitText } from '../../../bot/adapters/telegram/richText.js';
import { bold, due, fold, note, quote, text, title } from '../../../domain/message.js';

const shown = (rich: ReturnType<typeof richText>) =>
  rich.entities.map(({ type, offset, length }) => [type, rich.text.slice(offset, offset + length)]);

describe('a message as Telegram text', () => {
  test('makes titles and bold words bold, counted in UTF-16 units', () => {
    const rich = richText({ lines: [title('🎉 到期', bold('提醒')), text('还有 ', bold('3'), ' 天'), note('小字')] });
    expect(rich.text).toBe('🎉 到期提醒\n还有 3 天\n小字');
    expect(shown(rich)).toEqual([
      ['bold', '🎉 到期提醒'],
      ['bold', '3'],
    ]);
  });

  test('quotes people’s words, and folds long quotes and lists', () => {
    const list = Array.from({ length: 5 }, (_, index) => fold(`· ${index}`));
    const rich = richText({ lines: [title('一'), ...quote('甲\n乙'), text('二'), ...list, text('三'), fold('· 短')] });
    expect(shown(rich)).toEqual([
      ['bold', '一'],
      ['blockquote', '甲\n乙'],
      ['expandable_blockquote', '· 0\n· 1\n· 2\n· 3\n· 4'],
    ]);
  });

  test('makes a due day tappable without changing its words', () => {
    const rich = richText({ lines: [text('完成时限 ', due('9月12日 周六', '2026-09-12'))] });
    expect(rich.entities).toEqual([
      {
        type: 'date_time',
        offset: 5,
        length: 8,
        unix_time: Date.UTC(2026, 8, 12, 15, 59) / 1000,
        date_time_format: '',
      },
    ]);
  });

  test('wraps rows that are too wide and keeps the buttons’ colours', () => {
    const row = Array.from({ length: 10 }, (_, index) => ({
      id: `a:${index}:`,
      label: String(index),
      style: 'danger' as const,
    }));
    const rows = keyboard([row])?.inline_keyboard;
    expect(rows?.map((each) => each.length)).toEqual([8, 2]);
    expect(rows?.[0]?.[0]).toEqual({ text: '0', callback_data: 'a:0:', style: 'danger' });
    expect(() => keyboard([[{ id: '事'.repeat(22), label: 'x' }]])).toThrow(RangeError);
    expect(keyboard([])).toBeUndefined();
  });
});

describe('splitting', () => {
  test('cuts between items, and keeps what is indented with the item above it', () => {
    const rich = richText({
      lines: [text('一'.repeat(5)), text('二'.repeat(5)), note('　三三'), text('四'.repeat(5))],
    });
    expect(splitText(rich, 13).map((part) => part.text)).toEqual(['一一一一一', '二二二二二\n　三三', '四四四四四']);
  });

  test('loses nothing, keeps to the limit, and splits neither characters nor entities’ words', () => {
    const words = fc.array(fc.constantFrom('事', '🏗️', '𠮷', '。', ' ', 'ab', '，'), { minLength: 1, maxLength: 30 });
    const line = fc
      .tuple(fc.boolean(), words)
      .map(([isBold, parts]) => text(isBold ? bold(parts.join('')) : parts.join('')));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.integer({ min: 4, max: 60 }), (lines, max) => {
        const rich = richText({ lines });
        const parts = splitText(rich, max);
        const plain = (all: string) => all.replace(/[\s]/g, '');
        expect(plain(parts.map((part) => part.text).join(''))).toBe(plain(rich.text));
        for (const part of parts) {
          expect(part.text.length).toBeLessThanOrEqual(max);
          expect(part.text).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
          for (const { offset, length } of part.entities) expect(offset + length).toBeLessThanOrEqual(part.text.length);
        }
        const boldWords = (all: ReturnType<typeof splitText>) =>
          plain(
            all.flatMap((each) => each.entities.map((e) => each.text.slice(e.offset, e.offset + e.length))).join(''),
          );
        expect(boldWords(parts)).toBe(boldWords([rich]));
      }),
    );
  });
});

describe('the calls of a message', () => {
  const picture = { sha256: 'a'.repeat(64), name: '榜单.png', mime: 'image/png', bytes: 1000 };
  const buttons = [[{ id: 'why:1:', label: '看依据' }]];
  const kinds = (message: Parameters<typeof partsOf>[0]) =>
    partsOf(message).map((part) => [
      part.kind,
      'words' in part ? part.words.text.length : 0,
      part.keyboard !== undefined,
    ]);

  test('puts short words under the picture, and long ones after it, with the buttons on the last', () => {
    expect(kinds({ lines: [text('短')], image: picture, buttons })).toEqual([['photo', 1, true]]);
    expect(kinds({ lines: [text('长'.repeat(1025))], image: picture, buttons })).toEqual([
      ['photo', 0, false],
      ['text', 1025, true],
    ]);
  });

  test('sends what is too heavy or no picture as a file, and pictures together as an album', () => {
    expect(kinds({ lines: [text('大')], image: { ...picture, bytes: 11_000_000 } })).toEqual([['document', 1, false]]);
    expect(kinds({ lines: [text('十二张')], album: Array.from({ length: 12 }, () => picture) })).toEqual([
      ['album', 0, false],
      ['album', 0, false],
      ['text', 3, false],
    ]);
  });
});
