import type { WecomMessageModel } from '../generated/sqlite/models/WecomMessage.js';
import type { Tx } from './tx.js';

/** A part of a message that was handed to WeCom. */
export type WecomMessage = WecomMessageModel;

/** What a person may answer a message with. `letter` is '' where only the button and its words do. */
export interface Choice {
  letter: string;
  id: string;
  label: string;
}

/** A part about to be sent. */
export interface NewWecomPart {
  key: string;
  part: number;
  chat: string;
  door: 'app' | 'webhook' | 'robot';
  messageId: string;
  digest: string;
  choices: Choice[];
}

/** How long WeCom may take the same content for the same message, in ms (the longest duplicate_check_interval, doc 90236). */
export const REPEAT_WINDOW_MS = 4 * 3_600_000;

/**
 * Finds a part by its key, or notes it before it is sent, counting how often its content went to this chat before. One that
 * was not accepted yet takes on what it is made of now.
 */
export async function openWecomPart(db: Tx, part: NewWecomPart, now: Date): Promise<WecomMessage> {
  const known = await db.wecomMessage.findUnique({ where: { key_part: { key: part.key, part: part.part } } });
  const choices = part.choices.map((each) => ({ ...each }));
  if (known) {
    const same = known.accepted || known.digest === part.digest;
    return same
      ? known
      : db.wecomMessage.update({ where: { id: known.id }, data: { digest: part.digest, choices, door: part.door } });
  }
  const since = new Date(now.getTime() - REPEAT_WINDOW_MS);
  const repeat = await db.wecomMessage.count({
    where: { chat: part.chat, digest: part.digest, createdAt: { gt: since } },
  });
  return db.wecomMessage.create({ data: { ...part, choices, repeat, createdAt: now } });
}

/** Notes that an attempt with these parts is made now. */
export async function noteWecomAttempt(db: Tx, ids: readonly number[], now: Date): Promise<void> {
  await db.wecomMessage.updateMany({ where: { id: { in: [...ids] } }, data: { sentAt: now } });
}

/** Notes that WeCom accepted a part, and what it gave for it. */
export async function noteWecomAccepted(
  db: Tx,
  id: number,
  given: { msgid: string | null; responseCode: string | null },
): Promise<void> {
  // A press may have come, with a code of its own, before this answer.
  const { responseCode, msgid } = given;
  await db.wecomMessage.updateMany({ where: { id }, data: { accepted: true, msgid } });
  if (responseCode !== null)
    await db.wecomMessage.updateMany({ where: { id, responseCode: null }, data: { responseCode } });
}

/** When the parts went out that still count within a window: the n-th newest attempt's time, null when there are fewer. */
export async function nthNewestAttempt(
  db: Tx,
  place: { chat: string; door: string },
  n: number,
  since: Date,
): Promise<Date | null> {
  const row = await db.wecomMessage.findFirst({
    where: { ...place, sentAt: { gt: since } },
    orderBy: { sentAt: 'desc' },
    skip: n - 1,
    select: { sentAt: true },
  });
  return row?.sentAt ?? null;
}

/** Parts that went through a door since an instant. */
export const countWecomAttempts = (db: Tx, door: string, since: Date): Promise<number> =>
  db.wecomMessage.count({ where: { door, sentAt: { gte: since } } });

/** The parts of a message, in order. */
export const wecomParts = (db: Tx, messageId: string): Promise<WecomMessage[]> =>
  db.wecomMessage.findMany({ where: { messageId }, orderBy: { part: 'asc' } });

/** The newest message of a chat that offers choices and is not closed; all its choices. Null when there is none. */
export async function newestChoices(
  db: Tx,
  chat: string,
  since: Date,
): Promise<{ messageId: string; choices: Choice[] } | null> {
  const rows = await db.wecomMessage.findMany({
    where: { chat, closed: false, createdAt: { gt: since } },
    orderBy: { id: 'desc' },
    take: 40,
  });
  const newest = rows.find((row) => (row.choices as unknown as Choice[]).length > 0);
  if (!newest) return null;
  const choices = rows
    .filter((row) => row.messageId === newest.messageId)
    .flatMap((row) => row.choices as unknown as Choice[]);
  return { messageId: newest.messageId, choices };
}

/** Keeps the code that came with a press on a part: it is newer than the one before. */
export async function keepResponseCode(db: Tx, messageId: string, part: number, responseCode: string): Promise<void> {
  await db.wecomMessage.updateMany({ where: { messageId, part }, data: { responseCode } });
}

/** Notes that a message offers nothing any more, and that its codes are used. */
export async function noteWecomClosed(db: Tx, messageId: string): Promise<void> {
  await db.wecomMessage.updateMany({ where: { messageId }, data: { closed: true, responseCode: null } });
}

/** Forgets what is older than any code, limit or recall. */
export async function forgetWecomMessages(db: Tx, before: Date): Promise<void> {
  await db.wecomMessage.deleteMany({ where: { createdAt: { lt: before } } });
}
