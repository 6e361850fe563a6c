import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Provider } from './databaseUrl.js';
import { projectRoot } from './projectRoot.js';

/** The database and the migrations of this code do not fit together, or a migration failed. The message says what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** One folder of prisma/migrations. */
export interface Migration {
  /** The folder's name: `<yyyymmddhhmmss>_<what>`. */
  name: string;
  sql: string;
  /** SHA-256 of migration.sql, hexadecimal, as Prisma records it. */
  checksum: string;
  /** Checksums that are as good: those of the same text with the other line ends, which git may have changed. */
  accepted: string[];
}

/** A row of Prisma's table `_prisma_migrations`, as far as it matters here. */
export interface RecordedMigration {
  migration_name: string;
  checksum: string;
  /** SQLite has no booleans: 0 or 1 there. */
  finished: boolean | 0 | 1;
  rolledBack: boolean | 0 | 1;
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** Absolute path of the provider's migrations. */
export function migrationsFolder(provider: Provider): string {
  return join(projectRoot, 'prisma', provider === 'postgresql' ? 'postgresql' : '', 'migrations');
}

/** The migrations of a folder, oldest first. @throws {Error} when the folder cannot be read, or holds none */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'migration.sql')));
  if (names.length === 0) throw new MigrationError(`${folder} holds no migrations`);
  return names.sort().map((name) => {
    const bytes = readFileSync(join(folder, name, 'migration.sql'));
    const sql = bytes.toString('utf8');
    const lines = sql.replaceAll('\r\n', '\n');
    const checksum = sha256(bytes);
    return { name, sql, checksum, accepted: [checksum, sha256(lines), sha256(lines.replaceAll('\n', '\r\n'))] };
  });
}

/**
 * Which migrations a database still lacks, oldest first.
 * @param recorded all rows of its `_prisma_migrations`
 * @throws {MigrationError} see migrate()
 */
export function pendingMigrations(migrations: Migration[], recorded: RecordedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const done = new Set<string>();
  for (const { migration_name: name, checksum, finished, rolledBack } of recorded) {
    if (rolledBack) continue;
    const migration = known.get(name);
    if (!migration) {
      throw new MigrationError(
        `The database has migration ${name}, which this version does not know: it was used by a newer version. Run that version or a newer one.`,
      );
    }
    if (!finished) {
      throw new MigrationError(
        `Migration ${name} stopped half-way in this database. Restore the backup made before it, or mend it and run: npx prisma migrate resolve`,
      );
    }
    if (!migration.accepted.includes(checksum)) {
      throw new MigrationError(
        `Migration ${name} was edited after it was applied to this database. Restore its migration.sql; put the change into a new migration.`,
      );
    }
    done.add(name);
  }
  return migrations.filter(({ name }) => !done.has(name));
}

/** The error of a migration whose SQL failed. */
export function failedMigration(name: string, cause: unknown): MigrationError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new MigrationError(`Migration ${name} failed and left nothing behind: ${reason}`, { cause });
}
