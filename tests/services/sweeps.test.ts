import { expect, test } from 'vitest';
import { buildCtx, inTransaction } from '../../bot/transaction.js';
import type { Database } from '../../prisma/client.js';
import { SWEEPS, sweepOldRows } from '../../services/sweeps.js';
import { describeOnEachDatabase } from '../support/database.js';
import { person, put } from '../support/outboxRows.js';

const NOW = new Date('2026-11-22T03:30:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

async function sweepAll(db: Database): Promise<void> {
  for (const index of SWEEPS.keys())
    await inTransaction(db, async (tx) =>
      sweepOldRows(await buildCtx(tx, { now: NOW, actor: null, origin: null }), index, NOW),
    );
}

describeOnEachDatabase('the nightly sweep', (databases) => {
  test('removes keys of updates after 30 days', async () => {
    const db = await databases.open();
    for (const days of [31, 29])
      await db.inbound.create({
        data: { platform: 'sandbox', updateKey: `${days}`, outcome: 'handled', receivedAt: daysAgo(days) },
      });
    await sweepAll(db);
    expect((await db.inbound.findMany()).map((row) => row.updateKey)).toEqual(['29']);
  });

  test('removes finished runs after 90 days, but never the newest of a job nor one that is not finished', async () => {
    const db = await databases.open();
    const run = (job: string, days: number, finished = true) =>
      db.jobRun.create({
        data: {
          job,
          scheduledFor: daysAgo(days),
          startedAt: daysAgo(days),
          leaseUntil: daysAgo(days),
          finishedAt: finished ? daysAgo(days) : null,
          detail: {},
        },
      });
    await run('a/1', 100);
    await run('a/1', 95, false);
    await run('a/1', 91);
    await run('a/1', 1);
    await run('b/1', 200);
    await sweepAll(db);
    const rest = await db.jobRun.findMany({ orderBy: { id: 'asc' } });
    expect(rest.map((row) => [row.job, row.scheduledFor])).toEqual([
      ['a/1', daysAgo(95)],
      ['a/1', daysAgo(1)],
      ['b/1', daysAgo(200)],
    ]);
  });

  test('removes drafts past their time', async () => {
    const db = await databases.open();
    const personId = await person(db, 'p');
    const draft = (chat: string, expiresAt: Date) =>
      db.dialogState.create({
        data: {
          personId,
          platform: 'sandbox',
          chat,
          name: 'bulletin',
          version: 1,
          step: 'kind',
          data: {},
          trail: [],
          updatedAt: daysAgo(3),
          expiresAt,
        },
      });
    await draft('old', daysAgo(1));
    await draft('new', daysAgo(-1));
    await sweepAll(db);
    expect((await db.dialogState.findMany()).map((row) => row.chat)).toEqual(['new']);
  });

  test('removes the words of messages after a year and keeps the record of them; live ones stay whole', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'old' }, { dedupKey: 'new' }, { dedupKey: 'live' });
    const finish = (dedupKey: string, finishedAt: Date) =>
      db.delivery.update({ where: { dedupKey }, data: { status: 'sent', lane: null, finishedAt } });
    await finish('old', daysAgo(366));
    await finish('new', daysAgo(364));
    await sweepAll(db);
    await sweepAll(db);
    const rows = await db.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map((row) => row.payload)).toEqual([
      { op: 'gone' },
      expect.objectContaining({ op: 'post' }),
      expect.objectContaining({ op: 'post' }),
    ]);
    expect(rows[0]).toMatchObject({ dedupKey: 'old', status: 'sent', finishedAt: daysAgo(366) });
  });
});
