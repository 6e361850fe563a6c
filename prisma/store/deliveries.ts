import { Prisma } from '../generated/sqlite/client.js';
import type { DeliveryModel } from '../generated/sqlite/models/Delivery.js';
import type { Tx } from './tx.js';

/** A row of the outbox. */
export type Delivery = DeliveryModel;

/** The next message of a chat. */
export interface LaneHead {
  id: number;
  platform: string;
  address: string;
  priority: number;
  /** Whether the chat is the addressed person's private one; otherwise it is a group, or unknown to us. */
  private: boolean;
}

/** Every chat with live rows: hops from one to the next through the index, so that it costs what is waiting. */
const LANES = Prisma.sql`
  WITH RECURSIVE lanes(lane) AS (
    SELECT MIN("lane") FROM "Delivery" WHERE "lane" IS NOT NULL
    UNION ALL
    SELECT (SELECT MIN(later."lane") FROM "Delivery" later WHERE later."lane" > lanes.lane)
    FROM lanes WHERE lanes.lane IS NOT NULL
  )`;

/**
 * The next message of every chat that may be sent at `now`, in order of priority. A chat has one when nothing of it is
 * being sent and nothing of it waits for another attempt, so that its order is kept; messages held for later do not
 * stand in the way of others.
 */
export async function laneHeads(db: Tx, now: Date): Promise<LaneHead[]> {
  const rows = await db.$queryRaw<(Omit<LaneHead, 'private'> & { private: boolean | number | bigint })[]>`
    ${LANES}
    SELECT head."id", head."platform", head."address", head."priority",
      EXISTS (SELECT 1 FROM "Identity" own WHERE own."personId" = head."personId"
        AND own."platform" = head."platform" AND own."address" = head."address") AS "private"
    FROM lanes JOIN "Delivery" head ON head."id" = (
      SELECT due."id" FROM "Delivery" due
      WHERE due."lane" = lanes.lane AND due."status" = 'pending' AND due."notBefore" <= ${now}
      ORDER BY due."priority", due."id" LIMIT 1)
    WHERE NOT EXISTS (SELECT 1 FROM "Delivery" busy WHERE busy."lane" = lanes.lane
      AND (busy."status" = 'sending' OR (busy."status" = 'pending' AND busy."attempts" > 0 AND busy."notBefore" > ${now})))
    ORDER BY head."priority", head."id"`;
  return rows.map((row) => ({ ...row, private: Boolean(Number(row.private)) }));
}

/**
 * Claims a message for sending until `lockedUntil`: nobody else can, on any machine.
 * @returns the row, or null when somebody was quicker or something of the same chat is being sent
 */
export async function claimDelivery(db: Tx, id: number, now: Date, lockedUntil: Date): Promise<Delivery | null> {
  const claimed = await db.$executeRaw`
    UPDATE "Delivery" SET "status" = 'sending', "lockedUntil" = ${lockedUntil}
    WHERE "id" = ${id} AND "status" = 'pending' AND "notBefore" <= ${now}
      AND NOT EXISTS (SELECT 1 FROM "Delivery" busy WHERE busy."lane" = "Delivery"."lane" AND busy."status" = 'sending')`;
  return claimed === 1 ? db.delivery.findUnique({ where: { id } }) : null;
}

/** What became of a message: finished, or back in the queue. */
export type DeliveryChange =
  | { status: 'sent'; providerMessageId: string | null }
  | { status: 'failed' | 'expired' | 'unknown'; lastError: string; attempts: number }
  | { status: 'cancelled'; lastError: string }
  | { status: 'pending'; notBefore: Date; attempts: number; lastError: string | null };

/**
 * Writes what became of a claimed message. That it was sent is written whatever happened to the row meanwhile;
 * anything else only while the claim is still this one.
 * @returns false when the row was no longer ours to change
 */
export async function recordDelivery(
  db: Tx,
  claim: Pick<Delivery, 'id' | 'lockedUntil'>,
  change: DeliveryChange,
  now: Date,
): Promise<boolean> {
  const where: Prisma.DeliveryWhereInput =
    change.status === 'sent'
      ? { id: claim.id, status: { not: 'sent' } }
      : { id: claim.id, status: 'sending', lockedUntil: claim.lockedUntil };
  const live = change.status === 'pending';
  const data = { ...change, lockedUntil: null, ...(live ? {} : { lane: null, finishedAt: now }) };
  const { count } = await db.delivery.updateMany({ where, data });
  return count === 1;
}

/** Keeps the words that a claimed message is about to say. @returns false when it was not ours to change any more */
export async function keepWords(
  db: Tx,
  claim: Pick<Delivery, 'id' | 'lockedUntil'>,
  payload: object,
): Promise<boolean> {
  const { count } = await db.delivery.updateMany({
    where: { id: claim.id, status: 'sending', lockedUntil: claim.lockedUntil },
    data: { payload },
  });
  return count === 1;
}

/** How many messages a person got since an instant, on all platforms; answers to what they did themselves not counted. */
export function countSentSince(db: Tx, personId: number, since: Date): Promise<number> {
  return db.delivery.count({
    where: { personId, status: 'sent', finishedAt: { gte: since }, kind: { notIn: ['reply', 'close'] } },
  });
}

/** Claimed messages whose process ended before it wrote what became of them: those whose lock is over, or all. */
export function abandonedDeliveries(
  db: Tx,
  now: Date,
  options: { all: boolean; except: readonly number[] },
): Promise<Delivery[]> {
  return db.delivery.findMany({
    where: {
      lane: { gt: '' }, // live rows only, through the index: IS NOT NULL would make SQLite read the whole table
      status: 'sending',
      id: { notIn: [...options.except] },
      ...(options.all ? {} : { lockedUntil: { lte: now } }),
    },
    orderBy: { id: 'asc' },
  });
}

/** The earliest instant after `now` at which a waiting message of one of the platforms may go, or null. */
export async function nextNotBefore(db: Tx, platforms: readonly string[], now: Date): Promise<Date | null> {
  if (platforms.length === 0) return null;
  const rows = await db.$queryRaw<{ notBefore: Date }[]>`
    ${LANES}
    SELECT first."notBefore" FROM lanes JOIN "Delivery" first ON first."id" = (
      SELECT later."id" FROM "Delivery" later
      WHERE later."lane" = lanes.lane AND later."status" = 'pending' AND later."notBefore" > ${now}
      ORDER BY later."notBefore" LIMIT 1)
    WHERE first."platform" IN (${Prisma.join([...platforms])})
    ORDER BY first."notBefore" LIMIT 1`;
  return rows[0]?.notBefore ?? null;
}

/** Notes that a person's private chat is gone. Does nothing for a group's address. */
export async function markUnreachable(db: Tx, { personId, platform, address }: Delivery): Promise<void> {
  if (personId === null) return;
  await db.identity.updateMany({ where: { personId, platform, address }, data: { state: 'unreachable' } });
}

/** Whether the row goes to the addressed person's private chat. */
export async function isPrivate(db: Tx, { personId, platform, address }: Delivery): Promise<boolean> {
  if (personId === null) return false;
  return (await db.identity.count({ where: { personId, platform, address } })) > 0;
}
