import { periodToPublish, publishWeeklyBoard } from '../services/board.js';
import type { Job } from './definition.js';

/** 发布红黑榜: last week's board, on the first workday of the week. Its one id is the campaign. */
export const publishBoard: Job = {
  name: 'publishBoard',
  cron: '12 9 * * *',
  days: 'firstWorkdayOfWeek',
  catchUpHours: 48,
  sweep: async (ctx, slot) => ((await periodToPublish(ctx, slot.campaignId, slot.today)) ? [slot.campaignId] : []),
  task: (ctx, slot) => publishWeeklyBoard(ctx, slot.campaignId, slot.today),
};
