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
  const newest = await db.jobRun.groupBy({ by: ['job'], _max: { scheduledFor: true } });
  for (const { job, _max } of newest) {
    const last = _max.scheduledFor;
    if (last) await db.jobRun.deleteMany({ where: { job, finishedAt: { lt: before }, scheduledFor: { lt: last } } });
  }
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
