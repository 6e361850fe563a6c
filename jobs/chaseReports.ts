import { climb, itemsToChase } from '../services/chase.js';
import type { Job } from './definition.js';

/** 催办: climbs one rung with every report that is late, item by item. Who is told hears of it in that morning's bundle or digest. */
export const chaseReports: Job = {
  name: 'chaseReports',
  cron: '26 8 * * *',
  days: 'workdays',
  catchUpHours: 10,
  sweep: (ctx, slot) => itemsToChase(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, itemId) => climb(ctx, itemId, slot.today),
};
