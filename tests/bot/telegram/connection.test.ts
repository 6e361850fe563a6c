import { expect, onTestFinished, test } from 'vitest';
import { createHttpServer } from '../../../bot/http/server.js';
import { telegramUnderTest } from '../../support/telegramPort.js';
import { someone } from '../../support/telegramServer/index.js';
import { until } from '../../support/until.js';

async function begin(options: Parameters<typeof telegramUnderTest>[0] = {}) {
  const telegram = await telegramUnderTest(options);
  onTestFinished(() => telegram.stop());
  return { ...telegram, states: () => telegram.connections.map((each) => each.state) };
}

test('a press is answered at once, before it is handled', async () => {
  const { port, server } = await begin();
  const li = someone(server, 501, '李娜');
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await port.start(() => released);
  li.says('x');
  li.presses(li.chat.messages.get(1) as never, { text: '好', callback_data: 'a:1:' });
  await until('the answer', () => server.world.answered.size === 1);
  release();
});

test('a refused token is said at once, and nothing is retried', async () => {
  const { port, server, states } = await begin({ token: '123456:wrong-token-wrong-token-wrong-token' });
  await expect(port.start(async () => {})).rejects.toThrow('TELEGRAM_BOT_TOKEN');
  expect(states()).toEqual(['starting', 'unauthorized']);
  expect(server.calls).toHaveLength(1);
});

test('a server that is down when the bot starts is found as soon as it is there', async () => {
  const { port, server, connections, states } = await begin();
  server.fail('getMe', { kind: 'resetBefore' });
  const heard: string[] = [];
  await port.start(async ({ text }) => void heard.push(text ?? ''));
  expect(states()).toEqual(['starting', 'unreachable']);
  someone(server, 501, '李娜').says('在吗');
  await until('the words', () => heard.length === 1);
  await until('the state', () => states().at(-1) === 'ok');
  expect(connections.at(-1)?.account).toBe('duban_test_bot');
});

test('a second poller is noticed, and polling goes on when it is gone', async () => {
  const { port, server, states } = await begin();
  await port.start(async () => {});
  server.fail('getUpdates', {
    kind: 'answer',
    code: 409,
    description: 'Conflict: terminated by other getUpdates request',
  });
  await until('polling', () => states().includes('starting'));
  someone(server, 501, '李娜').says('一');
  await until('the conflict', () => states().includes('conflict'));
  await until('the recovery', () => states().at(-1) === 'ok', 9_000);
});

test('a webhook that is left over from before is taken away when polling is configured', async () => {
  const { port, server } = await begin();
  server.updates.setWebhook('http://127.0.0.1:9/old', 'x');
  const heard: string[] = [];
  await port.start(async ({ text }) => void heard.push(text ?? ''));
  someone(server, 501, '李娜').says('一');
  await until('the words', () => heard.length === 1);
});

test('a webhook takes updates with the secret only, and an update that failed comes again', async () => {
  const secret = 'secret-secret-secret';
  // The port is known only once the server listens, so the route is built first.
  const { port, routes, server } = await begin({ webhook: { url: 'http://127.0.0.1:9/', secret } });
  if (!routes) throw new Error('no route');
  const http = createHttpServer({ port: 0, host: '127.0.0.1', routes: [routes] });
  const { url } = await http.start();
  onTestFinished(() => http.stop());
  const heard: string[] = [];
  let failures = 1;
  await port.start(async ({ text }) => {
    heard.push(text ?? '');
    if (failures-- > 0) throw new Error('away');
  });
  server.updates.setWebhook(`${url}/telegram/webhook`, secret);
  someone(server, 501, '李娜').says('一');
  await until('both attempts', () => heard.length === 2);
  await until('none waiting', () => server.updates.pending() === 0);
  const post = (given: string, body: string) =>
    fetch(`${url}/telegram/webhook`, { method: 'POST', headers: { 'x-telegram-bot-api-secret-token': given }, body });
  expect((await post('wrong', '{"update_id":1}')).status).toBe(401);
  expect((await post(secret, 'no json')).status).toBe(400);
  expect((await post(secret, '{"update_id":"x"}')).status).toBe(400);
  expect(heard).toEqual(['一', '一']);
});
