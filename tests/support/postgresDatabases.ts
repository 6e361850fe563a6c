import pg from 'pg';

async function runOn(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Creates a database: empty, or a copy of a template that nobody is connected to; its files are copied, which is quickest in memory. */
export function createDatabase(adminUrl: string, name: string, template = 'template0'): Promise<void> {
  return runOn(adminUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}" STRATEGY FILE_COPY`);
}

/** Drops a database, ending whatever is still connected to it. */
export function dropDatabase(adminUrl: string, name: string): Promise<void> {
  return runOn(adminUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
}

/** The URL of another database on the same server. */
export function urlOf(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
