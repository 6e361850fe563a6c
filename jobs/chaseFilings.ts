import { chaseFiling, shortToday } from '../services/filingChase.js';
import type { Job } from './definition.js';

/** 清单报送: notes which units are chased for what they have not filed. They hear of it in that morning's bundle. */
export const chaseFilings: Job = {
  name: 'chaseFilings',
  cron: '28 8 * * *',
  days: 'workdays',
  catchUpHours: 10,
  sweep: (ctx, slot) => shortToday(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, unitId) => chaseFiling(ctx, slot.campaignId, unitId, slot.today),
};
