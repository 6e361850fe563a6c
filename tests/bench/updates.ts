// npm run bench:updates: webhook updates per second through the whole bot, each with its transaction on disk, beside a
// bare grammY bot that commits one row for each. Both run in processes of their own and take the same updates over HTTP.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeDatabase, openDatabase } from '../../prisma/client.js';
import { projectRoot } from '../../prisma/projectRoot.js';
import { TOKEN } from '../support/telegramServer/index.js';
import { startLoopbackThread } from './loopback.js';

const UPDATES = Number(process.argv[2] ?? 4000);
const WARM_UP = 400;
const CONNECTIONS = 40;
const ROUNDS = 3;
/** People who write, so that chats run side by side as they do in life. */
const CHATS = 200;
const SECRET = 'bench-secret-bench-secret';

interface Measured {
  perSecond: number;
  /** CPU of the process in µs per update; NaN where /proc does not tell. */
  cpu: number;
}

/** Ordinary words in groups: the bot looks who it is and what is open, commits, and says nothing. */
const update = (id: number) => ({
  update_id: id,
  message: {
    message_id: id,
    date: 1_767_225_600,
    chat: { id: -1_000_000 - (id % CHATS), type: 'supergroup', title: '群' },
    from: { id: 1_000_000 + (id % CHATS), is_bot: false, first_name: '人' },
    text: '今天下午三点开会',
  },
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function post(url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-telegram-bot-api-secret-token': SECRET,
    };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`)),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

async function postAll(url: string, from: number, count: number): Promise<void> {
  let next = from;
  const one = async () => {
    while (next < from + count) await post(url, JSON.stringify(update(next++)));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
}

/** CPU time of a process in µs, from its clock ticks (100 a second on Linux). */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  } catch {
    return Number.NaN;
  }
}

async function measure(url: string, pid: number, from: number): Promise<Measured> {
  const cpu = cpuOf(pid);
  const began = performance.now();
  await postAll(url, from, UPDATES);
  return { perSecond: UPDATES / ((performance.now() - began) / 1000), cpu: (cpuOf(pid) - cpu) / UPDATES };
}

function ready(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      const match = pattern.exec(printed);
      if (match) resolve(match);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', () => reject(new Error(printed)));
  });
}

const folder = mkdtempSync(join(tmpdir(), 'duban-bench-'));
const server = await startLoopbackThread({ people: [], groups: [], limited: false });
const port = await freePort();
const whole = spawn(process.execPath, [join(projectRoot, 'dist', 'bot', 'main.js')], {
  cwd: projectRoot,
  env: {
    PATH: process.env.PATH ?? '',
    TZ: 'UTC',
    LOG_LEVEL: 'error',
    PORT: String(port),
    DATA_DIR: folder,
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: server.url,
    TELEGRAM_WEBHOOK_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_WEBHOOK_SECRET: SECRET,
  },
});
await ready(whole, /就绪/);
const database = await openDatabase(`file:${join(folder, 'duban.db')}`);
const createdAt = new Date();
for (let index = 0; index < CHATS; index++) {
  const id = String(1_000_000 + index);
  const identity = { platform: 'telegram', platformUserId: id, address: id, createdAt };
  await database.person.create({
    data: {
      code: id,
      name: '人',
      createdAt,
      identities: { create: identity },
      grants: { create: { role: 'liaison', createdAt } },
    },
  });
}
const bareFile = fileURLToPath(new URL('./bareBot.js', import.meta.url));
const bare = spawn(process.execPath, [bareFile, join(folder, 'bare.db'), SECRET]);
const [, barePort] = await ready(bare, /ready (\d+)/);
const urls = { whole: `http://127.0.0.1:${port}/telegram/webhook`, bare: `http://127.0.0.1:${barePort}/` };

await postAll(urls.whole, 1, WARM_UP);
await postAll(urls.bare, 1, WARM_UP);
const results = { whole: [] as Measured[], bare: [] as Measured[] };
for (let round = 0; round < ROUNDS; round++) {
  const from = 1 + WARM_UP + round * UPDATES;
  results.bare.push(await measure(urls.bare, bare.pid as number, from));
  results.whole.push(await measure(urls.whole, whole.pid as number, from));
}
const rows = await database.inbound.count();
if (rows !== WARM_UP + ROUNDS * UPDATES) throw new Error(`${rows} rows for ${WARM_UP + ROUNDS * UPDATES} updates`);
await closeDatabase(database);
for (const child of [whole, bare]) child.kill('SIGTERM');
await server.stop();
rmSync(folder, { recursive: true, force: true });

const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] as number;
const summary = (list: Measured[]) => ({
  perSecond: median(list.map((each) => each.perSecond)),
  cpu: median(list.map((each) => each.cpu)),
});
const [mine, theirs] = [summary(results.whole), summary(results.bare)];
console.log(
  `${UPDATES} updates on ${CONNECTIONS} connections, ${ROUNDS} rounds in turn, medians; SQLite, every commit on disk`,
);
for (const [name, each] of [
  ['whole bot', mine],
  ['bare grammY', theirs],
] as const)
  console.log(`${name.padEnd(12)} ${Math.round(each.perSecond)} updates/s, ${Math.round(each.cpu)} µs CPU each`);
const round = (value: number) => Math.round(value * 1000) / 1000;
console.log(
  JSON.stringify({
    updatesPerSecond: Math.round(mine.perSecond),
    throughputOverBareGrammy: round(mine.perSecond / theirs.perSecond),
    cpuOverBareGrammy: round(mine.cpu / theirs.cpu),
  }),
);
process.exit(0);
