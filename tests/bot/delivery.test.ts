import { expect, test } from 'vitest';
import type { DeliveryDeps } from '../../bot/delivery/loop.js';
import { inTransaction } from '../../bot/transaction.js';
import { text } from '../../domain/message.js';
import { describeOnEachDatabase } from '../support/database.js';
import { fakePort } from '../support/fakePort.js';
import { after, deliveryTo, put, rowOf, start } from '../support/outboxRows.js';

describeOnEachDatabase('the delivery', (databases) => {
  test('sends what is due and keeps the platform’s id with the row', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a', thread: '7' });
    const port = fakePort();
    await deliveryTo(db, port).drain();
    expect(port.calls).toEqual([
      { op: 'post', key: 'a', address: { chat: 'chat', thread: '7' }, message: { lines: [text('a')] } },
    ]);
    expect(await rowOf(db, 'a')).toMatchObject({
      status: 'sent',
      providerMessageId: 'm1',
      lane: null,
      lockedUntil: null,
      finishedAt: start,
    });
  });

  test('closes the buttons of an earlier message', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'c', kind: 'close', payload: { op: 'close', messageId: 'm9', chosen: '已同意' } });
    const port = fakePort();
    await deliveryTo(db, port).drain();
    expect(port.calls).toEqual([
      { op: 'close', key: 'c', address: { chat: 'chat', thread: '' }, messageId: 'm9', chosen: '已同意' },
    ]);
  });

  test('changes a message that stands, and posts instead where the platform cannot or will not', async () => {
    const db = await databases.open();
    const retract = (key: string, otherwise: object = {}) =>
      put(db, {
        dedupKey: key,
        kind: 'change',
        payload: { op: 'retract', messageId: 'm9', note: '已撤回', ...otherwise },
      });
    const instead = { otherwise: { lines: [text('以本条为准')] } };
    const able = fakePort({ edits: true });
    await retract('a', instead);
    await deliveryTo(db, able).drain();
    expect(able.calls).toEqual([
      { op: 'retract', key: 'a', address: { chat: 'chat', thread: '' }, messageId: 'm9', note: '已撤回' },
    ]);
    await retract('b', instead);
    able.answer('chat', { kind: 'rejected', error: 'too old' });
    await deliveryTo(db, able).drain();
    expect(able.words()).toEqual(['以本条为准']);
    const unable = fakePort();
    await retract('c', instead);
    await retract('d');
    await deliveryTo(db, unable).drain();
    expect(unable.calls.map((call) => call.op)).toEqual(['post']);
    expect(await rowOf(db, 'd')).toMatchObject({ status: 'failed', lastError: 'editsUnsupported' });
  });

  test('a change that is rolled back takes its message with it', async () => {
    const db = await databases.open();
    const failing = inTransaction(db, async (tx) => {
      await tx.auditEntry.create({ data: { at: start, action: 'x', subject: 'item:1', detail: {} } });
      await tx.delivery.create({
        data: {
          dedupKey: 'a',
          platform: 'sandbox',
          address: 'chat',
          lane: 'sandbox:chat',
          kind: 'notice',
          priority: 2,
          payload: {},
          notBefore: start,
          createdAt: start,
        },
      });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const port = fakePort();
    await deliveryTo(db, port).drain();
    expect(port.calls).toEqual([]);
    expect(await db.auditEntry.count()).toBe(0);
  });

  test('keeps the order of a chat, and lets a reply overtake what waits before it', async () => {
    const db = await databases.open();
    await put(
      db,
      { dedupKey: 'bulk1', priority: 6 },
      { dedupKey: 'bulk2', priority: 6 },
      { dedupKey: 'held', priority: 1, notBefore: after(3600) },
      { dedupKey: 'reply', priority: 0 },
    );
    const port = fakePort();
    await deliveryTo(db, port).drain();
    expect(port.words('chat')).toEqual(['reply', 'bulk1', 'bulk2']);
    expect(await rowOf(db, 'held')).toMatchObject({ status: 'pending' });
  });

  test('serves more urgent chats first, and at most sixteen at once', async () => {
    const db = await databases.open();
    for (let n = 10; n < 34; n++) await put(db, { dedupKey: `bulk${n}`, address: `g${n}`, priority: 6 });
    await put(db, { dedupKey: 'reply', address: 'p', priority: 0 });
    const port = fakePort();
    let [underWay, most] = [0, 0];
    let letGo = () => {};
    const sixteenAtOnce = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    for (let n = 10; n < 34; n++)
      port.answer(`g${n}`, async () => {
        most = Math.max(most, ++underWay);
        if (underWay === 15) letGo();
        await sixteenAtOnce;
        underWay--;
        return { kind: 'sent', messageId: '' };
      });
    await deliveryTo(db, port).drain();
    expect(port.words()[0]).toBe('reply');
    expect(port.words()).toHaveLength(25);
    expect(most).toBe(15);
  });

  test('a message that must be tried again holds back the later ones of its chat, and of no other', async () => {
    const db = await databases.open();
    await put(
      db,
      { dedupKey: 'first' },
      { dedupKey: 'second', priority: 0 },
      { dedupKey: 'other', address: 'elsewhere' },
    );
    const port = fakePort();
    port.answer('chat', { kind: 'retry', afterMs: 30_000, scope: 'chat', error: '429' });
    const { drain, nextDue, clock } = deliveryTo(db, port);
    await drain();
    // Urgent as it is, the one that was tried is first: what it answered to must not be told out of order.
    expect(port.words()).toEqual(['second', 'other']);
    expect(await nextDue(start)).toEqual(after(30));
    clock.moveTo(after(30));
    await drain();
    expect(port.words('chat')).toEqual(['second', 'second', 'first']);
  });

  test('trouble of the whole platform pauses all of its chats', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a', address: 'one' });
    const port = fakePort();
    const { drain, clock } = deliveryTo(db, port);
    port.answer('one', { kind: 'retry', afterMs: 60_000, scope: 'platform', error: 'down' });
    await drain();
    await put(db, { dedupKey: 'b', address: 'two' });
    await drain();
    expect(port.words()).toEqual(['a']);
    clock.moveTo(after(60));
    await drain();
    expect(port.words().sort()).toEqual(['a', 'a', 'b']);
  });

  test('a message whose time is over expires unsent, and the next of its chat goes', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a', expiresAt: start }, { dedupKey: 'b', expiresAt: after(1) });
    const port = fakePort();
    await deliveryTo(db, port).drain();
    expect(await rowOf(db, 'a')).toMatchObject({ status: 'expired', lane: null, finishedAt: start });
    expect(port.words()).toEqual(['b']);
  });

  test('what falls into quiet hours when it is to be sent is held until they end, and holds up no reply', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'warning' });
    const port = fakePort();
    const holds: DeliveryDeps['holds'] = async (rows, now) =>
      rows.map(({ kind }) =>
        kind === 'reply' || now >= after(3600) ? null : { until: after(3600), why: 'quietHours' },
      );
    const { drain, nextDue, clock } = deliveryTo(db, port, { holds });
    await drain();
    await put(db, { dedupKey: 'reply', kind: 'reply', priority: 0 });
    await drain();
    expect(port.words()).toEqual(['reply']);
    expect(await nextDue(start)).toEqual(after(3600));
    clock.moveTo(after(3600));
    await drain();
    expect(port.words()).toEqual(['reply', 'warning']);
  });

  test('when quiet hours cannot be checked the message is tried later, unsent', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a' });
    const port = fakePort();
    await deliveryTo(db, port, { holds: () => Promise.reject(new Error('campaignGone')) }).drain();
    expect(port.calls).toEqual([]);
    expect(await rowOf(db, 'a')).toMatchObject({ status: 'pending', attempts: 1, lastError: 'holdCheckFailed' });
  });

  test('keeps to the platform’s limits', async () => {
    const db = await databases.open();
    for (const key of ['a', 'b', 'c']) await put(db, { dedupKey: key, address: key });
    const port = fakePort({ limits: [{ scope: 'platform', count: 2, perMs: 50 }] });
    const { drain, clock } = deliveryTo(db, port);
    await drain();
    expect(port.words()).toEqual(['a', 'b']);
    clock.moveTo(after(0.05));
    await drain();
    expect(port.words()).toEqual(['a', 'b', 'c']);
  });

  test('two loops at once send each message once and keep each chat’s order', async () => {
    const url = await databases.fresh();
    const [one, two] = [await databases.open(url), await databases.open(url)];
    for (let n = 0; n < 40; n++) await put(one, { dedupKey: `m${10 + n}`, address: `chat${n % 5}` });
    const port = fakePort();
    const loops = [one, two].map((db) => deliveryTo(db, port, { singleInstance: false }));
    await Promise.all(loops.map(({ drain }) => drain()));
    await Promise.all(loops.map(({ drain }) => drain()));
    expect(port.words().sort()).toEqual(Array.from({ length: 40 }, (_, n) => `m${10 + n}`));
    for (let chat = 0; chat < 5; chat++)
      expect(port.words(`chat${chat}`)).toEqual([...port.words(`chat${chat}`)].sort());
    expect(await one.delivery.count({ where: { status: 'sent' } })).toBe(40);
  });

  test('messages of a platform that is not connected wait without being touched', async () => {
    const db = await databases.open();
    await put(db, { dedupKey: 'a', platform: 'telegram' });
    const { drain, nextDue } = deliveryTo(db, fakePort());
    await drain();
    expect(await rowOf(db, 'a')).toMatchObject({ status: 'pending' });
    expect(await nextDue(after(-10))).toBeNull();
  });

  test('in the background it sends as soon as it is woken, and stops when nothing is under way', async () => {
    const db = await databases.open();
    const port = fakePort();
    const { start: begin, stop, wake } = deliveryTo(db, port);
    await begin();
    const sent = new Promise<void>((resolve) => {
      port.answer('chat', () => {
        resolve();
        return { kind: 'sent', messageId: 'x' };
      });
    });
    await put(db, { dedupKey: 'a' });
    wake();
    await sent;
    await stop();
    expect(await rowOf(db, 'a')).toMatchObject({ status: 'sent', providerMessageId: 'x' });
  });
});
