import { climb, overdueRequests } from '../services/chase.js';
import type { Job } from './definition.js';

/** 催办: climbs one rung with every report that is late. Who is told hears of it in that morning's bundle or digest. */
export const chaseReports: Job = {
  name: 'chaseReports',
  cron: '26 8 * * *',
  days: 'workdays',
  catchUpHours: 10,
  sweep: (ctx, slot) => overdueRequests(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, requestId) => climb(ctx, requestId, slot.today),
};
