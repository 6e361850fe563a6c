import { Prisma } from '../generated/sqlite/client.js';
import type { Tx } from './tx.js';

/** A milestone, problem or request to be judged. */
export interface DueRecord {
  id: number;
  itemNo: string;
  exempt: boolean;
  /** Exempt for another good reason than an exemption. */
  excused: boolean;
  /** Asked of a supporting unit. */
  supporting: boolean;
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

// All records packed into one text: a board reads some hundred thousand of them, and a row of its own for each costs
// several times as much. Both databases know string_agg (SQLite since 3.44). Control characters part the fields; the
// item's number, which people write, stands last and is freed of the one that parts records.
const FIELD = '\u001f';
const RECORD = '\u001e';
const field = Prisma.raw(`'${FIELD}'`);
const record = Prisma.raw(`'${RECORD}'`);
interface Packed {
  records: string | null;
}
const pack = (unitId: Prisma.Sql, id: Prisma.Sql, flags: Prisma.Sql, days: Prisma.Sql) => Prisma.sql`
  SELECT string_agg(${unitId} || ${field} || ${id} || ${field} || ${flags} || ${field} || ${days}
    || REPLACE(i."itemNo", ${record}, ' '), ${record}) AS "records"`;

/** Hands over each packed record by its fields: the unit, the id, flags, `days` days, and the item's number. */
function unpack(
  rows: readonly Packed[],
  days: 0 | 2,
  each: (unitId: number, fields: string[], itemNo: string) => void,
) {
  const packed = rows[0]?.records;
  if (!packed) return;
  for (const one of packed.split(RECORD)) {
    const fields = one.split(FIELD);
    const last = days + 3;
    const itemNo = fields.length === last + 1 ? (fields[last] ?? '') : fields.slice(last).join(FIELD);
    each(Number(fields[0]), fields, itemNo);
  }
}

const DUE_FLAGS = Prisma.sql`CASE WHEN i."kind" = 'problem' THEN 'p' ELSE 'm' END
  || CASE WHEN m."status" = 'exempt' OR i."status" = 'exempt' THEN 'x' ELSE '' END`;

/**
 * Milestones that fell due in a span of days, or before it and were still open when it began, or were only confirmed in
 * it. One whose completion waits for its verdict at the end of the span is left out, and so is one for which more time
 * was asked in time and nobody has answered yet.
 * @param take gets each with the unit that leads its item, in no order
 */
export async function dueRecords(
  db: Tx,
  { campaignId, startsOn, endsOn }: Span,
  take: (unitId: number, isProblem: boolean, record: DueRecord) => void,
): Promise<void> {
  const days = Prisma.sql`m."dueOn" || ${field} || COALESCE(m."completedOn", '') || ${field}`;
  const rows = await db.$queryRaw<Packed[]>`
    ${pack(Prisma.sql`i."leadUnitId"`, Prisma.sql`m."id"`, DUE_FLAGS, days)}
    FROM "Item" i JOIN "Milestone" m ON m."itemId" = i."id"
    WHERE i."campaignId" = ${campaignId} AND m."dueOn" <= ${endsOn}
      AND (m."dueOn" >= ${startsOn} OR m."completedOn" IS NULL OR m."completedOn" >= ${startsOn}
        OR m."confirmedOn" >= ${startsOn})
      AND NOT (m."completedOn" IS NOT NULL AND m."completedOn" <= ${endsOn}
        AND (m."status" = 'claimed' OR COALESCE(m."confirmedOn", m."completedOn") > ${endsOn}))
      AND NOT EXISTS (SELECT 1 FROM "Extension" e WHERE e."openMilestoneId" = m."id")`;
  unpack(rows, 2, (unitId, fields, itemNo) => take(unitId, fields[2]?.[0] === 'p', dueRecord(fields, itemNo)));
}

const dueRecord = (fields: string[], itemNo: string): DueRecord => ({
  id: Number(fields[1]),
  itemNo,
  exempt: fields[2]?.[1] !== undefined,
  excused: fields[2]?.[1] === 'e',
  supporting: fields[2]?.[0] === 's',
  dueOn: fields[3] ?? '',
  doneOn: fields[4] ? fields[4] : null,
});

/**
 * Requests for a report that were due in a span of days, and those due on the last workday before it that were not
 * answered when it began: no workday was left to call them missing. Dropped ones are left out. As dueRecords.
 */
export async function askedRecords(
  db: Tx,
  { campaignId, startsOn, endsOn, lastBefore }: Span & { lastBefore: string },
  take: (unitId: number, record: DueRecord) => void,
): Promise<void> {
  const flags = Prisma.sql`CASE WHEN r."part" = 'supporting' THEN 's' ELSE 'r' END
    || CASE WHEN i."status" = 'exempt' OR r."excuse" = 'exemption' THEN 'x' WHEN r."excuse" IS NOT NULL THEN 'e' ELSE '' END`;
  const days = Prisma.sql`r."dueOn" || ${field} || COALESCE(r."reportedOn", '') || ${field}`;
  const rows = await db.$queryRaw<Packed[]>`
    ${pack(Prisma.sql`r."unitId"`, Prisma.sql`r."id"`, flags, days)}
    FROM "ReportRound" round JOIN "ReportRequest" r ON r."roundId" = round."id" JOIN "Item" i ON i."id" = r."itemId"
    WHERE round."campaignId" = ${campaignId} AND r."dueOn" >= ${lastBefore} AND r."dueOn" <= ${endsOn}
      AND (r."dueOn" >= ${startsOn} OR r."reportedOn" IS NULL OR r."reportedOn" >= ${startsOn})
      AND r."status" <> 'dropped'`;
  unpack(rows, 2, (unitId, fields, itemNo) => take(unitId, dueRecord(fields, itemNo)));
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
    WHERE v."verifiedOn" >= ${startsOn} AND v."verifiedOn" <= ${endsOn} AND i."campaignId" = ${campaignId}`;
  unpack(rows, 0, (unitId, [, id, flags], itemNo) =>
    take(unitId, { id: Number(id), itemNo, exempt: flags?.[1] === 'x', sentBack: flags?.[0] === 's' }),
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
