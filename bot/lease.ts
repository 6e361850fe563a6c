import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Database } from '../prisma/client.js';
import { endLease, leaseOf, seizeLease, takeLease } from '../prisma/store/leases.js';
import type { Clock } from './clock.js';

/** Times of a lease, in ms. */
export interface LeaseTimes {
  /** Renewed, or asked for again, so often. */
  renew: number;
  /** Lasts so long without being renewed. Well above the difference between two machines' clocks. */
  lasts: number;
}

export const LEASE_TIMES: LeaseTimes = { renew: 5_000, lasts: 20_000 };

/** What only the holder of a lease may do. Both end before the next thing is asked of them. */
export interface LeasedWork {
  begin(): void | Promise<void>;
  end(): void | Promise<void>;
}

/** One lease, kept for as long as it can be had. */
export interface Keeper {
  /** Asks for it once, then again and again. @returns whether it is held already; begin() has been called then */
  start(): Promise<boolean>;
  /** Ends the work and gives the lease up, so that another process need not wait for its end. */
  stop(): Promise<void>;
  holds(): boolean;
}

/** Makes the keeper of a lease of that name; nothing is asked for before start(). */
export type KeepLease = (name: string, work: LeasedWork) => Keeper;

export interface LeaseDeps {
  database: Database;
  /** The machine's clock, not the sandbox's: other processes go by it too. */
  clock: Clock;
  log: Logger;
  times?: LeaseTimes;
}

/** Holders that live in this process; a holder with our process number that is not among them ran before us. */
const living = new Set<string>();

const newHolder = (): string => `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;

/** Whether a holder was on this machine and has ended: nobody need wait for its lease. */
function isGone(holder: string): boolean {
  const [, host, pid] = /^(.*):(\d+):[0-9a-f]+$/.exec(holder) ?? [];
  if (host !== hostname()) return false;
  if (Number(pid) === process.pid) return !living.has(holder);
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Leases in the database: of several processes one at a time does the work, another takes over when it is gone. */
export function createLeases({ database, clock, log, times = LEASE_TIMES }: LeaseDeps): KeepLease {
  return (name, work) => {
    const holder = newHolder();
    let timer: NodeJS.Timeout | null = null;
    let turn: Promise<void> = Promise.resolve();
    let held = false;
    let waits = false;
    let renewedAt = 0;

    async function take(): Promise<boolean> {
      const now = clock.now();
      const until = new Date(now.getTime() + times.lasts);
      if ((await takeLease(database, { name, holder, now, until })) !== null) return true;
      const other = await leaseOf(database, name);
      return (
        other !== null && isGone(other.holder) && seizeLease(database, { name, from: other.holder, holder, until })
      );
    }

    async function look(): Promise<void> {
      const began = performance.now();
      const mine = await take().catch((error: unknown) => {
        log.warn({ lease: name, reason: (error as Error).message }, 'a lease could not be renewed');
        // Nobody else can have it before it ends; a renewal before that is in time.
        return held && began - renewedAt < times.lasts - times.renew;
      });
      if (mine && !held) {
        held = true;
        waits = false;
        renewedAt = began;
        log.info({ lease: name }, 'lease taken');
        await work.begin();
      } else if (mine) renewedAt = began;
      else if (held) {
        held = false;
        log.error({ lease: name }, 'lease lost: another process goes on');
        await work.end();
      } else if (!waits) {
        waits = true;
        log.warn({ lease: name }, 'another process holds this lease: standing by until it ends');
      }
    }

    const next = (): Promise<void> => {
      turn = turn.then(look).catch((error: unknown) => log.error({ err: error, lease: name }, 'lease'));
      return turn;
    };

    return {
      async start() {
        living.add(holder);
        await next();
        timer = setInterval(() => void next(), times.renew);
        return held;
      },
      async stop() {
        if (timer) clearInterval(timer);
        timer = null;
        await turn;
        living.delete(holder);
        if (!held) return;
        held = false;
        await work.end();
        await endLease(database, name, holder, clock.now()).catch((error: unknown) =>
          log.warn({ lease: name, reason: (error as Error).message }, 'a lease was left to its end'),
        );
      },
      holds: () => held,
    };
  };
}
