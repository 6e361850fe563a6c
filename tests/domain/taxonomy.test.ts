import { expect, it } from 'vitest';
import { TAXONOMIES, TAXONOMY_KEYS, taxonomyOf } from '../../domain/taxonomy.js';

it('ships seven taxonomies with tags that are each there once', () => {
  expect(TAXONOMY_KEYS).toHaveLength(7);
  for (const { tags } of Object.values(TAXONOMIES)) expect(new Set<string>(tags).size).toBe(tags.length);
});

it('is the campaign’s own when it has tags', () => {
  expect(taxonomyOf('本县分类', ['推诿', '拖延'])).toEqual({ name: '本县分类', tags: ['推诿', '拖延'] });
});

it('is the ready-made one of the key, the first one for an unknown key', () => {
  expect(taxonomyOf('eightWords').name).toBe('八个字');
  expect(taxonomyOf('unknown').name).toBe('六查六看');
});
