import { Prisma } from '../generated/sqlite/client.js';
import type { Tx } from './tx.js';

/** A milestone, problem or request to be judged. */
export interface DueRecord {
  id: number;
  itemNo: string;
  exempt: boolean;
  dueOn: string;
  doneOn: string | null;
}

/** A verdict to be judged. */
export interface VerdictRecord {
  id: number;
  itemNo: string;
  exempt: boolean;
  sentBack: boolean;
}

interface Span {
  campaignId: number;
  startsOn: string;
  endsOn: string;
}

// One row a unit, its records packed into one text: a board reads some hundred thousand of them, and a row of its own
// for each costs ten times as much. Both databases know string_agg (SQLite since 3.44).
const FIELD = '\u001f';
const RECORD = '\u001e';
interface Packed {
  unitId: number;
  records: string;
}
const pack = (unitId: Prisma.Sql, id: Prisma.Sql, flags: Prisma.Sql, days: Prisma.Sql) => Prisma.sql`
  SELECT ${unitId} AS "unitId", string_agg(CAST(${id} AS TEXT) || CAST(${FIELD} AS TEXT) || ${flags} || CAST(${FIELD} AS TEXT)
    || ${days} || REPLACE(i."itemNo", CAST(${RECORD} AS TEXT), ' '), CAST(${RECORD} AS TEXT)) AS "records"`;

/** Hands over each packed record by its fields; `at` are as many as there are before the item's number. */
function unpack(
  rows: readonly Packed[],
  each: (unitId: number, fields: string[], itemNo: string) => void,
  days: 0 | 2,
) {
  for (const { unitId, records } of rows)
    for (const record of records.split(RECORD)) {
      const fields = record.split(FIELD);
      each(unitId, fields, fields.length === days + 3 ? (fields[days + 2] ?? '') : fields.slice(days + 2).join(FIELD));
    }
}

const DUE_FLAGS = Prisma.sql`CASE WHEN i."kind" = 'problem' THEN 'p' ELSE 'm' END
  || CASE WHEN m."status" = 'exempt' OR i."status" = 'exempt' THEN 'x' ELSE '' END`;

/**
 * Milestones that fell due in a span of days, or before it and were still open when it began, or were only confirmed in
 * it. One whose completion waits for its verdict at the end of the span is left out.
 * @param take gets each with the unit that leads its item, in no order
 */
export async function dueRecords(
  db: Tx,
  { campaignId, startsOn, endsOn }: Span,
  take: (unitId: number, isProblem: boolean, record: DueRecord) => void,
): Promise<void> {
  const days = Prisma.sql`m."dueOn" || CAST(${FIELD} AS TEXT) || COALESCE(m."completedOn", '') || CAST(${FIELD} AS TEXT)`;
  const rows = await db.$queryRaw<Packed[]>`
    ${pack(Prisma.sql`i."leadUnitId"`, Prisma.sql`m."id"`, DUE_FLAGS, days)}
    FROM "Item" i JOIN "Milestone" m ON m."itemId" = i."id"
    WHERE i."campaignId" = ${campaignId} AND m."dueOn" <= ${endsOn}
      AND (m."dueOn" >= ${startsOn} OR m."completedOn" IS NULL OR m."completedOn" >= ${startsOn}
        OR m."confirmedOn" >= ${startsOn})
      AND NOT (m."completedOn" IS NOT NULL AND m."completedOn" <= ${endsOn}
        AND (m."status" = 'claimed' OR COALESCE(m."confirmedOn", m."completedOn") > ${endsOn}))
    GROUP BY i."leadUnitId"`;
  unpack(rows, (unitId, fields, itemNo) => take(unitId, fields[1]?.[0] === 'p', dueRecord(fields, itemNo)), 2);
}

const dueRecord = (fields: string[], itemNo: string): DueRecord => ({
  id: Number(fields[0]),
  itemNo,
  exempt: fields[1]?.[1] === 'x',
  dueOn: fields[2] ?? '',
  doneOn: fields[3] ? fields[3] : null,
});

/** Requests for a report that were due in a span of days; dropped ones are left out. As dueRecords. */
export async function askedRecords(
  db: Tx,
  { campaignId, startsOn, endsOn }: Span,
  take: (unitId: number, record: DueRecord) => void,
): Promise<void> {
  const flags = Prisma.sql`'r' || CASE WHEN r."excuse" IS NOT NULL OR i."status" = 'exempt' THEN 'x' ELSE '' END`;
  const days = Prisma.sql`r."dueOn" || CAST(${FIELD} AS TEXT) || COALESCE(r."reportedOn", '') || CAST(${FIELD} AS TEXT)`;
  const rows = await db.$queryRaw<Packed[]>`
    ${pack(Prisma.sql`r."unitId"`, Prisma.sql`r."id"`, flags, days)}
    FROM "ReportRound" round JOIN "ReportRequest" r ON r."roundId" = round."id" JOIN "Item" i ON i."id" = r."itemId"
    WHERE round."campaignId" = ${campaignId} AND r."dueOn" >= ${startsOn} AND r."dueOn" <= ${endsOn}
      AND r."status" <> 'dropped'
    GROUP BY r."unitId"`;
  unpack(rows, (unitId, fields, itemNo) => take(unitId, dueRecord(fields, itemNo)), 2);
}

/** Verdicts given in a span of days, with the unit that reported. As dueRecords. */
export async function verdictRecords(
  db: Tx,
  { campaignId, startsOn, endsOn }: Span,
  take: (unitId: number, record: VerdictRecord) => void,
): Promise<void> {
  const flags = Prisma.sql`CASE WHEN v."verdict" = 'sentBack' THEN 's' ELSE 'a' END
    || CASE WHEN i."status" = 'exempt' THEN 'x' ELSE '' END`;
  const rows = await db.$queryRaw<Packed[]>`
    ${pack(Prisma.sql`p."unitId"`, Prisma.sql`v."id"`, flags, Prisma.sql`''`)}
    FROM "Verification" v JOIN "ProgressReport" p ON p."id" = v."reportId" JOIN "Item" i ON i."id" = p."itemId"
    WHERE v."verifiedOn" >= ${startsOn} AND v."verifiedOn" <= ${endsOn} AND i."campaignId" = ${campaignId}
    GROUP BY p."unitId"`;
  unpack(
    rows,
    (unitId, [id, flag], itemNo) =>
      take(unitId, { id: Number(id), itemNo, exempt: flag?.[1] === 'x', sentBack: flag?.[0] === 's' }),
    0,
  );
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
