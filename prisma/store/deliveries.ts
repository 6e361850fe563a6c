import { Prisma } from '../generated/sqlite/client.js';
import type { DeliveryModel } from '../generated/sqlite/models/Delivery.js';
import { insertDelivery } from './outbox.js';
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
  /** Whether another message of the chat may go at the same time. */
  more: boolean;
}

/** SQLite knows no booleans. */
type LaneHeadRow = Omit<LaneHead, 'private' | 'more'> & Record<'private' | 'more', boolean | number | bigint>;

/** Named one by one: PostgreSQL keeps the statement, and refuses one whose result has grown by a column. */
const COLUMNS = Prisma.raw(
  Object.values(Prisma.DeliveryScalarFieldEnum)
    .map((column) => `"${column}"`)
    .join(', '),
);

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
 * @param platforms of these platforms only
 * @param limit at most so many, the first in order
 */
export async function laneHeads(
  db: Tx,
  now: Date,
  { platforms, limit }: { platforms: readonly string[]; limit: number },
): Promise<LaneHead[]> {
  if (platforms.length === 0) return [];
  const rows = await db.$queryRaw<LaneHeadRow[]>`
    ${LANES}
    SELECT head."id", head."platform", head."address", head."priority",
      EXISTS (SELECT 1 FROM "Identity" own WHERE own."personId" = head."personId"
        AND own."platform" = head."platform" AND own."address" = head."address") AS "private",
      EXISTS (SELECT 1 FROM "Delivery" other WHERE other."lane" = lanes.lane AND other."status" = 'pending'
        AND other."notBefore" <= ${now} AND other."id" <> head."id") AS "more"
    FROM lanes JOIN "Delivery" head ON head."id" = (
      SELECT due."id" FROM "Delivery" due
      WHERE due."lane" = lanes.lane AND due."status" = 'pending' AND due."notBefore" <= ${now}
      ORDER BY due."priority", due."id" LIMIT 1)
    WHERE head."platform" IN (${Prisma.join([...platforms])})
      AND NOT EXISTS (SELECT 1 FROM "Delivery" busy WHERE busy."lane" = lanes.lane
      AND (busy."status" = 'sending' OR (busy."status" = 'pending' AND busy."attempts" > 0 AND busy."notBefore" > ${now})))
    ORDER BY head."priority", head."id" LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, private: Boolean(Number(row.private)), more: Boolean(Number(row.more)) }));
}

/**
 * Claims messages of different chats for sending until `lockedUntil`: nobody else can, on any machine. One statement
 * claims and reads them, so that none is claimed by a process that never learns of it.
 * @returns those that were claimed; the others were claimed by somebody else, or something of the same chat is being sent
 */
export async function claimDeliveries(
  db: Tx,
  ids: readonly number[],
  now: Date,
  lockedUntil: Date,
): Promise<Delivery[]> {
  return db.$queryRaw<Delivery[]>`
    UPDATE "Delivery" SET "status" = 'sending', "lockedUntil" = ${lockedUntil}
    WHERE "id" IN (${Prisma.join([...ids])}) AND "status" = 'pending' AND "notBefore" <= ${now}
      AND NOT EXISTS (SELECT 1 FROM "Delivery" busy WHERE busy."lane" = "Delivery"."lane" AND busy."status" = 'sending')
    RETURNING ${COLUMNS}`;
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

/** Drops the words of a settled message that must not be kept. */
export async function dropWords(db: Tx, id: number): Promise<void> {
  await db.delivery.update({ where: { id }, data: { payload: { op: 'post', message: { lines: [] } } } });
}

/** Kinds that belong to the chat they came from: on another platform they would answer nothing. */
const BOUND_TO_CHAT: readonly string[] = ['reply', 'close', 'change'];
const VIA = ':via:';

/**
 * Writes a message that a platform refused once more, for another platform where the person can be reached; its counts
 * (subject) go with it. Does nothing for answers, for groups, and for a message that was sent elsewhere already.
 * @param platforms those that run here
 * @returns the other platform, or null when there is none
 */
export async function sendElsewhere(
  db: Tx,
  row: Delivery,
  platforms: readonly string[],
  error: string,
  now: Date,
): Promise<string | null> {
  if (row.personId === null || BOUND_TO_CHAT.includes(row.kind) || row.dedupKey.includes(VIA)) return null;
  const others = platforms.filter((platform) => platform !== row.platform);
  const identity = await db.identity.findFirst({
    where: { personId: row.personId, state: 'active', platform: { in: others } },
    orderBy: { id: 'asc' },
  });
  if (!identity) return null;
  const { platform, address } = identity;
  const { dedupKey, personId, campaignId, kind, priority, subject, payload, notBefore, expiresAt } = row;
  const common = { personId, campaignId, kind, priority, subject, notBefore, expiresAt, createdAt: now };
  const key = `${dedupKey}${VIA}${platform}`;
  await insertDelivery(db, { ...common, dedupKey: key, platform, address, thread: '', payload: payload as object });
  await db.delivery.update({
    where: { id: row.id },
    data: { subject: null, lastError: `${error}; sent on ${platform}` },
  });
  return platform;
}
