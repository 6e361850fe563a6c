import { expect, it } from 'vitest';
import { pino } from 'pino';
import { createDelivery } from '../../../bot/delivery/loop.js';
import { bold, lineText, text, title } from '../../../domain/message.js';
import { describeOnDatabase, describeOnEachDatabase } from '../../support/database.js';
import { startHarness } from './harness.js';

/** 2,000 reminders on one database; on the other fewer members, with as many reminders to each: limits go by member. */
const MEMBERS = { sqlite: 40, postgresql: 8 };
const EACH = 50;
const HOOKS = ['one', 'two', 'three'];
const POSTS = 60;

describeOnEachDatabase('sending within WeCom’s limits', (databases) => {
  const members = MEMBERS[databases.provider];
  const reminders = members * EACH;

  it(`delivers ${reminders} reminders through the app and 60 posts through three webhooks, and nothing is dropped`, async () => {
    const database = await databases.open();
    // What a power cut would leave is not the question here; thousands of syncs to the disk take minutes.
    if (databases.provider === 'sqlite') await database.$executeRawUnsafe('PRAGMA synchronous = OFF');
    const harness = await startHarness(database, { webhooks: HOOKS });
    const { server, clock } = harness;
    for (let n = 0; n < members; n++) server.member(`User${n}`);
    const row = (dedupKey: string, address: string, kind: string) => ({
      dedupKey,
      platform: 'wecom',
      address,
      lane: `wecom:${address}`,
      kind,
      priority: 3,
      payload: { op: 'post', message: { lines: [title('今日待办'), text(bold(dedupKey), '　请填报')] } } as object,
      notBefore: clock.now(),
      createdAt: clock.now(),
    });
    await database.delivery.createMany({
      data: [
        ...Array.from({ length: reminders }, (_, n) => row(`reminder:${n}`, `user${n % members}`, 'warning')),
        ...Array.from({ length: POSTS }, (_, n) => row(`post:${n}`, `group:${HOOKS[n % 3]}`, 'board')),
      ],
    });
    const delivery = createDelivery({
      database,
      clock,
      log: pino({ level: 'silent' }),
      ports: [harness.wecom.port],
      holds: async (rows) => rows.map(() => null),
      compose: async (_ctx, all) => all.map(() => null),
      singleInstance: databases.provider === 'sqlite',
    });
    const begun = clock.now().getTime();
    for (let due: Date | null = clock.now(); due; due = await delivery.nextDue(clock.now())) {
      clock.moveTo(due);
      await delivery.drain();
    }
    const minutes = (clock.now().getTime() - begun) / 60_000;
    const received = Array.from({ length: members }, (_, n) => server.chat(`user${n}`).length);
    const posted = HOOKS.map((name) => server.state.groups.get(name)?.length);
    expect(server.state.dropped).toEqual([]);
    expect(server.state.refused).toEqual([]);
    expect(received).toEqual(Array.from({ length: members }, () => EACH));
    expect(posted).toEqual([20, 20, 20]);
    // Fifty reminders to one member need two minutes, and no more.
    expect(minutes).toBeLessThan(2.5);
    expect(await database.delivery.count({ where: { status: 'sent' } })).toBe(reminders + POSTS);
  }, 180_000);
});

describeOnDatabase('sqlite', 'what counts towards WeCom’s limits', (databases) => {
  it('keeps counting after a restart', async () => {
    const harness = await startHarness(await databases.open());
    const message = (n: number) => ({ lines: [text(`第 ${n} 条`)] });
    for (let n = 0; n < 20; n++)
      expect(await harness.post(`a${n}`, 'zhangsan', message(n))).toMatchObject({ kind: 'sent' });
    await harness.again();
    for (let n = 20; n < 27; n++)
      expect(await harness.post(`a${n}`, 'zhangsan', message(n))).toMatchObject({ kind: 'sent' });
    expect(await harness.post('a27', 'zhangsan', message(27))).toMatchObject({
      kind: 'retry',
      afterMs: 60_000,
      scope: 'chat',
    });
    harness.later(60);
    expect(await harness.post('a27', 'zhangsan', message(27))).toMatchObject({ kind: 'sent' });
    expect(harness.server.state.dropped).toEqual([]);
  });

  it('sends no message in part when its parts do not all fit into the minute', async () => {
    const harness = await startHarness(await databases.open());
    const long = { lines: Array.from({ length: 40 }, (_, n) => text(`${n} ${'字'.repeat(100)}`)) };
    for (let n = 0; n < 24; n++) await harness.post(`a${n}`, 'zhangsan', { lines: [text(`第 ${n} 条`)] });
    expect(await harness.post('long', 'zhangsan', long)).toMatchObject({ kind: 'retry' });
    expect(harness.server.chat('zhangsan')).toHaveLength(24);
    harness.later(60);
    expect(await harness.post('long', 'zhangsan', long)).toMatchObject({ kind: 'sent' });
    expect(
      harness.server
        .chat('zhangsan')
        .slice(24)
        .map((shown) => shown.text)
        .join('\n'),
    ).toBe(long.lines.map(lineText).join('\n'));
  });

  it('stops at the day’s quota of the unit and goes on at midnight in China', async () => {
    const harness = await startHarness(await databases.open(), { env: { WECOM_SEATS: '1' } });
    await harness.database.wecomMessage.createMany({
      data: Array.from({ length: 200 }, (_, n) => ({
        key: `old${n}`,
        part: 0,
        chat: `user${n}`,
        door: 'app',
        messageId: `${n}`,
        digest: '',
        repeat: 0,
        choices: [],
        sentAt: harness.clock.now(),
        createdAt: harness.clock.now(),
      })),
    });
    const outcome = await harness.post('a', 'zhangsan', { lines: [text('好')] });
    expect(outcome).toMatchObject({ kind: 'retry', afterMs: 15 * 3_600_000 });
    harness.later(15 * 3600);
    expect(await harness.post('a', 'zhangsan', { lines: [text('好')] })).toMatchObject({ kind: 'sent' });
  });
});
