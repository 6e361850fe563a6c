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
}): Promise<RosterMatch> {
  const { database, clock, log, userIdOfMobile } = parts;
  const result: RosterMatch = { bound: 0, missing: 0 };
  for (const { personId, userId: known, mobile } of await unboundWecomContacts(database)) {
    let userId = known;
    if (userId === null && mobile !== null && userIdOfMobile) {
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
