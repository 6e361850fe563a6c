import { expect, test } from 'vitest';
import { describeOnEachDatabase } from '../support/database.js';
import { fakePort } from '../support/fakePort.js';
import { after, deliveryTo, person, put, rowOf } from '../support/outboxRows.js';

describeOnEachDatabase('what becomes of a message', (databases) => {
  test('gives up after eight failures, and says why', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a' }, { dedupKey: 'b' });
    const port = fakePort();
    port.answer(
      'chat',
      ...Array.from({ length: 8 }, () => ({ kind: 'retry', afterMs: 0, scope: 'chat', error: '500' }) as const),
    );
    const { drain, nextDue, clock } = deliveryTo(db, port);
    await drain();
    for (let next = await nextDue(clock.now()); next; next = await nextDue(clock.now())) {
      clock.moveTo(next);
      await drain();
    }
    expect(await rowOf(db, 'a')).toMatchObject({ status: 'failed', attempts: 8, lastError: '500', lane: null });
    expect(await rowOf(db, 'b')).toMatchObject({ status: 'sent' });
  });

  test('what was refused fails at once and does not hold up the chat', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a' }, { dedupKey: 'b' });
    const port = fakePort();
    port.answer('chat', { kind: 'rejected', error: 'too long' });
    await deliveryTo(db, port).drain();
    expect(await rowOf(db, 'a')).toMatchObject({ status: 'failed', lastError: 'too long' });
    expect(await rowOf(db, 'b')).toMatchObject({ status: 'sent' });
  });

  test('a person who blocked the bot is marked unreachable together with the failure', async () => {
    const db = await databases.open();
    const personId = await person(db, 'u1');
    await put(db, { dedupKey: 'a', address: 'u1', personId }, { dedupKey: 'g', address: 'group', personId });
    const port = fakePort();
    const told: string[] = [];
    for (const chat of ['u1', 'group']) port.answer(chat, { kind: 'unreachable', error: 'blocked' });
    await deliveryTo(db, port, { onUnreachable: async (_tx, row) => void told.push(row.dedupKey) }).drain();
    expect(await rowOf(db, 'a')).toMatchObject({ status: 'failed', lastError: 'blocked' });
    expect(await db.identity.findFirst()).toMatchObject({ state: 'unreachable' });
    expect(told.sort()).toEqual(['a', 'g']);
  });

  test('a group that is gone says nothing of the person who was answered there', async () => {
    const db = await databases.open();
    const personId = await person(db, 'u1');
    await put(db, { dedupKey: 'g', address: 'group', personId });
    const port = fakePort();
    port.answer('group', { kind: 'unreachable', error: 'dissolved' });
    await deliveryTo(db, port).drain();
    expect(await db.identity.findFirst()).toMatchObject({ state: 'active' });
  });

  test('of unknown fate, a message to a person is repeated, and one to a group is left for a person to decide', async () => {
    const db = await databases.open();
    const personId = await person(db, 'u1');
    await put(
      db,
      { dedupKey: 'p', address: 'u1', personId },
      { dedupKey: 'g', address: 'group' },
      { dedupKey: 'next', address: 'group' },
    );
    const port = fakePort();
    for (const chat of ['u1', 'group']) port.answer(chat, { kind: 'unknown', error: 'ECONNRESET' });
    const { drain, clock } = deliveryTo(db, port);
    await drain();
    expect(await rowOf(db, 'p')).toMatchObject({ status: 'pending', attempts: 1, lastError: 'ECONNRESET' });
    expect(await rowOf(db, 'g')).toMatchObject({ status: 'unknown', lane: null, lastError: 'ECONNRESET' });
    expect(await rowOf(db, 'next')).toMatchObject({ status: 'sent' });
    clock.moveTo(after(5));
    await drain();
    expect(port.words('u1')).toEqual(['p', 'p']);
  });

  test('of unknown fate, a message to a group is repeated where the platform refuses duplicates', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'g', address: 'group' });
    const port = fakePort({ refusesDuplicates: true });
    port.answer('group', { kind: 'unknown', error: 'ECONNRESET' });
    const { drain, clock } = deliveryTo(db, port);
    await drain();
    clock.moveTo(after(5));
    await drain();
    expect(await rowOf(db, 'g')).toMatchObject({ status: 'sent' });
    expect(port.calls.map(({ key }) => key)).toEqual(['g', 'g']);
  });

  test('an adapter that throws leaves a message of unknown fate, not a stuck one', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'g' });
    const port = fakePort();
    port.answer('chat', () => {
      throw new Error('bug');
    });
    await deliveryTo(db, port).drain();
    expect(await rowOf(db, 'g')).toMatchObject({ status: 'unknown', lastError: 'adapterThrew' });
  });

  test('what a dead process was sending is of unknown fate when the only process starts again', async () => {
    const db = await databases.open();
    const personId = await person(db, 'u1');
    await put(db, { dedupKey: 'p', address: 'u1', personId }, { dedupKey: 'g', address: 'group' });
    await db.delivery.updateMany({ data: { status: 'sending', lockedUntil: after(100) } });
    const port = fakePort();
    const { start: begin, stop } = deliveryTo(db, port);
    await begin();
    await stop();
    expect(await rowOf(db, 'p')).toMatchObject({
      status: 'pending',
      attempts: 1,
      notBefore: after(5),
      lastError: 'processEnded',
    });
    expect(await rowOf(db, 'g')).toMatchObject({ status: 'unknown' });
    expect(port.calls).toEqual([]);
  });

  test('among several processes a claim is left alone until its lock is over', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'g', address: 'group' });
    await db.delivery.updateMany({ data: { status: 'sending', lockedUntil: after(100) } });
    const { drain, clock } = deliveryTo(db, fakePort(), { singleInstance: false });
    clock.moveTo(after(99));
    await drain();
    expect(await rowOf(db, 'g')).toMatchObject({ status: 'sending' });
    clock.moveTo(after(130));
    await drain();
    expect(await rowOf(db, 'g')).toMatchObject({ status: 'unknown' });
  });
});
