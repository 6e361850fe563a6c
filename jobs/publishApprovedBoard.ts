import { boardsAtSlot, publishAtSlot } from '../services/boardPublish.js';
import type { Job } from './definition.js';

/** 发布审定的红黑榜: approved boards at their slot; what was not approved stays, and the coordinators are told once. */
export const publishApprovedBoard: Job = {
  name: 'publishApprovedBoard',
  cron: '42 15 * * *',
  days: 'workdays',
  catchUpHours: 48,
  sweep: (ctx, slot) => boardsAtSlot(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, boardId) => publishAtSlot(ctx, slot.campaignId, boardId),
};
