import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildCtx, inTransaction } from '../../bot/transaction.js';
import { addDays, createCalendar, instantOf } from '../../domain/calendar.js';
import { UserError } from '../../domain/userError.js';
import type { Database } from '../../prisma/client.js';
import { loadPlan } from '../../prisma/demo/loadPlan.js';
import { readPlan } from '../../prisma/demo/readPlan.js';
import { resolvePlan } from '../../prisma/demo/resolvePlan.js';
import { findActor } from '../../prisma/store/people.js';
import type { ChatCtx } from '../../services/context.js';
import { approveExtension, refuseExtension } from '../../services/extensionDecisions.js';
import { askExtension } from '../../services/extensions.js';
import { describeOnDatabase, describeOnEachDatabase, type TestDatabases } from '../support/database.js';
import { smallPlan } from '../support/plans.js';

const MONDAY = '2026-09-07';
const at = (on: string) => instantOf(on, '10:00', 'Asia/Shanghai');

/** A database with the small plan and a second coordinator, and use cases run as one of its people. */
async function world(databases: TestDatabases) {
  const db = await databases.open();
  const calendar = createCalendar();
  const plan = smallPlan((each) => {
    each.people.push({ code: 'zheng', name: '郑一鸣', roles: [{ role: 'coordinator' }] });
  });
  const read = readPlan(JSON.stringify(plan));
  if (!read.ok) throw new Error('the plan is faulty');
  const resolved = resolvePlan(read.value, MONDAY, calendar.isWorkday);
  if (!resolved.ok) throw new Error('the plan is faulty');
  await inTransaction(db, (tx) => loadPlan(tx, resolved.value, { now: at(MONDAY), calendar }));

  /** Runs a use case as somebody; null when it was refused with a UserError. */
  async function as<T>(code: string, on: string, work: (ctx: ChatCtx) => Promise<T>): Promise<T | null> {
    try {
      return await inTransaction(db, async (tx) => {
        const now = at(on);
        const actor = await findActor(tx, 'sandbox', code, now);
        if (!actor) throw new Error(`nobody is ${code}`);
        const origin = {
          platform: 'sandbox',
          chat: 'x',
          thread: '',
          kind: 'private',
          campaignId: null,
          file: null,
          fileText: null,
        } as const;
        return work((await buildCtx(tx, { now, actor, origin })) as ChatCtx);
      });
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  }
  const milestone = await db.milestone.findFirstOrThrow({ where: { item: { itemNo: 'XM-002' } } });
  return { db, as, milestoneId: milestone.id };
}

/** The due date is what the approved requests made of the original one, each beginning where the one before ended. */
async function expectWholeHistory(db: Database, milestoneId: number, originalDueOn: string): Promise<void> {
  const milestone = await db.milestone.findUniqueOrThrow({ where: { id: milestoneId }, include: { item: true } });
  const approved = await db.extension.findMany({ where: { milestoneId, status: 'approved' }, orderBy: { id: 'asc' } });
  expect(milestone.originalDueOn).toBe(originalDueOn);
  let dueOn = originalDueOn;
  for (const each of approved) {
    expect(each.fromOn).toBe(dueOn);
    expect(each.toOn > each.fromOn).toBe(true);
    dueOn = each.toOn;
  }
  expect(milestone.dueOn).toBe(dueOn);
  expect(milestone.item.dueOn).toBe(dueOn);
  const undecided = await db.extension.count({ where: { milestoneId, status: { in: ['pending', 'endorsed'] } } });
  expect(undecided).toBeLessThanOrEqual(1);
  expect(await db.extension.count({ where: { openMilestoneId: { not: null } } })).toBe(undecided);
}

describeOnDatabase('sqlite', 'whatever is asked and answered', (databases) => {
  it('the original due date and every change of it are kept', { timeout: 120_000 }, async () => {
    const act = fc.oneof(
      fc.record({ what: fc.constant('ask' as const), who: fc.constantFrom('zhou', 'liang', 'he'), days: fc.nat(120) }),
      fc.record({
        what: fc.constantFrom('approve' as const, 'refuse' as const),
        who: fc.constantFrom('he', 'fang', 'wangmin', 'zheng', 'zhou'),
        days: fc.nat(3),
      }),
      fc.record({ what: fc.constant('wait' as const), who: fc.constant(''), days: fc.nat(5) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 16 }), async (acts) => {
        const { db, as, milestoneId } = await world(databases);
        let today = MONDAY;
        for (const { what, who, days } of acts) {
          const newest = await db.extension.findFirst({ orderBy: { id: 'desc' } });
          const id = (newest?.id ?? 1) - (days % 2);
          if (what === 'wait') today = addDays(today, days);
          if (what === 'ask') {
            const input = { milestoneId, toOn: addDays(MONDAY, days), reason: '汛期停工', progress: '完成六成' };
            await as(who, today, (ctx) => askExtension(ctx, input));
          }
          if (what === 'approve') await as(who, today, (ctx) => approveExtension(ctx, id));
          if (what === 'refuse') await as(who, today, (ctx) => refuseExtension(ctx, id, '按期完成'));
          await expectWholeHistory(db, milestoneId, '2026-09-16');
        }
      }),
      { numRuns: 12 },
    );
  });
});

describeOnEachDatabase('two at the same moment', (databases) => {
  const input = { toOn: '2026-09-30', reason: '汛期停工', progress: '完成六成' };

  it('ask: there is one request', { timeout: 60_000 }, async () => {
    const { db, as, milestoneId } = await world(databases);
    const asked = await Promise.all(
      [1, 2].map(() => as('zhou', MONDAY, (ctx) => askExtension(ctx, { milestoneId, ...input }))),
    );
    expect(asked.filter((each) => each !== null)).toHaveLength(1);
    await expectWholeHistory(db, milestoneId, '2026-09-16');
  });

  it('decide: one word counts', { timeout: 60_000 }, async () => {
    const { db, as, milestoneId } = await world(databases);
    await as('zhou', MONDAY, (ctx) => askExtension(ctx, { milestoneId, ...input }));
    const { id } = await db.extension.findFirstOrThrow();
    await as('he', MONDAY, (ctx) => approveExtension(ctx, id));
    const decided = await Promise.all([
      as('wangmin', MONDAY, (ctx) => approveExtension(ctx, id)),
      as('zheng', MONDAY, (ctx) => refuseExtension(ctx, id, '按期完成')),
    ]);
    expect(decided.filter((each) => each !== null)).toHaveLength(1);
    await expectWholeHistory(db, milestoneId, '2026-09-16');
    expect(await db.auditEntry.count({ where: { action: { in: ['extension.approved', 'extension.refused'] } } })).toBe(
      1,
    );
  });
});
