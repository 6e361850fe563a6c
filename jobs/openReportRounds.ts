import { askForReport, itemsToAsk } from '../services/rounds.js';
import type { Job } from './definition.js';

/** 发起限时报告: asks for a report where a round is open. The people hear of it in that morning's bundle. */
export const openReportRounds: Job = {
  name: 'openReportRounds',
  cron: '16 8 * * *',
  days: 'workdays',
  catchUpHours: 10,
  sweep: (ctx, slot) => itemsToAsk(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, itemId) => askForReport(ctx, itemId, slot.today),
};
