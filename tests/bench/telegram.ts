// npm run bench:telegram: 2,000 reminders to 2,000 people and 40 posts to 2 groups, against a server that enforces
// Telegram's published limits in real time; then the same with plain grammY, its throttler and its auto-retry.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Api } from 'grammy';
import { pino } from 'pino';
import { buildApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import { DELIVERY_PRIORITY } from '../../services/outbox.js';
import { TOKEN } from '../support/telegramServer/index.js';
import { startLoopbackThread } from './loopback.js';

const PEOPLE = Number(process.argv[2] ?? 2000);
const POSTS = Math.round(PEOPLE / 50);
/** Somebody asks something in between: their answers must overtake the bulk. */
const PROBES = Math.round(PEOPLE / 100);
const PROBE_EVERY_MS = 3000;
const TOTAL = PEOPLE + POSTS + PROBES;
/** 30 in any second: the n-th message cannot be accepted before this, whoever sends it. */
const MINIMUM_MS = Math.floor((TOTAL - 1) / 30) * 1000;

const people = Array.from({ length: PEOPLE }, (_, index) => 1_000_000 + index);
const askers = Array.from({ length: PROBES }, (_, index) => 2_000_000 + index);
const groups = [-1001, -1002];
const words = (name: string) => `${name}\n【还有 3 个工作日】XM-014 产业园二期开工（9月12日 周五）`;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Sender {
  /** Begins to send the bulk. */
  start(): Promise<void>;
  /** Sends an answer to somebody who asked just now. */
  answer(chat: number, text: string): Promise<void>;
  stop(): Promise<void>;
}

interface Result {
  ms: number;
  http429: number;
  /** How long answers took, in ms, shortest first. */
  answers: number[];
}

async function measure(make: (apiRoot: string) => Promise<Sender>): Promise<Result> {
  const server = await startLoopbackThread({ people: [...people, ...askers], groups, limited: true });
  const sender = await make(server.url);
  const offset = (await server.seen()).now - performance.now();
  const began = performance.now() + offset;
  await sender.start();
  const asked: number[] = [];
  for (const [index, chat] of askers.entries()) {
    await sleep(PROBE_EVERY_MS);
    asked.push(performance.now() + offset);
    await sender.answer(chat, `probe-${index}`);
  }
  for (;;) {
    const seen = await server.seen();
    if (seen.accepted < TOTAL) {
      await sleep(200);
      continue;
    }
    const answers = asked.map((at, index) => (seen.probes[`probe-${index}`] ?? Number.NaN) - at).sort((a, b) => a - b);
    if (seen.duplicates > 0) throw new Error(`${seen.duplicates} messages arrived twice`);
    await sender.stop();
    await server.stop();
    return { ms: seen.lastAt - began, http429: seen.refused, answers };
  }
}

/** The whole bot, with what it has to say in its outbox. */
async function ours(apiRoot: string): Promise<Sender> {
  const dataDir = mkdtempSync(join(tmpdir(), 'duban-bench-'));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: apiRoot });
  const app = await buildApp(config, { log: pino({ level: 'error' }) });
  const { database } = app;
  const now = new Date();
  const rows = await database.person.createManyAndReturn({
    data: [...people, ...askers].map((id) => ({ code: String(id), name: '人', createdAt: now })),
    select: { id: true, code: true },
  });
  const personOf = new Map(rows.map((row) => [row.code, row.id]));
  await database.identity.createMany({
    data: rows.map(({ id, code }) => ({
      personId: id,
      platform: 'telegram',
      platformUserId: code,
      address: code,
      createdAt: now,
    })),
  });
  const row = (chat: number, text: string, kind: string, priority: number) => ({
    dedupKey: `${kind}:${chat}:${text}`,
    platform: 'telegram',
    address: String(chat),
    lane: `telegram:${chat}`,
    personId: personOf.get(String(chat)) ?? null,
    kind,
    priority,
    payload: { op: 'post', message: { lines: text.split('\n').map((line) => ({ kind: 'text', spans: [line] })) } },
    notBefore: now,
    createdAt: now,
  });
  // It runs already, as it does every morning; what is measured begins with what there is to say.
  await app.start();
  return {
    async start() {
      await database.delivery.createMany({
        data: [
          ...Array.from({ length: POSTS }, (_, index) =>
            row(groups[index % 2] as number, words(`群 ${index}`), 'digest', DELIVERY_PRIORITY.digest),
          ),
          ...people.map((chat) => row(chat, words('提醒'), 'warning', DELIVERY_PRIORITY.warning)),
        ],
      });
      app.delivery.wake();
    },
    async answer(chat, text) {
      await database.delivery.create({ data: row(chat, text, 'reply', DELIVERY_PRIORITY.reply) });
      app.delivery.wake();
    },
    async stop() {
      const other = { status: { not: 'sent' } };
      // The last outcomes may still be on their way to the disk.
      for (let patience = 50; patience > 0 && (await database.delivery.count({ where: other })) > 0; patience--)
        await sleep(100);
      const left = await database.delivery.groupBy({ by: ['status', 'lastError'], where: other, _count: true });
      if (left.length > 0) throw new Error(`not recorded as sent: ${JSON.stringify(left)}`);
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** grammY with the plugins that its documentation names for this. */
async function plugins(apiRoot: string): Promise<Sender> {
  const api = new Api(TOKEN, { apiRoot });
  api.config.use(apiThrottler());
  api.config.use(autoRetry());
  const sending: Promise<unknown>[] = [];
  const send = (chat: number, text: string) => void sending.push(api.sendMessage(chat, text));
  return {
    async start() {
      for (let index = 0; index < POSTS; index++) send(groups[index % 2] as number, words(`群 ${index}`));
      for (const chat of people) send(chat, words('提醒'));
    },
    answer: async (chat, text) => send(chat, text),
    stop: async () => void (await Promise.all(sending)),
  };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const line = (name: string, { ms, http429, answers }: Result) =>
  console.log(
    `${name.padEnd(34)} ${seconds(ms).padStart(8)}  ${(ms / MINIMUM_MS).toFixed(3)} × minimum  ${String(http429).padStart(4)} × 429` +
      `  answers in between: median ${seconds(answers[Math.floor(answers.length / 2)] ?? 0)}, slowest ${seconds(answers.at(-1) ?? 0)}`,
  );

console.log(
  `${PEOPLE} reminders, ${POSTS} posts to 2 groups, ${PROBES} answers; limits in real time: 30/s, 20/min in a group, 1/s in a chat`,
);
console.log(`theoretical minimum ${seconds(MINIMUM_MS)}`);
const mine = await measure(ours);
line('this bot (durable outbox)', mine);
const theirs = await measure(plugins);
line('grammY, throttler and auto-retry', theirs);
const round = (value: number) => Math.round(value * 10_000) / 10_000;
console.log(
  JSON.stringify({
    timeOverMinimum: round(mine.ms / MINIMUM_MS),
    http429: mine.http429,
    timeOverPlugins: round(mine.ms / theirs.ms),
    plugins429: theirs.http429,
  }),
);
process.exit(0);
