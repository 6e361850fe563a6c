import {
  claimDeliveries,
  type Delivery,
  type LaneHead,
  laneHeads,
  nextNotBefore,
} from '../../prisma/store/deliveries.js';
import type { Composer } from '../../services/compose.js';
import type { Hold } from '../../services/hold.js';
import { createLanes } from '../lanes.js';
import type { ChatPort } from '../port.js';
import { withoutCollision } from '../transaction.js';
import { createBatch } from './batch.js';
import { type DeliverDeps, deliver, recoverAbandoned, type Sender, setAside, tryLater } from './deliver.js';
import { createPace, type Pace } from './pace.js';
import { pause, pacedSender } from './pacedSender.js';
import { patient } from './patience.js';
import type { Sending } from './throttle.js';
import { findWords, needsWords } from './words.js';

/** Messages under way at once, each to another chat. */
const IN_FLIGHT = 16;
/** How often the outbox is looked at without being told, in ms: rows that other processes wrote. */
const POLL_MS = 5_000;
/** The same while something is under way, in ms. */
const BUSY_POLL_MS = 200;
/** A claim holds this long, in ms: longer than a sending may take and its outcome needs to be recorded. */
const LOCK_MS = 120_000;
/** How often to look for claims whose process ended, in ms. */
const RECOVER_EVERY_MS = 30_000;
/** A look at what waits shows this many chats, and is used for this long, in ms, unless it is used up. */
const LOOK = { most: 400, forMs: 1_000 } as const;
/** Being told of more leads to another look, but not sooner than this after the last one, in ms. */
const LOOK_AGAIN_MS = 40;
/** While the clock runs, messages are claimed this long before a limit lets them go, in ms: several cost one commit. */
const AHEAD_MS = 200;
/** When a limit leaves room within this time, nothing else needs to be asked for, in ms. */
const SOON_MS = 1_000;

export interface DeliveryDeps extends Omit<DeliverDeps, 'batch'> {
  ports: readonly ChatPort[];
  /** Asked right before sending, in the order of the messages: a hold with a later instant keeps one until then, null lets it go. */
  holds: (rows: readonly Delivery[], now: Date) => Promise<(Hold | null)[]>;
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
  /**
   * Sends everything that may go now. Waits for limits while the clock runs, not while it stands still.
   * @returns false when a limit kept something back
   */
  drain(): Promise<boolean>;
  /** Whether wake() was called since the last drain(). */
  wasTold(): boolean;
  /** The earliest instant after `now` at which a waiting message may go, or null. */
  nextDue(now: Date): Promise<Date | null>;
}

interface PlatformState {
  port: Sender;
  pace: Pace;
}

/** A message that is about to be claimed, with its place in the platform's pace. */
interface Picked {
  state: PlatformState;
  head: LaneHead;
  sending: Sending;
}

interface Filled {
  /** When a limit lets the next message go, in ms since 1970. */
  roomAt: number | null;
  /** Whether a message was put off or expired, so that looking again is worth while. */
  setAside: boolean;
  /** Whether more may be there to send: behind what was being sent, or beyond what was seen. */
  more: boolean;
  /** The look behind it showed everything, each chat's only message. */
  whole: boolean;
  /** The clock at that look, in ms since 1970. */
  at: number;
}

