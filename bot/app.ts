import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Logger, pino } from 'pino';
import { jobs } from '../jobs/index.js';
import { closeDatabase, type Database, openDatabase, providerOf } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { newClaimCode } from '../services/claim.js';
import { compose } from '../services/compose.js';
import type { Threads } from '../services/documents/threads.js';
import { holdFor } from '../services/hold.js';
import { tellOfMissedSlots } from '../services/missedSlots.js';
import { textsFor } from '../services/texts/index.js';
import { createSandbox, type Sandbox } from './adapters/sandbox/index.js';
import { createTelegram, webhookUrl } from './adapters/telegram/index.js';
import { createWecom, type Wecom } from './adapters/wecom/index.js';
import type { SocketTimes } from './adapters/wecom/robotSocket.js';
import { createAdvance } from './advance.js';
import { createBlobs } from './blobs.js';
import { type Clock, movableClock, systemClock } from './clock.js';
import { type Config, claimPlatforms } from './config.js';
import { createDelivery, type DeliveryLoop } from './delivery/loop.js';
import { prepareSandbox } from './demo.js';
import { createDocuments } from './documents.js';
import { sandboxRoutes } from './http/sandboxApi.js';
import { createHttpServer } from './http/server.js';
import { createImports } from './imports.js';
import { createLeases, type LeaseTimes } from './lease.js';
import { createMenus } from './menus.js';
import { keepConnection, tellOfOutcome } from './platformNews.js';
import type { ChatPort, LimitRule } from './port.js';
import { createRouter } from './router.js';
import { createSandboxClock } from './sandboxClock.js';
import { createScheduler, type Scheduler } from './scheduler.js';
import { buildCtx, currentCalendar, inTransaction } from './transaction.js';
import { createWecomRoster } from './wecomRoster.js';

/** The whole bot. Nothing runs before start(). */
export interface App {
  /** Loads the demo plan into an empty database; the loaded campaign's name, or null. start() does it by itself. */
  prepare(): Promise<string | null>;
  /**
   * Catches up with what was missed, then receives and answers. `url` is the server's, `loaded` the name of a campaign that
   * was loaded, `claimCode` what the first administrator sends (null when there is one). Throws when a token is refused.
   */
  start(): Promise<{ url: string; loaded: string | null; claimCode: string | null }>;
  /** Ends what is under way and closes everything. */
  stop(): Promise<void>;
  database: Database;
  /** Throws RangeError when the sandbox is not part of this process. */
  readonly sandbox: Sandbox;
  wecom: Wecom | null;
  clock: Clock;
  scheduler: Scheduler;
  delivery: DeliveryLoop;
  /** Moves the sandbox's clock through everything that is due on the way. */
  advanceTo(target: Date): Promise<void>;
  /** Resolves when everything that may go now was sent. */
  settle(): Promise<void>;
}

/** What a test may set otherwise. */
export interface AppParts {
  /** The clock below the sandbox's; the system's when not given. */
  system?: Clock;
  log?: Logger;
  /** Other sending limits than Telegram's own. */
  telegramLimits?: readonly LimitRule[];
  wecomTimes?: SocketTimes;
  leaseTimes?: LeaseTimes;
  /** Threads for documents that outlive this app. */
  threads?: Threads;
  /** Opens the database otherwise. */
  open?: typeof openDatabase;
}

/**
 * Puts the parts together: the one place that knows all of them. Creates the data folder and brings the database's
 * tables up to date. Throws when the database cannot be opened.
 */
