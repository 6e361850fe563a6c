import { leadersOf, sendDigest } from '../services/digest.js';
import type { Job } from './definition.js';

/** 领导晨报: decisions, what is red, what changed; after the bundles, so that it knows this morning's rungs. */
export const morningDigest: Job = {
  name: 'morningDigest',
  cron: '46 8 * * *',
  days: 'workdays',
  catchUpHours: 10,
  sweep: (ctx, slot) => leadersOf(ctx, slot.campaignId),
  task: (ctx, slot, personId) => sendDigest(ctx, slot.campaignId, personId, slot.today),
};
