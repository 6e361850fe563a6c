import { announcePhase as announce, phasesToAnnounce } from '../services/phases.js';
import type { Job } from './definition.js';

/** 阶段: on the morning of a phase's first workday, tells groups and leaders what it asks for. Once per phase. */
export const announcePhase: Job = {
  name: 'announcePhase',
  cron: '11 8 * * *',
  days: 'workdays',
  catchUpHours: 10,
  sweep: (ctx, slot) => phasesToAnnounce(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, phaseId) => announce(ctx, phaseId, slot.today),
};
