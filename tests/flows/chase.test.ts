import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { quietPlan } from '../support/plans.js';

/** 教育局's XM-001 and 住建局's XM-003 are asked for on Monday and due on Wednesday. */
const MONDAY = '2026-09-07';

describeOnEachDatabase('a report that was asked for is chased', (databases) => {
  async function start() {
    const chat = await startChatApp(databases, { plan: quietPlan(), on: MONDAY });
    const people = {
      zhou: chat.as('zhou'),
      head: chat.as('he'),
      leader: chat.as('gao'),
      coordinator: chat.as('wangmin'),
      liang: chat.as('liang'),
      otherHead: chat.as('fang'),
    };
    /** What everybody heard by 9:30 of a day. */
    const morning = async (on: string) => {
      await chat.goTo(on, '09:30');
      return Object.fromEntries(
        Object.entries(people).map(([name, talk]) => [name, talk.hears().join('\n\n')]),
      ) as Record<keyof typeof people, string>;
    };
    return { ...people, morning };
  }

  it('one rung per workday, and only with the unit that has not answered', async () => {
    const { morning, liang } = await start();
    const monday = await morning(MONDAY);
    expect(monday.zhou).toContain('【本期进展】XM-001 第三小学扩建工程竣工（9月9日 周三 前报）');
    expect(monday.liang).toContain('【本期进展】XM-003');
    await liang.says('汇报 XM-003');
    await liang.presses('无变化');

    expect(Object.values(await morning('2026-09-08')).join('')).toBe('');
    expect(Object.values(await morning('2026-09-09')).join('')).toBe('');

    const thursday = await morning('2026-09-10');
    expect(thursday.zhou).toMatch(/【催报，迟 1 个工作日】XM-001[\s\S]*下一个工作日将告知单位负责人/);
    expect(thursday.head).toBe('');
    expect(thursday.leader).toBe('');
    expect(thursday.coordinator).toContain('教育局　未填报 1 项（已催联络员）');

    const friday = await morning('2026-09-11');
    expect(friday.head).toMatch(
      /^请关注 1 项（教育局）\n【未填报，迟 2 个工作日】XM-001[\s\S]*仍未填报的，下一个工作日将报联点领导/,
    );
    expect(friday.leader).toBe('');
    expect(friday.coordinator).toContain('教育局　未填报 1 项（已告知单位负责人）');

    expect(Object.values(await morning('2026-09-12')).join('')).toBe('');
    expect(Object.values(await morning('2026-09-13')).join('')).toBe('');

    const nextMonday = await morning('2026-09-14');
    expect(nextMonday.leader).toMatch(/需要您定的 1 件\n1\. XM-001 .*（教育局）：迟报 3 个工作日/);
    expect(nextMonday.coordinator).toContain('教育局　未填报 1 项（已报联点领导）');
    expect(nextMonday.head).toBe('');

    const tuesday = await morning('2026-09-15');
    expect(tuesday.coordinator).toContain('教育局　未填报 1 项（转督查室跟进）');
    expect(tuesday.leader).toBe('');

    const everybodyHeard = [monday, thursday, friday, nextMonday, tuesday];
    expect(everybodyHeard.map((each) => each.otherHead).join('')).toBe('');
    expect([thursday, friday, tuesday].map((each) => each.liang).join('')).toBe('');
    expect(everybodyHeard.map((each) => each.coordinator).join('')).not.toContain('住建局');
  });

  it('no further once it has come, and the late answer is taken as late', async () => {
    const { morning, zhou } = await start();
    await morning(MONDAY);
    expect((await morning('2026-09-10')).zhou).toContain('【催报，迟 1 个工作日】XM-001');
    await zhou.presses('填 XM-001');
    expect(await zhou.presses('无变化')).toEqual([expect.stringContaining('XM-001 已登记“无变化”（迟报）')]);
    const friday = await morning('2026-09-11');
    expect(friday.zhou).toBe('');
    expect(friday.head).toBe('');
    expect(friday.coordinator).not.toContain('教育局');
    const monday = await morning('2026-09-14');
    expect(monday.leader).not.toContain('XM-001');
    expect(monday.coordinator).not.toContain('教育局');
  });

  it('on a make-up workday too, and not on the Saturday before it', async () => {
    const chat = await startChatApp(databases, { plan: quietPlan(), on: '2026-09-14' });
    const head = chat.as('he');
    const leader = chat.as('gao');
    await chat.goTo('2026-09-18', '09:30');
    expect(head.hears()).toEqual([expect.stringContaining('【未填报，迟 2 个工作日】XM-001')]);
    leader.hears();
    await chat.goTo('2026-09-19', '23:00');
    expect(leader.hears()).toEqual([]);
    await chat.goTo('2026-09-20', '09:30');
    expect(leader.hears()).toEqual([expect.stringContaining('迟报 3 个工作日')]);
  });

  it('and the head reads what comes after the head, whatever else stands beside it', async () => {
    const plan = quietPlan();
    const chat = await startChatApp(databases, { plan, on: MONDAY });
    const head = chat.as('he');
    await chat.goTo('2026-09-10', '12:00');
    // XM-002 and a report on it fall due today, so that its liaison is chased tomorrow, when XM-001 comes to the head.
    const { database } = chat.app;
    const { id: itemId } = await database.item.findFirstOrThrow({ where: { itemNo: 'XM-002' } });
    const today = { dueOn: '2026-09-10' };
    await database.milestone.updateMany({ where: { itemId }, data: today });
    const { roundId, unitId } = await database.reportRequest.findFirstOrThrow({
      where: { item: { itemNo: 'XM-001' } },
    });
    await database.reportRequest.create({ data: { roundId, itemId, unitId, ...today, rungOn: MONDAY } });
    head.hears();
    await chat.goTo('2026-09-11', '09:30');
    const [words = ''] = head.hears();
    expect(words).toMatch(/【未填报，迟 2 个工作日】XM-001/);
    expect(words).toMatch(/【逾期 1 个工作日】XM-002/);
    expect(words).toContain('联络员填报后不再提醒您。仍未填报的，下一个工作日将报联点领导。');
    const request = await database.reportRequest.findFirstOrThrow({ where: { itemId, part: 'lead' } });
    expect(request).toMatchObject({ rung: 1, rungOn: '2026-09-11' });
  });
});
