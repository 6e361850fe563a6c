import { Prisma } from '../generated/sqlite/client.js';
import type { Tx } from './tx.js';

/** A request for a report, as it is asked for. Days are YYYY-MM-DD. */
export interface NewRequest {
  roundId: number;
  itemId: number;
  unitId: number;
  /** 'lead' or 'supporting': whose word is asked for. */
  part: string;
  dueOn: string;
  rungOn: string;
  /** The delegate in whose hands it is; null when the unit's liaison is there. */
  personId: number | null;
}

/** Asks each unit once in a round about an item: what was asked before stays as it is. */
export async function insertRequests(db: Tx, requests: readonly NewRequest[]): Promise<void> {
  if (requests.length === 0) return;
  const rows = requests.map(
    (each) =>
      Prisma.sql`(${each.roundId}, ${each.itemId}, ${each.unitId}, ${each.part}, ${each.dueOn}, ${each.rungOn}, ${each.personId})`,
  );
  await db.$executeRaw`
    INSERT INTO "ReportRequest" ("roundId", "itemId", "unitId", "part", "dueOn", "rungOn", "personId")
    VALUES ${Prisma.join(rows)} ON CONFLICT ("roundId", "itemId", "unitId") DO NOTHING`;
}

/** Puts a rung on record, reached or skipped; a rung that stays skipped for one reason is one record. */
export async function noteChase(
  db: Tx,
  {
    requestId,
    rung,
    on,
    reason,
    recordId,
  }: { requestId: number; rung: string; on: string; reason: string; recordId: number },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "ChaseRecord" ("requestId", "rung", "on", "reason", "recordId")
    VALUES (${requestId}, ${rung}, ${on}, ${reason}, ${recordId})
    ON CONFLICT ("requestId", "rung", "reason", "recordId") DO NOTHING`;
}
