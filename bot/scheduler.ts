import cron, { type ScheduledTask } from 'node-cron';
import { z } from 'zod';
import { type Calendar, dayOf } from '../domain/calendar.js';
import type { Job } from '../jobs/definition.js';
import { activeCampaigns, type CampaignRow } from '../prisma/store/campaigns.js';
import {
  claimSlot,
  type Ended,
  finishRun,
  type JobOutcome,
  type JobRun,
  lastSlots,
  reclaimRun,
  unfinishedRuns,
} from '../prisma/store/jobRuns.js';
import { type ClaimedRun, leaseEnd, type RunnerDeps, runSlot } from './jobRunner.js';
import { createLanes } from './lanes.js';
import { giveUpRun, type MissedDeps, type NotRun, recordNotRun } from './missedSlots.js';
import { nextSlot, planSlots, type Timetable } from './slots.js';
import { currentCalendar, inTransaction, withoutCollision } from './transaction.js';

/** A slot whose process ends is begun this often before it is given up. */
const MOST_ATTEMPTS = 3;
const DAY_MS = 86_400_000;

export interface SchedulerDeps extends RunnerDeps, MissedDeps {
  /** In the order in which they run when several are due at the same instant. */
  jobs: readonly Job[];
  /** No other process runs jobs: whatever is unfinished when this one starts was left behind by a dead one. */
  singleInstance: boolean;
}

/** A slot that was run. */
export interface SlotRun {
  job: string;
  campaignId: number;
  scheduledFor: Date;
  /** null: left unfinished because the process stops, or another one took it over. */
  outcome: JobOutcome | null;
}

/** Runs every job of every active campaign at its slots, each slot once, on however many machines. */
export interface Scheduler {
  /** Catches up, then runs what is due at every full minute until stop(). */
  start(): void;
  /** Leaves a run between two ids and resolves when nothing runs any more. */
  stop(): Promise<void>;
  /** Runs what has become due since the last look, in order of time. @returns what was run */
  runDue(now: Date): Promise<SlotRun[]>;
  /** The earliest slot after `now`, or null. */
  nextDue(now: Date): Promise<NextSlot | null>;
  /** The same as the last runDue() saw the campaigns, without asking anew. */
  nextSeen(now: Date): Date | null;
}

interface NextSlot {
  job: string;
  campaignId: number;
  at: Date;
}

/** What decides about slots. */
interface Seen {
  campaigns: readonly CampaignRow[];
  calendar: Calendar;
}

interface Due {
  job: Job;
  order: number;
  campaign: CampaignRow;
  at: Date;
  /** A run that was begun before and not finished. */
  unfinished?: JobRun;
}

