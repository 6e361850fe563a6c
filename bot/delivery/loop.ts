import {
  claimDelivery,
  type Delivery,
  type LaneHead,
  laneHeads,
  nextNotBefore,
} from '../../prisma/store/deliveries.js';
import { createLanes } from '../lanes.js';
import type { ChatPort, SendOutcome } from '../port.js';
import type { Composer } from '../../services/compose.js';
import type { Hold } from '../../services/hold.js';
import { findWords } from './words.js';
import { type DeliverDeps, deliver, recoverAbandoned, type Sender, setAside, tryLater } from './deliver.js';
import { forget, type Sending, waitMs } from './throttle.js';

/** Messages under way at once, each to another chat. */
const IN_FLIGHT = 8;
/** How often the outbox is looked at without being told, in ms: rows that other processes wrote. */
const POLL_MS = 5_000;
/** The same while something is under way, in ms. */
const BUSY_POLL_MS = 200;
/** Between two looks, in ms: a job that wakes us with each of a hundred messages is not worth a hundred looks. */
const LOOK_GAP_MS = 20;
/** A sending that takes longer is given up as of unknown fate, in ms. */
const SEND_TIMEOUT_MS = 60_000;
/** A claim holds this long, in ms: longer than a sending may take and its outcome needs to be recorded. */
const LOCK_MS = 120_000;
/** How often to look for claims whose process ended, in ms. */
const RECOVER_EVERY_MS = 30_000;

export interface DeliveryDeps extends DeliverDeps {
  ports: readonly ChatPort[];
  /** Asked right before sending: a hold with a later instant keeps the message until then, null lets it go. */
  holdUntil: (row: Delivery, now: Date) => Promise<Hold | null>;
  /** Asked right before sending a message that was written without words; null when nothing is left to say. */
  compose: Composer;
  /** No other process sends: whatever is claimed when this one starts was left behind by a dead one. */
  singleInstance: boolean;
}

/** Sends what the outbox holds: in order within a chat, side by side over chats, within each platform's limits. */
export interface DeliveryLoop {
  /** Settles what a dead process left behind, then sends in the background until stop(). */
  start(): Promise<void>;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
  /** To be called after a commit that wrote messages. */
  wake(): void;
  /** Sends everything that may go now. Waits for limits while the clock runs, not while it stands still. */
  drain(): Promise<void>;
  /** The earliest instant after `now` at which a waiting message may go, or null. */
  nextDue(now: Date): Promise<Date | null>;
}

interface PlatformState {
  port: Sender & Pick<ChatPort, 'limits'>;
  history: Sending[];
  pausedUntil: number;
}

interface Filled {
  /** When a limit lets the next message go, in ms since 1970. */
  roomAt: number | null;
  /** Whether a message was put off or expired, so that looking again is worth while. */
  setAside: boolean;
  /** Whether anything was being sent meanwhile: what waited behind it in its chat was not seen. */
  underWay: boolean;
}

