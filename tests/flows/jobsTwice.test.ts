import { expect, it } from 'vitest';
import { buildCtx, inTransaction } from '../../bot/transaction.js';
import { instantOf } from '../../domain/calendar.js';
import { jobs } from '../../jobs/index.js';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

/** Everything that a job could have changed: all tables but the list of runs, and all that was said. */
async function stateOf(chat: ChatApp): Promise<Record<string, unknown>> {
  const db = chat.app.database;
  const rows = { orderBy: { id: 'asc' } } as const;
  return {
    deliveries: await db.delivery.findMany(rows),
    rounds: await db.reportRound.findMany(rows),
    requests: await db.reportRequest.findMany(rows),
    warnings: await db.warning.findMany(rows),
    boards: await db.board.findMany({ ...rows, include: { entries: true } }),
    items: await db.item.findMany({ ...rows, include: { milestones: true } }),
    audit: await db.auditEntry.findMany(rows),
    said: chat.everything(),
  };
}

/** Runs a job's slot as the scheduler would, whether it ran before or not. */
async function runAgain(chat: ChatApp, name: string, on: string): Promise<number> {
  const job = jobs.find((each) => each.name === name);
  const campaign = await chat.app.database.campaign.findFirstOrThrow();
  if (!job) throw new Error(`no job ${name}`);
  const { clock, database } = chat.app;
  const [minute, hour] = job.cron.split(' ');
  const at = `${hour?.padStart(2, '0')}:${minute?.padStart(2, '0')}`;
  const slot = {
    scheduledFor: instantOf(on, at, campaign.zone),
    today: on,
    campaignId: campaign.id,
    zone: campaign.zone,
  };
  const inCtx = <T>(work: (ctx: Awaited<ReturnType<typeof buildCtx>>) => Promise<T>) =>
    inTransaction(database, async (tx) => work(await buildCtx(tx, { now: clock.now(), actor: null, origin: null })));
  const ids = await inCtx((ctx) => job.sweep(ctx, slot));
  // Its sweep finds nothing a second time: the tasks have a guard of their own, for two that run at once.
  if (name === 'chaseReports') ids.push(...(await database.item.findMany()).map((item) => item.id));
  for (const id of ids) await inCtx((ctx) => job.task(ctx, slot, id));
  await chat.app.settle();
  return ids.length;
}

describeOnEachDatabase('a job that runs twice', (databases) => {
  it('changes nothing the second time, whichever it is', async () => {
    // Monday: a board is published. Thursday: reports are chased and warnings given.
    const chat = await startChatApp(databases, { on: '2026-09-07' });
    const found = new Map<string, number>();
    for (const on of ['2026-09-07', '2026-09-10', '2026-09-14']) {
      await chat.goTo(on, '09:30');
      const before = await stateOf(chat);
      for (const { name } of jobs) {
        found.set(name, (found.get(name) ?? 0) + (await runAgain(chat, name, on)));
        expect(await stateOf(chat), `${name} on ${on}`).toEqual(before);
      }
    }
    // Those that find no id again have their own guard in the sweep; the others were asked to do their work anew.
    for (const name of ['chaseReports', 'warnDeadlines', 'morningDigest'])
      expect(found.get(name), name).toBeGreaterThan(0);
  });

  it('after a restart, or when the minute comes round again, is not run a second time', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-07' });
    for (const on of ['2026-09-07', '2026-09-10', '2026-09-14']) {
      await chat.goTo(on, '09:30');
      const before = await stateOf(chat);
      const runs = await chat.app.database.jobRun.count();
      expect(await chat.app.scheduler.runDue(chat.app.clock.now())).toEqual([]);
      await chat.restart();
      expect(await chat.app.scheduler.runDue(chat.app.clock.now())).toEqual([]);
      await chat.app.settle();
      expect(await stateOf(chat)).toEqual(before);
      expect(await chat.app.database.jobRun.count()).toBe(runs);
    }
  });
});
