import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const PLAN = 'tests/support/smallPlan.json';

describeOnEachDatabase('a group hears the digest on its own days', (databases) => {
  it('says who moved, what is due and who needs help, and names no person', async () => {
    const chat = await startChatApp(databases, { plan: PLAN, on: '2026-09-07', time: '10:00' });
    const [zhou, wang, group] = [chat.as('zhou'), chat.as('wangmin'), chat.as('wangmin', 'g-work')];
    await zhou.says('汇报 XM-001');
    await zhou.says('60%，主体结构全部封顶，困难：塔吊租期延长，费用未落实');
    await zhou.presses('提交');
    await wang.says('复核');
    await wang.presses('通过');
    await chat.goTo('2026-09-08', '18:00');
    expect(group.hears()).toEqual([]);
    await chat.goTo('2026-09-09', '10:00');
    const [digest = ''] = group.hears();
    expect(digest).toContain('督办播报　新进展 1 项，临期 1 项，逾期 1 项');
    expect(digest).toContain('· 教育局　XM-001 完成“主体封顶”');
    expect(digest).toContain('· 9月16日　教育局　XM-002');
    expect(digest).toContain('· 教育局　XM-001 塔吊租期延长，费用未落实');
    expect(digest).not.toContain('周岚');
  });

  it('on the days, and with the parts, that the coordinator chose', async () => {
    const chat = await startChatApp(databases, { plan: PLAN, on: '2026-09-07', time: '10:00' });
    const [wang, group] = [chat.as('wangmin'), chat.as('wangmin', 'g-work')];
    expect((await wang.says('群设置'))[0]).toContain('播报：周三、周五');
    await wang.presses('狠抓落实工作群');
    expect((await wang.presses('停周三'))[0]).toContain('播报：周五');
    expect((await wang.presses('停临期'))[0]).toContain('内容：有进展、需要协调');
    await chat.goTo('2026-09-09', '12:00');
    expect(group.hears()).toEqual([]);
    await chat.goTo('2026-09-11', '12:00');
    expect(group.hears()[0]).toContain('临期 0 项');
    expect((await chat.as('zhou').says('群设置'))[0]).toContain('不在您的职责范围');
  });
});
