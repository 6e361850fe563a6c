import { dropExpiredDrafts, forgetBodies, forgetInbound, forgetRuns } from '../prisma/store/sweeps.js';
import type { Ctx } from './context.js';

const DAY_MS = 86_400_000;

/**
 * What is removed and after how many days: keys of handled updates (platforms redeliver for a day at most), finished runs
 * of jobs, drafts past their time, and the words of messages. The record of a message stays: to whom, when, what came of it.
 */
export const SWEEPS = [
  { days: 30, remove: forgetInbound },
  { days: 90, remove: forgetRuns },
  { days: 0, remove: dropExpiredDrafts },
  { days: 365, remove: forgetBodies },
] as const;

/** Does one of the sweeps as of an instant. Doing it again changes nothing. */
export async function sweepOldRows(ctx: Ctx, index: number, asOf: Date): Promise<void> {
  const sweep = SWEEPS[index];
  if (sweep) await sweep.remove(ctx.db, new Date(asOf.getTime() - sweep.days * DAY_MS));
}
