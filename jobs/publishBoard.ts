import { duePeriodAt, duePlaces } from '../services/boardDue.js';
import { publishDirectly } from '../services/boardPublish.js';
import type { Job } from './definition.js';

/**
 * 发布红黑榜, policy direct: the boards of the periods that ended, on the first workday after. Its ids are the places of
 * their kinds in PERIOD_KINDS.
 */
export const publishBoard: Job = {
  name: 'publishBoard',
  cron: '12 9 * * *',
  days: 'workdays',
  catchUpHours: 48,
  sweep: (ctx, slot) => duePlaces(ctx, slot, 'direct'),
  async task(ctx, slot, place) {
    const period = await duePeriodAt(ctx, slot, 'direct', place);
    if (period) await publishDirectly(ctx, slot.campaignId, period);
  },
};
