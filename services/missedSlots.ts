import { peopleHolding } from '../prisma/store/people.js';
import type { Ctx } from './context.js';
import { enqueueToPerson } from './outbox.js';
import { jobTitle, textsFor } from './texts/index.js';

/** Tells the campaign's coordinators which jobs did not run in time and are not made up for, once for each. */
export async function tellOfMissedSlots(
  ctx: Ctx,
  campaignId: number,
  skipped: readonly { job: string; count: number; last: Date }[],
): Promise<void> {
  const newest = skipped.map((each) => `${each.job}@${each.last.getTime()}`).join(',');
  for (const person of await peopleHolding(ctx.db, 'coordinator', campaignId))
    await enqueueToPerson(ctx, campaignId, person.id, {
      key: `missed:${newest}:${person.id}`,
      kind: 'notice',
      message: textsFor(person.locale).missedSlots(
        skipped.map(({ job, count }) => {
          const name = job.split('/')[0] ?? job;
          return { job: name, title: jobTitle(name), count };
        }),
      ),
    });
}
