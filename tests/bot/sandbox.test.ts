import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBlobs } from '../../bot/blobs.js';
import type { Inbound, Outgoing } from '../../bot/port.js';
import { text } from '../../domain/message.js';
import { dropFolder, echoBot, makeFolder, openSandbox, START } from './sandboxHarness.js';

let folder: string;
let sandbox: ReturnType<typeof openSandbox>;

beforeEach(() => {
  folder = makeFolder();
  sandbox = openSandbox(folder);
});
afterEach(() => {
  sandbox.close();
  dropFolder(folder);
});

function reopen(): void {
  sandbox.close();
  sandbox = openSandbox(folder);
}
const say = (words: string, chat = 'p-li', as = 'li') => sandbox.say({ as, chat, text: words });
const textsOf = (chat: string) => sandbox.store.listMessages(chat, 0).map((message) => message.text);
const post = (key: string, words = '你好', chat = 'p-li'): Outgoing => ({
  op: 'post',
  key,
  address: { chat, thread: '' },
  message: { lines: [text(words)], buttons: [[{ id: 'yes:1:', label: '同意' }]] },
});

describe('updates', () => {
  it('carry who spoke where and when', async () => {
    const seen: Inbound[] = [];
    await sandbox.port.start(async (inbound) => void seen.push(inbound));
    await say('你好', 'g-1', 'zhao');
    expect(seen).toEqual([
      {
        platform: 'sandbox',
        updateKey: expect.stringMatching(/^[0-9a-f-]{36}$/),
        address: { chat: 'g-1', thread: '' },
        chatKind: 'group',
        sender: 'zhao',
        senderName: '赵强',
        text: '你好',
        receivedAt: START,
      },
    ]);
  });

  it('that came while the bot was not there are handed over in order when it starts', async () => {
    await say('一');
    await say('二', 'g-1');
    await say('三');
    reopen();
    const seen: string[] = [];
    await sandbox.port.start(async (inbound) => void seen.push(inbound.text ?? ''));
    expect(seen).toEqual(['一', '二', '三']);
    expect(sandbox.store.waitingUpdates()).toEqual([]);
  });

  it('that were rejected come again with the same key, before later ones of their chat', async () => {
    const seen: [string, string][] = [];
    let broken = true;
    await sandbox.port.start(async (inbound) => {
      seen.push([inbound.text ?? '', inbound.updateKey]);
      if (broken) throw new Error('database is locked');
    });
    await say('一');
    expect(textsOf('p-li')).toEqual(['一']);
    broken = false;
    await say('二');
    expect(seen.map(([words]) => words)).toEqual(['一', '一', '二']);
    expect(seen[0]).toEqual(seen[1]);
  });

  it('a rejected one holds up its own chat only, and is offered again after a new start of the process', async () => {
    const reject = async (inbound: Inbound) => {
      if (inbound.text === '坏') throw new Error('no');
    };
    await sandbox.port.start(reject);
    await say('坏');
    await say('后来');
    await say('别处', 'p-zhao', 'zhao');
    expect(sandbox.store.waitingUpdates().map(({ inbound }) => inbound.text)).toEqual(['坏', '后来']);
    await sandbox.port.stop();
    reopen();
    await sandbox.port.start(reject);
    expect(sandbox.store.waitingUpdates()).toHaveLength(2);
    await sandbox.port.stop();
    const seen: string[] = [];
    await sandbox.port.start(async (inbound) => void seen.push(inbound.text ?? ''));
    expect(seen).toEqual(['坏', '后来']);
  });

  it('that the bot dies over come again with the same key', async () => {
    const keys: string[] = [];
    await sandbox.port.start(({ updateKey }) => {
      keys.push(updateKey);
      return new Promise(() => {});
    });
    const { messages } = await new Promise<{ messages: string[] }>((resolve) => {
      sandbox.onChange((chat) => resolve({ messages: textsOf(chat) }));
      void say('一');
    });
    expect(messages).toEqual(['一']);
    await new Promise((resolve) => setImmediate(resolve));
    reopen();
    await sandbox.port.start(async ({ updateKey }) => void keys.push(updateKey));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('of one chat never overlap, those of different chats may', async () => {
    let running = 0;
    let most = 0;
    const release: (() => void)[] = [];
    await sandbox.port.start(async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => release.push(resolve));
      running--;
    });
    const all = [say('一'), say('二'), say('三', 'p-zhao', 'zhao')];
    // Three updates, each let go once it and all that may run beside it have begun.
    for (let turn = 0; turn < 3; turn++) {
      while (release.length === 0) await new Promise((resolve) => setImmediate(resolve));
      release.shift()?.();
    }
    await Promise.all(all);
    expect(most).toBe(2);
  });

  it('stop waits for the one under way and takes no more', async () => {
    let finish = () => {};
    await sandbox.port.start(() => new Promise((resolve) => (finish = resolve)));
    const first = say('一');
    const second = say('二');
    await new Promise((resolve) => setImmediate(resolve));
    const stopped = sandbox.port.stop();
    finish();
    await Promise.all([stopped, first, second]);
    expect(sandbox.store.waitingUpdates().map(({ inbound }) => inbound.text)).toEqual(['二']);
  });
});

