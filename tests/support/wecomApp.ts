import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { type App, buildApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import { currentCalendar, inTransaction } from '../../bot/transaction.js';
import { instantOf } from '../../domain/calendar.js';
import { loadPlan } from '../../prisma/demo/loadPlan.js';
import { readPlan } from '../../prisma/demo/readPlan.js';
import { resolvePlan } from '../../prisma/demo/resolvePlan.js';
import type { TestDatabases } from './database.js';
import { startWecomServer, type Shown, type WecomServer } from './wecomServer/index.js';
import { scratchFolder } from './scratchFolder.mjs';
import { openWarm } from './warmDatabase.js';

/** A member of the unit in the chat with the app, as tests talk. */
export interface MemberTalk {
  says(words: string): Promise<string[]>;
  presses(label: string): Promise<string[]>;
  sendsPhoto(content: string): Promise<string[]>;
  /** Some clients let members send files to an app. */
  sendsFile(name: string, bytes: Uint8Array): Promise<string[]>;
  /** What the app said since the member last looked. */
  hears(): string[];
  chat(): Shown[];
}

/** The whole bot against a loopback WeCom, on a real database and a clock that stands where it is put. */
export interface WecomApp {
  app: App;
  server: WecomServer;
  /** What the first administrator sends; null where there is one, or nobody can send it. */
  claimCode: string | null;
  as(code: string): MemberTalk;
  goTo(on: string, time: string): Promise<void>;
  /** A person says something to the robot in the group; resolves with what it answered there. */
  asksRobot(code: string, words: string): Promise<string[]>;
}

export interface WecomAppOptions {
  plan: string;
  on: string;
  time?: string;
  /** Codes of people who sit in WeCom; everybody when not given. The others stay in the sandbox, which then runs too. */
  inWecom?: string[];
  robot?: boolean;
  /** Nobody and no group is bound yet: the roster of the plan is there, and a claim code. */
  newcomers?: boolean;
  /** Further variables, for another platform beside it. */
  env?: Record<string, string>;
}

/** A person's user id in WeCom: with a capital, since WeCom does not keep to one case. */
export const userIdOf = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1);

export async function startWecomApp(
  databases: TestDatabases,
  { plan, on, time = '07:30', inWecom, robot = false, newcomers = false, env = {} }: WecomAppOptions,
): Promise<WecomApp> {
  const dataDir = mkdtempSync(join(scratchFolder(), 'duban-wecom-'));
  const start = instantOf(on, time, 'Asia/Shanghai');
  let app: App | null = null;
  const server = await startWecomServer(() => app?.clock.now() ?? start);
  server.webhook('work');
  const config = {
    ...readConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      DEMO_PLAN: plan,
      ...(inWecom ? { SANDBOX: '1' } : {}),
      ...server.env({ robot }),
      ...env,
    }),
    databaseUrl: await databases.fresh(),
    sandboxNow: start,
  };
  app = await buildApp(config, {
    system: { now: () => start },
    log: pino({ level: 'silent' }),
    open: openWarm,
  });
  const { database } = app;
  if (!inWecom) await load(app, plan, on, !newcomers);
  const { url, claimCode } = await app.start();
  onTestFinished(async () => {
    await app?.stop();
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  server.state.callbackUrl = `${url}/wecom/callback`;
  const people = await database.person.findMany({ where: inWecom ? { code: { in: inWecom } } : {} });
  for (const { id, code } of people) {
    if (!newcomers) server.member(userIdOf(code));
    await database.identity.updateMany({
      where: { personId: id },
      data: { platform: 'wecom', platformUserId: code, address: code },
    });
  }
  await database.chat.updateMany({ data: { platform: 'wecom', platformChatId: 'group:work' } });

  const seen = new Map<string, number>();
  const running = app;
  const talk = (code: string): MemberTalk => {
    const chat = () => server.chat(code);
    const hears = () => {
      const fresh = chat().slice(seen.get(code) ?? 0);
      seen.set(code, chat().length);
      return fresh.map((shown) => shown.text);
    };
    const after = async (act: () => Promise<number[]>) => {
      hears();
      const statuses = await act();
      if (statuses.join() !== '200') throw new Error(`the callback was answered with ${statuses.join()}`);
      await running.settle();
      return hears();
    };
    return {
      chat,
      hears,
      says: (words) => after(() => server.says(code, words)),
      presses: (label) => after(() => server.presses(code, label)),
      sendsFile: (name, bytes) => after(() => server.sendsFile(code, name, bytes)),
      sendsPhoto: (content) => after(() => server.sendsPhoto(code, new TextEncoder().encode(content))),
    };
  };
  const inGroup = () => server.state.groups.get('wr-work') ?? [];
  /** Looks again after every turn of the event loop: the robot's frames come over a socket. */
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  };
  async function asksRobot(code: string, words: string): Promise<string[]> {
    await until(() => running.wecom?.robotState() === 'ready');
    const before = inGroup().length;
    server.robot.say(userIdOf(code), words, 'wr-work');
    await until(() => inGroup().length > before);
    await running.settle();
    return inGroup()
      .slice(before)
      .map((post) => post.text);
  }
  return {
    app,
    server,
    claimCode,
    as: talk,
    asksRobot,
    goTo: (day, at) => running.advanceTo(instantOf(day, at, 'Asia/Shanghai')),
  };
}

async function load(app: App, file: string, on: string, bound: boolean): Promise<void> {
  const calendar = await currentCalendar(app.database);
  const plan = readPlan(readFileSync(file, 'utf8'));
  if (!plan.ok) throw new Error('the plan has faults');
  const resolved = resolvePlan(plan.value, on, (day) => calendar.isWorkday(day));
  if (!resolved.ok) throw new Error('the plan has faults');
  await inTransaction(app.database, (tx) => loadPlan(tx, resolved.value, { now: app.clock.now(), calendar, bound }));
}
