import { SWEEPS, sweepOldRows } from '../services/sweeps.js';
import type { Job } from './definition.js';

/** 清理旧记录: what nobody needs any more is removed at night; each id is one kind of row, in a transaction of its own. */
export const sweepOld: Job = {
  name: 'sweepOld',
  cron: '37 3 * * *',
  days: 'all',
  catchUpHours: 168,
  sweep: async () => [...SWEEPS.keys()],
  task: (ctx, slot, id) => sweepOldRows(ctx, id, slot.scheduledFor),
};
