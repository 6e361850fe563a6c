import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type App, buildApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import type { LimitRule } from '../../bot/port.js';
import { instantOf } from '../../domain/calendar.js';
import type { TestDatabases } from './database.js';
import {
  BOT,
  type LoopbackServer,
  type ServerChat,
  type ServerOptions,
  type Someone,
  type StoredMessage,
  someone,
  startLoopbackServer,
  TOKEN,
} from './telegramServer/index.js';
import { until } from './until.js';
import { scratchFolder } from './scratchFolder.mjs';
import { openWarm } from './warmDatabase.js';

/** Somebody on Telegram: what they do resolves with what the bot said in that chat since they last looked. */
export interface TelegramTalk {
  who: Someone;
  says(words: string, options?: { chat?: ServerChat; thread?: number }): Promise<string[]>;
  /** Presses the newest button with this label. */
  presses(label: string, chat?: ServerChat): Promise<string[]>;
  sendsPhoto(bytes: Buffer, caption?: string): Promise<string[]>;
  hears(chat?: ServerChat): string[];
}

/** The whole bot on Telegram's loopback server, with a clock that runs and can be moved forward. */
export interface TelegramApp {
  app: App;
  server: LoopbackServer;
  claimCode: string | null;
  as(id: number, name: string): TelegramTalk;
  goTo(on: string, time: string): Promise<void>;
  /** Resolves when an update was committed and everything that it led to was sent. */
  handled(updateId: number): Promise<void>;
  restart(): Promise<void>;
}

/** What the bot said in a chat, oldest first. */
export const saidIn = (chat: ServerChat): StoredMessage[] => [...chat.messages.values()].filter((each) => each.fromBot);

/** Starts the bot on Telegram with a plan that is loaded by the explicit flag. It stops when the test is finished. */
export async function startTelegramApp(
  databases: TestDatabases,
  options: { plan?: string; on?: string; time?: string; limits?: readonly LimitRule[]; server?: ServerOptions } = {},
): Promise<TelegramApp> {
  const { plan = 'tests/support/smallPlan.json', on = '2026-09-07', time = '07:30', limits = [] } = options;
  const server = await startLoopbackServer(options.server);
  const dataDir = mkdtempSync(join(scratchFolder(), 'duban-telegram-'));
  const start = instantOf(on, time, 'Asia/Shanghai').getTime();
  const began = performance.now();
  const system = { now: () => new Date(start + Math.round(performance.now() - began)) };
  const env = {
    PORT: '0',
    DATA_DIR: dataDir,
    DEMO_PLAN: plan,
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: server.url,
  };
  const config = { ...readConfig(env), databaseUrl: await databases.fresh() };
  const moved = { offset: 0 };
  const begin = () =>
    buildApp(config, {
      system: { now: () => new Date(system.now().getTime() + moved.offset) },
      log: pino({ level: 'silent' }),
      telegramLimits: limits,
      open: openWarm,
    });
  let app = await begin();
  let { claimCode } = await app.start();
  onTestFinished(async () => {
    await app.stop();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const looked = new Map<ServerChat, number>();

  async function handled(updateId: number): Promise<void> {
    const updateKey = `${BOT.id}:${updateId}`;
    const where = { platform_updateKey: { platform: 'telegram', updateKey } };
    await until(`update ${updateId}`, async () => (await app.database.inbound.findUnique({ where })) !== null);
    await app.settle();
  }

  function hears(chat: ServerChat): string[] {
    const last = looked.get(chat) ?? 0;
    const fresh = saidIn(chat).filter((each) => each.id > last);
    looked.set(chat, fresh.at(-1)?.id ?? last);
    return fresh.map((each) => each.text);
  }

  return {
    get app() {
      return app;
    },
    server,
    get claimCode() {
      return claimCode;
    },
    handled,
    as(id, name) {
      const who = someone(server, id, name);
      const after = async (chat: ServerChat, updateId: number) => {
        hears(chat);
        await handled(updateId);
        return hears(chat);
      };
      return {
        who,
        hears: (chat = who.chat) => hears(chat),
        says: (words, where = {}) => after(where.chat ?? who.chat, who.says(words, where)),
        sendsPhoto: (bytes, caption) =>
          after(who.chat, who.sendsPhoto(bytes, caption === undefined ? {} : { caption })),
        async presses(label, chat = who.chat) {
          for (const message of saidIn(chat).toReversed()) {
            const button = message.keyboard?.inline_keyboard.flat().find((each) => each.text === label);
            if (button) return after(chat, who.presses(message, button, chat));
          }
          throw new Error(`no button “${label}”; the newest message says:\n${saidIn(chat).at(-1)?.text}`);
        },
      };
    },
    goTo: (day, at) => app.advanceTo(instantOf(day, at, 'Asia/Shanghai')),
    async restart() {
      moved.offset += app.clock.now().getTime() - system.now().getTime() - moved.offset;
      await app.stop();
      app = await begin();
      ({ claimCode } = await app.start());
    },
  };
}

/** The invitation links of a sheet, by the person's name. */
export function linksOf(server: LoopbackServer): Map<string, string> {
  const file = [...server.world.files.values()].findLast((each) => each.name.endsWith('.csv'));
  const rows = (file?.bytes.toString('utf8') ?? '').split('\r\n').slice(1);
  return new Map(
    rows.flatMap((row) => {
      const [name = '', , , link = ''] = [...row.matchAll(/"((?:[^"]|"")*)"/g)].map((cell) => cell[1] ?? '');
      const token = /start=([\w-]+)$/.exec(link)?.[1];
      return token === undefined ? [] : [[name, token]];
    }),
  );
}
