import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { pino } from 'pino';
import { createSandbox, type Sandbox } from '../../bot/adapters/sandbox/index.js';
import { sandboxRoutes } from '../../bot/http/sandboxApi.js';
import type { NextJob, SandboxClock } from '../../bot/http/sandboxClock.js';
import { createHttpServer } from '../../bot/http/server.js';
import type { ChatPort, Inbound } from '../../bot/port.js';
import { text, title } from '../../domain/message.js';
import { scratchFolder } from '../support/scratchFolder.mjs';

export const START = new Date('2026-03-02T00:30:00Z');
const log = pino({ level: 'silent' });

export const makeFolder = (): string => mkdtempSync(join(scratchFolder(), 'sandbox-'));
export const dropFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** A sandbox in `folder` with one liaison, one leader and a group of both. */
export function openSandbox(folder: string, clockNow = () => START): Sandbox {
  const sandbox = createSandbox({ dataDir: folder, clockNow, log });
  const li = { id: 'li', name: '李娜', role: '联络员', unit: '市发展改革委' };
  const zhao = { id: 'zhao', name: '赵强', role: '领导', unit: '市政府' };
  sandbox.store.upsertChat({ id: 'p-li', title: '李娜', kind: 'private', members: [li] });
  sandbox.store.upsertChat({ id: 'p-zhao', title: '赵强', kind: 'private', members: [zhao] });
  sandbox.store.upsertChat({ id: 'g-1', title: '攻坚群', kind: 'group', members: [li, zhao] });
  return sandbox;
}

/** Answers every update by saying it back: words with two buttons, a press by closing its message, a file by its size. */
export function echoBot(port: ChatPort): (inbound: Inbound) => Promise<void> {
  return async ({ updateKey, address, text: words, button, file }) => {
    const key = `echo:${updateKey}`;
    if (button) {
      await port.send({ op: 'close', key, address, messageId: button.messageId, chosen: button.id });
      return;
    }
    const bytes = file ? await port.download(file) : null;
    const line = text(bytes ? `${file?.name} ${bytes.byteLength}` : (words ?? ''));
    const buttons = [[{ id: 'yes:1:', label: '同意' }], [{ id: 'no:1:', label: '不同意' }]];
    await port.send({ op: 'post', key, address, message: { lines: [title('收到'), line], buttons } });
  };
}

/** A clock that only moves when told, with one job a day at 01:00 UTC. */
export function testClock(): SandboxClock & { moves: string[] } {
  let now = START;
  const moves: string[] = [];
  const nextJob = async (): Promise<NextJob> => {
    const at = new Date(now);
    at.setUTCHours(1, 0, 0, 0);
    if (at <= now) at.setUTCDate(at.getUTCDate() + 1);
    return { name: 'warnDeadlines', title: '到期预警', at };
  };
  return {
    moves,
    now: () => now,
    nextJob,
    describe: async () => ({ now, zone: 'Asia/Shanghai', workday: true, nextJob: await nextJob() }),
    nextWorkdayMorning: async () => new Date('2026-03-03T00:00:00Z'),
    advanceTo: async (to) => {
      now = to;
      moves.push(to.toISOString());
    },
  };
}

/** A message or a chat in an answer, as far as tests read it. */
export interface Item {
  id: unknown;
  text: string;
  image: string;
  file: string;
  fileName: string;
  chosen: string | null;
  buttons: { id: string; disabled: boolean }[];
}

/** Whatever the API answers, as far as tests read it. */
export interface Body extends Item {
  error: { code: string; message: string; incident: string };
  messages: [Item, Item, ...Item[]];
  now: string;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed JSON where it is an object. */
  json: Body;
  /** The parsed JSON where it is a list. */
  list: Item[];
}

function answerOf(status: number, headers: IncomingHttpHeaders, text: string): Answer {
  const parsed: unknown = headers['content-type']?.startsWith('application/json') ? JSON.parse(text) : {};
  return { status, headers, text, json: parsed as Body, list: parsed as Item[] };
}

/** Sends a request exactly as given: no address is tidied and no header added, unlike with fetch. */
export function raw(
  url: string,
  options: { method?: string; path: string; headers?: Record<string, string>; body?: string | Uint8Array },
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const { method = 'GET', path, headers = {}, body } = options;
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve(answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString()));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The sandbox with its server on a free port and the echo bot behind it. */
export async function serveSandbox(folder: string, parts: { settle?: () => Promise<void>; pageFolder?: string } = {}) {
  const sandbox = openSandbox(folder);
  const clock = testClock();
  const settle = parts.settle ?? (async () => {});
  const page = parts.pageFolder === undefined ? {} : { pageFolder: parts.pageFolder };
  const routes = [sandboxRoutes({ sandbox, clock, settle, log, ...page })];
  const server = createHttpServer({ port: 0, host: '127.0.0.1', routes });
  await sandbox.port.start(echoBot(sandbox.port));
  const { url } = await server.start();
  const get = (path: string) => raw(url, { path });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    raw(url, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  async function upload(fields: Record<string, string | File>): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const response = await fetch(`${url}/sandbox/api/upload`, { method: 'POST', body: form });
    return answerOf(response.status, Object.fromEntries(response.headers), await response.text());
  }
  async function stop(): Promise<void> {
    await server.stop();
    await sandbox.port.stop();
    sandbox.close();
  }
  return { sandbox, clock, server, url, get, post, upload, stop };
}

export type Served = Awaited<ReturnType<typeof serveSandbox>>;
