import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../prisma/migrate.js';
import { startPostgres } from './postgresServer.mjs';
import { createDatabase } from './postgresDatabases.js';
import { scratchFolder } from './scratchFolder.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the PostgreSQL server's own database, where databases are created and dropped. */
    postgresAdminUrl: string;
    /** Name of a migrated PostgreSQL database that tests copy and never open. */
    postgresTemplate: string;
    /** A migrated SQLite file that tests copy and never open. */
    sqliteTemplate: string;
    /** A folder for the tests' files; it goes when the run ends. */
    temporaryFolder: string;
  }
}

/** Once per run: one PostgreSQL server, and a migrated database of each kind to copy. */
export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  const folder = mkdtempSync(join(scratchFolder(), 'duban-tests-'));
  const tearDown = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [adminUrl, template, sqlite] = [server.url('postgres'), 'template_migrated', join(folder, 'template.db')];
    await createDatabase(adminUrl, template);
    await migrate(server.url(template));
    await migrate(`file:${sqlite}`);
    provide('postgresAdminUrl', adminUrl);
    provide('postgresTemplate', template);
    provide('sqliteTemplate', sqlite);
    provide('temporaryFolder', folder);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}