describe('sendings', () => {
  it('with a key seen before make no second message, even after a new start', async () => {
    const first = await sandbox.port.send(post('k1'));
    expect(first).toEqual({ kind: 'sent', messageId: '1' });
    reopen();
    expect(await sandbox.port.send(post('k1', '另一句'))).toEqual(first);
    expect(textsOf('p-li')).toEqual(['你好']);
    expect(await Promise.all([sandbox.port.send(post('k2')), sandbox.port.send(post('k2'))])).toEqual([
      { kind: 'sent', messageId: '2' },
      { kind: 'sent', messageId: '2' },
    ]);
  });

  it('that close a message keep what was chosen, once per key', async () => {
    await sandbox.port.send(post('k1'));
    const close = (key: string, chosen: string, chat = 'p-li', messageId = '1') =>
      sandbox.port.send({ op: 'close', key, address: { chat, thread: '' }, messageId, chosen });
    expect(await close('c1', '同意')).toEqual({ kind: 'sent', messageId: '1' });
    expect(await close('c1', '不同意')).toEqual({ kind: 'sent', messageId: '1' });
    expect(sandbox.store.findMessage(1)).toMatchObject({ chosen: '同意', rows: [[{ disabled: true }]] });
    for (const [chat, id] of [
      ['p-zhao', '1'],
      ['p-li', '9'],
      ['p-li', 'x'],
      ['p-li', ''],
    ])
      expect((await close(`c-${chat}-${id}`, '同意', chat, id)).kind).toBe('rejected');
  });

  it('to a chat that does not exist are unreachable, faulty ones are rejected', async () => {
    expect((await sandbox.port.send(post('a', '你好', 'p-nobody'))).kind).toBe('unreachable');
    const address = { chat: 'p-li', thread: '' };
    const twice = [
      [
        { id: 'x', label: '一' },
        { id: 'x', label: '二' },
      ],
    ];
    const image = { sha256: 'a'.repeat(64), name: '榜.png', mime: 'image/png', bytes: 3 };
    for (const message of [{ lines: [] }, { lines: [text('x')], buttons: twice }, { lines: [text('x')], image }])
      expect((await sandbox.port.send({ op: 'post', key: 'b', address, message })).kind).toBe('rejected');
    expect(textsOf('p-li')).toEqual([]);
  });

  it('carry stored pictures and files that can be fetched', async () => {
    const blobs = createBlobs(folder);
    const image = await blobs.put(Buffer.from('png'), '榜.png', 'image/png');
    const file = await blobs.put(Buffer.from('doc'), '通报.docx', 'application/msword');
    await sandbox.port.send({
      op: 'post',
      key: 'a',
      address: { chat: 'g-1', thread: '' },
      message: { lines: [], image, file },
    });
    expect(Buffer.from((await sandbox.attachment(1, 'image')).bytes).toString()).toBe('png');
    expect(await sandbox.attachment(1, 'file')).toEqual({ file, bytes: Buffer.from('doc') });
  });
});

describe('the store', () => {
  it('keeps messages, strangers and the clock over a new start; seeding again changes words but not people', async () => {
    await sandbox.port.start(echoBot(sandbox.port));
    await say('你好');
    sandbox.addStranger({ id: 'wang', name: '王五' });
    await say('我是谁', 'g-1', 'wang');
    sandbox.store.setClockOffsetMs(86_400_000);
    reopen();
    expect(sandbox.store.clockOffsetMs()).toBe(86_400_000);
    expect(textsOf('p-li')).toEqual(['你好', '收到\n你好']);
    const li = { id: 'li', name: '李娜', role: '联络员', unit: '市发改委' };
    sandbox.store.upsertChat({ id: 'g-1', title: '新名', kind: 'group', members: [li] });
    expect(sandbox.store.findChat('g-1')).toEqual({
      id: 'g-1',
      title: '新名',
      kind: 'group',
      members: [li, { id: 'wang', name: '王五', role: '', unit: '' }],
    });
    expect(sandbox.store.listChats().map(({ id }) => id)).toEqual(['p-li', 'p-zhao', 'g-1', 'p-wang']);
  });

  it('refuses a private chat that is not its member’s own', () => {
    const members = [{ id: 'a', name: '甲', role: '', unit: '' }];
    expect(() => sandbox.store.upsertChat({ id: 'p-b', title: '乙', kind: 'private', members })).toThrow(RangeError);
    expect(() => sandbox.store.upsertChat({ id: 'g-1', title: '群', kind: 'private', members })).toThrow(RangeError);
  });

  it('a file that is gone is said to be gone', async () => {
    const seen: Inbound[] = [];
    await sandbox.port.start(async (inbound) => void seen.push(inbound));
    await sandbox.upload({ as: 'li', chat: 'p-li', name: 'a.txt', mime: 'text/plain', bytes: Buffer.from('x') });
    const file = seen[0]?.file;
    if (!file) throw new Error('no file came');
    expect(Buffer.from(await sandbox.port.download(file)).toString()).toBe('x');
    rmSync(join(folder, 'sandbox-files', file.ref));
    await expect(sandbox.port.download(file)).rejects.toMatchObject({ code: 'fileGone' });
    await expect(sandbox.port.download({ ...file, ref: '../sandbox.db' })).rejects.toMatchObject({ code: 'fileGone' });
    await expect(sandbox.attachment(1, 'file')).rejects.toMatchObject({ code: 'fileUnknown' });
  });
});