export async function buildApp(
  config: Config,
  {
    system = systemClock,
    log: given,
    telegramLimits,
    wecomTimes,
    leaseTimes,
    threads,
    open = openDatabase,
  }: AppParts = {},
): Promise<App> {
  const log = given ?? pino({ level: config.logLevel }, pino.destination(2));
  mkdirSync(config.dataDir, { recursive: true });
  const singleInstance = providerOf(config.databaseUrl) === 'sqlite';
  if (singleInstance) mkdirSync(dirname(config.databaseUrl.slice('file:'.length)), { recursive: true });
  await migrate(config.databaseUrl);
  const database = await open(config.databaseUrl, {
    onConnectionError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });

  const sandbox: Sandbox | null = config.sandbox
    ? createSandbox({ dataDir: config.dataDir, clockNow: () => clock.now(), log })
    : null;
  // Beside real platforms alone nobody moves it: it is the system's clock.
  const clock = movableClock({
    system,
    ...(sandbox ? { offsetMs: sandbox.store.clockOffsetMs(), onMove: sandbox.store.setClockOffsetMs } : {}),
  });
  const blobs = createBlobs(config.dataDir);
  const keep = keepConnection({ database, clock, log });
  const lease = createLeases({ database, clock: system, log, ...(leaseTimes ? { times: leaseTimes } : {}) });
  const telegram = config.telegram
    ? createTelegram({
        ...config.telegram,
        webhook: config.telegram.webhook && {
          ...config.telegram.webhook,
          url: webhookUrl(config.telegram.webhook.url),
        },
        blobs,
        now: () => clock.now(),
        log,
        onConnection: (connection) => void keep('telegram', connection),
        lease,
        ...(telegramLimits ? { limits: telegramLimits } : {}),
      })
    : null;
  const wecom = config.wecom
    ? createWecom({
        config: config.wecom,
        database,
        blobs,
        clockNow: () => clock.now(),
        log,
        words: textsFor(undefined).wecom,
        onConnection: (connection) => void keep('wecom', connection),
        lease,
        ...(wecomTimes ? { times: wecomTimes } : {}),
      })
    : null;
  const roster = wecom && createWecomRoster({ database, clock, log, userIdOfMobile: wecom.userIdOfMobile });
  const ports: ChatPort[] = [sandbox?.port, telegram?.port, wecom?.port].filter((port) => port !== undefined);
  const menus = new Map(ports.map((port) => [port.platform, createMenus({ database, clock, log }, port)]));
  const onCommitted = () => {
    delivery.wake();
    imports.wake();
  };
  const incident = () =>
    randomInt(36 ** 4)
      .toString(36)
      .toUpperCase()
      .padStart(4, '0');
  const documents = createDocuments({
    database,
    clock,
    blobs,
    dataDir: config.dataDir,
    log,
    ...(threads ? { threads } : {}),
  });
  const delivery = createDelivery({
    database,
    clock,
    log,
    ports,
    singleInstance,
    onSettled: tellOfOutcome,
    complete: documents.complete,
    async holds(rows, now) {
      // A reply belongs to no campaign and never waits; for the rest rules and calendar are read once.
      if (rows.every((row) => row.campaignId === null)) return rows.map(() => null);
      const ctx = { db: database, now, calendar: await currentCalendar(database) };
      const holds = [];
      for (const row of rows) holds.push(await holdFor(ctx, row));
      return holds;
    },
    compose,
  });
  const scheduler = createScheduler({
    database,
    clock,
    log,
    jobs,
    singleInstance,
    onCommitted,
    onSkipped: tellOfMissedSlots,
  });
  const advanceTo = createAdvance({ clock, scheduler, delivery });
  const route = createRouter({
    database,
    clock,
    blobs,
    log,
    onCommitted,
    onStranger: (platform) => platform === 'wecom' && roster?.wake(),
    onRolesChanged: (platform, sender) => void menus.get(platform)?.sync(sender),
    incident,
  });
  const imports = createImports({
    database,
    clock,
    blobs,
    threads: documents.threads,
    log,
    onCommitted: () => {
      delivery.wake();
      roster?.wake();
    },
    incident,
  });
  const settle = async () => {
    await imports.drain();
    await delivery.drain();
  };
  const server = createHttpServer({
    port: config.port,
    host: config.host,
    routes: [
      ...(telegram?.routes ? [telegram.routes] : []),
      ...(sandbox
        ? [
            sandboxRoutes({
              sandbox,
              clock: createSandboxClock({ database, clock, scheduler, advanceTo }),
              settle,
              log,
            }),
          ]
        : []),
      ...(wecom?.routes ? [wecom.routes] : []),
    ],
  });

  const claimCode = (): Promise<string | null> =>
    inTransaction(database, async (tx) =>
      newClaimCode(await buildCtx(tx, { now: clock.now(), actor: null, origin: null }), ...claimPlatforms(config)),
    );

  const prepare = () => prepareSandbox({ database, clock, sandbox, config });

  return {
    database,
    get sandbox() {
      if (!sandbox) throw new RangeError('the sandbox is not part of this process');
      return sandbox;
    },
    wecom,
    clock,
    scheduler,
    delivery,
    advanceTo,
    settle,
    prepare,
    async start() {
      const loaded = await prepare();
      await delivery.start();
      imports.wake();
      await scheduler.runDue(clock.now());
      scheduler.start();
      const { url } = await server.start();
      const code = await claimCode();
      for (const port of ports) await port.start((inbound) => route(inbound, port));
      // Not waited for: a large roster takes a while to ask after.
      roster?.wake();
      for (const menu of menus.values()) void menu.sync();
      return { url, loaded, claimCode: code };
    },
    async stop() {
      await server.stop();
      for (const port of ports) await port.stop();
      await scheduler.stop();
      await imports.stop();
      await delivery.stop();
      for (const menu of menus.values()) await menu.stop();
      await roster?.stop();
      await documents.stop();
      sandbox?.close();
      await closeDatabase(database);
    },
  };
}
