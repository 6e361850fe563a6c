import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type App, buildApp } from '../../bot/app.js';
import type { SandboxMessage } from '../../bot/adapters/sandbox/messages.js';
import { readConfig } from '../../bot/config.js';
import { instantOf } from '../../domain/calendar.js';
import type { TestDatabases } from './database.js';

/** A person in a chat, as tests talk: they say and press, and see what the bot answered. */
export interface Talk {
  /** Writes words; resolves with what came back. */
  says(words: string): Promise<string[]>;
  /** Sends a file of any bytes. */
  sendsBytes(name: string, bytes: Uint8Array, mime?: string): Promise<string[]>;
  /** Presses the newest button with this label. */
  presses(label: string): Promise<string[]>;
  /** Sends a file with these bytes as text. */
  sends(name: string, content: string): Promise<string[]>;
  /** What the bot said in the chat since the person last looked, oldest first. */
  hears(): string[];
  /** Everything the bot ever said in the chat. */
  history(): SandboxMessage[];
}

/** A running bot with the sandbox's chats, on a real database and a clock that stands where it is put. */
export interface ChatApp {
  app: App;
  /** A person of the plan by their code; `chat` is their private chat if it is not named. */
  as(code: string, chat?: string): Talk;
  /** Moves the clock to a local time of Asia/Shanghai ('2026-09-07', '08:50'), through everything that is due on the way. */
  goTo(on: string, time: string): Promise<void>;
  /** Ends the process and starts it again on the same data. `kill` gives up at once, like SIGKILL. */
  restart(): Promise<void>;
}

/** Starts the whole bot on a plan file, at a local time of Asia/Shanghai. It stops when the test is finished. */
export async function startChatApp(
  databases: TestDatabases,
  { plan, on, time = '07:30' }: { plan: string; on: string; time?: string },
): Promise<ChatApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'duban-flow-'));
  const start = instantOf(on, time, 'Asia/Shanghai');
  const config = {
    ...readConfig({ PORT: '0', DATA_DIR: dataDir, DEMO_PLAN: plan }),
    databaseUrl: await databases.fresh(),
    sandboxNow: start,
  };
  // The system's clock stands still below the sandbox's, so that a slow machine changes nothing.
  const begin = () => buildApp(config, { system: { now: () => start }, log: pino({ level: 'silent' }) });
  let app = await begin();
  await app.start();
  onTestFinished(async () => {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const seen = new Map<string, number>();

  const talk = (code: string, chat = `p-${code}`): Talk => {
    const history = () => app.sandbox.store.listMessages(chat, 0).filter((message) => message.from === 'bot');
    const hears = () => {
      const last = seen.get(chat) ?? 0;
      const fresh = history().filter((message) => message.id > last);
      seen.set(chat, fresh.at(-1)?.id ?? last);
      return fresh.map((message) => message.text);
    };
    const after = async (work: () => Promise<unknown>) => {
      hears();
      await work();
      await app.settle();
      return hears();
    };
    return {
      hears,
      history,
      says: (words) => after(() => app.sandbox.say({ as: code, chat, text: words })),
      sends: (name, content) =>
        after(() =>
          app.sandbox.upload({ as: code, chat, name, mime: 'text/plain', bytes: new TextEncoder().encode(content) }),
        ),
      sendsBytes: (name, bytes, mime = 'application/octet-stream') =>
        after(() => app.sandbox.upload({ as: code, chat, name, mime, bytes })),
      presses: (label) =>
        after(async () => {
          for (const message of history().toReversed()) {
            const button = message.rows.flat().find((each) => each.label === label && !each.disabled);
            if (button) return app.sandbox.press({ as: code, message: message.id, button: button.id });
          }
          throw new Error(`no button “${label}” in ${chat}; the newest message says:\n${history().at(-1)?.text}`);
        }),
    };
  };

  return {
    get app() {
      return app;
    },
    as: talk,
    goTo: (day, at) => app.advanceTo(instantOf(day, at, 'Asia/Shanghai')),
    async restart() {
      await app.stop();
      app = await begin();
      await app.start();
    },
  };
}
