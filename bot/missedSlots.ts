import type { Logger } from 'pino';
import { finishRun, type JobOutcome, type JobRun, recordSkipped } from '../prisma/store/jobRuns.js';
import type { Database } from '../prisma/store/tx.js';
import type { Ctx } from '../services/context.js';
import { buildCtx, inTransaction } from './transaction.js';

/** Slots of a job that nobody ran in time, from the first to the last. */
export interface Skipped {
  job: string;
  /** At most 1000 are counted. */
  count: number;
  first: Date;
  last: Date;
}

export interface MissedDeps {
  database: Database;
  log: Logger;
  /** Told of slots that were too late to catch up with, in the transaction that records them. */
  onSkipped?: (ctx: Ctx, campaignId: number, skipped: readonly Skipped[]) => Promise<void>;
  /** Called after every commit that may have written messages. */
  onCommitted?: () => void;
}

/** Slots that are not going to be run, and why. `job` is the run's: name/campaign. */
export interface NotRun {
  job: string;
  slots: readonly Date[];
  outcome: Extract<JobOutcome, 'superseded' | 'tooLate'>;
}

/** Records a campaign's slots that are not run, and tells of those that were too late; once, whoever records them. */
export async function recordNotRun(
  deps: MissedDeps,
  campaignId: number,
  notRun: readonly NotRun[],
  now: Date,
): Promise<void> {
  if (notRun.length === 0) return;
  await inTransaction(deps.database, async (tx) => {
    const skipped: Skipped[] = [];
    for (const each of notRun) {
      const recorded = await recordSkipped(tx, { ...each, now });
      if (recorded && each.outcome === 'tooLate') skipped.push(skippedOf(each.job, each.slots));
    }
    await report(deps, await buildCtx(tx, { now, actor: null, origin: null }), campaignId, skipped);
  });
  deps.onCommitted?.();
}

/**
 * Ends a run that a dead process left unfinished and that is not run again.
 * @param tell the campaign whose coordinator is to know; absent for none
 */
export async function giveUpRun(
  deps: MissedDeps,
  run: JobRun,
  { outcome, reason, tell }: { outcome: JobOutcome; reason: string; tell?: number },
  now: Date,
): Promise<void> {
  await inTransaction(deps.database, async (tx) => {
    const finished = await finishRun(tx, run, { outcome, detail: { reason } }, now);
    if (!finished || tell === undefined) return;
    const ctx = await buildCtx(tx, { now, actor: null, origin: null });
    await report(deps, ctx, tell, [skippedOf(run.job, [run.scheduledFor])]);
  });
  deps.log.warn({ job: run.job, scheduledFor: run.scheduledFor, outcome, reason }, 'an unfinished run was given up');
  deps.onCommitted?.();
}

async function report(deps: MissedDeps, ctx: Ctx, campaignId: number, skipped: readonly Skipped[]): Promise<void> {
  if (skipped.length === 0) return;
  const jobs = skipped.map(({ job, count }) => ({ job, count }));
  deps.log.warn({ campaign: campaignId, jobs }, 'slots were missed');
  await deps.onSkipped?.(ctx, campaignId, skipped);
}

function skippedOf(lane: string, slots: readonly Date[]): Skipped {
  const [first, last] = [slots[0] as Date, slots.at(-1) as Date];
  return { job: lane.split('/')[0] as string, count: slots.length, first, last };
}
