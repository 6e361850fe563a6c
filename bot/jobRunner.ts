import type { Logger } from 'pino';
import type { Calendar } from '../domain/calendar.js';
import type { Job, Slot } from '../jobs/definition.js';
import { finishRun, type JobOutcome, moveLease } from '../prisma/store/jobRuns.js';
import type { Database } from '../prisma/store/tx.js';
import type { Ctx } from '../services/context.js';
import type { Clock } from './clock.js';
import { currentCalendar, inTransaction } from './transaction.js';

/** How long a claim of a slot holds unless it is renewed, in ms. */
export const LEASE_MS = 300_000;

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
 * Runs a claimed slot: finds the ids, then does each in a transaction of its own. An id that fails is logged and counted
 * and does not stop the others.
 * @param isStopping when it says so, the run is left between two ids for whoever comes next
 * @returns how it ended, or null when it was left or another process took it over
 */
export async function runSlot(
  deps: RunnerDeps,
  job: Job,
  run: ClaimedRun,
  slot: Slot,
  isStopping: () => boolean,
): Promise<JobOutcome | null> {
  const { database, clock } = deps;
  const log = deps.log.child({ job: job.name, campaign: slot.campaignId, scheduledFor: slot.scheduledFor });
  const finish = async (outcome: JobOutcome, detail: object) =>
    (await inTransaction(database, (tx) => finishRun(tx, run, outcome, detail, clock.now()))) ? outcome : null;

  let ids: number[];
  let calendar: Calendar;
  try {
    calendar = await currentCalendar(database);
    ids = await inContext(deps, calendar, (ctx) => job.sweep(ctx, slot));
  } catch (error) {
    log.error({ err: error }, 'job could not find what is due');
    return finish('failed', { error: 'sweep' });
  }

  const failed: number[] = [];
  let leaseUntil = leaseEnd(clock);
  for (const id of ids) {
    if (isStopping()) {
      await inTransaction(database, (tx) => moveLease(tx, run, clock.now()));
      return null;
    }
    if (leaseUntil.getTime() - clock.now().getTime() < LEASE_MS / 2) {
      leaseUntil = leaseEnd(clock);
      if (!(await inTransaction(database, (tx) => moveLease(tx, run, leaseUntil)))) return null;
    }
    try {
      await inContext(deps, calendar, (ctx) => job.task(ctx, slot, id));
      deps.onCommitted?.();
    } catch (error) {
      failed.push(id);
      log.error({ err: error, id }, 'job failed for one id');
    }
  }
  return finish(failed.length > 0 ? 'failed' : 'done', {
    found: ids.length,
    done: ids.length - failed.length,
    failed: failed.length,
    ...(failed.length > 0 ? { failedIds: failed.slice(0, MOST_NAMED) } : {}),
  });
}

/** One calendar for the whole slot: reading it anew for each id would be most of the reading that a job does. */
function inContext<T>(deps: RunnerDeps, calendar: Calendar, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const now = deps.clock.now();
  return inTransaction(deps.database, (db) => work({ db, now, calendar, actor: null, origin: null }));
}
