// npm run bench:board [-- --items 100000 --runs 5]: a quarter's board of 44 units and one of 3,000, each reckoned from
// the ledger of a fresh SQLite database, beside the same totals and places as one hand-written SQL statement. The last
// line is one JSON object, of the larger board.
process.env.TZ = 'UTC'; // before anything reads the clock

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';

const { values } = parseArgs({
  options: { items: { type: 'string', default: '100000' }, runs: { type: 'string', default: '5' } },
});
const [ITEMS, RUNS] = [Number(values.items), Number(values.runs)];

await setUp();
build();
const { openDatabase, closeDatabase } = await import('../dist/prisma/client.js');
const { migrate } = await import('../dist/prisma/migrate.js');
const { createCalendar } = await import('../dist/domain/calendar.js');
const { addDays } = await import('../dist/domain/day.js');
const { periodFromKey } = await import('../dist/domain/period.js');
const { reckonFromLedger } = await import('../dist/services/boardCompute.js');
const { loadCampaign } = await import('../dist/services/campaignRules.js');

const PERIOD = periodFromKey('2026-Q3');
const calendar = createCalendar();

/** Whole statements that write a campaign: unit by unit in turn, due days over the quarter, some late, open or exempt. */
function seedStatements(campaignId, units, items) {
  const first = campaignId * 1_000_000;
  const numbers = (count) => `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${count})`;
  const unitOf = (i) => `${first} + (${i} % ${units})`;
  const due = `date('2026-07-01', '+' || ((n.i / ${units} * 7 + n.i) % 92) || ' days')`;
  return [
    `INSERT INTO Campaign (id, name, startsOn, endsOn, rules, schedules, createdAt)
      VALUES (${campaignId}, '行动${campaignId}', '2026-01-01', '2026-12-31', '{}', '{}', '2026-01-01T00:00:00.000+00:00')`,
    `${numbers(units)} INSERT INTO Unit (id, code, name, shortName, kind, sortOrder)
      SELECT ${first} + i, 'u${campaignId}-' || i, '单位' || i, '单位' || i, 'department', i FROM n`,
    `${numbers(units)} INSERT INTO CampaignUnit (campaignId, unitId, quota) SELECT ${campaignId}, ${first} + i, 1 FROM n`,
    `${numbers(items)} INSERT INTO Item (id, campaignId, itemNo, kind, title, supervisionClass, leadUnitId, filedOn, dueOn, status, createdAt)
      SELECT ${first} + i, ${campaignId}, 'XM-' || i, CASE WHEN (i / ${units}) % 6 = 0 THEN 'problem' ELSE 'matter' END, '事项', 'routine',
        ${unitOf('i')}, '2026-06-01', '2026-09-30', CASE WHEN i % 41 = 0 THEN 'exempt' ELSE 'open' END, '2026-06-01T00:00:00.000+00:00' FROM n`,
    `${numbers(items)} INSERT INTO Milestone (id, itemId, position, name, percent, dueOn, originalDueOn, status, completedOn)
      SELECT ${first} + i, ${first} + i, 0, '完成', 100, ${due}, ${due}, CASE WHEN i % 9 = 0 THEN 'open' ELSE 'done' END,
        CASE WHEN i % 9 = 0 THEN NULL WHEN i % 7 = 0 THEN date(${due}, '+' || (i % 13) || ' days') ELSE ${due} END FROM n`,
    `INSERT INTO ReportRound (id, campaignId, supervisionClass, periodKey, opensOn, dueOn, createdAt)
      VALUES (${campaignId}, ${campaignId}, 'routine', 'bench', '2026-08-03', '2026-08-05', '2026-08-03T00:00:00.000+00:00')`,
    `${numbers(items)} INSERT INTO ReportRequest (id, roundId, itemId, unitId, dueOn, status, reportedOn)
      SELECT ${first} + i, ${campaignId}, ${first} + i, ${unitOf('i')}, '2026-08-05', 'reported',
        CASE WHEN i % 17 = 0 THEN '2026-08-07' ELSE '2026-08-04' END FROM n WHERE (i / ${units}) % 5 = 0`,
    `${numbers(items)} INSERT INTO ProgressReport (id, itemId, unitId, percent, summary, flags, status, reportedOn, reportedAt)
      SELECT ${first} + i, ${first} + i, ${unitOf('i')}, 50, '进展', '[]', 'accepted', '2026-08-04', '2026-08-04T00:00:00.000+00:00'
      FROM n WHERE (i / ${units}) % 10 = 0`,
    `INSERT INTO Verification (id, reportId, verdict, verifiedOn, verifiedAt)
      SELECT id, id, CASE WHEN id % 11 = 0 THEN 'sentBack' ELSE 'accepted' END, '2026-08-05', '2026-08-05T00:00:00.000+00:00'
      FROM ProgressReport WHERE itemId >= ${first} AND itemId < ${first + 1_000_000}`,
  ];
}

/** Workdays through each day of the quarter and the weeks after, for the hand-written statement. */
function workdayRows() {
  const rows = [];
  let through = 0;
  for (let on = '2026-06-30'; on <= '2026-10-31'; on = addDays(on, 1)) {
    if (calendar.isWorkday(on)) through++;
    rows.push(`('${on}', ${through})`);
  }
  return rows.join(',');
}

