import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apportion } from '../../domain/apportion.js';

it('splits by the largest remainder, the earlier part first', () => {
  expect(apportion(10_000, [40, 20, 15])).toEqual([5333, 2667, 2000]);
  expect(apportion(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(apportion(5, [0, 0])).toEqual([0, 0]);
  expect(apportion(5, [])).toEqual([]);
});

it('adds up exactly, with every part within one of its share', () => {
  const weights = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(fc.nat(100_000), weights, (total, list) => {
      const sum = list.reduce((a, b) => a + b, 0);
      fc.pre(sum > 0);
      const parts = apportion(total, list);
      expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
      parts.forEach((part, i) => expect(Math.abs(part - (total * (list[i] ?? 0)) / sum)).toBeLessThan(1));
    }),
  );
});
