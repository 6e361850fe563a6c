import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepStatements, MOST_KEPT } from '../../prisma/keptStatements.js';

type Adapter = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>;
/** What the adapter keeps to itself. */
type Inside = { client: { prepare(sql: string): object } };

const query = (sql: string, ...args: unknown[]) => ({
  sql,
  args,
  argTypes: args.map(() => ({ scalarType: 'unknown' as const, arity: 'scalar' as const })),
});

describe('a connection that keeps its statements', () => {
  let adapter: Adapter;
  beforeEach(async () => {
    adapter = await new PrismaBetterSqlite3({ url: ':memory:' }).connect();
    keepStatements(adapter);
    await adapter.executeScript('CREATE TABLE "Note" ("what" TEXT PRIMARY KEY, "times" INTEGER NOT NULL)');
  });
  afterEach(() => adapter.dispose());

  const add = (what: string, times: unknown = 0) =>
    adapter.executeRaw(query('INSERT INTO "Note" VALUES (?, ?)', what, times));
  const notes = async () => (await adapter.queryRaw(query('SELECT * FROM "Note" ORDER BY "what"'))).rows;

  test('compiles the same words once', () => {
    const { client } = adapter as unknown as Inside;
    expect(client.prepare('SELECT 1')).toBe(client.prepare('SELECT 1'));
    expect(client.prepare('SELECT 1')).not.toBe(client.prepare('SELECT 2'));
  });

  test('takes new values each time, and tells the columns each time', async () => {
    const read = (what: string) => adapter.queryRaw(query('SELECT "times", "what" FROM "Note" WHERE "what" = ?', what));
    await add('one', 1);
    await add('two', 2);
    expect(await read('one')).toMatchObject({ columnNames: ['times', 'what'], rows: [[1, 'one']] });
    expect(await read('two')).toMatchObject({ columnNames: ['times', 'what'], rows: [[2, 'two']] });
    expect(await read('three')).toMatchObject({ columnNames: ['times', 'what'], rows: [] });
  });

  test('can use a statement again that failed before', async () => {
    await add('one');
    await expect(add('one')).rejects.toMatchObject({ cause: { kind: 'UniqueConstraintViolation' } });
    await expect(add('two', null)).rejects.toMatchObject({ cause: { kind: 'NullConstraintViolation' } });
    expect(await add('two', 2)).toBe(1);
    expect(await notes()).toEqual([
      ['one', 0],
      ['two', 2],
    ]);
  });

  test('answers what writes and reads at once', async () => {
    const raise = () =>
      adapter.queryRaw(query('UPDATE "Note" SET "times" = "times" + 1 WHERE "what" = ? RETURNING "times"', 'one'));
    await add('one');
    expect((await raise()).rows).toEqual([[1]]);
    expect((await raise()).rows).toEqual([[2]]);
  });

  test('forgets those not used for longest, and compiles them again', async () => {
    const { client } = adapter as unknown as Inside;
    const [first, second] = [client.prepare('SELECT 0'), client.prepare('SELECT 1')];
    for (let i = 2; i < MOST_KEPT; i++) client.prepare(`SELECT ${i}`);
    client.prepare('SELECT 0');
    client.prepare('SELECT -1');
    expect(client.prepare('SELECT 0')).toBe(first);
    expect(client.prepare('SELECT 1')).not.toBe(second);
    expect((await adapter.queryRaw(query('SELECT 1'))).rows).toEqual([[1]]);
  });
});
