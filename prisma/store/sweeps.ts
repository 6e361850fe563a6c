import type { Tx } from './tx.js';

/** Messages whose words are removed in one night: the rest follows in the next. */
const BODIES_MAX = 2000;

/** What stands in place of a message's words once they were removed. */
export const GONE = { op: 'gone' } as const;

/** Removes the keys of updates that were handled before an instant. */
export async function forgetInbound(db: Tx, before: Date): Promise<void> {
  await db.inbound.deleteMany({ where: { receivedAt: { lt: before } } });
}

/** Removes runs of jobs finished before an instant; the newest of each job stays: it tells where to go on from. */
export async function forgetRuns(db: Tx, before: Date): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "JobRun" WHERE "finishedAt" < ${before} AND EXISTS (
      SELECT 1 FROM "JobRun" newer WHERE newer."job" = "JobRun"."job" AND newer."scheduledFor" > "JobRun"."scheduledFor")`;
}

/** Removes drafts of dialogs whose time was over before an instant. */
export async function dropExpiredDrafts(db: Tx, before: Date): Promise<void> {
  await db.dialogState.deleteMany({ where: { expiresAt: { lte: before } } });
}

/** Removes the words of messages finished before an instant; their rows stay. */
export async function forgetBodies(db: Tx, before: Date): Promise<void> {
  const rows = await db.delivery.findMany({
    where: { finishedAt: { lt: before }, NOT: { payload: { equals: GONE } } },
    select: { id: true },
    orderBy: { finishedAt: 'desc' },
    take: BODIES_MAX,
  });
  await db.delivery.updateMany({ where: { id: { in: rows.map((row) => row.id) } }, data: { payload: GONE } });
}
