import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { createTelegram, type Telegram } from '../../bot/adapters/telegram/index.js';
import { type Blobs, createBlobs } from '../../bot/blobs.js';
import type { KeepLease } from '../../bot/lease.js';
import type { Connection } from '../../bot/port.js';
import { type LoopbackServer, type ServerOptions, startLoopbackServer, TOKEN } from './telegramServer/index.js';
import { scratchFolder } from './scratchFolder.mjs';

/** The adapter, talking over HTTP to a loopback server of its own. */
export interface TelegramUnderTest extends Telegram {
  server: LoopbackServer;
  blobs: Blobs;
  /** States that were reported, in order. */
  connections: Connection[];
  stop(): Promise<void>;
}

/** Builds the adapter on a new loopback server; nothing is called before port.start(). */
export async function telegramUnderTest(
  options: ServerOptions & { webhook?: { url: string; secret: string }; token?: string; lease?: KeepLease } = {},
): Promise<TelegramUnderTest> {
  const server = await startLoopbackServer(options);
  const folder = mkdtempSync(join(scratchFolder(), 'telegram-'));
  const blobs = createBlobs(folder);
  const connections: Connection[] = [];
  const telegram = createTelegram({
    token: options.token ?? TOKEN,
    apiRoot: server.url,
    webhook: options.webhook ?? null,
    blobs,
    now: () => new Date('2026-09-07T00:30:00Z'),
    log: pino({ level: 'silent' }),
    onConnection: (connection) => connections.push(connection),
    ...(options.lease ? { lease: options.lease } : {}),
  });
  return {
    ...telegram,
    server,
    blobs,
    connections,
    async stop() {
      await telegram.port.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
