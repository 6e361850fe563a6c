import { expect, it } from 'vitest';
import { buildCtx, inTransaction } from '../../bot/transaction.js';
import { retractSubject } from '../../services/outbox.js';
import { describeOnEachDatabase } from '../support/database.js';
import { startWecomApp } from '../support/wecomApp.js';

describeOnEachDatabase('taking a bulletin back', (databases) => {
  it('recalls it on both platforms, and shows where a platform cannot', async () => {
    const world = await startWecomApp(databases, {
      plan: 'tests/support/smallPlan.json',
      on: '2026-09-07',
      time: '10:00',
      inWecom: ['zhou', 'he', 'wangmin'],
    });
    const { app, server } = world;
    const wang = world.as('wangmin');
    await wang.says('通报');
    await wang.presses('工作提示');
    await wang.says('关于填报情况的通报');
    await wang.says('数字有误的一段正文。');
    await wang.presses('全部都发');
    await wang.presses('发送');
    const liang = () => app.sandbox.store.listMessages('p-liang', 0).map((message) => message.text);
    expect(liang().join()).toContain('数字有误');
    const { id } = await app.database.bulletin.findFirstOrThrow();
    const retract = () =>
      inTransaction(app.database, async (tx) =>
        retractSubject(await buildCtx(tx, { now: app.clock.now(), actor: null, origin: null }), `bulletin:${id}`),
      );
    expect(await retract()).toEqual({ recalls: 7, cancelled: 0 });
    // Doing it twice changes nothing.
    await retract();
    await app.settle();
    expect(liang().join()).toBe('（已撤回）');
    expect(server.chat('zhou').map((shown) => shown.recalled)).toEqual([true]);
    const failed = await app.database.delivery.findMany({ where: { status: 'failed' } });
    expect(failed.map(({ address, lastError }) => [address, lastError])).toEqual([
      ['group:work', 'cannot be recalled here'],
    ]);
    expect(await app.database.delivery.count({ where: { subject: `bulletin:${id}:retract` } })).toBe(7);
  }, 60_000);
});
