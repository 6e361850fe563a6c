import { expect, inject, test } from 'vitest';
import { openDatabase, providerOf } from '../../prisma/client.js';
import { sqliteFile, utcPostgresUrl } from '../../prisma/databaseUrl.js';
import { skipLocked } from '../../prisma/dialect.js';
import { describeOnDatabase, describeOnEachDatabase } from '../support/database.js';

const instant = new Date('2026-03-05T16:00:00.123Z');
const campaign = {
  name: '专项行动',
  startsOn: '2026-03-01',
  endsOn: '2026-06-30',
  rules: {},
  schedules: {},
  createdAt: instant,
};

test('a URL names its database by how it begins, and a wrong one is refused without repeating it', () => {
  expect(['file:/data/duban.db', 'postgres://u:p@h/d', 'postgresql://h/d'].map(providerOf)).toEqual([
    'sqlite',
    'postgresql',
    'postgresql',
  ]);
  expect(() => providerOf('mysql://root:secret@host/d')).toThrow(
    /^the database URL must begin with file: or postgresql:\/\/$/,
  );
});

test('a SQLite URL names a file in either spelling', () => {
  expect(sqliteFile('file:/data/duban.db')).toBe('/data/duban.db');
  expect(sqliteFile('file:///data/du%20ban.db')).toBe('/data/du ban.db');
});

test('options that a PostgreSQL URL has already are kept', () => {
  const options = new URL(utcPostgresUrl('postgresql://h/d?options=-c%20geqo%3Doff')).searchParams.get('options');
  expect(options).toBe('-c geqo=off -c TimeZone=UTC');
});

describeOnEachDatabase('an open database', (databases) => {
  test('gives back the instants and the words that were written', async () => {
    const db = await databases.open();
    const { id } = await db.campaign.create({ data: campaign });
    expect(await db.campaign.findUniqueOrThrow({ where: { id } })).toMatchObject(campaign);
    expect(await db.$queryRaw`SELECT "createdAt" FROM "Campaign" WHERE "createdAt" = ${instant}`).toEqual([
      { createdAt: instant },
    ]);
  });

  test('starts empty in every test', async () => {
    const db = await databases.open();
    expect(await db.campaign.count()).toBe(0);
    expect((await db.campaign.create({ data: campaign })).id).toBe(1);
  });

  test('lets two workers claim rows without one waiting for, or taking, those of the other', async () => {
    const url = await databases.fresh();
    const workers = await Promise.all([databases.open(url), databases.open(url)]);
    await workers[0]?.campaign.createMany({
      data: Array.from({ length: 20 }, (_, i) => ({ ...campaign, name: `campaign ${i}` })),
    });
    const claim = (worker: (typeof workers)[number]) => worker.$queryRaw<{ id: number }[]>`
      UPDATE "Campaign" SET "status" = 'closed' WHERE "id" IN
        (SELECT "id" FROM "Campaign" WHERE "status" = 'active' ORDER BY "id" LIMIT 10 ${skipLocked(databases.provider)})
      RETURNING "id"`;
    const claimed = (await Promise.all(workers.map(claim))).flat().map(({ id }) => id);
    expect(new Set(claimed).size).toBe(20);
  });
});

describeOnDatabase('postgresql', 'a database whose own zone is Asia/Shanghai', (databases) => {
  test('reckons in UTC with us: the times it makes itself are right', async () => {
    const url = await databases.empty();
    const name = new URL(url).pathname.slice(1);
    const admin = await databases.open(inject('postgresAdminUrl'));
    await admin.$executeRawUnsafe(`ALTER DATABASE "${name}" SET TimeZone = 'Asia/Shanghai'`);
    const db = await databases.open(url);
    const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT now() AS "now"`;
    expect(Math.abs(Date.now() - (row?.now.getTime() ?? 0))).toBeLessThan(60_000);
  });
});

describeOnDatabase('postgresql', 'a server that is reached over TCP', (databases) => {
  test('answers as one that is reached through a socket', async () => {
    const url = new URL(await databases.fresh());
    url.searchParams.delete('host');
    const db = await databases.open(url.href, {});
    const [row] = await db.$queryRaw<{ host: string }[]>`SELECT host(inet_client_addr()) AS "host"`;
    expect(row).toEqual({ host: '127.0.0.1' });
  });
});

test('a server that cannot be reached is an error at opening, not at the first query', async () => {
  await expect(openDatabase('postgresql://postgres@127.0.0.1:1/nothing')).rejects.toThrow();
});
