import { peopleToTell, sendBundle } from '../services/bundle.js';
import type { Job } from './definition.js';

/** 每日提醒: one message with everything that is due, asked or late, to everybody whom something concerns. */
export const warnDeadlines: Job = {
  name: 'warnDeadlines',
  cron: '40 8 * * *',
  days: 'workdays',
  catchUpHours: 10,
  sweep: (ctx, slot) => peopleToTell(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, personId) => sendBundle(ctx, slot.campaignId, personId, slot.today),
};
