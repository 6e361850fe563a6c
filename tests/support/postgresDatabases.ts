import pg from 'pg';

async function runOn(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Creates a database: empty, or a copy of a template that nobody is connected to; its files are copied, which is quickest in memory. */
export async function createDatabase(adminUrl: string, name: string, template = 'template0'): Promise<void> {
  await runOn(adminUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}" STRATEGY FILE_COPY`);
}

/** Drops a database, ending whatever is still connected to it. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await runOn(adminUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

/** The URL of another database on the same server. */
export function urlOf(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * Statements that make a database what this one is, which has the same tables and few rows: they empty each table that is
 * empty here, and begin each sequence anew. What has rows here stays as it is.
 */
export async function emptyingOf(url: string): Promise<string> {
  const namesOf = async (sql: string) => (await runOn(url, sql)).rows.map(({ name }: { name: string }) => name);
  const tables = await namesOf(`SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`);
  const empty = await namesOf(
    tables.map((name) => `SELECT '${name}' AS name WHERE NOT EXISTS (SELECT FROM ${name})`).join(' UNION ALL '),
  );
  const sequences = await namesOf('SELECT quote_ident(sequencename) AS name FROM pg_sequences');
  return [
    'SET LOCAL session_replication_role = replica', // in any order: foreign keys are not looked at
    ...empty.map((name) => `DELETE FROM ${name}`),
    `SELECT ${sequences.map((name) => `setval('${name}', 1, false)`).join(', ')}`,
  ].join(';\n');
}
