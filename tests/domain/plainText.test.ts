import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../domain/plainText.js';

describe('what a person wrote', () => {
  it('loses what cannot be seen: control characters, zero-width spaces, direction marks, halves of characters', () => {
    expect(plainText('\uFEFF二次\u0000结构\u0007完成\u200B三层\u202E\uD800')).toBe('二次结构完成三层');
    expect(plainText('\u200B\u2060')).toBe('');
  });

  it('keeps lines, tabs, spaces within, emoji that are joined, and markup', () => {
    expect(plainText(' 第一行\r\n第二行\t<b> 👷‍♀️\u2028末行 ')).toBe('第一行\n第二行\t<b> 👷‍♀️\n末行');
  });

  it('changes nothing when it is asked again, and is text that UTF-8 can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const plain = plainText(words);
        expect(plainText(plain)).toBe(plain);
        expect(Buffer.from(plain, 'utf8').toString('utf8')).toBe(plain);
      }),
    );
  });
});
