import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Logger, pino } from 'pino';
import { jobs } from '../jobs/index.js';
import { closeDatabase, type Database, openDatabase, providerOf } from '../prisma/client.js';
import { migrate } from '../prisma/migrate.js';
import { compose } from '../services/compose.js';
import { holdFor } from '../services/hold.js';
import { tellOfMissedSlots } from '../services/missedSlots.js';
import { createSandbox, type Sandbox } from './adapters/sandbox/index.js';
import { createAdvance } from './advance.js';
import { createBlobs } from './blobs.js';
import { type Clock, movableClock, systemClock } from './clock.js';
import type { Config } from './config.js';
import { createDelivery, type DeliveryLoop } from './delivery/loop.js';
import { createDocuments } from './documents.js';
import { prepareSandbox } from './demo.js';
import { sandboxRoutes } from './http/sandboxApi.js';
import { createHttpServer } from './http/server.js';
import { createImports } from './imports.js';
import { createRouter } from './router.js';
import { createSandboxClock } from './sandboxClock.js';
import { createScheduler, type Scheduler } from './scheduler.js';
import { currentCalendar } from './transaction.js';

/** The whole bot. Nothing runs before start(). */
export interface App {
  /** Loads the demo plan into an empty database; the loaded campaign's name, or null. start() does it by itself. */
  prepare(): Promise<string | null>;
  /** Catches up with what was missed, then receives and answers. `url` is the page's. */
  start(): Promise<{ url: string; loaded: string | null }>;
  /** Ends what is under way and closes everything. */
  stop(): Promise<void>;
  database: Database;
  sandbox: Sandbox;
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
}

/**
 * Puts the parts together: the one place that knows all of them. Creates the data folder and brings the database's
 * tables up to date. Throws when the database cannot be opened.
 */
export async function buildApp(config: Config, { system = systemClock, log: given }: AppParts = {}): Promise<App> {
  const log = given ?? pino({ level: config.logLevel }, pino.destination(2));
  mkdirSync(config.dataDir, { recursive: true });
  const singleInstance = providerOf(config.databaseUrl) === 'sqlite';
  if (singleInstance) mkdirSync(dirname(config.databaseUrl.slice('file:'.length)), { recursive: true });
  await migrate(config.databaseUrl);
  const database = await openDatabase(config.databaseUrl, {
    onConnectionError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });

  const sandbox: Sandbox = createSandbox({ dataDir: config.dataDir, clockNow: () => clock.now(), log });
  const clock = movableClock({
    offsetMs: sandbox.store.clockOffsetMs(),
    onMove: sandbox.store.setClockOffsetMs,
    system,
  });
  const ports = [sandbox.port];
  const onCommitted = () => {
    delivery.wake();
    imports.wake();
  };
  const incident = () =>
    randomInt(36 ** 4)
      .toString(36)
      .toUpperCase()
      .padStart(4, '0');
  const blobs = createBlobs(config.dataDir);
  const documents = createDocuments({ database, clock, blobs, dataDir: config.dataDir, log });
  const delivery = createDelivery({
    database,
    clock,
    log,
    ports,
    singleInstance,
    complete: documents.complete,
    holdUntil: async (row, now) => holdFor({ db: database, now, calendar: await currentCalendar(database) }, row),
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
    incident,
  });
  const imports = createImports({
    database,
    clock,
    blobs,
    threads: documents.threads,
    log,
    onCommitted: () => delivery.wake(),
    incident,
  });
  const settle = async () => {
    await imports.drain();
    await delivery.drain();
  };
  const server = createHttpServer({
    port: config.port,
    host: '127.0.0.1',
    routes: [
      sandboxRoutes({ sandbox, clock: createSandboxClock({ database, clock, scheduler, advanceTo }), settle, log }),
    ],
  });

  const prepare = () => prepareSandbox({ database, clock, sandbox, config });

  return {
    database,
    sandbox,
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
      for (const port of ports) await port.start((inbound) => route(inbound, port));
      const { url } = await server.start();
      return { url, loaded };
    },
    async stop() {
      await server.stop();
      for (const port of ports) await port.stop();
      await scheduler.stop();
      await imports.stop();
      await delivery.stop();
      await documents.stop();
      sandbox.close();
      await closeDatabase(database);
    },
  };
}
