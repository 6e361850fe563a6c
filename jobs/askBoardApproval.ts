import { askForApproval, draftsToApprove } from '../services/boardApproval.js';
import type { Job } from './definition.js';

/** 提请审定红黑榜: after noon, drafts whose time for objections is over. */
export const askBoardApproval: Job = {
  name: 'askBoardApproval',
  cron: '4 12 * * *',
  days: 'workdays',
  catchUpHours: 24,
  sweep: (ctx, slot) => draftsToApprove(ctx, slot.campaignId),
  task: (ctx, _slot, boardId) => askForApproval(ctx, boardId),
};
