import { expect, onTestFinished, test } from 'vitest';
import type { Outgoing } from '../../../bot/port.js';
import { text, title } from '../../../domain/message.js';
import { telegramUnderTest } from '../../support/telegramPort.js';
import { group, someone, type Fault } from '../../support/telegramServer/index.js';

async function begin() {
  const telegram = await telegramUnderTest();
  onTestFinished(() => telegram.stop());
  const li = someone(telegram.server, 501, '李娜');
  li.chat.open = true;
  const say = (chat: number, key = 'k', more: Partial<Outgoing & { op: 'post' }> = {}, thread = '') =>
    telegram.port.send({
      op: 'post',
      key,
      address: { chat: String(chat), thread },
      message: { lines: [title('提醒')] },
      ...more,
    });
  const said = (chat = li.chat) => [...chat.messages.values()].filter((each) => each.fromBot).map((each) => each.text);
  return { ...telegram, li, say, said };
}

test.each<[string, Fault, object, number]>([
  [
    'too many requests',
    { kind: 'answer', code: 429, description: 'Too Many Requests', parameters: { retry_after: 17 } },
    { kind: 'retry', afterMs: 17_000, scope: 'chat' },
    0,
  ],
  [
    'a person who blocked us',
    { kind: 'answer', code: 403, description: 'Forbidden: bot was blocked by the user' },
    { kind: 'unreachable', error: 'blocked' },
    0,
  ],
  [
    'a deleted account',
    { kind: 'answer', code: 403, description: 'Forbidden: user is deactivated' },
    { kind: 'unreachable', error: 'deactivated' },
    0,
  ],
  [
    'a person who never started',
    { kind: 'answer', code: 403, description: "Forbidden: bot can't initiate conversation with a user" },
    { kind: 'unreachable', error: 'notStarted' },
    0,
  ],
  [
    'a group that threw us out',
    { kind: 'answer', code: 403, description: 'Forbidden: bot was kicked from the supergroup chat' },
    { kind: 'unreachable', error: 'removed' },
    0,
  ],
  [
    'an unknown chat',
    { kind: 'answer', code: 400, description: 'Bad Request: chat not found' },
    { kind: 'unreachable', error: 'notStarted' },
    0,
  ],
  [
    'no right to speak',
    { kind: 'answer', code: 400, description: 'Bad Request: not enough rights to send text messages to the chat' },
    { kind: 'rejected', error: 'noRights' },
    0,
  ],
  [
    'a supergroup',
    {
      kind: 'answer',
      code: 400,
      description: 'Bad Request: group chat was upgraded',
      parameters: { migrate_to_chat_id: -1009 },
    },
    { kind: 'moved', to: '-1009' },
    0,
  ],
  [
    'a revoked token',
    { kind: 'answer', code: 401, description: 'Unauthorized' },
    { kind: 'retry', afterMs: 60_000, scope: 'platform' },
    0,
  ],
  ['a failing server', { kind: 'answer', code: 500, description: 'Internal Server Error' }, { kind: 'unknown' }, 0],
  ['a gateway’s page', { kind: 'gateway' }, { kind: 'unknown' }, 1],
  ['a reset before it was accepted', { kind: 'resetBefore' }, { kind: 'unknown' }, 0],
  ['a reset after it was accepted', { kind: 'resetAfter' }, { kind: 'unknown' }, 1],
  ['half an answer', { kind: 'truncated' }, { kind: 'unknown' }, 1],
])('says what %s means', async (_, fault, outcome, arrived) => {
  const { server, say, said } = await begin();
  server.fail('sendMessage', fault);
  expect(await say(501)).toMatchObject(outcome);
  expect(said()).toHaveLength(arrived);
  expect(await say(501, 'next')).toMatchObject({ kind: 'sent' });
});

test('nobody listens: surely not sent, and the whole platform waits', async () => {
  const { server, say } = await begin();
  await server.stop();
  expect(await say(501)).toEqual({ kind: 'retry', afterMs: 0, scope: 'platform', error: 'ECONNREFUSED' });
});

