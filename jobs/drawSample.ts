import { drawRound, roundsToDraw } from '../services/samples.js';
import type { Job } from './definition.js';

/** 抽查: draws reports of rounds that are over, before the coordinators' bundle names them. */
export const drawSample: Job = {
  name: 'drawSample',
  cron: '34 8 * * *',
  days: 'workdays',
  catchUpHours: 10,
  sweep: (ctx, slot) => roundsToDraw(ctx, slot.campaignId, slot.today),
  task: (ctx, slot, roundId) => drawRound(ctx, roundId, slot.today),
};
