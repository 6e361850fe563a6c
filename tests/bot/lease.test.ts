import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createLeases, type LeaseTimes } from '../../bot/lease.js';
import { leaseOf, takeLease } from '../../prisma/store/leases.js';
import { clockAt } from '../support/clockAt.js';
import { describeOnEachDatabase } from '../support/database.js';
import { until } from '../support/until.js';

const log = pino({ level: 'silent' });
const TIMES: LeaseTimes = { renew: 10, lasts: 20_000 };

describeOnEachDatabase('a lease', (databases) => {
  async function two() {
    const url = await databases.fresh();
    const database = await databases.open(url);
    const clock = clockAt('2026-09-07T09:00:00+08:00');
    const done: string[] = [];
    const worker = (name: string) => {
      const keep = createLeases({ database, clock, log, times: TIMES });
      const keeper = keep('robot', {
        begin: () => void done.push(`${name} begins`),
        end: () => void done.push(`${name} ends`),
      });
      onTestFinished(() => keeper.stop());
      return keeper;
    };
    return { database, clock, done, worker };
  }

  test('is held by one, and goes to the other as soon as it is given up', async () => {
    const { done, worker } = await two();
    const [first, second] = [worker('first'), worker('second')];
    expect(await first.start()).toBe(true);
    expect(await second.start()).toBe(false);
    await first.stop();
    await until('the second', () => second.holds());
    expect(done).toEqual(['first begins', 'first ends', 'second begins']);
  });

  test('goes to the other when it was not renewed until its end, and its fence grows', async () => {
    const { database, clock, done, worker } = await two();
    const elsewhere = { name: 'robot', holder: 'another-machine:7:00ff', now: clock.now() };
    const ends = new Date(clock.now().getTime() + 20_000);
    expect(await takeLease(database, { ...elsewhere, until: ends })).toBe(1);
    expect(await takeLease(database, { ...elsewhere, until: ends })).toBe(1);
    const mine = worker('mine');
    expect(await mine.start()).toBe(false);
    clock.moveTo(new Date(ends.getTime() - 1));
    await new Promise((resolve) => setImmediate(resolve));
    expect(mine.holds()).toBe(false);
    clock.moveTo(ends);
    await until('the takeover', () => mine.holds());
    expect((await leaseOf(database, 'robot'))?.fence).toBe(2);
    expect(done).toEqual(['mine begins']);
  });

  test('ends its work when another took it meanwhile', async () => {
    const { database, clock, done, worker } = await two();
    const mine = worker('mine');
    await mine.start();
    const later = new Date(clock.now().getTime() + 60_000);
    await database.lease.update({ where: { name: 'robot' }, data: { holder: 'another-machine:7:00ff', until: later } });
    await until('the loss', () => !mine.holds());
    expect(done).toEqual(['mine begins', 'mine ends']);
  });

  test('does not wait for a process of this machine that was killed', async () => {
    const { database, clock, worker } = await two();
    const { hostname } = await import('node:os');
    for (const pid of [process.pid, 4_000_000]) {
      const until = new Date(clock.now().getTime() + 20_000);
      const data = { name: 'robot', holder: `${hostname()}:${pid}:00ff`, until, fence: 1 };
      await database.lease.upsert({ where: { name: 'robot' }, create: data, update: data });
      const mine = worker('mine');
      expect(await mine.start()).toBe(true);
      await mine.stop();
    }
  });
});