/** The delivery of all platforms. Nothing is sent before start() or drain(). */
export function createDelivery(deps: DeliveryDeps): DeliveryLoop {
  const { database, clock, log } = deps;
  const platforms = new Map<string, PlatformState>(
    deps.ports.map((port) => [port.platform, { port: patient(port), history: [], pausedUntil: 0 }]),
  );
  const ports = new Map([...platforms].map(([name, { port }]) => [name, port]));
  const inFlight = new Map<number, Promise<void>>();
  const turns = createLanes();
  let recoveredAt: number | null = null;
  let running: Promise<void> | null = null;
  let stopping = false;
  let draining = 0;
  let woken = false;
  let rouse = () => {};

  function wake(): void {
    woken = true;
    rouse();
  }

  /** Begins to send as much as may be under way at once. */
  const fill = () => turns.run('fill', fillAlone);

  async function fillAlone(): Promise<Filled> {
    await recover();
    const now = clock.now();
    const filled: Filled = { roomAt: null, setAside: false, underWay: inFlight.size > 0 };
    for (const state of platforms.values()) state.history = forget(state.port.limits, state.history, now.getTime());
    for (const head of await laneHeads(database, now)) {
      const state = platforms.get(head.platform);
      if (!state || state.pausedUntil > now.getTime()) continue;
      if (inFlight.size >= IN_FLIGHT) break;
      const target = { chat: head.address, group: !head.private };
      const wait = waitMs(state.port.limits, state.history, target, now.getTime());
      if (wait === 0) {
        filled.setAside = (await begin(state, head, now)) || filled.setAside;
        filled.underWay = true;
      } else filled.roomAt = Math.min(filled.roomAt ?? Number.POSITIVE_INFINITY, now.getTime() + wait);
    }
    return filled;
  }

  async function recover(): Promise<void> {
    const now = clock.now().getTime();
    if (recoveredAt !== null && now - recoveredAt < RECOVER_EVERY_MS) return;
    await recoverAbandoned(deps, ports, {
      all: deps.singleInstance && recoveredAt === null,
      except: [...inFlight.keys()],
    });
    recoveredAt = now;
  }

  /** Claims a message and begins to send it. Returns whether it was set aside, so that the next of its chat may go. */
  async function begin(state: PlatformState, head: LaneHead, now: Date): Promise<boolean> {
    const lockedUntil = new Date(now.getTime() + LOCK_MS);
    const row = await claimDelivery(database, head.id, now, lockedUntil);
    if (!row) return false;
    let hold: Hold | 'expired' | null = row.expiresAt && row.expiresAt <= now ? 'expired' : null;
    try {
      hold ??= await deps.holdUntil(row, now);
    } catch (error) {
      log.error({ err: error, delivery: row.id }, 'quiet hours could not be checked');
      await tryLater(deps, row, 'holdCheckFailed');
      return true;
    }
    if (hold === 'expired' || (hold && hold.until > now)) {
      await setAside(deps, row, hold);
      return true;
    }
    let ready: Delivery | null;
    try {
      ready = await findWords(deps, row);
    } catch (error) {
      log.error({ err: error, delivery: row.id }, 'a message could not be composed');
      await tryLater(deps, row, 'composeFailed');
      return true;
    }
    if (!ready) return true;
    state.history.push({ chat: head.address, group: !head.private, at: clock.now().getTime() });
    inFlight.set(row.id, send(state, head, ready));
    return false;
  }

  async function send(state: PlatformState, head: LaneHead, row: Delivery): Promise<void> {
    try {
      const pauseUntil = await deliver(deps, state.port, row, head);
      if (pauseUntil) state.pausedUntil = Math.max(state.pausedUntil, pauseUntil.getTime());
    } catch (error) {
      // Not recorded: it stays claimed, and is settled as of unknown fate when its lock is over.
      log.error({ err: error, delivery: row.id }, 'the outcome of a message could not be recorded');
    } finally {
      inFlight.delete(row.id);
      // Looking at the outbox for several at once is cheaper than for each.
      if (inFlight.size <= IN_FLIGHT / 2) wake();
    }
  }

  async function loop(): Promise<void> {
    for (let looked = Number.NEGATIVE_INFINITY; ; ) {
      if (stopping) return;
      const early = looked + LOOK_GAP_MS - performance.now();
      if (early > 0) await pause(early);
      woken = false;
      if (draining > 0) {
        // It sends everything itself; two that look at the outbox in turn would look twice as often.
        await rest(BUSY_POLL_MS);
        continue;
      }
      looked = performance.now();
      let delay = POLL_MS;
      try {
        const { roomAt, setAside: moved } = await fill();
        const now = clock.now().getTime();
        if (moved) woken = true;
        else if (inFlight.size > 0) delay = BUSY_POLL_MS;
        else if (!woken) {
          const next = (await nextDue(new Date(now)))?.getTime();
          delay = Math.min(delay, (roomAt ?? Number.POSITIVE_INFINITY) - now, (next ?? Number.POSITIVE_INFINITY) - now);
        }
      } catch (error) {
        log.error({ err: error }, 'the outbox could not be read');
      }
      if (!woken && !stopping) await rest(delay);
    }
  }

  /** Waits, or until somebody calls wake(). */
  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, ms));
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Sends what may go now. @returns whether there may be more */
  async function drainOnce(): Promise<boolean> {
    const filled = await fill();
    // Looking at the outbox for several at once is cheaper than for each.
    await Promise.all(inFlight.values());
    if (filled.setAside || filled.underWay) return true;
    if (!filled.roomAt) return false;
    const before = clock.now();
    await pause(filled.roomAt - before.getTime());
    return clock.now() > before;
  }

  function nextDue(now: Date): Promise<Date | null> {
    return nextNotBefore(database, [...platforms.keys()], now);
  }

  return {
    async start() {
      if (running) return;
      stopping = false;
      await turns.run('fill', recover);
      running = loop();
    },
    async stop() {
      stopping = true;
      wake();
      await running;
      running = null;
      await Promise.all(inFlight.values());
    },
    wake,
    async drain() {
      draining++;
      try {
        while (await drainOnce());
      } finally {
        draining--;
        wake();
      }
    },
    nextDue,
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(1, ms)));

/** The port with an end to our patience: an answer that does not come is an unknown fate. */
function patient(port: ChatPort): PlatformState['port'] {
  const send: ChatPort['send'] = (outgoing) =>
    new Promise<SendOutcome>((resolve, reject) => {
      const timer = setTimeout(() => resolve({ kind: 'unknown', error: 'timeout' }), SEND_TIMEOUT_MS);
      port
        .send(outgoing)
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    });
  return { capabilities: port.capabilities, limits: port.limits, send };
}
