import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropFolder, makeFolder, type Served, serveSandbox } from './sandboxHarness.js';

const API = '/sandbox/api';
let folder: string;
let served: Served;
let settled = 0;

beforeEach(async () => {
  folder = makeFolder();
  settled = 0;
  served = await serveSandbox(folder, {
    settle: async () => {
      // As long as the work of other requests would need, were they let in.
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
      settled += 1;
    },
  });
});
afterEach(async () => {
  await served.stop();
  dropFolder(folder);
});

const say = (words: string, chat = 'p-li', as = 'li') => served.post(`${API}/say`, { as, chat, text: words });

describe('chats', () => {
  it('are listed with their members in the order in which they were made', async () => {
    const { status, list } = await served.get(`${API}/chats`);
    expect(status).toBe(200);
    expect(list.map(({ id }) => id)).toEqual(['p-li', 'p-zhao', 'g-1']);
    expect(list[0]).toEqual({
      id: 'p-li',
      title: '李娜',
      kind: 'private',
      members: [{ id: 'li', name: '李娜', role: '联络员', unit: '市发展改革委' }],
      lastMessageId: 0,
    });
  });

  it('a stranger gets a private chat, may speak in a group, and is known once only', async () => {
    const made = await served.post(`${API}/chats`, { id: 'wang', name: ' 王五 ' });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      id: 'p-wang',
      kind: 'private',
      members: [{ id: 'wang', name: '王五', role: '', unit: '' }],
    });
    expect((await say('你好', 'p-wang', 'wang')).json.messages).toHaveLength(2);
    expect((await say('群里好', 'g-1', 'wang')).status).toBe(200);
    expect((await say('别人的会话', 'p-li', 'wang')).json.error.code).toBe('notMember');
    expect((await served.post(`${API}/chats`, { id: 'wang', name: '王五' })).json.error.code).toBe('personExists');
    expect((await served.post(`${API}/chats`, { id: 'li', name: '另一人' })).status).toBe(409);
    expect((await served.post(`${API}/chats`, { id: '../x', name: '王五' })).status).toBe(400);
    expect((await served.post(`${API}/chats`, { name: '没有编号' })).json.id).toMatch(/^p-guest-/);
  });
});

describe('say', () => {
  it('answers with the words and everything they caused, and they stay readable', async () => {
    const { status, json } = await say('进展 60%');
    expect(status).toBe(200);
    expect(json.messages).toEqual([
      {
        id: 1,
        at: '2026-03-02T00:30:00.000Z',
        from: { id: 'li', name: '李娜' },
        text: '进展 60%',
        buttons: [],
        image: null,
        file: null,
        bold: [],
        rows: [],
        chosen: null,
        fileName: null,
      },
      expect.objectContaining({
        id: 2,
        from: 'bot',
        text: '收到\n进展 60%',
        bold: [[0, 2]],
        rows: [['yes:1:'], ['no:1:']],
        buttons: [
          { id: 'yes:1:', label: '同意', disabled: false },
          { id: 'no:1:', label: '不同意', disabled: false },
        ],
      }),
    ]);
    expect(settled).toBe(1);
    expect((await served.get(`${API}/chats/p-li/messages`)).list).toEqual(json.messages);
    expect((await served.get(`${API}/chats/p-li/messages?after=1`)).list).toEqual([json.messages[1]]);
    expect((await served.get(`${API}/chats/p-zhao/messages`)).list).toEqual([]);
  });

  it.each([
    ['markup of every kind', '<b>x</b> <script>alert(1)</script> **粗** _斜_ [a](http://b) &amp; \\ %00'],
    ['emoji, joined ones too', '👍🏽👨‍👩‍👧‍👦 完成 🎉'],
    ['5,000 characters', '汉'.repeat(5000)],
    ['line breaks and blanks at both ends', '  一\n\n二\r\n三\t '],
  ])('keeps the words as they are: %s', async (_kind, words) => {
    const { status, json } = await say(words);
    expect(status).toBe(200);
    expect(json.messages[0].text).toBe(words);
    expect(json.messages[1].text).toBe(`收到\n${words}`);
  });

  it('runs requests one after the other, each seeing only its own answers', async () => {
    const answers = await Promise.all(['一', '二', '三', '四'].map((words) => say(words)));
    const texts = answers.map(({ json }) => json.messages.map((message) => message.text));
    expect(new Set(texts.map(([own]) => own))).toEqual(new Set(['一', '二', '三', '四']));
    for (const [own, reply, ...more] of texts) {
      expect(reply).toBe(`收到\n${own}`);
      expect(more).toEqual([]);
    }
  });

  it.each([
    ['an unknown chat', { as: 'li', chat: 'p-nobody', text: 'x' }, 404, 'chatUnknown'],
    ['somebody who is not in the chat', { as: 'zhao', chat: 'p-li', text: 'x' }, 403, 'notMember'],
    ['an unknown person', { as: 'nobody', chat: 'g-1', text: 'x' }, 403, 'notMember'],
    ['blank words', { as: 'li', chat: 'p-li', text: ' \n ' }, 400, 'badRequest'],
    ['words beyond 10,000 characters', { as: 'li', chat: 'p-li', text: 'x'.repeat(10_001) }, 400, 'badRequest'],
    ['a field too many', { as: 'li', chat: 'p-li', text: 'x', html: '<b>' }, 400, 'badRequest'],
    ['a field too few', { as: 'li', chat: 'p-li' }, 400, 'badRequest'],
    ['a wrong type', { as: 'li', chat: 'p-li', text: { $gt: '' } }, 400, 'badRequest'],
    ['no object at all', 'null', 400, 'badRequest'],
    ['broken JSON', '{"as": "li", ', 400, 'badJson'],
    ['an empty body', '', 400, 'badJson'],
    ['a huge body', JSON.stringify({ as: 'li', chat: 'p-li', text: 'x'.repeat(3_000_000) }), 413, 'tooLarge'],
  ])('refuses %s in words', async (_what, body, status, code) => {
    const answer = await served.post(`${API}/say`, body);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toEqual({ code, message: expect.stringMatching(/[\u4e00-\u9fff].*。/) });
    expect((await served.get(`${API}/chats/p-li/messages`)).list).toEqual([]);
  });

  it('names the fields at fault', async () => {
    const { json } = await served.post(`${API}/say`, { as: 1, chat: 'p-li', text: 'x', more: 1 });
    expect(json.error.message).toContain('as 缺失或类型不对');
    expect(json.error.message).toContain('未知字段 more');
  });
});

