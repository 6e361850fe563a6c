import type { Logger } from 'pino';
import type { Database } from '../../../prisma/client.js';
import { noteWecomAccepted, noteWecomAttempt, openWecomPart, type WecomMessage } from '../../../prisma/store/wecom.js';
import type { SendOutcome } from '../../port.js';
import { inTransaction } from '../../transaction.js';
import { outcomeOf, SETUP_PAUSE_MS, WecomApiError } from './errors.js';
import type { Door } from './limits.js';
import type { Meter } from './meter.js';
import { digestOf, messageIdOf, type Part } from './parts.js';

/** What WeCom gave for an accepted part. */
export interface Given {
  msgid: string | null;
  responseCode: string | null;
}
export const NOTHING_GIVEN: Given = { msgid: null, responseCode: null };

/** The person or group was named as not reached although the call succeeded. */
export class NotReachedError extends Error {
  constructor(readonly why: 'invaliduser' | 'unlicenseduser') {
    super(why);
    this.name = 'NotReachedError';
  }
}

/** Something that takes parts of messages. `repeat` counts how often this content went to this chat lately. */
export interface DoorSender {
  door: Door;
  compose(key: string): Part[];
  deliver(part: Part, repeat: number): Promise<Given>;
}

export interface SendParts {
  database: Database;
  meter: Meter;
  clockNow: () => Date;
  log: Logger;
}

/**
 * Sends a message's parts in order, each noted before and after, so that an attempt after a failure goes on where the
 * one before it ended. Nothing is sent while a limit has no room for all that is left. Never throws for WeCom's answers.
 */
export async function sendMessage(
  { database, meter, clockNow, log }: SendParts,
  { key, chat }: { key: string; chat: string },
  sender: DoorSender,
): Promise<SendOutcome> {
  const { door } = sender;
  const messageId = messageIdOf(key);
  const parts = sender.compose(key);
  if (parts.length === 0) return { kind: 'rejected', error: 'empty message' };
  const { open, wait } = await inTransaction(database, async (tx) => {
    const now = clockNow();
    const open: { part: Part; row: WecomMessage }[] = [];
    for (const [index, part] of parts.entries()) {
      const { choices } = part;
      const row = await openWecomPart(
        tx,
        { key, part: index, chat, door, messageId, digest: digestOf(part), choices },
        now,
      );
      if (!row.accepted) open.push({ part, row });
    }
    const wait = open.length > 0 ? await meter.waitMs(tx, { chat, door }, open.length, now) : 0;
    const ids = open.map(({ row }) => row.id);
    if (wait === 0) await noteWecomAttempt(tx, ids, now);
    return { open, wait };
  });
  if (wait > 0) return { kind: 'retry', afterMs: wait, scope: 'chat', error: `limit of the ${door}` };
  meter.used(door, open.length);
  try {
    for (const { part, row } of open) {
      const given = await sender.deliver(part, row.repeat);
      await inTransaction(database, (tx) => noteWecomAccepted(tx, row.id, given));
    }
  } catch (error) {
    if (error instanceof NotReachedError)
      return error.why === 'invaliduser'
        ? { kind: 'unreachable', error: error.why }
        : { kind: 'rejected', error: error.why };
    const outcome = outcomeOf(error, clockNow().getTime());
    if (error instanceof WecomApiError && error.fault === 'setup')
      log.error(
        { errcode: error.errcode, reason: error.message, pauseMs: SETUP_PAUSE_MS },
        'WeCom needs the administrator: run npm run doctor',
      );
    else if (error instanceof WecomApiError && error.fault === 'bad')
      log.error(
        { errcode: error.errcode, kinds: parts.map((part) => part.kind) },
        'WeCom refused the form of a message',
      );
    return outcome;
  }
  return { kind: 'sent', messageId };
}
