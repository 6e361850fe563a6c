/** 问题分类: the tags that problems of a campaign may carry. */
export interface Taxonomy {
  name: string;
  tags: readonly string[];
}

/** The taxonomies that ship ready-made, by the key that `Campaign.taxonomy` holds (domain rule A6). */
export const TAXONOMIES = {
  sixChecks: { name: '六查六看', tags: ['政治站位', '大局观念', '政策落实', '工作作风', '质量效率', '服务意识'] },
  fiveSelves: { name: '五个自我', tags: ['自我凑合', '自我满足', '自我封闭', '自我放松', '自我糊弄'] },
  fourDareNots: { name: '四个不敢', tags: ['不敢担责', '不敢拍板', '不敢协调', '不敢啃硬骨头'] },
  fourShortfalls: { name: '四个不', tags: ['办事不力', '落实不快', '效率不高', '成效不明显'] },
  threeInactions: { name: '三个不为', tags: ['不能为', '不想为', '不敢为'] },
  eightWords: { name: '八个字', tags: ['慢', '混', '散', '满', '浮', '懒', '庸', '差'] },
  sixAspects: { name: '六个方面', tags: ['慢作为', '不作为', '乱作为', '文山会海', '官僚作风', '弄虚作假'] },
} as const satisfies Record<string, Taxonomy>;

export type TaxonomyKey = keyof typeof TAXONOMIES;
export const TAXONOMY_KEYS = Object.keys(TAXONOMIES) as [TaxonomyKey, ...TaxonomyKey[]];

/**
 * The taxonomy of a campaign: its own tags under its own name when it has some, else the ready-made one of the key, else
 * (an unknown key without tags) the first ready-made one.
 */
export function taxonomyOf(keyOrName: string, ownTags: readonly string[] = []): Taxonomy {
  if (ownTags.length > 0) return { name: keyOrName, tags: ownTags };
  return TAXONOMIES[keyOrName as TaxonomyKey] ?? TAXONOMIES.sixChecks;
}
