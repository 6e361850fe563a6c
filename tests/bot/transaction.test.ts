import { expect, test } from 'vitest';
import { buildCtx, currentCalendar, inTransaction } from '../../bot/transaction.js';
import type { Database } from '../../prisma/client.js';
import { describeOnDatabase, describeOnEachDatabase } from '../support/database.js';

const now = new Date('2026-03-02T01:00:00Z');
const entry = (subject: string) => ({ at: now, action: 'x', subject, detail: {} });

/** Two strangers that meet: the first to come waits for the second. */
function meeting() {
  let arrived = 0;
  let open = () => {};
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    if (++arrived === 2) open();
    return both;
  };
}

describeOnEachDatabase('a transaction', (databases) => {
  test('gives what its work gives, and nothing remains of work that throws', async () => {
    const db = await databases.open();
    expect(await inTransaction(db, (tx) => tx.auditEntry.create({ data: entry('item:1') }))).toMatchObject({
      subject: 'item:1',
    });
    let attempts = 0;
    const failing = inTransaction(db, async (tx) => {
      attempts++;
      await tx.auditEntry.create({ data: entry('item:2') });
      throw new Error('mine');
    });
    await expect(failing).rejects.toThrow('mine');
    expect(attempts).toBe(1);
    expect(await db.auditEntry.count()).toBe(1);
  });

  test('is run again when somebody else took its unique key in between', async () => {
    const url = await databases.fresh();
    const [one, two] = [await databases.open(url), await databases.open(url)];
    const on = '2026-03-02';
    const note = (db: Database) =>
      inTransaction(db, async (tx) => {
        if (await tx.calendarDay.findUnique({ where: { on } })) return 'found';
        await tx.calendarDay.create({ data: { on, kind: 'holiday' } });
        return 'written';
      });
    const results = await Promise.all(Array.from({ length: 10 }, (_, n) => note(n % 2 ? one : two)));
    expect(results.filter((result) => result === 'written')).toHaveLength(1);
  });

  test('that can never succeed is not repeated for ever', async () => {
    const db = await databases.open();
    let attempts = 0;
    const failing = inTransaction(db, async (tx) => {
      attempts++;
      for (let twice = 0; twice < 2; twice++)
        await tx.calendarDay.create({ data: { on: '2026-03-02', kind: 'holiday' } });
    });
    await expect(failing).rejects.toMatchObject({ code: 'P2002' });
    expect(attempts).toBe(5);
  });

  test('has a context whose calendar knows the local corrections, and is the same one while they are the same', async () => {
    const db = await databases.open();
    const before = await currentCalendar(db);
    expect(await currentCalendar(db)).toBe(before);
    await db.calendarDay.create({ data: { on: '2026-03-02', kind: 'holiday', name: '停电' } });
    const ctx = await inTransaction(db, (tx) => buildCtx(tx, { now, actor: null, origin: null }));
    expect(ctx.calendar.isWorkday('2026-03-02')).toBe(false);
    expect(await currentCalendar(db)).toBe(ctx.calendar);
  });
});

describeOnDatabase('postgresql', 'a transaction', (databases) => {
  for (const [kind, lock] of [
    [
      'raw queries',
      (db: Pick<Database, '$executeRaw'>, on: string) =>
        db.$executeRaw`UPDATE "CalendarDay" SET "name" = "name" || '+' WHERE "on" = ${on}`,
    ],
    [
      'Prisma’s own',
      (db: Pick<Database, 'calendarDay'>, on: string) =>
        db.calendarDay.update({ where: { on }, data: { kind: 'workday', name: '+' } }),
    ],
  ] as const)
    test(`that the database chose to end a deadlock is run again (${kind})`, async () => {
      const db = await databases.open();
      for (const on of ['2026-03-02', '2026-03-03']) await db.calendarDay.create({ data: { on, kind: 'holiday' } });
      const meet = meeting();
      let attempts = 0;
      const crossing = (days: [string, string]) =>
        inTransaction(db, async (tx) => {
          attempts++;
          await lock(tx, days[0]);
          await meet();
          await lock(tx, days[1]);
        });
      await Promise.all([crossing(['2026-03-02', '2026-03-03']), crossing(['2026-03-03', '2026-03-02'])]);
      expect(attempts).toBe(3);
    });
});
