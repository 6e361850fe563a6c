import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createWecom, type Wecom } from '../../../bot/adapters/wecom/index.js';
import type { SocketTimes } from '../../../bot/adapters/wecom/robotSocket.js';
import { type Blobs, createBlobs } from '../../../bot/blobs.js';
import type { MovableClock } from '../../../bot/clock.js';
import { readConfig } from '../../../bot/config.js';
import { createHttpServer } from '../../../bot/http/server.js';
import type { KeepLease } from '../../../bot/lease.js';
import type { Connection, Inbound, Outgoing, SendOutcome } from '../../../bot/port.js';
import { type Button, type Message, text, title } from '../../../domain/message.js';
import type { Database } from '../../../prisma/client.js';
import { wecom as words } from '../../../services/texts/zhCN/wecom.js';
import { clockAt } from '../../support/clockAt.js';
import { startWecomServer, type WecomServer } from '../../support/wecomServer/index.js';
import { scratchFolder } from '../../support/scratchFolder.mjs';

export const START = '2026-09-07T09:00:00+08:00';

/** The adapter alone, with a loopback WeCom on one side and a listener on the other. */
export interface Harness {
  server: WecomServer;
  wecom: Wecom;
  clock: MovableClock;
  blobs: Blobs;
  database: Database;
  heard: Inbound[];
  /** States of the connection that were reported, in order. */
  connections: Connection[];
  /** Resolves when the listener has heard so many updates. */
  hears(count: number): Promise<Inbound[]>;
  /** Moves the clock by so many seconds. */
  later(seconds: number): void;
  post(key: string, chat: string, message: Message): Promise<SendOutcome>;
  send(outgoing: Outgoing): Promise<SendOutcome>;
  /** The adapter anew on the same database, as after a restart. */
  again(): Promise<Wecom>;
}

/** Times short enough to wait for. */
export const FAST: SocketTimes = {
  heartbeat: 500,
  watchdog: 10_000,
  answer: 10_000,
  firstPause: 5,
  longestPause: 20,
  kicked: 600_000,
  longestKicked: 600_000,
};

export async function startHarness(
  database: Database,
  {
    doors = {},
    webhooks = ['work'],
    env = {},
    times = FAST,
    prepare,
    lease,
  }: {
    doors?: Parameters<WecomServer['env']>[0];
    webhooks?: string[];
    env?: Record<string, string>;
    times?: SocketTimes;
    prepare?: (server: WecomServer) => unknown;
    lease?: KeepLease;
  } = {},
): Promise<Harness> {
  const clock = clockAt(START);
  const server = await startWecomServer(() => clock.now());
  for (const name of webhooks) server.webhook(name);
  server.member('ZhangSan');
  server.member('LiSi');
  prepare?.(server);
  const dataDir = mkdtempSync(join(scratchFolder(), 'wecom-'));
  const blobs = createBlobs(dataDir);
  const { wecom: config } = readConfig({ ...server.env(doors), ...env });
  if (!config) throw new Error('no door of WeCom is configured');
  const log = pino({ level: 'silent' });
  const connections: Connection[] = [];
  const build = () =>
    createWecom({
      config,
      database,
      blobs,
      clockNow: () => clock.now(),
      log,
      words,
      times,
      onConnection: (connection) => connections.push(connection),
      ...(lease ? { lease } : {}),
    });
  const heard: Inbound[] = [];
  let waiting: (() => void)[] = [];
  const receive = async (inbound: Inbound) => {
    heard.push(inbound);
    for (const wake of waiting) wake();
  };
  const wecom = build();
  const ports = [wecom.port];
  const http = createHttpServer({ port: 0, host: '127.0.0.1', routes: wecom.routes ? [wecom.routes] : [] });
  const { url } = await http.start();
  server.state.callbackUrl = wecom.routes ? `${url}/wecom/callback` : null;
  onTestFinished(async () => {
    await http.stop();
    for (const port of ports) await port.stop();
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  await wecom.port.start(receive);
  let current = wecom;
  return {
    server,
    wecom,
    clock,
    blobs,
    database,
    heard,
    connections,
    async hears(count) {
      while (heard.length < count)
        await new Promise<void>((resolve) => {
          waiting = [resolve];
        });
      return heard;
    },
    later: (seconds) => clock.moveTo(new Date(clock.now().getTime() + seconds * 1000)),
    post: (key, chat, message) => current.port.send({ op: 'post', key, address: { chat, thread: '' }, message }),
    send: (outgoing) => current.port.send(outgoing),
    async again() {
      current = build();
      ports.push(current.port);
      await current.port.start(receive);
      return current;
    },
  };
}

/** A message with a title, a line, and buttons of these labels in one row. */
export function messageOf(words: string, ...labels: string[]): Message {
  const buttons = labels.map((label, index): Button => ({ id: `act:${index + 1}:`, label }));
  return { lines: [title('标题'), text(words)], ...(buttons.length > 0 ? { buttons: [buttons] } : {}) };
}
