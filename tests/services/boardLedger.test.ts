import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCalendar } from '../../domain/calendar.js';
import { periodOf } from '../../domain/period.js';
import type { Database } from '../../prisma/client.js';
import { type ReckonedLine, reckonFromLedger } from '../../services/boardCompute.js';
import { loadCampaign } from '../../services/campaignRules.js';
import type { Ctx } from '../../services/context.js';
import { describeOnEachDatabase } from '../support/database.js';

const NOW = new Date('2026-09-07T01:12:00Z');
const WEEK = periodOf('week', '2026-09-02');

/** A unit's items: days from Monday 31 August on which one is due, and on which it was done (null: open). */
interface Row {
  due: number;
  done: number | null;
  kind: 'matter' | 'problem';
  exempt: boolean;
}
const anyRow = fc.record({
  due: fc.integer({ min: -10, max: 8 }),
  done: fc.option(fc.integer({ min: -12, max: 8 })),
  kind: fc.constantFrom<Row['kind']>('matter', 'problem'),
  exempt: fc.boolean(),
});
const anyLedger = fc.array(fc.array(anyRow, { maxLength: 4 }), { minLength: 2, maxLength: 4 });
const dayAt = (offset: number) =>
  new Date(Date.parse('2026-08-31T00:00:00Z') + offset * 86_400_000).toISOString().slice(0, 10);

/** Writes a ledger; `order` is the order in which units are written, their official order stays. */
async function write(db: Database, ledger: Row[][], order = ledger.map((_, index) => index)): Promise<number> {
  const name = `第 ${(await db.campaign.count()) + 1} 个行动`;
  const campaign = await db.campaign.create({
    data: { name, startsOn: '2026-08-03', endsOn: '2026-12-31', rules: {}, schedules: {}, createdAt: NOW },
  });
  for (const unit of order) {
    const { id: unitId } = await db.unit.create({
      data: {
        code: `c${campaign.id}-${unit}`,
        name: `第${unit}局`,
        shortName: `${unit}局`,
        kind: 'department',
        sortOrder: unit,
        campaigns: { create: { campaignId: campaign.id } },
      },
    });
    for (const [index, row] of (ledger[unit] ?? []).entries())
      await addItem(db, campaign.id, unitId, `${unit}-${index}`, row);
  }
  return campaign.id;
}

async function addItem(db: Database, campaignId: number, leadUnitId: number, itemNo: string, row: Row): Promise<void> {
  const dueOn = dayAt(row.due);
  const completedOn = row.done === null ? null : dayAt(row.done);
  const status = row.exempt ? 'exempt' : completedOn ? 'done' : 'open';
  await db.item.create({
    data: {
      campaignId,
      itemNo,
      kind: row.kind,
      title: itemNo,
      supervisionClass: 'routine',
      leadUnitId,
      filedOn: '2026-08-03',
      dueOn,
      createdAt: NOW,
      milestones: {
        create: [{ position: 0, name: '完成', percent: 100, dueOn, originalDueOn: dueOn, status, completedOn }],
      },
    },
  });
}

async function reckon(db: Database, campaignId: number, period = WEEK): Promise<ReckonedLine[]> {
  const ctx: Ctx = { db, now: NOW, calendar: createCalendar(), actor: null, origin: null };
  return (await reckonFromLedger(ctx, await loadCampaign(ctx, campaignId), period)).lines;
}

/** Lines without ids, which differ from ledger to ledger. */
const shape = (lines: ReckonedLine[]) =>
  lines.map(({ unitName, list, place, tie, totalCenti, light, sampleSize, entries, exempted }) => ({
    unitName,
    list,
    place,
    tie,
    totalCenti,
    light,
    sampleSize,
    exempted: exempted.length,
    entries: entries.map(({ points, reason }) => ({ points, reason })),
  }));
const byName = (lines: ReckonedLine[], name: string) =>
  lines.find((line) => line.unitName === name)?.totalCenti ?? null;

