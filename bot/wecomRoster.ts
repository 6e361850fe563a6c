import type { Logger } from 'pino';
import type { Database } from '../prisma/client.js';
import { bindWecomUser, saveWecomContact, unboundWecomContacts } from '../prisma/store/wecomContacts.js';
import type { Clock } from './clock.js';
import { inTransaction } from './transaction.js';

export interface RosterMatch {
  bound: number;
  /** People whose account nobody found: the administrator has to look at them. */
  missing: number;
}

/**
 * Binds the people of the roster to their accounts in WeCom: by user id, or by mobile number through the directory where
 * the app may ask it. A number that the directory does not tell is left for the next time.
 * @param userIdOfMobile null when there is no directory to ask
 */
export async function matchWecomRoster(parts: {
  database: Database;
  clock: Clock;
  log: Logger;
  userIdOfMobile: ((mobile: string) => Promise<string | null>) | null;
  /** Whether a person's number is to be asked after now; always when not given. */
  mayAsk?: (personId: number, mobile: string) => boolean;
}): Promise<RosterMatch> {
  const { database, clock, log, userIdOfMobile, mayAsk = () => true } = parts;
  const result: RosterMatch = { bound: 0, missing: 0 };
  for (const { personId, userId: known, mobile } of await unboundWecomContacts(database)) {
    let userId = known;
    if (userId === null && mobile !== null && userIdOfMobile && mayAsk(personId, mobile)) {
      try {
        userId = await userIdOfMobile(mobile);
      } catch (error) {
        // Neither the number nor the name may get into the log.
        log.warn({ person: personId, reason: (error as Error).message }, 'the WeCom directory could not be asked');
      }
    }
    const found = userId;
    const bound =
      found !== null &&
      (await inTransaction(database, async (tx) => {
        if (known === null) await saveWecomContact(tx, { personId, userId: found });
        return bindWecomUser(tx, found, clock.now());
      }));
    if (bound) result.bound++;
    else result.missing++;
  }
  return result;
}

/** WeCom restricts an app that asks after many numbers it does not have: each is asked after once in so long, in ms. */
const ASK_AGAIN_MS = 3_600_000;

/** Matches the roster with WeCom beside everything else. */
export interface WecomRoster {
  /** Looks for people who are not bound yet; returns at once. */
  wake(): void;
  /** Resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** Makes the matcher; it looks when it is woken: at the start, after an import, when a stranger has written. */
export function createWecomRoster(parts: Omit<Parameters<typeof matchWecomRoster>[0], 'mayAsk'>): WecomRoster {
  const { clock, log } = parts;
  const asked = new Map<string, number>();
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  function mayAsk(personId: number, mobile: string): boolean {
    const key = `${personId}:${mobile}`;
    const now = clock.now().getTime();
    if (now - (asked.get(key) ?? Number.NEGATIVE_INFINITY) < ASK_AGAIN_MS) return false;
    asked.set(key, now);
    return true;
  }

  async function look(): Promise<void> {
    do {
      again = false;
      try {
        await matchWecomRoster({ ...parts, mayAsk });
      } catch (error) {
        log.error({ err: error }, 'the roster was not matched with WeCom');
      }
    } while (again && !stopped);
    running = null;
  }

  return {
    wake() {
      if (stopped) return;
      again = true;
      running ??= look();
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}
