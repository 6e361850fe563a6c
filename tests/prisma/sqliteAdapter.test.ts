import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closeDatabase, type Database, type Tx } from '../../prisma/client.js';
import { describeOnDatabase, describeOnEachDatabase, type TestDatabases } from '../support/database.js';

class Undo extends Error {}

const add = (db: Tx, what: string) => db.$executeRaw`INSERT INTO "Note" ("what", "times") VALUES (${what}, 0)`;
const notes = async (db: Tx) =>
  (await db.$queryRaw<{ what: string }[]>`SELECT "what" FROM "Note" ORDER BY "what"`).map(({ what }) => what);

async function openNotes(databases: TestDatabases): Promise<{ url: string; db: Database }> {
  const url = await databases.empty();
  const db = await databases.open(url);
  await db.$executeRaw`CREATE TABLE "Note" ("what" TEXT PRIMARY KEY, "times" INTEGER NOT NULL)`;
  return { url, db };
}

/** Opens a transaction that has added a note, and hands out what ends it. */
async function openTransaction(db: Database, what: string) {
  let commit = () => {};
  let rollBack = () => {};
  const decision = new Promise<void>((resolve, reject) => {
    commit = resolve;
    rollBack = () => reject(new Undo());
  });
  let started = () => {};
  const begun = new Promise<void>((resolve) => {
    started = resolve;
  });
  const ended = db.$transaction(async (tx) => {
    await add(tx, what);
    started();
    await decision;
  });
  ended.catch(() => undefined);
  await begun;
  return { commit, rollBack, ended };
}

describeOnEachDatabase('interactive transactions', (databases) => {
  test("a write beside somebody's open transaction is kept when that is rolled back", async () => {
    const { db } = await openNotes(databases);
    const open = await openTransaction(db, 'theirs');
    const mine = add(db, 'mine').then((count) => count); // a Prisma query starts when then() is called
    open.rollBack();
    await expect(open.ended).rejects.toThrow(Undo);
    expect(await mine).toBe(1);
    expect(await notes(db)).toEqual(['mine']);
  });

  test('a read beside an open transaction sees committed rows only, and does not wait for it', async () => {
    const { db } = await openNotes(databases);
    await add(db, 'before');
    const open = await openTransaction(db, 'uncommitted');
    expect(await notes(db)).toEqual(['before']);
    open.commit();
    await open.ended;
    expect(await notes(db)).toEqual(['before', 'uncommitted']);
  });

  test('inside a transaction its own writes are seen', async () => {
    const { db } = await openNotes(databases);
    const seen = await db.$transaction(async (tx) => {
      await add(tx, 'own');
      return notes(tx);
    });
    expect(seen).toEqual(['own']);
  });

  test('thirty transactions at once all get their turn', async () => {
    const { db } = await openNotes(databases);
    await Promise.all(Array.from({ length: 30 }, (_, i) => db.$transaction((tx) => add(tx, `note ${i}`))));
    expect(await notes(db)).toHaveLength(30);
  });

  test('a transaction that runs out of time is rolled back and lets the next one in', async () => {
    const { db } = await openNotes(databases);
    const never = new Promise(() => {});
    const late = db.$transaction(
      async (tx) => {
        await add(tx, 'late');
        await never;
      },
      { timeout: 50 },
    );
    late.catch(() => undefined);
    await add(db, 'next');
    expect(await notes(db)).toEqual(['next']);
  });
});

describeOnDatabase('sqlite', 'the SQLite adapter', (databases) => {
  // Each client has connections of its own, so to SQLite two clients are what two processes are.
  test('lets two clients read and then write in transactions: none fails, no update is lost', async () => {
    const { url, db } = await openNotes(databases);
    const other = await databases.open(url);
    await add(db, 'count');
    const increment = (client: Database) =>
      client.$transaction(async (tx) => {
        const rows = await tx.$queryRaw<{ times: number }[]>`SELECT "times" FROM "Note"`;
        await tx.$executeRaw`UPDATE "Note" SET "times" = ${(rows[0]?.times ?? 0) + 1}`;
      });
    await Promise.all(Array.from({ length: 100 }, (_, i) => increment(i % 2 ? db : other)));
    expect(await db.$queryRaw`SELECT "times" FROM "Note"`).toEqual([{ times: 100 }]);
  });

  test('waits for the writer of another client without blocking the event loop', async () => {
    const { url, db } = await openNotes(databases);
    const other = await databases.open(url);
    const open = await openTransaction(other, 'theirs');
    const mine = add(db, 'mine').then((count) => count);
    let turns = 0;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        turns += 1;
        if (turns < 20) return;
        clearInterval(timer);
        resolve();
      }, 1);
    });
    open.commit();
    expect(await mine).toBe(1);
    expect(await notes(db)).toEqual(['mine', 'theirs']);
  });

  test('takes a statement that begins with WITH and ends with a write to the connection that writes', async () => {
    const { db } = await openNotes(databases);
    const sql = `WITH "new"("what") AS (VALUES ('one')) INSERT INTO "Note" SELECT "what", 0 FROM "new" RETURNING "what"`;
    expect(await db.$queryRawUnsafe(sql)).toEqual([{ what: 'one' }]);
    expect(await notes(db)).toEqual(['one']);
  });

  test('writes ahead to a log, syncs every commit, and enforces foreign keys', async () => {
    const { db } = await openNotes(databases);
    const pragma = async (name: string) =>
      Object.values((await db.$queryRawUnsafe<object[]>(`PRAGMA ${name}`))[0] ?? {})[0];
    expect(await pragma('journal_mode')).toBe('wal');
    expect(Number(await pragma('synchronous'))).toBe(2);
    expect(Number(await pragma('foreign_keys'))).toBe(1);
  });

  test('leaves one file behind when it is closed', async () => {
    const { url, db } = await openNotes(databases);
    await add(db, 'kept');
    await closeDatabase(db);
    expect(existsSync(`${url.slice('file:'.length)}-wal`)).toBe(false);
    expect(await notes(await databases.open(url))).toEqual(['kept']);
  });
});
