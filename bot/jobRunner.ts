import type { Logger } from 'pino';
import type { Calendar } from '../domain/calendar.js';
import type { Job, Slot } from '../jobs/definition.js';
import { finishRun, type JobOutcome, moveLease } from '../prisma/store/jobRuns.js';
import type { Database, Tx } from '../prisma/store/tx.js';
import type { Ctx } from '../services/context.js';
import type { Clock } from './clock.js';
import { inTransaction } from './transaction.js';

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

/**
 * Claims a slot and runs it: finds the ids, then does each in a transaction of its own. An id that fails is logged and
 * counted and does not stop the others. Claiming, finding, and finishing where nothing was found are one transaction: most
 * slots find nothing.
 * @param claim takes the slot in a transaction; null when somebody else has it
 * @param isStopping when it says so, the run is left between two ids for whoever comes next
 * @returns null when somebody else has the slot; else how it ended, null when it was left or another process took it over
 */
export async function runSlot(
  deps: RunnerDeps,
  { job, slot, calendar }: { job: Job; slot: Slot; calendar: Calendar },
  claim: (tx: Tx) => Promise<ClaimedRun | null>,
  isStopping: () => boolean,
): Promise<{ outcome: JobOutcome | null } | null> {
  const { database, clock } = deps;
  const log = deps.log.child({ job: job.name, campaign: slot.campaignId, scheduledFor: slot.scheduledFor });

  let found: { run: ClaimedRun; ids: number[] } | null;
  try {
    found = await inContext(deps, calendar, async (ctx) => {
      const run = await claim(ctx.db);
      if (!run) return null;
      const ids = await job.sweep(ctx, slot);
      if (ids.length === 0) await finishRun(ctx.db, run, 'done', detailOf(0, []), clock.now());
      return { run, ids };
    });
  } catch (error) {
    log.error({ err: error }, 'job could not find what is due');
    const failed = await inTransaction(database, async (tx) => {
      const run = await claim(tx);
      return run && finishRun(tx, run, 'failed', { error: 'sweep' }, clock.now());
    });
    return failed ? { outcome: 'failed' } : null;
  }
  if (!found) return null;
  const { run, ids } = found;
  if (ids.length === 0) return { outcome: 'done' };

  const failed: number[] = [];
  let toldAt = performance.now();
  let leaseUntil = leaseEnd(clock);
  for (const id of ids) {
    if (isStopping()) {
      await inTransaction(database, (tx) => moveLease(tx, run, clock.now()));
      return { outcome: null };
    }
    if (leaseUntil.getTime() - clock.now().getTime() < LEASE_MS / 2) {
      leaseUntil = leaseEnd(clock);
      if (!(await inTransaction(database, (tx) => moveLease(tx, run, leaseUntil)))) return { outcome: null };
    }
    try {
      await inContext(deps, calendar, (ctx) => job.task(ctx, slot, id));
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
  const detail = detailOf(ids.length, failed);
  const finished = await inTransaction(database, (tx) => finishRun(tx, run, outcome, detail, clock.now()));
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

/** One calendar for the whole slot: reading it anew for each id would be most of the reading that a job does. */
function inContext<T>(deps: RunnerDeps, calendar: Calendar, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const now = deps.clock.now();
  return inTransaction(deps.database, (db) => work({ db, now, calendar, actor: null, origin: null }));
}
