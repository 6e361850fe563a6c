import {
  claimDelivery,
  type Delivery,
  type LaneHead,
  laneHeads,
  nextNotBefore,
} from '../../prisma/store/deliveries.js';
import { createLanes } from '../lanes.js';
import type { ChatPort, SendOutcome } from '../port.js';
import { inTransaction } from '../transaction.js';
import { type DeliverDeps, deliver, recoverAbandoned, type Sender, setAside, tryLater } from './deliver.js';
import { forget, type Sending, waitMs } from './throttle.js';

/** Messages under way at once, each to another chat. */
const IN_FLIGHT = 8;
/** How often the outbox is looked at without being told, in ms: rows that other processes wrote. */
const POLL_MS = 5_000;
/** The same while something is under way, in ms. */
const BUSY_POLL_MS = 200;
/** A sending that takes longer is given up as of unknown fate, in ms. */
const SEND_TIMEOUT_MS = 60_000;
/** A claim holds this long, in ms: longer than a sending may take and its outcome needs to be recorded. */
const LOCK_MS = 120_000;
/** How often to look for claims whose process ended, in ms. */
const RECOVER_EVERY_MS = 30_000;
/** A look at what waits is used for this long, in ms, unless it is used up or somebody tells of more. */
const LOOK_MS = 250;
/** When a limit leaves room within this time, nothing else needs to be asked for, in ms. */
const SOON_MS = 1_000;

export interface DeliveryDeps extends DeliverDeps {
  ports: readonly ChatPort[];
  /** Asked right before sending: a later instant holds the message until then, null lets it go. */
  holdUntil: (row: Delivery, now: Date) => Promise<Date | null>;
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
  /** Those of the history whose answer is not here: the platform may count them as late as now. */
  flying: Set<Sending>;
  pausedUntil: number;
}

interface Filled {
  /** When a limit lets the next message go, in ms since 1970. */
  roomAt: number | null;
  /** Whether a message was put off or expired, so that looking again is worth while. */
  setAside: boolean;
}

