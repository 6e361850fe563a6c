import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotableIn, showsUnit, withoutUnit } from '../../domain/exemplaryCase.js';

describe('an exemplary case', () => {
  it.each([
    ['good', false, true],
    ['bad', false, false],
    ['bad', true, true],
  ])('a %s one (named: %s) shows its unit: %s', (kind, namesUnit, shown) => {
    expect(showsUnit({ kind, namesUnit })).toBe(shown);
  });

  it.each([
    ['praise', 'good', false, true],
    ['praise', 'bad', false, false],
    ['notice', 'bad', false, true],
    ['notice', 'bad', true, false],
    ['criticism', 'bad', true, true],
    ['criticism', 'good', false, true],
  ])('in %s, a %s one (named: %s) may be quoted: %s', (bulletin, kind, namesUnit, may) => {
    expect(quotableIn(bulletin, { kind, namesUnit })).toBe(may);
  });

  it('leaves nothing of the unit’s names in words without them', () => {
    const names = ['县住房城乡建设局', '住建局'];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 6 }))), (parts) => {
        const words = withoutUnit(parts.join(''), names, '某单位');
        expect(names.some((name) => words.includes(name))).toBe(false);
      }),
    );
    expect(withoutUnit('县住房城乡建设局（住建局）返工', names, '某单位')).toBe('某单位（某单位）返工');
  });
});
