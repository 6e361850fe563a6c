import { Prisma } from '../generated/sqlite/client.js';
import type { Tx } from './tx.js';

/** A milestone or problem to be judged. */
export interface DueRecord {
  id: number;
  unitId: number;
  itemNo: string;
  kind: string;
  exempt: boolean;
  dueOn: string;
  doneOn: string | null;
}

/** A request that was due, with the day of its report. */
export type AskedRecord = Omit<DueRecord, 'kind'>;

/** A verdict. */
export interface VerdictRecord {
  id: number;
  unitId: number;
  itemNo: string;
  exempt: boolean;
  verdict: string;
}

interface Span {
  campaignId: number;
  startsOn: string;
  endsOn: string;
}

// Numbers and booleans are 0 or 1 alike on both databases; one statement for each kind, without a trip per item.
type Raw<R> = Omit<R, 'exempt'> & { exempt: number | bigint };
const plain = <R extends { exempt: boolean }>(rows: Raw<R>[]): R[] =>
  rows.map((row) => ({ ...row, exempt: Number(row.exempt) === 1 }) as unknown as R);

/**
 * Milestones that fell due in a span of days, or before it and were still open when it began, or were only confirmed in
 * it. One whose completion waits for its verdict at the end of the span is left out.
 */
export async function dueRecords(db: Tx, { campaignId, startsOn, endsOn }: Span): Promise<DueRecord[]> {
  const rows = await db.$queryRaw<Raw<DueRecord>[]>`
    SELECT m."id", i."leadUnitId" AS "unitId", i."itemNo", i."kind", m."dueOn", m."completedOn" AS "doneOn",
      CASE WHEN m."status" = 'exempt' OR i."status" = 'exempt' THEN 1 ELSE 0 END AS "exempt"
    FROM "Item" i JOIN "Milestone" m ON m."itemId" = i."id"
    WHERE i."campaignId" = ${campaignId} AND m."dueOn" <= ${endsOn}
      AND (m."dueOn" >= ${startsOn} OR m."completedOn" IS NULL OR m."completedOn" >= ${startsOn}
        OR m."confirmedOn" >= ${startsOn})
      AND NOT (m."completedOn" IS NOT NULL AND m."completedOn" <= ${endsOn}
        AND (m."status" = 'claimed' OR COALESCE(m."confirmedOn", m."completedOn") > ${endsOn}))`;
  return plain(rows);
}

/** Requests for a report that were due in a span of days; dropped ones are left out. */
export async function askedRecords(db: Tx, { campaignId, startsOn, endsOn }: Span): Promise<AskedRecord[]> {
  const rows = await db.$queryRaw<Raw<AskedRecord>[]>`
    SELECT r."id", r."unitId", i."itemNo", r."dueOn", r."reportedOn" AS "doneOn",
      CASE WHEN r."excuse" IS NOT NULL OR i."status" = 'exempt' THEN 1 ELSE 0 END AS "exempt"
    FROM "ReportRound" round JOIN "ReportRequest" r ON r."roundId" = round."id" JOIN "Item" i ON i."id" = r."itemId"
    WHERE round."campaignId" = ${campaignId} AND r."dueOn" >= ${startsOn} AND r."dueOn" <= ${endsOn}
      AND r."status" <> 'dropped'`;
  return plain(rows);
}

/** Verdicts given in a span of days. */
export async function verdictRecords(db: Tx, { campaignId, startsOn, endsOn }: Span): Promise<VerdictRecord[]> {
  const rows = await db.$queryRaw<Raw<VerdictRecord>[]>`
    SELECT v."id", p."unitId", i."itemNo", v."verdict", CASE WHEN i."status" = 'exempt' THEN 1 ELSE 0 END AS "exempt"
    FROM "Verification" v JOIN "ProgressReport" p ON p."id" = v."reportId" JOIN "Item" i ON i."id" = p."itemId"
    WHERE v."verifiedOn" >= ${startsOn} AND v."verifiedOn" <= ${endsOn} AND i."campaignId" = ${campaignId}`;
  return plain(rows);
}

/** The items behind records, by 'milestone:3', 'problem:4', 'reportRequest:5' and 'verification:6'. */
export async function itemsOfRecords(
  db: Tx,
  records: readonly { kind: string; id: number }[],
): Promise<Map<string, { itemId: number; itemNo: string }>> {
  const found = new Map<string, { itemId: number; itemNo: string }>();
  const ids = (...kinds: string[]) => records.filter((each) => kinds.includes(each.kind)).map((each) => each.id);
  const read = async (kinds: string[], from: Prisma.Sql) => {
    const wanted = ids(...kinds);
    if (wanted.length === 0) return;
    const rows = await db.$queryRaw<{ id: number; itemId: number; itemNo: string }[]>`
      SELECT record."id", i."id" AS "itemId", i."itemNo" ${from} WHERE record."id" IN (${Prisma.join(wanted)})`;
    for (const { id, itemId, itemNo } of rows) for (const kind of kinds) found.set(`${kind}:${id}`, { itemId, itemNo });
  };
  const item = Prisma.sql`JOIN "Item" i ON i."id" = record."itemId"`;
  await read(['milestone', 'problem'], Prisma.sql`FROM "Milestone" record ${item}`);
  await read(['reportRequest'], Prisma.sql`FROM "ReportRequest" record ${item}`);
  await read(
    ['verification'],
    Prisma.sql`FROM "Verification" record JOIN "ProgressReport" p ON p."id" = record."reportId"
      JOIN "Item" i ON i."id" = p."itemId"`,
  );
  return found;
}
