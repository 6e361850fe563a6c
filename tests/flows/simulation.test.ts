import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { buildApp } from '../../bot/app.js';
import { readConfig } from '../../bot/config.js';
import type { Database } from '../../prisma/client.js';
import { describeOnDatabase, describeOnEachDatabase, type TestDatabases } from '../support/database.js';
import { independentBoard } from '../support/independentBoard.js';
import { scratchFolder } from '../support/scratchFolder.mjs';
import { addWhatPlansCannotSay, eventfulPlan } from '../support/simulationPlan.js';

const SHANGHAI_MS = 8 * 3_600_000;
/** Sunday, 6 September 2026, 08:00 in Shanghai: when the simulation begins. */
const START = new Date('2026-09-06T00:00:00Z');
const local = (instant: Date) => new Date(instant.getTime() + SHANGHAI_MS).toISOString();

/** Keys of weekly boards of 2026. */
const weekKeys = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `2026-W${from + at}`);

/** What the run on the first database came to; the same seed must come to the same on the other. */
let first: object | null = null;

async function play(databases: TestDatabases, weeks: number) {
  const { simulate } = await import('../../scripts/simulation/simulate.mjs');
  const dataDir = mkdtempSync(join(scratchFolder(), 'duban-simulation-'));
  const databaseUrl = await databases.fresh();
  try {
    const plan = await loadPlan(databaseUrl, dataDir);
    const figures = await simulate({ dataDir, databaseUrl, weeks, seed: 3, plan, startsOn: '2026-09-06' });
    return { figures, database: await databases.open(databaseUrl) };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

describeOnEachDatabase('the simulated campaign', (databases) => {
  it('counts what the send record and the ledger say, and repeats itself for the same seed', async () => {
    const { figures, database } = await play(databases, 2);
    // The same figures by other means: plain loops over the rows, local time by hand.
    const sent = (await database.delivery.findMany({ where: { status: 'sent' } })).filter(
      (row) => row.kind !== 'reply' && row.kind !== 'close',
    );
    const hours = sent.map((row) => Number(local(row.finishedAt as Date).slice(11, 13)));
    expect(figures.messagesAtNight).toBe(hours.filter((hour) => hour < 8 || hour >= 20).length);
    expect(figures.messagesAtNight).toBe(0);
    // 20 September 2026 is a make-up Sunday; it is the last day of these two weeks. 12, 13 and 19 are days off.
    const offDays = ['2026-09-12', '2026-09-13', '2026-09-19'];
    expect(sent.filter((row) => offDays.includes(local(row.finishedAt as Date).slice(0, 10)))).toEqual([]);
    expect(figures.messagesOnDaysOff).toBe(0);
    expect(sent.some((row) => local(row.finishedAt as Date).startsWith('2026-09-20'))).toBe(true);

    const bundles = sent
      .filter((row) => row.kind === 'warning')
      .map((row) => `${row.personId} ${local(row.finishedAt as Date).slice(0, 10)}`);
    const most = Math.max(...bundles.map((key) => bundles.filter((other) => other === key).length));
    expect(figures.maxBundlesPerPersonPerDay).toBe(most);
    expect(most).toBe(1);

    // Those of the plan's own past were not asked here.
    const requests = await database.reportRequest.findMany({ where: { round: { opensOn: { gt: '2026-09-06' } } } });
    expect(figures.reportsAsked).toBe(requests.length);
    const onTime = requests.filter((row) => row.status === 'reported' && (row.reportedOn as string) <= row.dueOn);
    expect(figures.reportsOnTime).toBe(onTime.length);
    expect(figures.reportsAsked).toBeGreaterThan(0);
    expect(figures.people).toBe(8);

    await expectBoardsByHand(database, weekKeys(36, 37));

    const { seconds: _, ...counted } = figures;
    expect(counted).toEqual(first ?? counted);
    first = counted;
  }, 60_000);
});

describeOnDatabase('sqlite', 'twelve simulated weeks', (databases) => {
  it('have boards whose every line is what the rules in words give', async () => {
    const { figures, database } = await play(databases, 12);
    expect(figures.medianMessagesPerLiaisonPerWeek).toBeLessThanOrEqual(3);
    await expectBoardsByHand(database, [...weekKeys(36, 47), '2026-09', '2026-10', '2026-Q3']);
  }, 120_000);
});

/** Loads the campaign that is played, with what a plan file cannot say. @returns its plan file */
async function loadPlan(databaseUrl: string, dataDir: string): Promise<string> {
  const plan = join(dataDir, 'plan.json');
  writeFileSync(plan, JSON.stringify(eventfulPlan()));
  const config = { ...readConfig({ PORT: '0', DATA_DIR: dataDir, DEMO_PLAN: plan }), databaseUrl, sandboxNow: START };
  const app = await buildApp(config, { system: { now: () => START }, log: pino({ level: 'silent' }) });
  try {
    await app.prepare();
    await addWhatPlansCannotSay(app.database, START);
  } finally {
    await app.stop();
  }
  return plan;
}

/** Every line of every published board is what the rules in words give, to the last digit. */
async function expectBoardsByHand(database: Database, keys: readonly string[]): Promise<void> {
  const boards = await database.board.findMany({
    where: { status: 'published' },
    include: { entries: { orderBy: { unitId: 'asc' } } },
    orderBy: { startsOn: 'asc' },
  });
  expect(boards.map((board) => board.periodKey).sort()).toEqual([...keys].sort());
  const seen = [];
  for (const board of boards) {
    const byHand = await independentBoard(database, board);
    const published = board.entries.map(({ unitId, totalCenti, cause, place, tie, sampleSize, entries }) => {
      const losing = (entries as { points: number; dimension: string }[]).filter(
        ({ points, dimension }) => points < 0 && dimension !== 'fault',
      ).length;
      return { unitId, totalCenti, cause, place, tie, records: sampleSize, losing };
    });
    expect(published, board.periodKey).toEqual(byHand);
    seen.push(...byHand);
  }
  // Not boards on which everybody is perfect, and everything that a line can be was there.
  expect(seen.filter((line) => line.losing > 0).length).toBeGreaterThanOrEqual(boards.length);
  expect(new Set(seen.map((line) => line.cause))).toEqual(new Set([null, 'nothingDue', 'allExempt']));
  expect(seen.some((line) => line.tie)).toBe(true);
  expect(seen.some((line) => (line.totalCenti ?? 0) > 10_000)).toBe(true);
  expect(seen.some((line) => line.totalCenti === 0)).toBe(true);
  expect(seen.some((line) => line.totalCenti !== null && line.totalCenti % 100 !== 0)).toBe(true);
}
