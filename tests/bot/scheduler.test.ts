import pino from 'pino';
import { expect, test } from 'vitest';
import type { Skipped } from '../../bot/missedSlots.js';
import { createScheduler, type SchedulerDeps } from '../../bot/scheduler.js';
import type { Job, Slot } from '../../jobs/definition.js';
import type { Database } from '../../prisma/client.js';
import { clockAt } from '../support/clockAt.js';
import { describeOnEachDatabase } from '../support/database.js';

const log = pino({ level: 'silent' });
const shanghai = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);

/** A campaign without jobs of its own. */
async function campaign(db: Database, createdAt: Date, schedules: object = {}): Promise<number> {
  const name = `作风提升（${await db.campaign.count()}）`;
  const { id } = await db.campaign.create({
    data: { name, startsOn: '2026-03-01', endsOn: '2026-12-31', rules: {}, schedules, createdAt },
  });
  return id;
}

/** A job at 08:40 on workdays that writes one audit entry for each of its ids, and a list of the slots that it did. */
function job(overrides: Partial<Job> = {}): Job & { slots: Slot[] } {
  const slots: Slot[] = [];
  return {
    name: 'warn',
    cron: '40 8 * * *',
    days: 'workdays',
    catchUpHours: 20,
    sweep: async () => [1, 2],
    async task(ctx, slot, id) {
      if (!slots.includes(slot)) slots.push(slot);
      await ctx.db.auditEntry.create({
        data: { at: ctx.now, action: 'warned', subject: `item:${id}`, detail: { today: slot.today } },
      });
    },
    ...overrides,
    slots,
  };
}

