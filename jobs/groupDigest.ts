import { groupsDueOn, sendGroupDigest } from '../services/groupDigest.js';
import type { Job } from './definition.js';

/** 群播报: who moved, what is due, who needs help, to each group on the days that it has chosen. */
export const groupDigest: Job = {
  name: 'groupDigest',
  cron: '36 9 * * *',
  days: 'workdays',
  catchUpHours: 8,
  sweep: (ctx, slot) => groupsDueOn(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, chatId) => sendGroupDigest(ctx, slot.campaignId, chatId, slot.today),
};