test('three chats that must wait at the same time mean that everybody must', async () => {
  const { server, say } = await begin();
  const scopes: string[] = [];
  for (const id of [501, 502, 503]) {
    someone(server, id, '某').chat.open = true;
    server.fail('sendMessage', {
      kind: 'answer',
      code: 429,
      description: 'Too Many Requests',
      parameters: { retry_after: 3 },
    });
    const outcome = await say(id);
    scopes.push(outcome.kind === 'retry' ? outcome.scope : outcome.kind);
  }
  expect(scopes).toEqual(['chat', 'chat', 'platform']);
});

test('a message of several parts goes on where it stopped', async () => {
  const { server, say, said, li } = await begin();
  const message = { lines: [text('一'.repeat(4000)), text('二'.repeat(4000))] };
  server.fail('sendMessage', { kind: 'slow', ms: 1 }, 501);
  server.fail(
    'sendMessage',
    { kind: 'answer', code: 429, description: 'Too Many Requests', parameters: { retry_after: 2 } },
    501,
  );
  expect(await say(501, 'long', { message })).toMatchObject({ kind: 'retry', afterMs: 2000 });
  expect(await say(501, 'long', { message })).toEqual({ kind: 'sent', messageId: '2' });
  expect(said(li.chat).map((words) => words[0])).toEqual(['一', '二']);
});

test('speaks in a topic; when it is gone, in the group, and says so', async () => {
  const { server, say } = await begin();
  const forum = group(server, -1_001_000, '工作群', [44]);
  expect(await say(-1_001_000, 'a', {}, '44')).toEqual({ kind: 'sent', messageId: '1' });
  forum.topics.delete(44);
  expect(await say(-1_001_000, 'b', {}, '44')).toEqual({ kind: 'sent', messageId: '2', degraded: 'topicGone' });
  expect([...forum.messages.values()].map((each) => each.thread)).toEqual([44, null]);
});

test('answers to a message that may be gone, without a preview of links', async () => {
  const { server, say } = await begin();
  await say(501, 'a', { replyTo: '12' });
  expect(server.calls.at(-1)?.payload).toMatchObject({
    reply_parameters: { message_id: 12, allow_sending_without_reply: true },
    link_preview_options: { is_disabled: true },
  });
});

test('uploads a picture once and afterwards names it; uploads again when Telegram forgot it', async () => {
  const { server, blobs, say } = await begin();
  const image = await blobs.put(Buffer.from('png'), '榜单"；.png', 'image/png');
  const message = { lines: [title('榜')], image };
  for (const key of ['a', 'b']) expect(await say(501, key, { message })).toMatchObject({ kind: 'sent' });
  expect([...server.world.files.values()].map((file) => file.name)).toEqual(['榜单；.png']);
  server.world.files.clear();
  expect(await say(501, 'c', { message })).toMatchObject({ kind: 'sent' });
  expect(server.world.files.size).toBe(1);
});

test('puts what was chosen where the buttons were, also on a server that knows no disabled buttons', async () => {
  const { server, port, say, li } = await begin();
  const message = { lines: [title('延期')], buttons: [[{ id: 'yes:1:', label: '同意' }]] };
  await say(501, 'a', { message });
  await say(501, 'b', { message });
  const close = (messageId: string) =>
    port.send({ op: 'close', key: `c${messageId}`, address: { chat: '501', thread: '' }, messageId, chosen: '同意' });
  expect(await close('1')).toEqual({ kind: 'sent', messageId: '1' });
  expect(li.chat.messages.get(1)?.keyboard?.inline_keyboard).toEqual([[{ text: '✓ 同意', disabled: {} }]]);
  server.fail('editMessageReplyMarkup', {
    kind: 'answer',
    code: 400,
    description: "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  });
  expect(await close('2')).toEqual({ kind: 'sent', messageId: '2' });
  expect(li.chat.messages.get(2)?.keyboard?.inline_keyboard).toEqual([]);
  expect(await close('77')).toEqual({ kind: 'sent', messageId: '77' });
});

test('does not fetch what is too large, and tries again when the connection breaks', async () => {
  const { server, port } = await begin();
  const file = server.world.addFile('x.txt', Buffer.from('内容'));
  const inbound = { ref: file.id, name: 'x.txt', mime: 'text/plain', bytes: 6 };
  await expect(port.download({ ...inbound, bytes: 21 * 1024 * 1024 })).rejects.toThrow('fileTooLarge');
  expect(server.calls).toEqual([]);
  server.fail('getFile', { kind: 'resetBefore' });
  expect(Buffer.from(await port.download(inbound)).toString()).toBe('内容');
});