/** The delivery of all platforms. Nothing is sent before start() or drain(). */
export function createDelivery(given: DeliveryDeps): DeliveryLoop {
  const deps = { ...given, batch: createBatch(given.database) };
  const { database, clock, log } = deps;
  const withPlatforms: DeliverDeps = { ...deps, platforms: deps.ports.map((port) => port.platform) };
  const platforms = new Map<string, PlatformState>(
    deps.ports.map((port) => [port.platform, { port: patient(port), pace: createPace(port.limits) }]),
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
  let heads: LaneHead[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
  let toldOfMore = false;
  let newest: Filled | null = null;
  let lastLook = { whole: false, at: 0 };
  let toldSinceDrain = false;

  function wake(): void {
    toldOfMore = true;
    toldSinceDrain = true;
    goOn();
  }

  function goOn(): void {
    woken = true;
    rouse();
  }

  /**
   * Begins to send as much as may be under way at once.
   * @param aheadMs also what may go this soon; for drain() 0: a clock that stands still would never get there
   */
  const fill = (aheadMs: number) =>
    turns.run('fill', async () => {
      newest = null;
      try {
        await recover();
        const busy = inFlight.size > 0;
        const seen = await look(aheadMs === 0);
        const { whole, at } = lastLook;
        const filled: Filled = { roomAt: null, setAside: false, more: busy, whole, at };
        const picked = pick(seen, aheadMs, filled);
        if (picked.length > 0) filled.setAside = await begin(picked);
        filled.more ||= picked.length > 0 && (!whole || picked.length < seen.length);
        newest = filled;
        return filled;
      } catch (error) {
        toldOfMore = true;
        throw error;
      }
    });

  /** Picks what may go from what waits; the rest waits on. */
  function pick(waiting: readonly LaneHead[], aheadMs: number, filled: Filled): Picked[] {
    const now = clock.now().getTime();
    const picked: Picked[] = [];
    const full = new Set<PlatformState>();
    heads = [];
    for (const state of platforms.values()) state.pace.refresh(now);
    for (const head of waiting) {
      const state = platforms.get(head.platform);
      if (!state) continue;
      const { pace } = state;
      if (inFlight.size + picked.length >= IN_FLIGHT || full.has(state) || pace.pausedUntil > now) {
        heads.push(head);
        continue;
      }
      const target = { chat: head.address, group: !head.private };
      const wait = pace.wait(target, now);
      if (wait <= aheadMs) picked.push({ state, head, sending: pace.plan(target, now + wait) });
      else {
        heads.push(head);
        filled.roomAt = Math.min(filled.roomAt ?? Number.POSITIVE_INFINITY, now + wait - aheadMs);
        // Nothing more of this platform can go: what else waits there need not be weighed.
        if (pace.waitForAll(now) > aheadMs) full.add(state);
      }
    }
    return picked;
  }

  /** What waits, in order of priority; looking costs as much as waits, so one look serves for a while. */
  async function look(fresh: boolean): Promise<LaneHead[]> {
    const age = performance.now() - lookedAt;
    if (!fresh && heads.length > 0 && age < (toldOfMore ? LOOK_AGAIN_MS : LOOK.forMs)) return heads;
    const now = clock.now();
    const open = [...platforms].filter(([, { pace }]) => pace.pausedUntil <= now.getTime());
    lookedAt = performance.now();
    toldOfMore = false;
    const free = inFlight.size === 0;
    const rows = await laneHeads(database, now, { platforms: open.map(([name]) => name), limit: LOOK.most });
    lastLook = { whole: free && rows.length < LOOK.most && !rows.some(({ more }) => more), at: now.getTime() };
    return rows;
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

  /** Claims messages and begins to send them. @returns whether any was set aside, so that the next of its chat may go */
  async function begin(picked: readonly Picked[]): Promise<boolean> {
    const now = clock.now();
    const lockedUntil = new Date(now.getTime() + LOCK_MS);
    const ids = picked.map(({ head }) => head.id);
    let rows: Delivery[];
    try {
      rows = await withoutCollision(() => claimDeliveries(database, ids, now, lockedUntil));
    } catch (error) {
      for (const { state, sending } of picked) state.pace.drop(sending);
      throw error;
    }
    const claimed = new Set(rows.map((row) => row.id));
    const ready = new Map((await readyToSend(rows, now)).map((row) => [row.id, row]));
    let moved = false;
    for (const each of picked) {
      const row = ready.get(each.head.id);
      if (row) inFlight.set(row.id, send(each, row));
      else {
        each.state.pace.drop(each.sending);
        moved ||= claimed.has(each.head.id);
      }
    }
    return moved;
  }

  /** Those of the claimed messages that may go now, with their words; others were set aside or have nothing left to say. */
  async function readyToSend(rows: readonly Delivery[], now: Date): Promise<Delivery[]> {
    const live: Delivery[] = [];
    for (const row of rows)
      if (row.expiresAt && row.expiresAt <= now) await setAside(deps, row, 'expired');
      else live.push(row);
    const free = await unheld(live, now);
    return [...free.filter((row) => !needsWords(row)), ...(await composed(free.filter(needsWords)))];
  }

  /** Messages that no hold keeps; when that cannot be told for several, each is asked about alone. */
  async function unheld(rows: readonly Delivery[], now: Date): Promise<Delivery[]> {
    let holds: (Hold | null)[];
    try {
      holds = rows.length === 0 ? [] : await deps.holds(rows, now);
    } catch (error) {
      const [row] = rows;
      if (rows.length > 1) return (await Promise.all(rows.map((each) => unheld([each], now)))).flat();
      log.error({ err: error, delivery: row?.id }, 'quiet hours could not be checked');
      if (row) await tryLater(deps, row, 'holdCheckFailed');
      return [];
    }
    const free: Delivery[] = [];
    for (const [at, row] of rows.entries()) {
      const hold = holds[at];
      if (hold && hold.until > now) await setAside(deps, row, hold);
      else free.push(row);
    }
    return free;
  }

  /** Messages with the words they were given; when that fails for several, each is tried alone. */
  async function composed(rows: readonly Delivery[]): Promise<Delivery[]> {
    try {
      return await findWords(deps, rows);
    } catch (error) {
      const [row] = rows;
      if (rows.length > 1) return (await Promise.all(rows.map((each) => composed([each])))).flat();
      log.error({ err: error, delivery: row?.id }, 'a message could not be composed');
      if (row) await tryLater(deps, row, 'composeFailed');
      return [];
    }
  }

  async function send({ state, head, sending }: Picked, row: Delivery): Promise<void> {
    const { pace } = state;
    const atItsTime = pacedSender(state, sending, clock, () => {
      toldOfMore = true;
    });
    try {
      const pauseUntil = await deliver(withPlatforms, atItsTime, row, head);
      if (pauseUntil) pace.pausedUntil = Math.max(pace.pausedUntil, pauseUntil.getTime());
    } catch (error) {
      // Not recorded: it stays claimed, and is settled as of unknown fate when its lock is over.
      log.error({ err: error, delivery: row.id }, 'the outcome of a message could not be recorded');
    } finally {
      pace.answered(sending, sending.at, 1);
      inFlight.delete(row.id);
      // Looking at the outbox for several at once is cheaper than for each.
      if (inFlight.size <= IN_FLIGHT / 2) goOn();
    }
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      woken = false;
      if (draining > 0) {
        // It sends everything itself; two that look at the outbox in turn would look twice as often.
        await rest(BUSY_POLL_MS);
        continue;
      }
      let delay = POLL_MS;
      try {
        const { roomAt, setAside: moved } = await fill(AHEAD_MS);
        const now = clock.now().getTime();
        if (toldOfMore) delay = LOOK_AGAIN_MS;
        if (moved) woken = true;
        else if (roomAt !== null && roomAt - now < SOON_MS) delay = Math.min(delay, roomAt - now);
        else if (inFlight.size > 0) delay = Math.min(delay, BUSY_POLL_MS);
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
    // What was begun just now may be all there is: the loop looks as soon as it is told of more.
    await turns.run('fill', async () => {});
    await Promise.all(inFlight.values());
    if (toldSinceDrain && newest && sawAll(newest)) return false;
    const filled = await fill(0);
    // Looking at the outbox for several at once is cheaper than for each.
    await Promise.all(inFlight.values());
    if (filled.setAside || filled.more || toldOfMore) return true;
    if (filled.roomAt === null) return false;
    const before = clock.now();
    await pause(filled.roomAt - before.getTime());
    return clock.now() > before;
  }

  /** Whether nothing can be there now that a look did not see or begin to send. */
  const sawAll = ({ roomAt, setAside, more, whole, at }: Filled): boolean =>
    whole && roomAt === null && !setAside && !more && !toldOfMore && at === clock.now().getTime();

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
        const now = clock.now().getTime();
        return newest?.roomAt === null && [...platforms.values()].every(({ pace }) => pace.pausedUntil <= now);
      } finally {
        draining--;
        toldSinceDrain = false;
        // Told of more after the last look; otherwise nothing is left that may go now.
        if (toldOfMore) goOn();
      }
    },
    wasTold: () => toldSinceDrain,
    nextDue,
  };
}