/** Points and places in one statement: the default formula where a unit has records of four dimensions (0.4444, 0.2222 …). */
const byHand = (campaignId) => `
  WITH late AS (
    SELECT i.leadUnitId AS unit, i.kind = 'problem' AS problem,
      CASE WHEN m.completedOn IS NULL OR m.completedOn > '${PERIOD.endsOn}' THEN 1 ELSE 0 END AS isOpen,
      (SELECT n FROM benchDay WHERE day = MIN(COALESCE(m.completedOn, '${PERIOD.endsOn}'), '${PERIOD.endsOn}'))
        - (SELECT n FROM benchDay WHERE day = m.dueOn) AS over,
      m.completedOn AS done, m.dueOn AS due
    FROM Item i JOIN Milestone m ON m.itemId = i.id
    WHERE i.campaignId = ${campaignId} AND i.status <> 'exempt' AND m.status <> 'exempt'
      AND m.dueOn >= '${PERIOD.startsOn}' AND m.dueOn <= '${PERIOD.endsOn}'),
  judged AS (
    SELECT unit, CASE WHEN problem THEN 1667 ELSE 4444 END AS worth,
      CASE WHEN over <= 0 THEN 0 WHEN isOpen THEN 10000 ELSE MIN(8000, 2000 + 1000 * (over - 1)) END AS loss
    FROM late WHERE NOT (isOpen AND over <= 0)
    UNION ALL
    SELECT r.unitId, 2222, CASE WHEN r.reportedOn IS NULL THEN 10000 WHEN r.reportedOn > r.dueOn THEN 5000 ELSE 0 END
    FROM ReportRound o JOIN ReportRequest r ON r.roundId = o.id JOIN Item i ON i.id = r.itemId
    WHERE o.campaignId = ${campaignId} AND r.dueOn >= '${PERIOD.startsOn}' AND r.dueOn <= '${PERIOD.endsOn}'
      AND r.status <> 'dropped' AND i.status <> 'exempt'
    UNION ALL
    SELECT p.unitId, 1667.0, CASE WHEN v.verdict = 'sentBack' THEN 10000 ELSE 0 END
    FROM Verification v JOIN ProgressReport p ON p.id = v.reportId JOIN Item i ON i.id = p.itemId
    WHERE i.campaignId = ${campaignId} AND i.status <> 'exempt'
      AND v.verifiedOn >= '${PERIOD.startsOn}' AND v.verifiedOn <= '${PERIOD.endsOn}'),
  dimension AS (
    SELECT unit, worth, typeof(worth) AS sort, CAST(worth * SUM(loss) / (COUNT(*) * 10000) AS INTEGER) AS lost
    FROM judged GROUP BY unit, worth, typeof(worth))
  SELECT unit, 10000 - SUM(lost) AS total, RANK() OVER (ORDER BY 10000 - SUM(lost) DESC) AS place
  FROM dimension GROUP BY unit ORDER BY place, unit`;

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** Fails unless both ways give every unit the same points and place. */
function compare(lines, rows) {
  const hand = new Map(rows.map((row) => [Number(row.unit), `${Number(row.total)}/${Number(row.place)}`]));
  const differing = lines.filter((line) => hand.get(line.unitId) !== `${line.totalCenti}/${line.place}`);
  if (differing.length > 0 || hand.size !== lines.length)
    throw new Error(`the board and the SQL differ for ${differing.length} of ${lines.length} units`);
}

async function benchmark(database, campaignId, units) {
  for (const statement of seedStatements(campaignId, units, ITEMS)) await database.$executeRawUnsafe(statement);
  await database.$executeRawUnsafe('ANALYZE');
  const ctx = { db: database, now: new Date('2026-10-08T01:12:00Z'), calendar, actor: null, origin: null };
  const campaign = await loadCampaign(ctx, campaignId);
  const [board, sql] = [[], []];
  // The first round warms both up and proves that they reckon the same.
  for (let run = 0; run <= RUNS; run++) {
    const mine = await timed(() => reckonFromLedger(ctx, campaign, PERIOD));
    const hand = await timed(() => database.$queryRawUnsafe(byHand(campaignId)));
    if (run === 0) compare(mine.result.lines, hand.result);
    else {
      board.push(mine.ms);
      sql.push(hand.ms);
    }
  }
  const [boardMs, sqlMs] = [median(board), median(sql)];
  console.log(
    `SQLite, ${ITEMS} items, ${units} units: board ${boardMs.toFixed(0)} ms, hand-written SQL ${sqlMs.toFixed(0)} ms (medians of ${RUNS})`,
  );
  return {
    units,
    items: ITEMS,
    boardMs: Math.round(boardMs),
    boardOverHandSql: Math.round((boardMs / sqlMs) * 100) / 100,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'duban-bench-'));
try {
  const url = `file:${join(folder, 'bench.db')}`;
  await migrate(url);
  const database = await openDatabase(url);
  await database.$executeRawUnsafe('CREATE TABLE benchDay (day TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID');
  await database.$executeRawUnsafe(`INSERT INTO benchDay VALUES ${workdayRows()}`);
  const small = await benchmark(database, 1, 44);
  const large = await benchmark(database, 2, 3000);
  await closeDatabase(database);
  console.log(JSON.stringify(small));
  console.log(JSON.stringify(large));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
