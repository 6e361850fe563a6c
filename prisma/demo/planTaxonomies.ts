export {
  TAXONOMIES as PLAN_TAXONOMIES,
  type Taxonomy as PlanTaxonomy,
  TAXONOMY_KEYS,
  type TaxonomyKey,
} from '../../domain/taxonomy.js';
