import pino from 'pino';
import { expect, test } from 'vitest';
import { createAdvance } from '../../bot/advance.js';
import { createDelivery } from '../../bot/delivery/loop.js';
import { createScheduler } from '../../bot/scheduler.js';
import { createCalendar } from '../../domain/calendar.js';
import { text } from '../../domain/message.js';
import { UserError } from '../../domain/userError.js';
import type { Job } from '../../jobs/definition.js';
import { insertDelivery } from '../../prisma/store/outbox.js';
import { clockAt } from '../support/clockAt.js';
import { describeOnEachDatabase } from '../support/database.js';
import { fakePort } from '../support/fakePort.js';

const log = pino({ level: 'silent' });
const shanghai = (day: string) => new Date(`${day.replace(' ', 'T')}:00+08:00`);

describeOnEachDatabase('moving the clock forward', (databases) => {
  /** A campaign with a job at 07:00 every workday whose message is held until 08:00, and what happened when. */
  async function world(start: string) {
    const database = await databases.open();
    const clock = clockAt(`${start.replace(' ', 'T')}:00+08:00`);
    const createdAt = clock.now();
    await database.campaign.create({
      data: { name: '作风提升', startsOn: '2026-03-01', endsOn: '2026-12-31', rules: {}, schedules: {}, createdAt },
    });
    const events: string[] = [];
    const stamp = (what: string) => void events.push(`${clock.now().toISOString().slice(5, 16)} ${what}`);
    const job: Job = {
      name: 'warn',
      cron: '0 7 * * *',
      days: 'workdays',
      catchUpHours: 4,
      sweep: async () => [1],
      async task(ctx, slot) {
        stamp('job');
        await insertDelivery(ctx.db, {
          dedupKey: `warning:${slot.today}`,
          platform: 'sandbox',
          address: 'chat',
          thread: '',
          personId: null,
          campaignId: slot.campaignId,
          kind: 'warning',
          priority: 3,
          payload: { op: 'post', message: { lines: [text(slot.today)] } },
          notBefore: new Date(ctx.now.getTime() + 3_600_000),
          createdAt: ctx.now,
        });
      },
    };
    const port = fakePort();
    const send = port.send;
    port.send = (outgoing) => {
      stamp(outgoing.op);
      return send(outgoing);
    };
    const onCommitted = () => delivery.wake();
    const scheduler = createScheduler({ database, clock, log, jobs: [job], singleInstance: true, onCommitted });
    const delivery = createDelivery({
      database,
      clock,
      log,
      ports: [port],
      singleInstance: true,
      holds: async (rows) => rows.map(() => null),
      compose: async (_ctx, all) => all.map(() => null),
    });
    const looks: Date[] = [];
    const watched = { ...scheduler, runDue: (now: Date) => (looks.push(now), scheduler.runDue(now)) };
    return { clock, events, looks, port, advanceTo: createAdvance({ clock, scheduler: watched, delivery }) };
  }

  test('lets jobs and messages happen on the way, each at its own instant and in order', async () => {
    const { advanceTo, clock, events } = await world('2026-03-06 06:00');
    await advanceTo(shanghai('2026-03-09 12:00'));
    // Friday and Monday at 07:00 and 08:00 in Shanghai; the weekend is off.
    expect(events).toEqual(['03-05T23:00 job', '03-06T00:00 post', '03-08T23:00 job', '03-09T00:00 post']);
    expect(clock.now()).toEqual(shanghai('2026-03-09 12:00'));
  });

  test('does what is due at the target itself', async () => {
    const { advanceTo, events } = await world('2026-03-06 06:00');
    await advanceTo(shanghai('2026-03-06 07:00'));
    expect(events).toEqual(['03-05T23:00 job']);
    await advanceTo(shanghai('2026-03-06 08:00'));
    expect(events).toEqual(['03-05T23:00 job', '03-06T00:00 post']);
  });

  test('is the same in one move or in many', async () => {
    const [one, many] = [await world('2026-03-02 06:00'), await world('2026-03-02 06:00')];
    await one.advanceTo(shanghai('2026-03-05 09:00'));
    for (let hours = 1; hours <= 75; hours += 2)
      await many.advanceTo(new Date(shanghai('2026-03-02 06:00').getTime() + hours * 3_600_000));
    expect(one.events).toHaveLength(8);
    expect(many.events).toEqual(one.events);
  });

  test('tries a message again at the instant the platform named', async () => {
    const { advanceTo, events, port } = await world('2026-03-06 06:00');
    port.answer('chat', { kind: 'retry', afterMs: 600_000, scope: 'chat', error: '429' });
    await advanceTo(shanghai('2026-03-06 09:00'));
    expect(events).toEqual(['03-05T23:00 job', '03-06T00:00 post', '03-06T00:10 post']);
  });

  test('passes a quarter of a year with one look for each event, and not for every minute', async () => {
    const { advanceTo, events, looks } = await world('2026-03-02 06:00');
    await advanceTo(shanghai('2026-05-31 12:00'));
    const workdays = createCalendar().workdaysBetween('2026-03-01', '2026-05-31');
    expect(events).toHaveLength(2 * workdays);
    expect(looks).toHaveLength(2 * workdays + 2);
  });

  test('refuses a target in the past and lets nothing happen', async () => {
    const { advanceTo, clock, events } = await world('2026-03-06 07:30');
    await expect(advanceTo(shanghai('2026-03-06 07:00'))).rejects.toEqual(new UserError('clockBackwards'));
    expect(clock.now()).toEqual(shanghai('2026-03-06 07:30'));
    expect(events).toEqual([]);
  });
});
