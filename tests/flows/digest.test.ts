import { expect, it } from 'vitest';
import { dayOf, timeOf } from '../../domain/calendar.js';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { itemOf, smallPlan } from '../support/plans.js';

const ZONE = 'Asia/Shanghai';

describeOnEachDatabase('a leader reads the morning digest', (databases) => {
  it('comes on workdays only, at the same time, and says nothing when nothing has changed', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-05', time: '08:00' });
    const gao = chat.as('gao');
    await chat.goTo('2026-09-13', '20:00');
    const days = gao.history().map((message) => `${dayOf(message.at, ZONE)} ${timeOf(message.at, ZONE)}`);
    // Monday: the first one, with the overdue XM-003. Friday: XM-001's due day has passed for nobody yet.
    expect(days).toEqual(['2026-09-07 08:46']);
    await chat.goTo('2026-09-14', '09:00');
    expect(gao.newest()?.text).toMatch(/上一工作日以来[\s\S]*教育局　XM-001 新逾期“主体封顶”/);
  });

  it('puts first what only the leader can decide, in the liaison’s words', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-07' });
    const [zhou, gao] = [chat.as('zhou'), chat.as('gao')];
    await chat.goTo('2026-09-07', '09:30');
    expect(gao.hears()).toEqual([
      expect.stringMatching(/^9月7日　没有需要您定的事\n逾期 1 项（上一工作日 0 项）：住建局 1/),
    ]);
    await zhou.says('汇报 XM-001');
    await zhou.says('50%，主体施工到四层，困难：与供电公司就电缆改迁意见不一');
    await zhou.presses('提交');
    await chat.goTo('2026-09-08', '09:30');
    expect(gao.hears()).toEqual([
      expect.stringMatching(/^9月8日　需要您定的 1 件\n1\. XM-001 .*（教育局）：与供电公司就电缆改迁意见不一/),
    ]);
    expect(gao.buttons()).toEqual(['看 XM-001', '看逾期', '看临期']);
    expect(await gao.presses('看 XM-001')).toEqual([expect.stringMatching(/^XM-001 第三小学扩建工程竣工/)]);
    await chat.goTo('2026-09-09', '20:00');
    expect(gao.hears()).toEqual([]);
  });

  it('tells on the next workday what was finished', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-07' });
    const [liang, wang, gao] = [chat.as('liang'), chat.as('wangmin'), chat.as('gao')];
    await chat.goTo('2026-09-07', '10:00');
    await liang.says('汇报 XM-003');
    await liang.says('20%，12个小区全部开工，无困难');
    await liang.presses('提交');
    await wang.says('复核');
    await wang.presses('通过');
    gao.hears();
    await chat.goTo('2026-09-08', '09:30');
    expect(gao.hears()).toEqual([
      expect.stringMatching(/逾期 0 项（上一工作日 1 项）[\s\S]*住建局　XM-003 完成节点“开工”/),
    ]);
  });

  it('is about the leader’s own contact units only', async () => {
    const plan = smallPlan((each) => {
      itemOf(each, 'XM-004').milestones = [{ name: '完成改造', dueOn: '2026-09-04' }];
      itemOf(each, 'XM-003').milestones = [{ name: '完工', dueOn: '2026-12-18' }];
    });
    const chat = await startChatApp(databases, { plan, on: '2026-09-07' });
    await chat.goTo('2026-09-11', '20:00');
    const said = chat
      .as('gao')
      .history()
      .map((message) => message.text)
      .join('\n');
    expect(said).toContain('逾期 0 项');
    expect(said).not.toMatch(/商务局|XM-004/);
    expect(await chat.as('gao').says('查看 XM-004')).toEqual([expect.stringContaining('看不到内容')]);
  });
});
