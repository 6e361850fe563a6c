import { setTimeout as sleep } from 'node:timers/promises';
import { type Calendar, type Correction, createCalendar } from '../domain/calendar.js';
import { calendarCorrections } from '../prisma/store/calendarDays.js';
import type { Database, Tx } from '../prisma/store/tx.js';
import type { Ctx } from '../services/context.js';

const ATTEMPTS = 5;
/** Pause before the second attempt, in ms; it doubles, and is spread so that two that collided do not collide again. */
const PAUSE_MS = 10;

/**
 * Runs `fn` in one transaction: it commits when `fn` resolves and rolls back when it throws. When the database refused
 * it because of somebody else's transaction (deadlock, busy, a unique key taken in between) nothing was committed, and
 * it is run again, up to five times; so `fn` must not change anything outside the database.
 * The only place that opens transactions. Keep them short, without network.
 */
export function inTransaction<T>(database: Database, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return withoutCollision(() => database.$transaction(fn));
}

/** Runs a single statement that needs no transaction around it, again after a collision as inTransaction does. */
export async function withoutCollision<T>(statement: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await statement();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isCollision(error)) throw error;
      await sleep(PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }
}

/** The driver adapters' words, for Prisma's own queries and raw ones: serialization failure or deadlock, and a unique key. */
const COLLISIONS = new Set(['TransactionWriteConflict', 'UniqueConstraintViolation']);

/** Whether an error means that another transaction was in the way, so that the same one may well succeed now. */
export function isCollision(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, kind, originalCode, meta, cause } = error as DatabaseError;
  // P2028 also stands for a transaction that took too long; only one that never began may be repeated.
  if (code === 'P2028') return message?.includes('Unable to start a transaction') ?? false;
  if (COLLISIONS.has(kind ?? '') || originalCode?.startsWith('SQLITE_BUSY')) return true;
  return isCollision(meta?.driverAdapterError) || isCollision(cause);
}

/** What Prisma's errors, and the driver adapters' errors within them, may say. */
interface DatabaseError {
  code?: string;
  message?: string;
  kind?: string;
  originalCode?: string;
  meta?: { driverAdapterError?: unknown };
  cause?: unknown;
}

let remembered: { key: string; calendar: Calendar } = { key: '[]', calendar: createCalendar() };

/** A context for use cases in an open transaction. The calendar is built anew only when its local corrections changed. */
export async function buildCtx(tx: Tx, { now, actor, origin }: Pick<Ctx, 'now' | 'actor' | 'origin'>): Promise<Ctx> {
  return { db: tx, now, calendar: await currentCalendar(tx), actor, origin };
}

/** The official calendar with the local corrections of this moment; the same object as long as they are the same. */
export async function currentCalendar(db: Tx): Promise<Calendar> {
  const corrections: Correction[] = await calendarCorrections(db);
  const key = JSON.stringify(corrections);
  if (key !== remembered.key) remembered = { key, calendar: createCalendar(corrections) };
  return remembered.calendar;
}
