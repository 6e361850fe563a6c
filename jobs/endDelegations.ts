import { endDelegation, overDelegations } from '../services/delegationEnd.js';
import type { Job } from './definition.js';

/** 结束代办: gives back what was handed over until a day that is past, before the morning's messages are written. */
export const endDelegations: Job = {
  name: 'endDelegations',
  cron: '6 8 * * *',
  days: 'all',
  catchUpHours: 72,
  sweep: (ctx, slot) => overDelegations(ctx, slot.campaignId, slot.today),
  task: async (ctx, slot, id) => {
    await endDelegation(ctx, id, 'time', slot.today);
  },
};
