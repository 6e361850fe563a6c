import type { Tx } from './tx.js';

/** Who holds a lease, and since which change of hands. */
export interface LeaseRow {
  name: string;
  holder: string;
  until: Date;
  fence: number;
}

/**
 * Takes a free or ended lease, or renews one's own. The database decides between two at the same moment.
 * @returns its fence number, which grows whenever the lease changes hands; null while somebody else holds it
 */
export async function takeLease(
  db: Tx,
  { name, holder, now, until }: { name: string; holder: string; now: Date; until: Date },
): Promise<number | null> {
  const rows = await db.$queryRaw<{ fence: number | bigint }[]>`
    INSERT INTO "Lease" ("name", "holder", "until", "fence") VALUES (${name}, ${holder}, ${until}, 1)
    ON CONFLICT ("name") DO UPDATE SET
      "fence" = "Lease"."fence" + CASE WHEN "Lease"."holder" = excluded."holder" THEN 0 ELSE 1 END,
      "holder" = excluded."holder", "until" = excluded."until"
    WHERE "Lease"."holder" = excluded."holder" OR "Lease"."until" <= ${now}
    RETURNING "fence"`;
  return rows[0] ? Number(rows[0].fence) : null;
}

/** Ends a lease at once, if this holder still has it. */
export async function endLease(db: Tx, name: string, holder: string, now: Date): Promise<void> {
  await db.lease.updateMany({ where: { name, holder }, data: { until: now } });
}

/** Takes a lease from a holder that is known to be gone, however long it was to last. @returns whether it was still theirs */
export async function seizeLease(
  db: Tx,
  { name, from, holder, until }: { name: string; from: string; holder: string; until: Date },
): Promise<boolean> {
  const data = { holder, until, fence: { increment: 1 } };
  return (await db.lease.updateMany({ where: { name, holder: from }, data })).count === 1;
}

/** Who holds a lease now or held it last; null when nobody ever did. */
export const leaseOf = (db: Tx, name: string): Promise<LeaseRow | null> => db.lease.findUnique({ where: { name } });
