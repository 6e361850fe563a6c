import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../support/database.js';
import { scratchFolder } from '../support/scratchFolder.mjs';

const SHANGHAI_MS = 8 * 3_600_000;
const local = (instant: Date) => new Date(instant.getTime() + SHANGHAI_MS).toISOString();

describeOnEachDatabase('the simulated campaign', (databases) => {
  it('counts what the send record and the ledger say, and repeats itself for the same seed', async () => {
    const { simulate } = await import('../../scripts/simulation/simulate.mjs');
    const play = async () => {
      const dataDir = mkdtempSync(join(scratchFolder(), 'duban-simulation-'));
      const databaseUrl = await databases.fresh();
      try {
        const figures = await simulate({
          dataDir,
          databaseUrl,
          weeks: 2,
          seed: 3,
          plan: 'tests/support/smallPlan.json',
          startsOn: '2026-09-06',
        });
        return { figures, database: await databases.open(databaseUrl) };
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    };
    const { figures, database } = await play();

    // The same figures by other means: plain loops over the rows, local time by hand.
    const sent = (await database.delivery.findMany({ where: { status: 'sent' } })).filter(
      (row) => row.kind !== 'reply' && row.kind !== 'close',
    );
    const hours = sent.map((row) => Number(local(row.finishedAt as Date).slice(11, 13)));
    expect(figures.messagesAtNight).toBe(hours.filter((hour) => hour < 8 || hour >= 20).length);
    expect(figures.messagesAtNight).toBe(0);
    // 20 September 2026 is a make-up Sunday; it is the last day of these two weeks. 12, 13 and 19 are days off.
    const offDays = ['2026-09-12', '2026-09-13', '2026-09-19'];
    expect(sent.filter((row) => offDays.includes(local(row.finishedAt as Date).slice(0, 10)))).toEqual([]);
    expect(figures.messagesOnDaysOff).toBe(0);
    expect(sent.some((row) => local(row.finishedAt as Date).startsWith('2026-09-20'))).toBe(true);

    const bundles = sent
      .filter((row) => row.kind === 'warning')
      .map((row) => `${row.personId} ${local(row.finishedAt as Date).slice(0, 10)}`);
    const most = Math.max(...bundles.map((key) => bundles.filter((other) => other === key).length));
    expect(figures.maxBundlesPerPersonPerDay).toBe(most);
    expect(most).toBe(1);

    const requests = await database.reportRequest.findMany();
    expect(figures.reportsAsked).toBe(requests.length);
    const onTime = requests.filter((row) => row.status === 'reported' && (row.reportedOn as string) <= row.dueOn);
    expect(figures.reportsOnTime).toBe(onTime.length);
    expect(figures.reportsAsked).toBeGreaterThan(0);
    expect(figures.people).toBe(8);

    // The order of what people do comes from the seed alone; one database is enough to see that.
    if (databases.provider !== 'sqlite') return;
    const { seconds: _, ...again } = (await play()).figures;
    const { seconds: __, ...first } = figures;
    expect(again).toEqual(first);
  }, 60_000);
});
