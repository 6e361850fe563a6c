import pino from 'pino';
import { createDelivery, type DeliveryDeps, type DeliveryLoop } from '../../bot/delivery/loop.js';
import { inTransaction } from '../../bot/transaction.js';
import { text } from '../../domain/message.js';
import type { Database } from '../../prisma/client.js';
import { insertDelivery, type NewDelivery } from '../../prisma/store/outbox.js';
import { clockAt } from './clockAt.js';
import type { FakePort } from './fakePort.js';

/** When the tests of delivery begin. */
export const start = new Date('2026-03-02T01:00:00Z');
/** An instant so many seconds later. */
export const after = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

/** Puts messages into the outbox, in order; each says its key. */
export async function put(db: Database, ...rows: (Partial<NewDelivery> & { dedupKey: string })[]): Promise<void> {
  for (const row of rows)
    await inTransaction(db, (tx) =>
      insertDelivery(tx, {
        platform: 'sandbox',
        address: 'chat',
        thread: '',
        personId: null,
        campaignId: null,
        kind: 'notice',
        priority: 2,
        payload: { op: 'post', message: { lines: [text(row.dedupKey)] } },
        notBefore: start,
        createdAt: start,
        ...row,
      }),
    );
}

/** A person with a private chat. */
export async function person(db: Database, address: string): Promise<number> {
  const identity = { platform: 'sandbox', platformUserId: address, address, createdAt: start };
  const { id } = await db.person.create({
    data: { code: address, name: '张三', createdAt: start, identities: { create: identity } },
  });
  return id;
}

/** A row of the outbox by its key. */
export const rowOf = (db: Database, dedupKey: string) => db.delivery.findUniqueOrThrow({ where: { dedupKey } });

/** The delivery to one platform, with a clock of its own that stands at `start`. */
export function deliveryTo(
  db: Database,
  port: FakePort,
  more: Partial<DeliveryDeps> = {},
): DeliveryLoop & { clock: ReturnType<typeof clockAt> } {
  const clock = clockAt(start.toISOString());
  const log = pino({ level: 'silent' });
  const holds: DeliveryDeps['holds'] = async (rows) => rows.map(() => null);
  const compose: DeliveryDeps['compose'] = async (_ctx, all) => all.map(() => null);
  const deps = { database: db, clock, ports: [port], log, holds, compose, singleInstance: true, spread: () => 0 };
  return { ...createDelivery({ ...deps, ...more }), clock };
}
