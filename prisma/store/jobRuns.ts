import type { JobRunModel } from '../generated/sqlite/models/JobRun.js';
import type { Tx } from './tx.js';

/** A run of a job's slot. */
export type JobRun = JobRunModel;

/** How a slot ended: done; failed (at least one id was); superseded by a newer slot; tooLate to be caught up with. */
export type JobOutcome = 'done' | 'failed' | 'superseded' | 'tooLate';

/** What the scheduler needs of a campaign. */
export interface ScheduledCampaign {
  id: number;
  zone: string;
  /** Job name → cron expression; not checked. */
  schedules: unknown;
  createdAt: Date;
}

/** Campaigns whose jobs run, oldest first. */
export function activeCampaigns(db: Tx): Promise<ScheduledCampaign[]> {
  return db.campaign.findMany({
    where: { status: 'active' },
    select: { id: true, zone: true, schedules: true, createdAt: true },
    orderBy: { id: 'asc' },
  });
}

/** The newest slot of a job that anybody claimed or recorded, or null. */
export async function lastSlot(db: Tx, job: string): Promise<Date | null> {
  const row = await db.jobRun.findFirst({
    where: { job },
    orderBy: { scheduledFor: 'desc' },
    select: { scheduledFor: true },
  });
  return row?.scheduledFor ?? null;
}

/**
 * Claims a slot: nobody else can, on any machine.
 * @returns the run's id, or null when it was claimed before
 */
export async function claimSlot(
  db: Tx,
  { job, scheduledFor, now, leaseUntil }: { job: string; scheduledFor: Date; now: Date; leaseUntil: Date },
): Promise<number | null> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    INSERT INTO "JobRun" ("job", "scheduledFor", "startedAt", "leaseUntil", "attempt", "detail")
    VALUES (${job}, ${scheduledFor}, ${now}, ${leaseUntil}, 1, '{}')
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
  const id = await claimSlot(db, { job, scheduledFor: last, now, leaseUntil: now });
  if (id === null) return false;
  await finishRun(db, { id, attempt: 1 }, outcome, { count: slots.length, first, last }, now);
  return true;
}

/** Runs that were begun and not finished: those whose lease is over, or all of them. Oldest slot first. */
export function unfinishedRuns(db: Tx, now: Date, all: boolean): Promise<JobRun[]> {
  return db.jobRun.findMany({
    where: { finishedAt: null, ...(all ? {} : { leaseUntil: { lte: now } }) },
    orderBy: [{ scheduledFor: 'asc' }, { id: 'asc' }],
  });
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
  outcome: JobOutcome,
  detail: object,
  now: Date,
): Promise<boolean> {
  const { count } = await db.jobRun.updateMany({
    where: { id: run.id, attempt: run.attempt, finishedAt: null },
    data: { outcome, detail, finishedAt: now },
  });
  return count === 1;
}
