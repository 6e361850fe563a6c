import { randomUUID } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, inject } from 'vitest';
import { closeDatabase, type Database, openDatabase, type OpenOptions, type Provider } from '../../prisma/client.js';
import { sqliteFile } from '../../prisma/databaseUrl.js';
import { createDatabase, dropDatabase, emptyingOf, urlOf } from './postgresDatabases.js';
import { endResting, openWarm, runAlone } from './warmDatabase.js';

/** What a suite asks databases of. Whatever it made during a test goes after that test; made in beforeAll, after the suite. */
export interface TestDatabases {
  provider: Provider;
  /** Opens a fresh migrated database; or, given a URL, another client of that database. */
  open(url?: string, options?: OpenOptions): Promise<Database>;
  /** Does this after the test (or the suite, when called in beforeAll), before the databases made until then go. */
  later(cleanUp: () => Promise<void>): void;
  /** URL of a fresh migrated database, or of a copy of a kept one. */
  fresh(kept?: string): Promise<string>;
  /** URL of a fresh database without any table. */
  empty(): Promise<string>;
  /** Copies a database that nobody is connected to; the copy stays until the run ends. @returns what fresh() and putBack() take */
  keep(url: string): Promise<string>;
  /** Makes a database, to which nobody is connected, what a kept one is. */
  putBack(url: string, kept: string): Promise<void>;
}

type CleanUp = () => Promise<void>;

/** Runs a suite on both databases, with the provider's name after the title. `npx vitest run FILE -t sqlite` runs one. */
export function describeOnEachDatabase(title: string, suite: (databases: TestDatabases) => void): void {
  for (const provider of ['sqlite', 'postgresql'] as const) describeOnDatabase(provider, title, suite);
}

/** Runs a suite on one database: for what only that one does. */
export function describeOnDatabase(provider: Provider, title: string, suite: (databases: TestDatabases) => void): void {
  describe(`${title} (${provider})`, () => {
    const ofSuite: CleanUp[] = [];
    const ofTest: CleanUp[] = [];
    let current = ofSuite;
    beforeEach(() => {
      current = ofTest;
    });
    afterEach(async () => {
      current = ofSuite;
      await runAll(ofTest);
    });
    afterAll(() => runAll(ofSuite));
    suite(testDatabases(provider, (cleanUp) => current.push(cleanUp)));
  });
}

async function runAll(cleanUps: CleanUp[]): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
}

function testDatabases(provider: Provider, later: (cleanUp: CleanUp) => void): TestDatabases {
  const migrated = () => inject(provider === 'sqlite' ? 'sqliteTemplate' : 'postgresTemplate');
  const make = async (template: string | null) => {
    const { url, remove } = provider === 'sqlite' ? makeSqlite(template) : await makePostgresql(template);
    later(remove);
    return url;
  };
  return {
    provider,
    fresh: (kept) => make(kept ?? migrated()),
    empty: () => make(null),
    keep: provider === 'sqlite' ? keepSqlite : keepPostgresql,
    putBack: provider === 'sqlite' ? putBackSqlite : putBackPostgresql,
    later,
    async open(url, options) {
      const place = url ?? (await make(migrated()));
      // Options are tried on a client of their own.
      const database = options ? await openDatabase(place, options) : await openWarm(place);
      later(() => closeDatabase(database));
      return database;
    },
  };
}

function makeSqlite(template: string | null): { url: string; remove: CleanUp } {
  const file = join(inject('temporaryFolder'), `${randomUUID()}.db`);
  if (template !== null) copyFileSync(template, file);
  const remove = async () => removeSqlite(file);
  return { url: `file:${file}`, remove };
}

function removeSqlite(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}

async function keepSqlite(url: string): Promise<string> {
  const kept = join(inject('temporaryFolder'), `kept-${randomUUID()}.db`);
  copyFileSync(sqliteFile(url), kept);
  return kept;
}

async function putBackSqlite(url: string, kept: string): Promise<void> {
  removeSqlite(sqliteFile(url));
  copyFileSync(kept, sqliteFile(url));
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

async function keepPostgresql(url: string): Promise<string> {
  const kept = `kept_${randomUUID()}`;
  await endResting(url);
  await createDatabase(inject('postgresAdminUrl'), kept, nameOf(url));
  return kept;
}

async function putBackPostgresql(url: string, kept: string): Promise<void> {
  const adminUrl = inject('postgresAdminUrl');
  await endResting(url);
  await dropDatabase(adminUrl, nameOf(url));
  await createDatabase(adminUrl, nameOf(url), kept);
}

/** Migrated databases that a test has left, emptied: making one anew takes ten times as long. */
const emptied: string[] = [];
const MOST_EMPTIED = 4;
let emptying: Promise<string> | null = null;

async function makePostgresql(template: string | null): Promise<{ url: string; remove: CleanUp }> {
  const adminUrl = inject('postgresAdminUrl');
  const migrated = inject('postgresTemplate');
  const known = template === migrated ? emptied.pop() : undefined;
  const url = known ?? urlOf(adminUrl, `test_${randomUUID()}`);
  if (!known) await createDatabase(adminUrl, nameOf(url), template ?? undefined);
  const remove = async () => {
    emptying ??= emptyingOf(urlOf(adminUrl, migrated));
    if (template !== null && emptied.length < MOST_EMPTIED && (await runAlone(url, await emptying))) emptied.push(url);
    else {
      await endResting(url);
      await dropDatabase(adminUrl, nameOf(url));
    }
  };
  return { url, remove };
}
