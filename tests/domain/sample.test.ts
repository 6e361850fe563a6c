import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawSample, sampleSeed, sampleSize } from '../../domain/sample.js';

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { maxLength: 60 });
const seeds = fc.string({ minLength: 1, maxLength: 30 });

it('names the campaign, the period and the class in the seed', () => {
  expect(sampleSeed(1, '2026-W37', 'major')).toBe('1:2026-W37:major');
});

it('draws what anybody can compute again from the seed', () => {
  expect(drawSample('1:2026-W37:major', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3)).toEqual([6, 3, 10]);
});

it('does not depend on the order of the reports, nor on one being named twice', () => {
  fc.assert(
    fc.property(seeds, ids, fc.nat(20), (seed, list, size) => {
      const drawn = drawSample(seed, list, size);
      expect(drawSample(seed, list.toReversed(), size)).toEqual(drawn);
      expect(drawSample(seed, [...list, ...list], size)).toEqual(drawn);
    }),
  );
});

it('draws as many as asked, each once, all of those given', () => {
  fc.assert(
    fc.property(seeds, ids, fc.nat(80), (seed, list, size) => {
      const drawn = drawSample(seed, list, size);
      expect(drawn).toHaveLength(Math.min(size, list.length));
      expect(new Set(drawn).size).toBe(drawn.length);
      expect(drawn.every((id) => list.includes(id))).toBe(true);
    }),
  );
});

it('keeps a smaller draw within a larger one', () => {
  fc.assert(
    fc.property(seeds, ids, fc.nat(30), (seed, list, size) => {
      expect(drawSample(seed, list, size + 1).slice(0, size)).toEqual(drawSample(seed, list, size));
    }),
  );
});

it('gives every report about the same chance', () => {
  const list = Array.from({ length: 20 }, (_, index) => index + 1);
  const times = new Map(list.map((id) => [id, 0]));
  for (let week = 0; week < 2000; week++)
    for (const id of drawSample(`1:${week}:major`, list, 2)) times.set(id, (times.get(id) ?? 0) + 1);
  // 200 expected each; 140 to 260 is four and a half standard deviations.
  for (const count of times.values()) expect(count).toBeGreaterThan(140);
  for (const count of times.values()) expect(count).toBeLessThan(260);
});

it.each([
  [0, 10, 5, 0],
  [1, 10, 5, 1],
  [11, 10, 5, 2],
  [200, 10, 5, 5],
  [3, 100, 5, 3],
])('of %i reports with a share of %i %% and at most %i draws %i', (total, share, most, size) => {
  expect(sampleSize(total, share, most)).toBe(size);
});
