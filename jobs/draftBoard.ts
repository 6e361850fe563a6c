import { draftBoard as draft } from '../services/boardDraft.js';
import { duePeriodAt, duePlaces } from '../services/boardDue.js';
import type { Job } from './definition.js';

/** 起草红黑榜, policy reviewed: drafts and own lines on the first workday after a period. Ids as in publishBoard. */
export const draftBoard: Job = {
  name: 'draftBoard',
  cron: '52 8 * * *',
  days: 'workdays',
  catchUpHours: 48,
  sweep: (ctx, slot) => duePlaces(ctx, slot, 'reviewed'),
  async task(ctx, slot, place) {
    const period = await duePeriodAt(ctx, slot, 'reviewed', place);
    if (period) await draft(ctx, slot.campaignId, period);
  },
};
