import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { itemOf, quietPlan, smallPlan } from '../support/plans.js';

describeOnEachDatabase('a campaign with rules of its own', (databases) => {
  it('chases by its own ladder: fewer rungs, at its own distance', async () => {
    const plan = quietPlan();
    plan.campaign.rules = {
      ladder: [
        { rung: 'liaison', afterWorkdays: 2 },
        { rung: 'coordinator', afterWorkdays: 4 },
      ],
    };
    // XM-001 is asked for on Monday the 7th and due on Wednesday the 9th.
    const chat = await startChatApp(databases, { plan, on: '2026-09-07' });
    const people = ['zhou', 'he', 'gao', 'wangmin'].map((code) => chat.as(code));
    const morning = async (on: string) => {
      await chat.goTo(on, '09:30');
      return people.map((talk) => talk.hears().join('\n\n'));
    };
    await morning('2026-09-09');
    expect((await morning('2026-09-10')).map((words) => words.includes('XM-001'))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    const [zhou, , , wang] = await morning('2026-09-11');
    expect(zhou).toMatch(/【催报，迟 2 个工作日】XM-001[\s\S]*2 个工作日后将转督查室跟进/);
    expect(wang).toContain('教育局　未填报 1 项（已催联络员）');
    await morning('2026-09-14');
    const [, head, leader, coordinator] = await morning('2026-09-15');
    expect([head, leader]).toEqual(['', '']);
    expect(coordinator).toContain('教育局　未填报 1 项（转督查室跟进）');
  });

  it('warns on its own days, and repeats what is long overdue once a week for everything together', async () => {
    const plan = smallPlan((plan) => {
      itemOf(plan, 'XM-001').milestones = [{ name: '完成', dueOn: '2026-09-10' }];
      itemOf(plan, 'XM-001').supervisionClass = 'routine';
      itemOf(plan, 'XM-002').milestones = [{ name: '完成', dueOn: '2026-09-08' }];
      itemOf(plan, 'XM-002').supervisionClass = 'routine';
      plan.campaign.rules = { supervision: { routine: { dueSoonOffsets: [1], overdueLadder: [1] } } };
    });
    const chat = await startChatApp(databases, { plan, on: '2026-09-07' });
    const zhou = chat.as('zhou');
    const told: Record<string, string[]> = {};
    for (const day of [7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 21, 22]) {
      const on = `2026-09-${String(day).padStart(2, '0')}`;
      await chat.goTo(on, '10:00');
      const words = zhou.hears().join('\n');
      const items = ['XM-001', 'XM-002'].filter((itemNo) => new RegExp(`】${itemNo} `).test(words));
      if (items.length > 0) told[on] = items;
    }
    expect(told).toEqual({
      '2026-09-07': ['XM-002'],
      '2026-09-09': ['XM-001', 'XM-002'],
      // The other one stands beside it: it is late as well, and would not have come alone.
      '2026-09-11': ['XM-001', 'XM-002'],
      '2026-09-14': ['XM-001', 'XM-002'],
      '2026-09-21': ['XM-001', 'XM-002'],
    });
  });
});
