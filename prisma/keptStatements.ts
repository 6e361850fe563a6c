import type { Database, Statement } from 'better-sqlite3';

/** How many statements a connection keeps compiled; the bot asks the same few hundred things again and again. */
export const MOST_KEPT = 500;

/** A statement as Prisma's adapter uses it: bound to its values once, then read or run once. */
class BoundStatement {
  constructor(
    private readonly kept: KeptStatement,
    private readonly values: unknown[],
  ) {}

  get reader() {
    return this.kept.statement.reader;
  }

  columns() {
    return this.kept.columns;
  }

  raw() {
    return this;
  }

  all() {
    return this.kept.statement.all(this.values);
  }

  run() {
    return this.kept.statement.run(this.values);
  }
}

/** A compiled statement that takes new values each time: better-sqlite3 binds one only once for good. */
class KeptStatement {
  readonly columns;

  constructor(readonly statement: Statement) {
    this.columns = statement.reader ? statement.raw().columns() : [];
  }

  bind(values: unknown[]) {
    return new BoundStatement(this, values);
  }
}

/**
 * Lets a connection of Prisma's better-sqlite3 adapter keep its statements compiled. The adapter compiles every query anew,
 * which is about a quarter of a short query's time. Its connection is not part of its types; without one nothing changes.
 */
export function keepStatements(adapter: object): void {
  const { client } = adapter as { client?: Pick<Database, 'prepare'> };
  if (!client) return;
  const compile = client.prepare.bind(client);
  const kept = new Map<string, KeptStatement>();
  const prepare = (sql: string): KeptStatement => {
    const known = kept.get(sql);
    // What was used last moves to the end; the first is forgotten.
    if (known) kept.delete(sql);
    else if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
    const statement = known ?? new KeptStatement(compile(sql));
    kept.set(sql, statement);
    return statement;
  };
  Object.assign(client, { prepare });
}