describeOnEachDatabase('the scheduler', (databases) => {
  const scheduler = (db: Database, start: string, jobs: Job[], more: Partial<SchedulerDeps> = {}) => {
    const clock = clockAt(`${start.replace(' ', 'T')}:00+08:00`);
    const made = createScheduler({ database: db, clock, jobs, log, singleInstance: true, ...more });
    const runAt = (text: string) => {
      clock.moveTo(shanghai(text));
      return made.runDue(clock.now());
    };
    return { ...made, clock, runAt };
  };
  const runs = (db: Database) => db.jobRun.findMany({ orderBy: { id: 'asc' } });

  test('runs a slot when its time has come, with the slot’s day as today, and records it', async () => {
    const db = await databases.open();
    const id = await campaign(db, shanghai('2026-03-02 07:00'));
    const warn = job();
    const { runAt } = scheduler(db, '2026-03-02 08:00', [warn]);
    expect(await runAt('2026-03-02 08:39')).toEqual([]);
    expect(await runAt('2026-03-02 08:41')).toEqual([
      { job: 'warn', campaignId: id, scheduledFor: shanghai('2026-03-02 08:40'), outcome: 'done' },
    ]);
    expect(warn.slots).toEqual([
      { scheduledFor: shanghai('2026-03-02 08:40'), today: '2026-03-02', campaignId: id, zone: 'Asia/Shanghai' },
    ]);
    expect(await runs(db)).toMatchObject([
      {
        job: `warn/${id}`,
        outcome: 'done',
        attempt: 1,
        finishedAt: shanghai('2026-03-02 08:41'),
        detail: { found: 2, done: 2, failed: 0 },
      },
    ]);
    expect(await db.auditEntry.findMany({ select: { at: true } })).toEqual([
      { at: shanghai('2026-03-02 08:41') },
      { at: shanghai('2026-03-02 08:41') },
    ]);
  });

  test('a second look at the same minute runs nothing again, nor does a restarted process', async () => {
    const db = await databases.open();
    await campaign(db, shanghai('2026-03-02 07:00'));
    const warn = job();
    const { runAt } = scheduler(db, '2026-03-02 08:00', [warn]);
    await runAt('2026-03-02 08:40');
    expect(await runAt('2026-03-02 08:40')).toEqual([]);
    expect(await scheduler(db, '2026-03-02 08:40', [warn]).runAt('2026-03-02 08:40')).toEqual([]);
    expect(await db.auditEntry.count()).toBe(2);
  });

  test('a clock that is set back and goes forward again runs no slot twice and leaves none out', async () => {
    const db = await databases.open();
    await campaign(db, shanghai('2026-03-02 07:00'));
    const warn = job();
    const { runDue } = scheduler(db, '2026-03-02 08:00', [warn]);
    const runAt = (text: string) => runDue(shanghai(text));
    for (const at of ['2026-03-02 08:45', '2026-03-02 07:50', '2026-03-02 08:40', '2026-03-02 08:46']) await runAt(at);
    expect(warn.slots).toHaveLength(1);
    await runAt('2026-03-03 08:41');
    await runAt('2026-03-02 12:00');
    await runAt('2026-03-04 08:41');
    expect(warn.slots.map(({ today }) => today)).toEqual(['2026-03-02', '2026-03-03', '2026-03-04']);
    expect(await db.auditEntry.count()).toBe(6);
  });

  test('two schedulers at once run each slot once', async () => {
    const url = await databases.fresh();
    const [one, two] = [await databases.open(url), await databases.open(url)];
    for (let n = 0; n < 5; n++) await campaign(one, shanghai('2026-03-02 07:00'));
    const warn = job();
    const pair = [one, two].map((db) => scheduler(db, '2026-03-02 08:00', [warn], { singleInstance: false }));
    const results = await Promise.all(pair.map(({ runAt }) => runAt('2026-03-02 08:45')));
    expect(results.flat()).toHaveLength(5);
    expect(warn.slots).toHaveLength(5);
    expect(await one.auditEntry.count()).toBe(10);
  });

  test('after a downtime only the newest slot runs, and the older one is recorded as superseded', async () => {
    const db = await databases.open();
    await campaign(db, shanghai('2026-03-02 07:00'));
    const told: Skipped[] = [];
    const warn = job({ catchUpHours: 30 });
    const { runAt } = scheduler(db, '2026-03-02 08:00', [warn], {
      onSkipped: async (_ctx, _campaign, skipped) => void told.push(...skipped),
    });
    await runAt('2026-03-03 09:00');
    expect(warn.slots.map(({ today }) => today)).toEqual(['2026-03-03']);
    expect((await runs(db)).map(({ scheduledFor, outcome }) => [scheduledFor, outcome])).toEqual([
      [shanghai('2026-03-02 08:40'), 'superseded'],
      [shanghai('2026-03-03 08:40'), 'done'],
    ]);
    expect(told).toEqual([]);
  });

  test('slots that are too late are skipped, counted in one record, and told of once', async () => {
    const db = await databases.open();
    const id = await campaign(db, shanghai('2026-03-02 07:00'));
    const told: unknown[] = [];
    const onSkipped: SchedulerDeps['onSkipped'] = async (ctx, campaignId, skipped) => {
      await ctx.db.auditEntry.create({
        data: { at: ctx.now, action: 'missed', subject: `campaign:${campaignId}`, detail: {} },
      });
      told.push(campaignId, ...skipped);
    };
    const warn = job({ catchUpHours: 3 });
    await scheduler(db, '2026-03-02 08:00', [warn], { onSkipped }).runAt('2026-03-05 18:00');
    await scheduler(db, '2026-03-05 18:00', [warn], { onSkipped }).runAt('2026-03-05 18:05');
    expect(warn.slots).toEqual([]);
    const [first, last] = [shanghai('2026-03-02 08:40'), shanghai('2026-03-05 08:40')];
    expect(told).toEqual([id, { job: 'warn', count: 4, first, last }]);
    expect(await runs(db)).toMatchObject([
      { outcome: 'tooLate', scheduledFor: last, detail: { count: 4, first: first.toISOString() } },
    ]);
    expect(await db.auditEntry.count()).toBe(1);
  });

  test('a slot whose process died is run again by the next process', async () => {
    const db = await databases.open();
    const id = await campaign(db, shanghai('2026-03-02 07:00'));
    const scheduledFor = shanghai('2026-03-02 08:40');
    const leaseUntil = shanghai('2026-03-02 08:45');
    await db.jobRun.create({
      data: { job: `warn/${id}`, scheduledFor, startedAt: scheduledFor, leaseUntil, detail: {} },
    });
    const warn = job();

    const beside = scheduler(db, '2026-03-02 08:41', [warn], { singleInstance: false });
    expect(await beside.runAt('2026-03-02 08:42')).toEqual([]);
    const alone = scheduler(db, '2026-03-02 08:42', [warn]);
    expect(await alone.runAt('2026-03-02 08:42')).toMatchObject([{ scheduledFor, outcome: 'done' }]);
    expect(await runs(db)).toMatchObject([{ attempt: 2, outcome: 'done' }]);
    expect(await beside.runAt('2026-03-02 08:50')).toEqual([]);
  });

  test('among several processes a dead one’s slot is taken over when its lease is over, by one of them', async () => {
    const url = await databases.fresh();
    const [one, two] = [await databases.open(url), await databases.open(url)];
    const id = await campaign(one, shanghai('2026-03-02 07:00'));
    const scheduledFor = shanghai('2026-03-02 08:40');
    const leaseUntil = shanghai('2026-03-02 08:45');
    await one.jobRun.create({
      data: { job: `warn/${id}`, scheduledFor, startedAt: scheduledFor, leaseUntil, detail: {} },
    });
    const warn = job();
    const pair = [one, two].map((db) => scheduler(db, '2026-03-02 08:41', [warn], { singleInstance: false }));
    const results = await Promise.all(pair.map(({ runAt }) => runAt('2026-03-02 08:45')));
    expect(results.flat()).toHaveLength(1);
    expect(warn.slots).toHaveLength(1);
  });

  test('a slot in which nothing is due is recorded as done, once, also when its first process died', async () => {
    const url = await databases.fresh();
    const [one, two] = [await databases.open(url), await databases.open(url)];
    const id = await campaign(one, shanghai('2026-03-02 07:00'));
    const died = shanghai('2026-03-02 08:40');
    await one.jobRun.create({
      data: {
        job: `died/${id}`,
        scheduledFor: died,
        startedAt: died,
        leaseUntil: shanghai('2026-03-02 08:45'),
        detail: {},
      },
    });
    const jobs = ['died', 'warn'].map((name) => job({ name, sweep: async () => [] }));
    const pair = [one, two].map((db) => scheduler(db, '2026-03-02 08:41', jobs, { singleInstance: false }));
    const results = await Promise.all(pair.map(({ runAt }) => runAt('2026-03-02 08:45')));
    expect(new Map(results.flat().map((run) => [run.job, run.outcome]))).toEqual(
      new Map([
        ['died', 'done'],
        ['warn', 'done'],
      ]),
    );
    expect(await runs(one)).toMatchObject([
      {
        job: `died/${id}`,
        attempt: 2,
        outcome: 'done',
        detail: { found: 0 },
        finishedAt: shanghai('2026-03-02 08:45'),
      },
      {
        job: `warn/${id}`,
        attempt: 1,
        outcome: 'done',
        detail: { found: 0 },
        finishedAt: shanghai('2026-03-02 08:45'),
      },
    ]);
  });

  test('a dead process’s slot is not run again when it is too late, or a newer one was run, or it died three times', async () => {
    const db = await databases.open();
    const id = await campaign(db, shanghai('2026-03-02 07:00'));
    const told: Skipped[] = [];
    const jobs = ['late', 'older', 'deadly'].map((name) =>
      job({ name, cron: '0 7 * * *', days: 'all', catchUpHours: 5 }),
    );
    const unfinished = (name: string, text: string, more: object = {}) => {
      const scheduledFor = shanghai(text);
      return {
        job: `${name}/${id}`,
        scheduledFor,
        startedAt: scheduledFor,
        leaseUntil: scheduledFor,
        detail: {},
        ...more,
      };
    };
    for (const data of [
      unfinished('late', '2026-03-02 01:00'),
      unfinished('late', '2026-03-02 07:00', { finishedAt: shanghai('2026-03-02 07:01'), outcome: 'done' }),
      unfinished('older', '2026-03-02 06:00'),
      unfinished('older', '2026-03-02 07:00', { finishedAt: shanghai('2026-03-02 07:01'), outcome: 'done' }),
      unfinished('deadly', '2026-03-02 07:00', { attempt: 3 }),
    ])
      await db.jobRun.create({ data });
    const { runAt } = scheduler(db, '2026-03-02 08:00', jobs, {
      onSkipped: async (_ctx, _campaign, skipped) => void told.push(...skipped),
    });
    expect(await runAt('2026-03-02 08:00')).toEqual([]);
    expect((await runs(db)).map(({ outcome }) => outcome)).toEqual(['tooLate', 'done', 'superseded', 'done', 'failed']);
    expect(told).toMatchObject([{ job: 'late', count: 1 }]);
  });

  test('an id that fails rolls back alone, is counted, and does not stop the others', async () => {
    const db = await databases.open();
    await campaign(db, shanghai('2026-03-02 07:00'));
    const base = job();
    const halfBroken = job({
      async task(ctx, slot, id) {
        await base.task(ctx, slot, id);
        if (id === 1) throw new Error('no such unit');
      },
    });
    const { runAt } = scheduler(db, '2026-03-02 08:00', [halfBroken]);
    expect(await runAt('2026-03-02 08:40')).toMatchObject([{ outcome: 'failed' }]);
    expect(await db.auditEntry.findMany()).toMatchObject([{ subject: 'item:2' }]);
    expect(await runs(db)).toMatchObject([{ detail: { found: 2, done: 1, failed: 1, failedIds: [1] } }]);
  });

  test('a job that cannot even find what is due is recorded as failed, and the next job runs', async () => {
    const db = await databases.open();
    await campaign(db, shanghai('2026-03-02 07:00'));
    const broken = job({ name: 'broken', sweep: () => Promise.reject(new Error('no such column')) });
    const { runAt } = scheduler(db, '2026-03-02 08:00', [broken, job()]);
    expect((await runAt('2026-03-02 08:40')).map(({ outcome }) => outcome)).toEqual(['failed', 'done']);
  });

  test('several lanes run in order of time, and at one instant in the order of the list', async () => {
    const db = await databases.open();
    await campaign(db, shanghai('2026-03-02 07:00'));
    const jobs = [job({ name: 'digest', cron: '50 8 * * *' }), job({ name: 'open' }), job({ name: 'chase' })];
    const { runAt } = scheduler(db, '2026-03-02 08:00', jobs);
    expect((await runAt('2026-03-02 09:00')).map((run) => run.job)).toEqual(['open', 'chase', 'digest']);
  });

  test('a campaign’s own times replace the default, a broken one stops that job alone, and closed campaigns rest', async () => {
    const db = await databases.open();
    const own = await campaign(db, shanghai('2026-03-02 07:00'), { warn: '0 10 * * *', chase: 'whenever' });
    const closed = await campaign(db, shanghai('2026-03-02 07:00'));
    await db.campaign.update({ where: { id: closed }, data: { status: 'closed' } });
    const { runAt, nextDue } = scheduler(db, '2026-03-02 08:00', [job(), job({ name: 'chase' })]);
    expect(await runAt('2026-03-02 09:00')).toEqual([]);
    expect(await nextDue(shanghai('2026-03-02 09:00'))).toEqual({
      job: 'warn',
      campaignId: own,
      at: shanghai('2026-03-02 10:00'),
    });
    expect(await runAt('2026-03-02 10:00')).toMatchObject([{ job: 'warn', campaignId: own }]);
  });

  test('the next slot skips days off, local ones too, as soon as they are entered', async () => {
    const db = await databases.open();
    await campaign(db, shanghai('2026-03-02 07:00'));
    const { nextDue } = scheduler(db, '2026-03-06 09:00', [job()]);
    const friday = shanghai('2026-03-06 09:00');
    expect((await nextDue(friday))?.at).toEqual(shanghai('2026-03-09 08:40'));
    await db.calendarDay.create({ data: { on: '2026-03-09', kind: 'holiday' } });
    expect((await nextDue(friday))?.at).toEqual(shanghai('2026-03-10 08:40'));
  });

  test('a long run renews its lease, and stops when another process has taken it over', async () => {
    const db = await databases.open();
    await campaign(db, shanghai('2026-03-02 07:00'));
    const leases: Date[] = [];
    const slow: Job = job({
      sweep: async () => [1, 2, 3, 4],
      async task({ db: tx }, _slot, id) {
        leases.push((await tx.jobRun.findFirstOrThrow()).leaseUntil);
        running.clock.moveTo(shanghai(`2026-03-02 08:4${3 * (id - 1)}`));
        if (id === 3) await tx.jobRun.updateMany({ data: { attempt: 2 } });
      },
    });
    const running = scheduler(db, '2026-03-02 08:40', [slow]);
    expect(await running.runAt('2026-03-02 08:40')).toMatchObject([{ outcome: null }]);
    expect(leases).toEqual(['08:45', '08:45', '08:48'].map((time) => shanghai(`2026-03-02 ${time}`)));
    expect(await runs(db)).toMatchObject([{ attempt: 2, finishedAt: null }]);
  });

  test('a process that stops leaves its run between two ids, and the next one does it again from the start', async () => {
    const db = await databases.open();
    await campaign(db, shanghai('2026-03-02 07:00'));
    const base = job();
    let stopped: Promise<void> = Promise.resolve();
    const leaving = scheduler(db, '2026-03-02 08:40', [
      job({
        async task(...args) {
          await base.task(...args);
          stopped = leaving.stop();
        },
      }),
    ]);
    leaving.start();
    expect(await leaving.runDue(leaving.clock.now())).toEqual([]);
    await stopped;
    expect(await runs(db)).toMatchObject([{ attempt: 1, finishedAt: null, leaseUntil: shanghai('2026-03-02 08:40') }]);
    const next = scheduler(db, '2026-03-02 08:41', [base], { singleInstance: false });
    expect(await next.runAt('2026-03-02 08:41')).toMatchObject([{ outcome: 'done' }]);
    expect(await runs(db)).toMatchObject([{ attempt: 2, outcome: 'done', detail: { done: 2 } }]);
  });
});