describeOnEachDatabase('a board reckoned from any ledger', (databases) => {
  const check = async (property: (db: Database, ledger: Row[][]) => Promise<void>) => {
    const db = await databases.open();
    await fc.assert(
      fc.asyncProperty(anyLedger, (ledger) => property(db, ledger)),
      { numRuns: 8 },
    );
  };
  const SLOW = 60_000;

  it(
    'is the same whatever the order in which units and their items were written',
    () =>
      check(async (db, ledger) => {
        const one = await write(db, ledger);
        const other = await write(db, ledger, ledger.map((_, index) => index).reverse());
        expect(shape(await reckon(db, other))).toEqual(shape(await reckon(db, one)));
      }),
    SLOW,
  );

  it(
    'never falls by something completed in time, never rises by something overdue, and ignores what is exempt',
    () =>
      check(async (db, ledger) => {
        const campaignId = await write(db, ledger);
        const before = await reckon(db, campaignId);
        const [first] = before;
        const add = async (row: Row) => {
          await addItem(db, campaignId, first?.unitId ?? 0, `more-${row.kind}-${row.due}-${row.done}`, row);
          return reckon(db, campaignId);
        };
        const points = (lines: ReckonedLine[]) => byName(lines, first?.unitName ?? '');
        const exempt = await add({ due: 1, done: null, kind: 'problem', exempt: true });
        expect(points(exempt)).toBe(points(before));
        const overdue = await add({ due: 1, done: null, kind: 'matter', exempt: false });
        const start = points(before);
        if (start !== null) expect(points(overdue)).toBeLessThanOrEqual(start);
        const inTime = await add({ due: 2, done: 1, kind: 'matter', exempt: false });
        expect(points(inTime)).toBeGreaterThanOrEqual(points(overdue) ?? 0);
        for (const line of before.slice(1)) expect(byName(inTime, line.unitName)).toBe(line.totalCenti);
      }),
    SLOW,
  );

  it('judges a report due on the last workday of a week once: answered in that week, unanswered in the next', async () => {
    const db = await databases.open();
    const campaignId = await write(db, [[{ due: 60, done: null, kind: 'matter', exempt: false }]]);
    const item = await db.item.findFirstOrThrow({ where: { campaignId } });
    const round = { campaignId, supervisionClass: 'routine', periodKey: 'W36', opensOn: dayAt(0), dueOn: dayAt(4) };
    const { id: roundId } = await db.reportRound.create({ data: { ...round, createdAt: NOW } });
    const { id } = await db.reportRequest.create({
      data: { roundId, itemId: item.id, unitId: item.leadUnitId, dueOn: dayAt(4) },
    });
    const next = periodOf('week', '2026-09-09');
    const samples = async () => [
      (await reckon(db, campaignId))[0]?.sampleSize,
      (await reckon(db, campaignId, next))[0]?.sampleSize,
    ];
    expect(await samples()).toEqual([0, 1]);
    expect((await reckon(db, campaignId, next))[0]).toMatchObject({ totalCenti: 0 });
    await db.reportRequest.update({ where: { id }, data: { status: 'reported', reportedOn: dayAt(7) } });
    expect(await samples()).toEqual([0, 1]);
    await db.reportRequest.update({ where: { id }, data: { status: 'reported', reportedOn: dayAt(5) } });
    expect(await samples()).toEqual([1, 0]);
  });

  it('judges a completion in the week of its verdict, and once', async () => {
    const db = await databases.open();
    const campaignId = await write(db, [[{ due: 2, done: 2, kind: 'matter', exempt: false }]]);
    const milestone = await db.milestone.findFirstOrThrow({ where: { item: { campaignId } } });
    const judged = async () => (await reckon(db, campaignId))[0]?.sampleSize;
    expect(await judged()).toBe(1);
    await db.milestone.update({ where: { id: milestone.id }, data: { status: 'claimed' } });
    expect(await judged()).toBe(0);
    await db.milestone.update({ where: { id: milestone.id }, data: { status: 'done', confirmedOn: '2026-09-07' } });
    expect(await judged()).toBe(0);
    await db.milestone.update({
      where: { id: milestone.id },
      data: { dueOn: dayAt(-4), completedOn: dayAt(-5), confirmedOn: dayAt(1) },
    });
    expect(await judged()).toBe(1);
    // Reported only after the week ended: open and overdue in it, whatever the verdict.
    await db.milestone.update({
      where: { id: milestone.id },
      data: { dueOn: dayAt(2), completedOn: dayAt(7), confirmedOn: null, status: 'claimed' },
    });
    expect((await reckon(db, campaignId))[0]).toMatchObject({ sampleSize: 1, totalCenti: 0 });
  });
});
