import type { Logger } from 'pino';
import type { Calendar } from '../domain/calendar.js';
import type { Job, Slot } from '../jobs/definition.js';
import type { CampaignRow } from '../prisma/store/campaigns.js';
import { type Ended, finishRun, type JobOutcome, moveLease } from '../prisma/store/jobRuns.js';
import type { Database, Tx } from '../prisma/store/tx.js';
import { knowCampaign } from '../services/campaignRules.js';
import type { Ctx } from '../services/context.js';
import type { Clock } from './clock.js';
import { inTransaction, withoutCollision } from './transaction.js';

/** How long a claim of a slot holds unless it is renewed, in ms. */
export const LEASE_MS = 300_000;

/** What a long run has written is sent while it goes on; telling of each commit would only be work. In ms. */
const TELL_EVERY_MS = 250;

/** Ids that failed are named up to this many. */
const MOST_NAMED = 20;

export interface RunnerDeps {
  database: Database;
  clock: Clock;
  log: Logger;
  /** Called after every commit that may have written messages. */
  onCommitted?: () => void;
}

/** A claimed run. */
export interface ClaimedRun {
  id: number;
  attempt: number;
}

/** When a lease that begins now ends. */
export const leaseEnd = (clock: Clock): Date => new Date(clock.now().getTime() + LEASE_MS);

/** What a run knows when it begins: it is not read anew for each id, which would be most of the reading that a job does. */
export interface SlotWork {
  job: Job;
  slot: Slot;
  calendar: Calendar;
  campaign: CampaignRow;
}

/**
 * Finds the ids of a slot, claims it, and does each id in a transaction of its own. An id that fails is logged and counted
 * and does not stop the others. Most slots find nothing: they are claimed and finished in one statement.
 * @param claim takes the slot, and finishes it when it says how it ended; null when somebody else has it
 * @param isStopping when it says so, the run is left between two ids for whoever comes next
 * @returns null when somebody else has the slot; else how it ended, null when it was left or another process took it over
 */
export async function runSlot(
  deps: RunnerDeps,
  { job, slot, ...known }: SlotWork,
  claim: (ended?: Ended) => Promise<ClaimedRun | null>,
  isStopping: () => boolean,
): Promise<{ outcome: JobOutcome | null } | null> {
  const { database, clock } = deps;
  const log = deps.log.child({ job: job.name, campaign: slot.campaignId, scheduledFor: slot.scheduledFor });
  const contextOn = (db: Tx): Ctx => {
    const ctx = { db, now: clock.now(), calendar: known.calendar, actor: null, origin: null };
    knowCampaign(ctx, known.campaign);
    return ctx;
  };
  const claimAs = async (ended: Ended) => ((await claim(ended)) ? { outcome: ended.outcome } : null);

  let ids: number[];
  try {
    ids = await job.sweep(contextOn(database), slot);
  } catch (error) {
    log.error({ err: error }, 'job could not find what is due');
    return claimAs({ outcome: 'failed', detail: { error: 'sweep' } });
  }
  if (ids.length === 0) return claimAs({ outcome: 'done', detail: detailOf(0, []) });
  const run = await claim();
  if (!run) return null;

  const failed: number[] = [];
  let toldAt = performance.now();
  let leaseUntil = leaseEnd(clock);
  for (const id of ids) {
    if (isStopping()) {
      await withoutCollision(() => moveLease(database, run, clock.now()));
      return { outcome: null };
    }
    if (leaseUntil.getTime() - clock.now().getTime() < LEASE_MS / 2) {
      const until = leaseEnd(clock);
      if (!(await withoutCollision(() => moveLease(database, run, until)))) return { outcome: null };
      leaseUntil = until;
    }
    try {
      await inTransaction(database, (tx) => job.task(contextOn(tx), slot, id));
      if (performance.now() - toldAt >= TELL_EVERY_MS) {
        deps.onCommitted?.();
        toldAt = performance.now();
      }
    } catch (error) {
      failed.push(id);
      log.error({ err: error, id }, 'job failed for one id');
    }
  }
  const outcome = failed.length > 0 ? 'failed' : 'done';
  const ended = { outcome, detail: detailOf(ids.length, failed) } as const;
  const finished = await withoutCollision(() => finishRun(database, run, ended, clock.now()));
  deps.onCommitted?.();
  return { outcome: finished ? outcome : null };
}

/** What a run's record tells of its ids. */
const detailOf = (found: number, failed: readonly number[]): object => ({
  found,
  done: found - failed.length,
  failed: failed.length,
  ...(failed.length > 0 ? { failedIds: failed.slice(0, MOST_NAMED) } : {}),
});
