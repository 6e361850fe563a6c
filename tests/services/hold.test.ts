import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCalendar, dayOf, instantOf, timeOf, weekStart } from '../../domain/calendar.js';
import type { Database } from '../../prisma/client.js';
import { holdFor } from '../../services/hold.js';
import { DELIVERY_PRIORITY, type DeliveryKind, URGENT_PRIORITY } from '../../services/outbox.js';
import { describeOnEachDatabase } from '../support/database.js';
import { fakePort } from '../support/fakePort.js';
import { deliveryTo, person, put } from '../support/outboxRows.js';

const ZONE = 'Asia/Shanghai';
const CAP = 3;
const KINDS = (Object.keys(DELIVERY_PRIORITY) as DeliveryKind[]).filter((kind) => !['reply', 'close'].includes(kind));
const calendar = createCalendar();
const HOUR_MS = 3_600_000;

async function campaign(db: Database): Promise<number> {
  const { id } = await db.campaign.create({
    data: {
      name: '示范',
      startsOn: '2026-03-01',
      endsOn: '2027-12-31',
      rules: { weeklyCap: CAP },
      schedules: {},
      createdAt: new Date('2026-03-01T00:00:00Z'),
    },
  });
  return id;
}

/** Weeks of messages: kind, urgent or not, and the hours after the one before. */
const messages = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), urgent: fc.boolean(), hours: fc.integer({ min: 0, max: 30 }) }),
  { minLength: 1, maxLength: 20 },
);

describeOnEachDatabase('the weekly cap and quiet hours together', (databases) => {
  it('lose nothing, say nothing at night or on days off, and let nothing patient through once the week is full', async () => {
    const db = await databases.open();
    const campaignId = await campaign(db);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(messages, async (list) => {
        const code = `p${runs++}`;
        const personId = await person(db, code);
        const port = fakePort();
        const { clock, drain, nextDue } = deliveryTo(db, port, {
          holds: (rows, now) => Promise.all(rows.map((row) => holdFor({ db, now, calendar }, row))),
        });
        const goTo = async (target: Date) => {
          for (let next = await nextDue(clock.now()); next && next <= target; next = await nextDue(clock.now())) {
            clock.moveTo(next);
            await drain();
          }
          if (target > clock.now()) clock.moveTo(target);
          await drain();
        };
        let at = clock.now();
        for (const [index, { kind, urgent, hours }] of list.entries()) {
          at = new Date(at.getTime() + hours * HOUR_MS);
          await goTo(at);
          const priority = urgent ? URGENT_PRIORITY : DELIVERY_PRIORITY[kind];
          const row = { kind, priority, personId, campaignId, address: code, notBefore: at, createdAt: at };
          await put(db, { dedupKey: `${code}:${index}`, ...row });
          await drain();
        }
        await goTo(new Date(at.getTime() + 70 * 24 * HOUR_MS));
        const rows = await db.delivery.findMany({ where: { personId }, orderBy: { id: 'asc' } });
        expect(rows).toHaveLength(list.length);
        for (const row of rows) {
          expect(row.status).toBe('sent');
          const sentAt = row.finishedAt as Date;
          const on = dayOf(sentAt, ZONE);
          const time = timeOf(sentAt, ZONE);
          expect(time >= '08:00' && time < '20:00' && calendar.isWorkday(on)).toBe(true);
          const patient = ['notice', 'board', 'bulletin'].includes(row.kind) && row.priority > URGENT_PRIORITY;
          const monday = instantOf(weekStart(on), '00:00', ZONE);
          const before = rows.filter(
            (each) => (each.finishedAt as Date) >= monday && (each.finishedAt as Date) < sentAt,
          );
          if (patient) expect(before.length).toBeLessThan(CAP);
          if (!patient) expect(sentAt.getTime() - row.createdAt.getTime()).toBeLessThan(12 * 24 * HOUR_MS);
        }
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
