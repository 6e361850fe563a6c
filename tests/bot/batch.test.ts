import { expect, test } from 'vitest';
import { createBatch } from '../../bot/delivery/batch.js';
import { describeOnEachDatabase } from '../support/database.js';

describeOnEachDatabase('shared transactions', (databases) => {
  test('commit what came meanwhile together, and one that fails takes no other with it', async () => {
    const db = await databases.open();
    const batch = createBatch(db);
    const day = (on: string) =>
      batch(async (tx) => (await tx.calendarDay.create({ data: { on, kind: 'holiday' } })).on);
    const outcomes = await Promise.allSettled([
      day('2026-01-01'),
      day('2026-01-02'),
      batch(async () => {
        throw new Error('mine alone');
      }),
      day('2026-01-03'),
    ]);
    expect(outcomes.map((each) => each.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await db.calendarDay.count()).toBe(3);
  });
});
