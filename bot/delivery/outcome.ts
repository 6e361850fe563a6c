import type { Delivery, DeliveryChange } from '../../prisma/store/deliveries.js';
import type { SendOutcome } from '../port.js';
import { backoffMs, MAX_ATTEMPTS } from './backoff.js';

/**
 * What an attempt makes of a message. Failures of its own count towards giving it up; being told when to come back
 * (a rate limit) and trouble of the whole platform do not: such a message waits until it can go or expires.
 * While it waits `attempts` is at least 1, which keeps later messages of the chat behind it.
 * @param repeatable whether a repeat does no harm, so that an attempt of unknown fate may be made again
 * @param spread a number from 0 to below 1, see backoffMs
 */
export function changeAfter(
  outcome: SendOutcome,
  row: Pick<Delivery, 'attempts'>,
  { repeatable, now, spread }: { repeatable: boolean; now: Date; spread: number },
): DeliveryChange {
  const attempts = row.attempts + 1;
  const again = (afterMs: number, tried: number, error: string): DeliveryChange => ({
    status: 'pending',
    notBefore: new Date(now.getTime() + afterMs),
    attempts: tried,
    lastError: error,
  });
  switch (outcome.kind) {
    case 'sent':
      return { status: 'sent', providerMessageId: outcome.messageId || null };
    case 'rejected':
    case 'unreachable':
      return { status: 'failed', lastError: outcome.error, attempts };
    case 'moved':
      return { status: 'pending', notBefore: now, attempts: row.attempts, lastError: 'moved' };
    case 'unknown':
      if (!repeatable || attempts >= MAX_ATTEMPTS) return { status: 'unknown', lastError: outcome.error, attempts };
      return again(backoffMs(attempts, spread), attempts, outcome.error);
    case 'retry': {
      if (outcome.afterMs > 0) return again(outcome.afterMs, Math.max(1, row.attempts), outcome.error);
      if (outcome.scope === 'platform') return again(backoffMs(1, spread), Math.max(1, row.attempts), outcome.error);
      if (attempts >= MAX_ATTEMPTS) return { status: 'failed', lastError: outcome.error, attempts };
      return again(backoffMs(attempts, spread), attempts, outcome.error);
    }
  }
}
