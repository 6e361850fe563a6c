import { Prisma } from '../generated/sqlite/client.js';
import type { Tx } from './tx.js';

/** A row for the outbox. `failed` writes it as failed at once, for the record: nobody could be reached. */
export interface NewDelivery {
  dedupKey: string;
  platform: string;
  address: string;
  thread: string;
  personId: number | null;
  campaignId: number | null;
  kind: string;
  priority: number;
  subject?: string | null;
  payload: object;
  notBefore: Date;
  expiresAt?: Date | null;
  createdAt: Date;
  failed?: string;
}

/**
 * Writes a message into the outbox. Two transactions that race with one key: the second waits for the first, and then
 * finds the key taken.
 * @returns false when a row with this key was written before, whatever became of it
 */
export async function insertDelivery(db: Tx, row: NewDelivery): Promise<boolean> {
  const { platform, address, failed = null } = row;
  const [status, lane] = failed === null ? ['pending', `${platform}:${address}`] : ['failed', null];
  const count = await db.$executeRaw(Prisma.sql`
    INSERT INTO "Delivery" ("dedupKey", "platform", "address", "thread", "lane", "personId", "campaignId", "kind", "priority",
      "subject", "payload", "status", "notBefore", "expiresAt", "lastError", "createdAt", "finishedAt")
    VALUES (${row.dedupKey}, ${platform}, ${address}, ${row.thread}, ${lane}, ${row.personId}, ${row.campaignId},
      ${row.kind}, ${row.priority}, ${row.subject ?? null}, ${JSON.stringify(row.payload)}, ${status}, ${row.notBefore},
      ${row.expiresAt ?? null}, ${failed}, ${row.createdAt}, ${failed === null ? null : row.createdAt})
    ON CONFLICT ("dedupKey") DO NOTHING`);
  return count === 1;
}

/** Takes back messages that were not sent yet, by their subject. @returns how many */
export async function cancelPending(db: Tx, subject: string, at: Date): Promise<number> {
  const { count } = await db.delivery.updateMany({
    where: { subject, status: 'pending' },
    data: { status: 'cancelled', lane: null, finishedAt: at },
  });
  return count;
}

/** A message that stands in a chat, and where. */
export interface StandingPost {
  id: number;
  platform: string;
  address: string;
  thread: string;
  campaignId: number | null;
  providerMessageId: string;
}

/** The messages about a subject that were sent and whose platform gave them an id, oldest first; changes to them are not among them. */
export async function postsSent(db: Tx, subject: string): Promise<StandingPost[]> {
  const rows = await db.delivery.findMany({
    where: { subject, status: 'sent', providerMessageId: { not: null }, kind: { not: 'change' } },
    orderBy: { id: 'asc' },
    select: { id: true, platform: true, address: true, thread: true, campaignId: true, providerMessageId: true },
  });
  return rows.map((row) => ({ ...row, providerMessageId: row.providerMessageId ?? '' }));
}
