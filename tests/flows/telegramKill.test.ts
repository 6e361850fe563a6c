import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { closeDatabase, openDatabase } from '../../prisma/client.js';
import { type BotProcess, startBot } from '../support/botProcess.js';
import { linksOf, saidIn } from '../support/telegramApp.js';
import { BOT, group, someone, startLoopbackServer, TOKEN } from '../support/telegramServer/index.js';
import { until } from '../support/until.js';
import { scratchFolder } from '../support/scratchFolder.mjs';

const KILLS = 5;

test('the bot is killed again and again: nothing is lost, no group message comes twice, no update is handled twice', async () => {
  const server = await startLoopbackServer();
  const dataDir = mkdtempSync(join(scratchFolder(), 'duban-kill-'));
  const env = {
    DATA_DIR: dataDir,
    DEMO_PLAN: 'tests/support/smallPlan.json',
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: server.url,
  };
  let bot: BotProcess = await startBot(env);
  const database = await openDatabase(`file:${join(dataDir, 'duban.db')}`);
  onTestFinished(async () => {
    await bot.end('SIGKILL');
    await closeDatabase(database);
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const answered = async (updateId: number) => {
    const dedupKey = `re:telegram:${BOT.id}:${updateId}:0`;
    await until(
      'an answer',
      async () => (await database.delivery.findUnique({ where: { dedupKey } }))?.status === 'sent',
    );
  };
  const admin = someone(server, 9001, '管理员');
  await answered(admin.says(`/claim ${/claim (\w+)/.exec(bot.said())?.[1]}`));
  await answered(admin.says('邀请'));
  const links = linksOf(server);
  const people = ['周岚', '梁雨', '苏婷', '王敏'].map((name, index) => ({
    name,
    who: someone(server, 5001 + index, name),
  }));
  for (const { name, who } of people) await answered(who.says(`/start ${links.get(name)}`));
  const work = group(server, -1_001_000_000, '工作群');
  const wang = people[3]?.who ?? admin;
  await answered(wang.says('/bindgroup', { chat: work }));

  const asked: { updateId: number; who: typeof wang; messageId: number; inGroup: boolean }[] = [];
  const ask = (who: typeof wang, inGroup: boolean) => {
    const place = inGroup ? work : who.chat;
    const messageId = place.nextMessageId;
    const updateId = inGroup ? who.says('/help@duban_test_bot', { chat: work }) : who.says('查看 XM-001');
    asked.push({ updateId, who, messageId, inGroup });
  };
  for (let kill = 0; kill < KILLS; kill++) {
    for (const { who } of people) ask(who, false);
    ask(wang, true);
    // Somewhere between the poll, the commits, the sendings and their records.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 260));
    await bot.end('SIGKILL');
    ask(admin, true);
    bot = await startBot(env);
  }
  await until('everything to be confirmed', () => server.updates.pending() === 0, 30_000);
  // What coordinators are told of messages of unknown fate may wait for the next workday; answers do not.
  const waiting = () => database.delivery.count({ where: { lane: { gt: '' }, dedupKey: { startsWith: 're:' } } });
  await until('the answers to be sent', async () => (await waiting()) === 0, 90_000);

  expect([...server.updates.handedOut.values()].some((times) => times > 1)).toBe(true);
  // Nothing is lost, and no update was handled twice: each has its one row and its one answer.
  const keys = new Set((await database.inbound.findMany()).map((row) => row.updateKey));
  const rows = await database.delivery.findMany({ where: { dedupKey: { startsWith: 're:telegram:' } } });
  for (const { updateId } of asked) {
    expect(keys.has(`${BOT.id}:${updateId}`)).toBe(true);
    expect(rows.filter((row) => row.dedupKey.startsWith(`re:telegram:${BOT.id}:${updateId}:`))).toHaveLength(1);
  }
  for (const { updateId, messageId, inGroup } of asked.filter((each) => each.inGroup)) {
    const row = rows.find((each) => each.dedupKey === `re:telegram:${BOT.id}:${updateId}:0`);
    const arrived = saidIn(work).filter((message) => message.replyTo === messageId).length;
    // Of unknown fate: it arrived at most once, and a person decides.
    if (row?.status === 'unknown') expect(arrived).toBeLessThanOrEqual(1);
    else expect([row?.status, arrived, inGroup]).toEqual(['sent', 1, true]);
  }
  for (const { who } of people) {
    const questions = asked.filter((each) => each.who === who && !each.inGroup).length;
    expect(saidIn(who.chat).filter((message) => message.text.startsWith('XM-001')).length).toBeGreaterThanOrEqual(
      who.id === 5001 || who === wang ? questions : 0,
    );
  }
  expect(await bot.end('SIGTERM')).toBe(0);
}, 180_000);
