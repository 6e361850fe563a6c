import type { Provider } from './databaseUrl.js';
import { Prisma } from './generated/sqlite/client.js';

/**
 * Ends a raw SELECT that claims rows: on PostgreSQL rows that another process is claiming are passed over, instead of
 * being waited for. SQLite has one writer at a time, so there it is empty. Use inside a statement or transaction that writes.
 */
export function skipLocked(provider: Provider): Prisma.Sql {
  return provider === 'postgresql' ? Prisma.sql`FOR UPDATE SKIP LOCKED` : Prisma.empty;
}