describe('press', () => {
  it('reaches the bot, and a closed message shows what was chosen and takes no second press', async () => {
    await say('同意吗', 'g-1');
    const pressed = await served.post(`${API}/press`, { as: 'zhao', message: 2, button: 'yes:1:' });
    expect(pressed.status).toBe(200);
    expect(pressed.json.messages).toEqual([]);
    const [, message] = (await served.get(`${API}/chats/g-1/messages`)).list;
    expect(message?.chosen).toBe('yes:1:');
    expect(message?.buttons.map((button) => button.disabled)).toEqual([true, true]);
    const again = await served.post(`${API}/press`, { as: 'li', message: 2, button: 'no:1:' });
    expect([again.status, again.json.error.code]).toEqual([409, 'buttonDisabled']);
  });

  it.each([
    ['an unknown message', { as: 'li', message: 99, button: 'yes:1:' }, 404, 'messageUnknown'],
    ['an unknown button', { as: 'li', message: 2, button: 'yes:2:' }, 404, 'buttonUnknown'],
    ['a button under a message without any', { as: 'li', message: 1, button: 'yes:1:' }, 404, 'buttonUnknown'],
    ['somebody from another chat', { as: 'zhao', message: 2, button: 'yes:1:' }, 403, 'notMember'],
    ['a message id that is no number', { as: 'li', message: '2', button: 'yes:1:' }, 400, 'badRequest'],
    ['a message id out of range', { as: 'li', message: 1e300, button: 'yes:1:' }, 400, 'badRequest'],
  ])('refuses %s', async (_what, body, status, code) => {
    await say('同意吗');
    const answer = await served.post(`${API}/press`, body);
    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
  });
});

describe('messages', () => {
  it('refuses an unknown chat and an `after` that is no id', async () => {
    expect((await served.get(`${API}/chats/p-x/messages`)).json.error.code).toBe('chatUnknown');
    expect((await served.get(`${API}/chats/p-li/messages?after=-1`)).json.error.code).toBe('badRequest');
    expect((await served.get(`${API}/chats/p-li/messages?after=${'9'.repeat(40)}`)).status).toBe(400);
    expect((await served.get(`${API}/chats/%zz/messages`)).status).toBe(404);
  });
});

describe('clock', () => {
  it('says the time, the zone, whether it is a workday, and what comes next', async () => {
    expect((await served.get(`${API}/clock`)).json).toEqual({
      now: '2026-03-02T00:30:00.000Z',
      zone: 'Asia/Shanghai',
      workday: true,
      nextJob: { name: 'warnDeadlines', title: '到期预警', at: '2026-03-02T01:00:00.000Z' },
    });
  });

  it.each([
    [{ by: '1d' }, '2026-03-03T00:30:00.000Z'],
    [{ by: '1w' }, '2026-03-09T00:30:00.000Z'],
    [{ by: 'next-job' }, '2026-03-02T01:00:00.000Z'],
    [{ by: 'next-workday' }, '2026-03-03T00:00:00.000Z'],
    [{ to: '2026-03-05T09:00:00+08:00' }, '2026-03-05T01:00:00.000Z'],
  ])('moves forward by %j and answers once all has settled', async (move, now) => {
    const { status, json } = await served.post(`${API}/clock`, move);
    expect([status, json.now]).toEqual([200, now]);
    expect(served.clock.moves).toEqual([now]);
    expect(settled).toBe(1);
  });

  it.each([
    [{ to: '2026-03-01T00:00:00Z' }, 409, 'clockBackwards'],
    [{ to: '9999-12-31T00:00:00Z' }, 400, 'clockTooFar'],
    [{ to: 'tomorrow' }, 400, 'badRequest'],
    [{ to: '2026-03-05T09:00:00' }, 400, 'badRequest'],
    [{ by: '2d' }, 400, 'badRequest'],
    [{ by: '1d', to: '2026-03-05T09:00:00Z' }, 400, 'badRequest'],
    [{}, 400, 'badRequest'],
  ])('refuses %j and stays', async (move, status, code) => {
    const answer = await served.post(`${API}/clock`, move);
    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
    expect(served.clock.moves).toEqual([]);
  });
});

it('a fault of ours answers 500 with an incident and tells nothing of the inside', async () => {
  await served.stop();
  served = await serveSandbox(folder, {
    settle: async () => {
      throw new Error('secret inside');
    },
  });
  const { status, json, text } = await say('x');
  expect(status).toBe(500);
  expect(json.error.code).toBe('internal');
  expect(json.error.message).toContain(json.error.incident);
  expect(text).not.toContain('secret');
  expect((await served.get(`${API}/chats`)).status).toBe(200);
});
