import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUTTON_ID_MAX_BYTES, buttonId, parseButtonId } from '../../domain/button.js';

describe('a button’s id', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][A-Za-z]{0,20}$/),
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.stringMatching(/^[0-9A-Za-z_.-]{0,24}$/),
        (action, id, token) => {
          expect(parseButtonId(buttonId(action, id, token))).toEqual({ action, id, token });
        },
      ),
    );
  });

  it('is refused when it is longer than a platform carries, or holds what it may not', () => {
    expect(() => buttonId('report', 1, 'x'.repeat(BUTTON_ID_MAX_BYTES))).toThrow(RangeError);
    expect(() => buttonId('报告', 1)).toThrow(RangeError);
    expect(() => buttonId('report', 1, 'a:b')).toThrow(RangeError);
  });

  it.each([
    '',
    'report',
    'report:1',
    'report:x:',
    ':1:',
    'report:1:a b',
    "report:1:'; --",
    'report:-1:',
    'report:1:汇',
    `report:1:${'x'.repeat(99)}`,
  ])('a forged one is nothing: %j', (raw) => {
    expect(parseButtonId(raw)).toBeNull();
  });

  it('any text at all is read or refused, never thrown over', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (raw) => void parseButtonId(raw)));
  });
});