/** The delivery of all platforms. Nothing is sent before start() or drain(). */
export function createDelivery(deps: DeliveryDeps): DeliveryLoop {
  const { database, clock, log } = deps;
  const platforms = new Map<string, PlatformState>(
    deps.ports.map((port) => [port.platform, { port: patient(port), history: [], flying: new Set(), pausedUntil: 0 }]),
  );
  const ports = new Map([...platforms].map(([name, { port }]) => [name, port]));
  const inFlight = new Map<number, Promise<void>>();
  const turns = createLanes();
  let recoveredAt: number | null = null;
  let running: Promise<void> | null = null;
  let stopping = false;
  let woken = false;
  let rouse = () => {};
  let heads: LaneHead[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;

  function wake(): void {
    lookedAt = Number.NEGATIVE_INFINITY;
    goOn();
  }

  function goOn(): void {
    woken = true;
    rouse();
  }

  /** Begins to send as much as may be under way at once. */
  const fill = (fresh = false) =>
    turns.run('fill', () => {
      if (fresh) lookedAt = Number.NEGATIVE_INFINITY;
      return fillAlone();
    });

  async function fillAlone(): Promise<Filled> {
    await recover();
    const filled: Filled = { roomAt: null, setAside: false };
    if (!platformsHaveRoom(filled)) return filled;
    const waiting = await look();
    const full = new Set<PlatformState>();
    heads = [];
    for (const head of waiting) {
      const state = platforms.get(head.platform);
      if (!state) continue;
      const now = clock.now();
      if (inFlight.size >= IN_FLIGHT || full.has(state) || state.pausedUntil > now.getTime()) {
        heads.push(head);
        continue;
      }
      const target = { chat: head.address, group: !head.private };
      const wait = waitMs(state.port.limits, state.history, target, now.getTime());
      if (wait === 0) filled.setAside = (await begin(state, head, now)) || filled.setAside;
      else {
        heads.push(head);
        noteRoom(filled, now.getTime() + wait);
        // Nothing more of this platform can go: what else waits there need not be weighed.
        if (platformWait(state, now.getTime()) > 0) full.add(state);
      }
    }
    return filled;
  }

  /** Brings every platform's history up to now. @returns whether any may send, as far as its own limits go */
  function platformsHaveRoom(filled: Filled): boolean {
    const now = clock.now().getTime();
    let room = false;
    for (const state of platforms.values()) {
      for (const sending of state.flying) sending.at = now;
      state.history = forget(state.port.limits, state.history, now).sort((a, b) => a.at - b.at);
      if (state.pausedUntil > now) continue;
      const wait = platformWait(state, now);
      if (wait === 0) room = true;
      else noteRoom(filled, now + wait);
    }
    return room;
  }

  const platformWait = ({ port, history }: PlatformState, now: number): number =>
    waitMs(
      port.limits.filter((rule) => rule.scope === 'platform'),
      history,
      { chat: '', group: false },
      now,
    );

  const noteRoom = (filled: Filled, at: number): void => {
    filled.roomAt = Math.min(filled.roomAt ?? Number.POSITIVE_INFINITY, at);
  };

  /** What waits, in order of priority; looking costs as much as waits, so one look serves for a while. */
  async function look(): Promise<LaneHead[]> {
    if (heads.length > 0 && performance.now() - lookedAt < LOOK_MS) return heads;
    lookedAt = performance.now();
    return laneHeads(database, clock.now());
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
    const row = await inTransaction(database, (tx) => claimDelivery(tx, head.id, now, lockedUntil));
    if (!row) return false;
    let until: Date | 'expired' | null = row.expiresAt && row.expiresAt <= now ? 'expired' : null;
    try {
      until ??= await deps.holdUntil(row, now);
    } catch (error) {
      log.error({ err: error, delivery: row.id }, 'quiet hours could not be checked');
      await tryLater(deps, row, 'holdCheckFailed');
      return true;
    }
    if (until === 'expired' || (until && until > now)) {
      await setAside(deps, row, until);
      return true;
    }
    const sending: Sending = { chat: head.address, group: !head.private, at: clock.now().getTime() };
    state.history.push(sending);
    state.flying.add(sending);
    inFlight.set(row.id, send(state, head, row, sending));
    return false;
  }

  async function send(state: PlatformState, head: LaneHead, row: Delivery, sending: Sending): Promise<void> {
    const answered = () => {
      // Counted from the answer: the platform had it by then, however long the way was.
      sending.at = clock.now().getTime();
      state.flying.delete(sending);
    };
    try {
      const { pauseUntil, calls } = await deliver(deps, whenAnswered(state.port, answered), row, head);
      for (let more = 1; more < calls; more++) state.history.push({ ...sending });
      if (pauseUntil) state.pausedUntil = Math.max(state.pausedUntil, pauseUntil.getTime());
    } catch (error) {
      // Not recorded: it stays claimed, and is settled as of unknown fate when its lock is over.
      log.error({ err: error, delivery: row.id }, 'the outcome of a message could not be recorded');
    } finally {
      state.flying.delete(sending);
      inFlight.delete(row.id);
      // Looking at the outbox for several at once is cheaper than for each.
      if (inFlight.size <= IN_FLIGHT / 2) goOn();
    }
  }

  async function loop(): Promise<void> {
    for (;;) {
      if (stopping) return;
      woken = false;
      let delay = POLL_MS;
      try {
        const { roomAt, setAside: moved } = await fill();
        const now = clock.now().getTime();
        if (moved) woken = true;
        else if (roomAt !== null && roomAt - now < SOON_MS) delay = roomAt - now;
        else if (inFlight.size > 0) delay = BUSY_POLL_MS;
        else {
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
      for (;;) {
        const filled = await fill(true);
        if (inFlight.size > 0) await Promise.race(inFlight.values());
        else if (!filled.setAside) {
          const before = clock.now();
          if (!filled.roomAt) return;
          await pause(filled.roomAt - before.getTime());
          if (clock.now() <= before) return;
        }
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

/** The port, telling when an answer is here: before its outcome is recorded. */
function whenAnswered(port: Sender, answered: () => void): Sender {
  return {
    capabilities: port.capabilities,
    send: (outgoing) => port.send(outgoing).finally(answered),
  };
}
