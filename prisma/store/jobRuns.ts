import type { JobRunModel } from '../generated/sqlite/models/JobRun.js';
import type { Tx } from './tx.js';

/** A run of a job's slot: `job` is the job's name and the campaign's id. */
export type JobRun = Pick<JobRunModel, 'id' | 'job' | 'scheduledFor' | 'attempt'>;

/** How a slot ended: done; failed (at least one id was); superseded by a newer slot; tooLate to be caught up with. */
export type JobOutcome = 'done' | 'failed' | 'superseded' | 'tooLate';

/** How a run ended, and what its record tells of it. */
export interface Ended {
  outcome: JobOutcome;
  detail: object;
}

/** The newest slot of each job that anybody claimed or recorded. */
export async function lastSlots(db: Tx): Promise<Map<string, Date>> {
  const last = await db.jobRun.groupBy({ by: ['job'], _max: { scheduledFor: true } });
  return new Map(last.flatMap(({ job, _max }) => (_max.scheduledFor ? [[job, _max.scheduledFor]] : [])));
}

/**
 * Claims a slot: nobody else can, on any machine.
 * @param ended what it came to, when there is nothing to be done
 * @returns the run's id, or null when it was claimed before
 */
export async function claimSlot(
  db: Tx,
  { job, scheduledFor, now, leaseUntil }: { job: string; scheduledFor: Date; now: Date; leaseUntil: Date },
  ended?: Ended,
): Promise<number | null> {
  const { outcome, detail } = ended ?? { outcome: null, detail: {} };
  const rows = await db.$queryRaw<{ id: number }[]>`
    INSERT INTO "JobRun" ("job", "scheduledFor", "startedAt", "leaseUntil", "attempt", "outcome", "detail", "finishedAt")
    VALUES (${job}, ${scheduledFor}, ${now}, ${leaseUntil}, 1, ${outcome}, ${JSON.stringify(detail)}, ${ended ? now : null})
    ON CONFLICT ("job", "scheduledFor") DO NOTHING RETURNING "id"`;
  return rows[0]?.id ?? null;
}

/**
 * Records slots that will not be run, as one row under the newest of them.
 * @returns false when somebody recorded or claimed that slot before
 */
export async function recordSkipped(
  db: Tx,
  { job, slots, outcome, now }: { job: string; slots: readonly Date[]; outcome: JobOutcome; now: Date },
): Promise<boolean> {
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return false;
  const ended = { outcome, detail: { count: slots.length, first, last } };
  return (await claimSlot(db, { job, scheduledFor: last, now, leaseUntil: now }, ended)) !== null;
}

/** Runs that were begun and not finished: those whose lease is over, or all of them. Oldest slot first. */
export function unfinishedRuns(db: Tx, now: Date, all: boolean): Promise<JobRun[]> {
  return db.$queryRaw<JobRun[]>`
    SELECT "id", "job", "scheduledFor", "attempt" FROM "JobRun"
    WHERE "finishedAt" IS NULL AND (${all} OR "leaseUntil" <= ${now}) ORDER BY "scheduledFor", "id"`;
}

/** Takes over a run whose process ended. @returns false when another process was quicker */
export async function reclaimRun(
  db: Tx,
  run: Pick<JobRun, 'id' | 'attempt'>,
  now: Date,
  leaseUntil: Date,
): Promise<boolean> {
  const { count } = await db.jobRun.updateMany({
    where: { id: run.id, attempt: run.attempt, finishedAt: null },
    data: { attempt: run.attempt + 1, startedAt: now, leaseUntil },
  });
  return count === 1;
}

/** Moves a run's lease; an instant of now gives it up. @returns false when another process has taken the run over */
export async function moveLease(db: Tx, run: Pick<JobRun, 'id' | 'attempt'>, leaseUntil: Date): Promise<boolean> {
  const { count } = await db.jobRun.updateMany({
    where: { id: run.id, attempt: run.attempt, finishedAt: null },
    data: { leaseUntil },
  });
  return count === 1;
}

/** Writes how a run ended. @returns false when another process has taken it over or finished it */
export async function finishRun(
  db: Tx,
  run: Pick<JobRun, 'id' | 'attempt'>,
  ended: Ended,
  now: Date,
): Promise<boolean> {
  const { count } = await db.jobRun.updateMany({
    where: { id: run.id, attempt: run.attempt, finishedAt: null },
    data: { ...ended, finishedAt: now },
  });
  return count === 1;
}
