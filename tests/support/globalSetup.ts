import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../prisma/migrate.js';
import { projectRoot } from '../../prisma/projectRoot.js';
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

/** Once per run: clients generated from the schema as it is now, the sources compiled, one PostgreSQL server, and a migrated database of each kind to copy. */
export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  execFileSync(process.execPath, [join(projectRoot, 'scripts', 'generate.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // Threads of Node run compiled code only: the document threads are taken from dist.
  execFileSync(process.execPath, [join(projectRoot, 'scripts', 'build.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
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
