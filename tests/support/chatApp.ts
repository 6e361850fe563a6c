import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect } from 'vitest';
import type { SandboxMessage } from '../../bot/adapters/sandbox/messages.js';
import { type App, buildApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import { instantOf } from '../../domain/calendar.js';
import { sharedThreads } from './threads.js';
import type { TestDatabases } from './database.js';
import { type Plan, smallPlan } from './plans.js';
import { createStory } from './story.js';
import { scratchFolder } from './scratchFolder.mjs';
import { openWarm } from './warmDatabase.js';

/** A person in a chat, as tests talk: they say and press, and see what the bot answered. */
export interface Talk {
  /** Writes words; resolves with what came back. */
  says(words: string): Promise<string[]>;
  /** Sends a file of any bytes. */
  sendsBytes(name: string, bytes: Uint8Array, mime?: string): Promise<string[]>;
  /** Presses the newest button with this label, or the one under a given message; resolves with what came back. */
  presses(label: string, under?: SandboxMessage): Promise<string[]>;
  /** Sends a file with these bytes as text. */
  sends(name: string, content: string): Promise<string[]>;
  /** What the bot said in the chat since the person last looked, oldest first. */
  hears(): string[];
  /** Labels of the buttons under the newest message. */
  buttons(): string[];
  /** The bot's newest message in the chat. */
  newest(): SandboxMessage | undefined;
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
  /** Stops the bot and starts it again on the same data. */
  restart(): Promise<void>;
  /** Stops the bot and starts it again at a later local time, as after a power cut: nothing happened meanwhile. */
  isDownUntil(on: string, time: string): Promise<void>;
  /** Everything the bot ever said in any chat, in order. */
  everything(): SandboxMessage[];
  /** Puts a message with these button ids into a chat as if the bot had sent it: buttons can be forged. */
  forge(chat: string, buttons: Record<string, string>): void;
}

/** Messages of all chats that are looked through before everything is. */
const RECENT = 20;

const withPictures = sharedThreads({ draws: true });
const withoutPictures = sharedThreads({ draws: false });

/** How a bot starts. */
interface ChatAppStart {
  /** smallPlan when none is given; a string is a shipped plan's name. */
  plan?: Plan | string;
  /** The local day and time of Asia/Shanghai. */
  on: string;
  time?: string;
  /** Whether pictures are drawn; else each is a single pixel. */
  draws?: boolean;
}

/**
 * Starts the whole bot. It stops when the test is finished, and the test fails when the bot has logged an error meanwhile.
 */
export async function startChatApp(
  databases: TestDatabases,
  { plan = smallPlan(), on, time = '07:30', draws = false }: ChatAppStart,
): Promise<ChatApp> {
  const dataDir = mkdtempSync(join(scratchFolder(), 'duban-flow-'));
  const planFile = typeof plan === 'string' ? plan : join(dataDir, 'plan.json');
  if (typeof plan !== 'string') writeFileSync(planFile, JSON.stringify(plan));
  const start = instantOf(on, time, 'Asia/Shanghai');
  const story = createStory(databases, [plan, on, time, draws]);
  const { databaseUrl, keep } = await story.begin(dataDir);
  const place = { databaseUrl, dataDir };
  const config = {
    ...readConfig({ PORT: '0', DATA_DIR: dataDir, DEMO_PLAN: planFile }),
    databaseUrl,
    sandboxNow: start,
  };
  const faults: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => faults.push(line) });
  // The system's clock stands still below the sandbox's, so that a slow machine changes nothing.
  const begin = () =>
    buildApp(config, {
      system: { now: () => start },
      log,
      threads: draws ? withPictures : withoutPictures,
      open: openWarm,
    });
  let app = await begin();
  await app.start();
  if (keep) {
    await app.stop();
    await keep(place);
    app = await begin();
    await app.start();
  }
  databases.later(async () => {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
    expect(faults, 'errors in the log').toEqual([]);
  });
  const seen = new Map<string, number>();

  const talk = (code: string, chat = `p-${code}`): Talk => {
    const since = (id: number) => app.sandbox.store.listMessages(chat, id).filter((message) => message.from === 'bot');
    const history = () => since(0);
    const newest = () => since(app.sandbox.store.lastMessageId(chat) - RECENT).at(-1) ?? history().at(-1);
    const hears = () => {
      const last = seen.get(chat) ?? 0;
      const fresh = since(last);
      seen.set(chat, fresh.at(-1)?.id ?? last);
      return fresh.map((message) => message.text);
    };
    /** Newest first; most often the button is near the end. */
    function* lookingBack(): Generator<SandboxMessage> {
      yield* since(app.sandbox.store.lastMessageId(chat) - RECENT).toReversed();
      yield* history().toReversed();
    }
    const after = async (work: () => Promise<unknown>) => {
      story.end();
      hears();
      await work();
      await app.settle();
      return hears();
    };
    return {
      hears,
      history,
      newest,
      buttons: () => (newest()?.rows.flat() ?? []).map((button) => button.label),
      says: (words) => after(() => app.sandbox.say({ as: code, chat, text: words })),
      sends: (name, content) =>
        after(() =>
          app.sandbox.upload({ as: code, chat, name, mime: 'text/plain', bytes: new TextEncoder().encode(content) }),
        ),
      sendsBytes: (name, bytes, mime = 'application/octet-stream') =>
        after(() => app.sandbox.upload({ as: code, chat, name, mime, bytes })),
      presses: (label, under) =>
        after(async () => {
          for (const message of under ? [under] : lookingBack()) {
            const button = message.rows.flat().find((each) => each.label === label && !each.disabled);
            if (button) return app.sandbox.press({ as: code, message: message.id, button: button.id });
          }
          throw new Error(`no button “${label}” in ${chat}; the newest message says:\n${history().at(-1)?.text}`);
        }),
    };
  };

  return {
    get app() {
      story.end();
      return app;
    },
    as: talk,
    async goTo(day, at) {
      const target = instantOf(day, at, 'Asia/Shanghai');
      const chapter = story.goOn(`${day} ${at}`);
      if (chapter.putBack) {
        await app.stop();
        await chapter.putBack(place);
      } else {
        await app.advanceTo(target);
        if (!chapter.keep) return;
        await app.stop();
        await chapter.keep(place);
      }
      app = await begin();
      await app.start();
    },
    async restart() {
      story.end();
      await app.stop();
      app = await begin();
      await app.start();
    },
    async isDownUntil(day, at) {
      story.end();
      app.sandbox.store.setClockOffsetMs(instantOf(day, at, 'Asia/Shanghai').getTime() - start.getTime());
      await app.stop();
      app = await begin();
      await app.start();
      await app.settle();
    },
    everything: () =>
      app.sandbox.store
        .listChats()
        .flatMap((chat) => app.sandbox.store.listMessages(chat.id, 0))
        .filter((message) => message.from === 'bot')
        .sort((a, b) => a.id - b.id),
    forge(chat, buttons) {
      story.end();
      const row = Object.entries(buttons).map(([label, id]) => ({ id, label }));
      const words = { text: '伪造的消息', bold: [], image: null, file: null };
      app.sandbox.store.addMessage(chat, app.clock.now(), null, { ...words, rows: [row] });
    },
  };
}
