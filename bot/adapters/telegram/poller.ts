import type { Api } from 'grammy';
import { GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { Connection } from '../../port.js';
import { describeError, isUnauthorized } from './errors.js';
import { ALLOWED_UPDATES, POLL_LIMIT, POLL_SECONDS } from './limits.js';

/** A poll that has not answered this long after it should have is broken off, in ms. */
const WATCHDOG_MS = (POLL_SECONDS + 10) * 1000;
/** Pauses after failures, in ms: a second poller may be a deploy that is about to end; a refused token needs a person. */
const PAUSE = { first: 500, longest: 30_000, conflict: 5_000, unauthorized: 60_000 } as const;
/** An update that fails this often while others succeed is given up, loudly: it must not hold up everybody for ever. */
const POISON_AFTER = 20;

interface PollerParts {
  /** A client of its own: its calls wait for long. */
  api: Api;
  /** Resolves once the update is committed; rejects when it must come again. */
  handle: (update: Update) => Promise<void>;
  report: (state: Connection['state'], detail: string) => void;
  log: Logger;
}

export interface Poller {
  start(): void;
  /** Breaks off the poll; resolves when no update is under way. */
  stop(): Promise<void>;
}

/**
 * Long polling without loss: an update is confirmed to Telegram (by a higher offset) only after its transaction has
 * committed. What was committed and not yet confirmed when the process died comes again, and ends at the unique key.
 */
export function createPoller({ api, handle, report, log }: PollerParts): Poller {
  let stopping = new AbortController();
  let running: Promise<void> | null = null;
  let offset = 0;
  const failures = new Map<number, number>();

  async function poll(): Promise<Update[]> {
    const stuck = AbortSignal.any([stopping.signal, AbortSignal.timeout(WATCHDOG_MS)]);
    const options = { offset, limit: POLL_LIMIT, timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES };
    return api.getUpdates(options, stuck as never);
  }

  /** Handles a batch, chats side by side. @returns whether all of it is committed */
  async function take(updates: readonly Update[]): Promise<boolean> {
    const outcomes = await Promise.allSettled(updates.map((update) => handle(update)));
    const failed = updates.filter(
      (update, index) => outcomes[index]?.status === 'rejected' && !isPoison(update, outcomes),
    );
    const next = failed[0]?.update_id ?? (updates.at(-1)?.update_id ?? offset - 1) + 1;
    offset = next;
    if (failed.length === 0) failures.clear();
    return failed.length === 0;
  }

  function isPoison({ update_id }: Update, outcomes: readonly PromiseSettledResult<void>[]): boolean {
    if (!outcomes.some((each) => each.status === 'fulfilled') && outcomes.length > 1) return false;
    const times = (failures.get(update_id) ?? 0) + 1;
    failures.set(update_id, times);
    if (times < POISON_AFTER) return false;
    log.error({ update: update_id, times }, 'an update was given up: it could not be handled');
    return true;
  }

  async function loop(): Promise<void> {
    let pause: number = PAUSE.first;
    while (!stopping.signal.aborted) {
      try {
        const updates = await poll();
        report('ok', '');
        const committed = updates.length === 0 || (await take(updates));
        if (committed) pause = PAUSE.first;
        else {
          await rest(pause);
          pause = Math.min(pause * 2, PAUSE.longest);
        }
      } catch (error) {
        if (stopping.signal.aborted) return;
        await rest(afterFailure(error, pause));
        pause = Math.min(pause * 2, PAUSE.longest);
      }
    }
  }

  /** Says what happened and how long to wait, in ms. */
  function afterFailure(error: unknown, pause: number): number {
    const detail = describeError(error);
    log.warn({ error: detail }, 'polling failed');
    if (isUnauthorized(error)) {
      report('unauthorized', detail);
      return PAUSE.unauthorized;
    }
    if (error instanceof GrammyError && error.error_code === 409) {
      report('conflict', detail);
      return PAUSE.conflict;
    }
    report('unreachable', detail);
    if (error instanceof GrammyError && error.parameters.retry_after) return error.parameters.retry_after * 1000;
    return pause;
  }

  /** Waits, or until stop(). */
  function rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      stopping.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }

  return {
    start() {
      stopping = new AbortController();
      running ??= loop();
    },
    async stop() {
      stopping.abort();
      await running;
      running = null;
    },
  };
}
