import { expect, test } from 'vitest';
import { text } from '../../domain/message.js';
import type { Composer } from '../../services/compose.js';
import { describeOnEachDatabase } from '../support/database.js';
import { fakePort } from '../support/fakePort.js';
import { after, deliveryTo, put, rowOf, start } from '../support/outboxRows.js';

const composition = { op: 'compose', what: 'bundle', campaignId: 1, personId: 1, on: '2026-03-02' };
const says = (words: string) => ({ lines: [text(words)] });

describeOnEachDatabase('a message whose words are found when it is sent', (databases) => {
  test('says what is true at the attempt that reaches the person, and the row keeps that', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a', payload: composition });
    const port = fakePort();
    port.answer('chat', { kind: 'retry', afterMs: 5000, scope: 'chat', error: 'rateLimited' });
    let truth = 'three items';
    const { drain, clock } = deliveryTo(db, port, { compose: async (_ctx, all) => all.map(() => says(truth)) });
    await drain();
    truth = 'one item';
    clock.moveTo(after(5));
    await drain();
    expect(port.words()).toEqual(['three items', 'one item']);
    expect(await rowOf(db, 'a')).toMatchObject({
      status: 'sent',
      payload: { ...composition, message: says('one item') },
    });
  });

  test('is cancelled when nothing is left to say, and the next of its chat goes on', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a', payload: composition }, { dedupKey: 'b' });
    const port = fakePort();
    await deliveryTo(db, port, { compose: async (_ctx, all) => all.map(() => null) }).drain();
    expect(port.words()).toEqual(['b']);
    expect(await rowOf(db, 'a')).toMatchObject({
      status: 'cancelled',
      lastError: 'answered',
      lane: null,
      finishedAt: start,
      payload: composition,
    });
  });

  test('is tried later when composing it broke, and nothing that composing wrote is kept', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a', payload: composition });
    const port = fakePort();
    const broken: Composer = async (ctx) => {
      await ctx.db.calendarDay.create({ data: { on: '2026-03-03', kind: 'holiday' } });
      throw new Error('broken');
    };
    await deliveryTo(db, port, { compose: broken }).drain();
    expect(port.calls).toEqual([]);
    expect(await rowOf(db, 'a')).toMatchObject({ status: 'pending', attempts: 1, lastError: 'composeFailed' });
    expect(await db.calendarDay.count()).toBe(0);
  });

  test('goes out although another that was claimed with it cannot be composed', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a', address: 'a', payload: composition });
    await put(db, { dedupKey: 'b', address: 'b', payload: { ...composition, personId: 666 } });
    const port = fakePort();
    const halfBroken: Composer = async (_ctx, all) => {
      if (all.some((each) => each.personId === 666)) throw new Error('broken');
      return all.map(() => says('a'));
    };
    await deliveryTo(db, port, { compose: halfBroken }).drain();
    expect(port.words()).toEqual(['a']);
    expect(await rowOf(db, 'b')).toMatchObject({ status: 'pending', attempts: 1, lastError: 'composeFailed' });
  });

  test('is not composed while it is held', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a', payload: composition });
    const port = fakePort();
    let composed = 0;
    const { drain, clock } = deliveryTo(db, port, {
      holds: async (rows, now) => rows.map(() => (now < after(60) ? { until: after(60), why: 'quietHours' } : null)),
      compose: async (_ctx, all) => {
        composed++;
        return all.map(() => says('a'));
      },
    });
    await drain();
    expect(composed).toBe(0);
    expect(await rowOf(db, 'a')).toMatchObject({ status: 'pending', lastError: 'quietHours', notBefore: after(60) });
    clock.moveTo(after(60));
    await drain();
    expect([composed, port.words()]).toEqual([1, ['a']]);
  });
});
