import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createLeases } from '../../bot/lease.js';
import { clockAt } from '../support/clockAt.js';
import { describeOnEachDatabase, type TestDatabases } from '../support/database.js';
import { telegramUnderTest } from '../support/telegramPort.js';
import { someone } from '../support/telegramServer/index.js';
import { until } from '../support/until.js';
import { startHarness } from './wecom/harness.js';

/** Leases as two processes on one database have them, renewed so quickly that a test can wait for it. */
async function leases(databases: TestDatabases) {
  const database = await databases.open();
  const log = pino({ level: 'silent' });
  const clock = clockAt('2026-09-07T09:00:00+08:00');
  const lease = createLeases({ database, clock, log, times: { renew: 20, lasts: 20_000 } });
  return { database, clock, lease };
}

describeOnEachDatabase('what a platform allows only once', (databases) => {
  test('two processes do not kick each other off the robot: one stands by and goes on when the other ends', async () => {
    const { database, lease } = await leases(databases);
    const doors = { app: false, webhooks: false, robot: true };
    const first = await startHarness(database, { doors, lease });
    const { server, wecom, connections } = first;
    await until('the first', () => wecom.robotState() === 'ready');
    const second = await first.again();
    expect(second.robotState()).toBe('stopped');
    await wecom.port.stop();
    await until('the second', () => second.robotState() === 'ready');
    expect(server.robot.subscriptions()).toBe(2);
    expect(connections.map((each) => each.state)).not.toContain('conflict');
  });

  test('the robot goes to another process when the lease was not renewed until its end', async () => {
    const { database, clock, lease } = await leases(databases);
    const doors = { app: false, webhooks: false, robot: true };
    const ends = new Date(clock.now().getTime() + 20_000);
    await database.lease.create({
      data: { name: 'wecom:robot:aib-1', holder: 'another-machine:7:00ff', until: ends, fence: 1 },
    });
    const { server, wecom } = await startHarness(database, { doors, lease });
    expect([wecom.robotState(), server.robot.connected()]).toEqual(['stopped', false]);
    clock.moveTo(ends);
    await until('the takeover', () => wecom.robotState() === 'ready');
  });

  test('two processes do not poll Telegram at once, and the one that stands by says nothing of the connection', async () => {
    const { lease } = await leases(databases);
    const first = await telegramUnderTest({ lease });
    const second = await telegramUnderTest({ lease });
    onTestFinished(() => second.stop());
    const heard: string[] = [];
    await first.port.start(async () => void heard.push('first'));
    await second.port.start(async () => void heard.push('second'));
    for (const { server } of [second, first]) someone(server, 5_000_000_001, '李娜').says('你好');
    await until('the first to hear', () => heard.includes('first'));
    expect([heard, second.connections]).toEqual([['first'], []]);
    await first.stop();
    await until('the second to hear', () => heard.includes('second'));
    await until('its state', () => second.connections.some((each) => each.state === 'ok'));
  });
});
