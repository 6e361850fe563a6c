// The demo campaign played by scripted people over weeks of virtual time, through the whole bot.
import { pino } from 'pino';
import { buildApp } from '../../dist/bot/app.js';
import { readConfig } from '../../dist/bot/config.js';
import { currentCalendar } from '../../dist/bot/transaction.js';
import { addDays, instantOf } from '../../dist/domain/calendar.js';
import { median, quietFigures } from './figures.mjs';
import { HABITS, mend, phone, reportAll, reviewAll } from './people.mjs';
import { pick, seeded } from './random.mjs';

const ZONE = 'Asia/Shanghai';
/** A coordinator's patience for one day. */
const REVIEWS_A_DAY = 60;

/**
 * Plays the campaign and counts. People act at 09:30 (prompt), 16:00 (late) or not; the coordinator reviews at 15:00.
 * @returns {Promise<object>} the figures
 */
export async function simulate({ dataDir, weeks, seed, plan, startsOn, progress = () => {}, databaseUrl }) {
  const began = process.hrtime.bigint();
  const start = instantOf(startsOn, '08:00', ZONE);
  const config = { ...readConfig({ PORT: '0', DATA_DIR: dataDir, DEMO_PLAN: plan }), sandboxNow: start };
  const app = await buildApp(databaseUrl ? { ...config, databaseUrl } : config, {
    system: { now: () => start },
    log: pino({ level: 'silent' }),
  });
  try {
    await app.start();
    const asked = await app.database.reportRequest.count();
    const random = seeded(seed);
    const liaisons = await holders(app, 'liaison');
    const people = liaisons.map(({ code }) => ({ ...phone(app, code), habit: pick(random, HABITS) }));
    const [coordinator] = (await holders(app, 'coordinator')).map(({ code }) => phone(app, code));
    const calendar = await currentCalendar(app.database);
    const taps = [];
    for (let day = 1; day <= weeks * 7; day++) {
      const on = addDays(startsOn, day);
      const at = (time) => app.advanceTo(instantOf(on, time, ZONE));
      if (calendar.isWorkday(on)) await workday({ at, people, coordinator, random, taps });
      await at('23:59');
      if (day % 7 === 0) progress(`week ${day / 7} of ${weeks}: ${taps.length} reports`);
    }
    const deliveries = await app.database.delivery.findMany({
      select: { kind: true, status: true, personId: true, finishedAt: true },
    });
    const requests = await app.database.reportRequest.findMany({
      orderBy: { id: 'asc' },
      skip: asked,
      select: { status: true, late: true },
    });
    return {
      weeks,
      people: await app.database.person.count(),
      ...quietFigures(deliveries, { zone: ZONE, calendar, liaisonIds: liaisons.map(({ id }) => id), startsOn, weeks }),
      medianTapsPerReport: median(taps),
      reportsAsked: requests.length,
      reportsOnTime: requests.filter((row) => row.status === 'reported' && !row.late).length,
      seconds: Math.round(Number(process.hrtime.bigint() - began) / 1e8) / 10,
    };
  } finally {
    await app.stop();
  }
}

async function workday({ at, people, coordinator, random, taps }) {
  await at('09:30');
  for (const person of people) {
    const acts =
      person.habit === 'prompt' || person.habit === 'cheating' || (person.habit === 'onLeave' && random() < 0.5);
    if (acts) taps.push(...(await reportAll(person, random, person.habit)));
  }
  await at('15:00');
  await reviewAll(coordinator, REVIEWS_A_DAY);
  await at('16:00');
  for (const person of people) {
    await mend(person, random);
    if (person.habit === 'late' && random() < 0.4) taps.push(...(await reportAll(person, random, person.habit)));
  }
}

async function holders(app, role) {
  const grants = await app.database.roleGrant.findMany({
    where: { role },
    include: { person: true },
    orderBy: { id: 'asc' },
  });
  return [...new Map(grants.map(({ person }) => [person.id, person])).values()];
}