/** The scheduler of a list of jobs. Nothing runs before start() or runDue(). */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const { database, clock, jobs, log } = deps;
  const turns = createLanes();
  const nextSlots = new Map<string, { key: string; calendar: Calendar; from: Date; next: Date | null }>();
  let lastPass: Date | null = null;
  let seen: Seen | null = null;
  let tick: ScheduledTask | null = null;
  let stopping = false;

  async function pass(now: Date): Promise<SlotRun[]> {
    seen = await look();
    const { calendar, campaigns } = seen;
    const due: Due[] = [];
    const last = lastPass ? null : await lastSlots(database);
    for (const campaign of campaigns) due.push(...(await dueOf(campaign, calendar, now, last)));
    due.push(...(await leftBehind(campaigns, due, now)));
    due.sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order || a.campaign.id - b.campaign.id);
    const runs: SlotRun[] = [];
    for (const each of due) {
      if (stopping) return runs;
      const { job, campaign, at } = each;
      const { id: campaignId, zone } = campaign;
      const slot = { scheduledFor: at, today: dayOf(at, zone), campaignId, zone };
      const ran = await runSlot(deps, { job, slot, calendar, campaign }, claimOf(each), () => stopping);
      if (ran) runs.push({ job: job.name, campaignId, scheduledFor: at, outcome: ran.outcome });
    }
    lastPass = now;
    return runs;
  }

  /** The newest slot of each of the campaign's jobs; older ones are recorded as not run. */
  async function dueOf(
    campaign: CampaignRow,
    calendar: Calendar,
    now: Date,
    last: ReadonlyMap<string, Date> | null,
  ): Promise<Due[]> {
    const due: Due[] = [];
    const notRun: NotRun[] = [];
    for (const [order, job] of jobs.entries()) {
      const lane = laneOf(job, campaign);
      const timetable = timetableOf(campaign, job);
      const since = lastPass ?? last?.get(lane) ?? campaign.createdAt;
      const from = since < campaign.createdAt ? campaign.createdAt : since;
      // Most jobs are not due at most looks, and the next slot is known.
      const next = guarded(campaign, job, () => nextOf(campaign, job, calendar, from));
      if (!next || next > now) continue;
      const plan = guarded(campaign, job, () => planSlots(timetable, calendar, from, now, job.catchUpHours));
      if (!plan) continue;
      if (plan.run) due.push({ job, order, campaign, at: plan.run });
      if (plan.superseded.length > 0) notRun.push({ job: lane, slots: plan.superseded, outcome: 'superseded' });
      if (plan.tooLate.length > 0) notRun.push({ job: lane, slots: plan.tooLate, outcome: 'tooLate' });
    }
    await recordNotRun(deps, campaign.id, notRun, now);
    return due;
  }

  /** Runs that a dead process left unfinished and that are still worth running. */
  async function leftBehind(campaigns: readonly CampaignRow[], due: readonly Due[], now: Date): Promise<Due[]> {
    const again: Due[] = [];
    for (const unfinished of await unfinishedRuns(database, now, deps.singleInstance && lastPass === null)) {
      const [name, campaignId] = unfinished.job.split('/');
      const order = jobs.findIndex((job) => job.name === name);
      const campaign = campaigns.find(({ id }) => String(id) === campaignId);
      const job = jobs[order];
      const at = unfinished.scheduledFor;
      const giveUp = (outcome: JobOutcome, reason: string, tell?: { tell: number }) =>
        giveUpRun(deps, unfinished, { outcome, reason, ...tell }, now);
      if (!job || !campaign) await giveUp('failed', 'gone');
      else if (now.getTime() - at.getTime() > job.catchUpHours * 3_600_000)
        await giveUp('tooLate', 'unfinished', { tell: campaign.id });
      else if (await isSuperseded(unfinished, due)) await giveUp('superseded', 'unfinished');
      else if (unfinished.attempt >= MOST_ATTEMPTS) await giveUp('failed', 'attempts');
      else again.push({ job, order, campaign, at, unfinished });
    }
    return again;
  }

  /** Whether a newer slot of the same job is due now or was claimed already. */
  async function isSuperseded({ job, scheduledFor }: JobRun, due: readonly Due[]): Promise<boolean> {
    if (due.some((each) => laneOf(each.job, each.campaign) === job)) return true;
    const last = (await lastSlots(database)).get(job);
    return last !== undefined && last > scheduledFor;
  }

  const claimOf =
    ({ job, campaign, at, unfinished }: Due) =>
    (ended?: Ended): Promise<ClaimedRun | null> => {
      const now = clock.now();
      const leaseUntil = leaseEnd(clock);
      if (!unfinished)
        return withoutCollision(async () => {
          const id = await claimSlot(
            database,
            { job: laneOf(job, campaign), scheduledFor: at, now, leaseUntil },
            ended,
          );
          return id === null ? null : { id, attempt: 1 };
        });
      return inTransaction(database, async (tx) => {
        if (!(await reclaimRun(tx, unfinished, now, leaseUntil))) return null;
        const run = { id: unfinished.id, attempt: unfinished.attempt + 1 };
        if (ended) await finishRun(tx, run, ended, now);
        return run;
      });
    };

  /** A timetable that does not parse is a mistake in one campaign's settings; the others go on. */
  function guarded<T>(campaign: CampaignRow, job: Job, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      log.error({ err: error, job: job.name, campaign: campaign.id }, 'timetable cannot be read');
      return null;
    }
  }

  const look = async (): Promise<Seen> => ({
    calendar: await currentCalendar(database),
    campaigns: await activeCampaigns(database),
  });

  function firstAfter(now: Date, { campaigns, calendar }: Seen): NextSlot | null {
    let first: NextSlot | null = null;
    for (const campaign of campaigns) {
      for (const job of jobs) {
        const at = guarded(campaign, job, () => nextOf(campaign, job, calendar, now));
        if (at && (!first || at < first.at)) first = { job: job.name, campaignId: campaign.id, at };
      }
    }
    return first;
  }

  /** The next slot, remembered until it has come: moving a clock over weeks asks for it at every event. */
  function nextOf(campaign: CampaignRow, job: Job, calendar: Calendar, now: Date): Date | null {
    const timetable = timetableOf(campaign, job);
    const lane = laneOf(job, campaign);
    const key = `${timetable.zone} ${timetable.cron}`;
    const known = nextSlots.get(lane);
    // A search that found nothing went a year ahead: for a day there is nothing nearer.
    const until = known && (known.next ?? new Date(known.from.getTime() + DAY_MS));
    if (known?.key === key && known.calendar === calendar && known.from <= now && until && now < until)
      return known.next;
    const next = nextSlot(timetable, calendar, now);
    nextSlots.set(lane, { key, calendar, from: now, next });
    return next;
  }

  const runDue = (now: Date) => turns.run('pass', () => pass(now));

  async function runTick(): Promise<void> {
    try {
      await runDue(clock.now());
    } catch (error) {
      log.error({ err: error }, 'the jobs could not be run; the next minute tries again');
    }
  }

  return {
    start() {
      stopping = false;
      tick ??= cron.schedule('* * * * *', runTick, { name: 'minute', noOverlap: true });
      void runTick();
    },
    async stop() {
      stopping = true;
      await tick?.destroy();
      tick = null;
      await turns.run('pass', async () => {});
    },
    runDue,
    nextDue: async (now) => firstAfter(now, await look()),
    nextSeen: (now) => (seen && firstAfter(now, seen))?.at ?? null,
  };
}

const laneOf = (job: Job, campaign: CampaignRow) => `${job.name}/${campaign.id}`;

const schedulesSchema = z.record(z.string(), z.string()).catch({});

/** Asked for several times for each job at each look, which reads the rows anew. */
const ownCrons = new WeakMap<CampaignRow, Record<string, string>>();

function timetableOf(campaign: CampaignRow, job: Job): Timetable {
  const own = ownCrons.get(campaign) ?? schedulesSchema.parse(campaign.schedules);
  ownCrons.set(campaign, own);
  return { cron: own[job.name] ?? job.cron, zone: campaign.zone, days: job.days };
}
