import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const PLAN = 'tests/support/smallPlan.json';

describeOnEachDatabase('a leader’s words become a directive', (databases) => {
  it('asks only what the words do not say, tells the unit, and reports back when it is done', async () => {
    const chat = await startChatApp(databases, { plan: PLAN, on: '2026-09-07', time: '10:00' });
    const [gao, zhou, he, wang] = ['gao', 'zhou', 'he', 'wangmin'].map((code) => chat.as(code)) as [
      ReturnType<typeof chat.as>,
      ReturnType<typeof chat.as>,
      ReturnType<typeof chat.as>,
      ReturnType<typeof chat.as>,
    ];
    const [confirm] = await gao.says('XM-001 的二次结构请在下周五前完成，需要协调的直接找我');
    expect(confirm).toContain('批示　请核对');
    expect(confirm).toContain('办理单位：教育局');
    expect(confirm).toContain('9月18日 周五');
    const [issued] = await gao.presses('下达');
    expect(issued).toContain('批示已下达，编号 PS-001');
    await chat.app.settle();
    expect(zhou.hears().join()).toContain('高峰批示，请办理（PS-001）');
    expect(he.hears().join()).toContain('二次结构请在下周五前完成');

    await zhou.says('汇报 PS-001');
    await zhou.says('100%，二次结构已全部完成并通过自检');
    await zhou.presses('提交');
    await wang.says('复核');
    await wang.presses('通过');
    expect(gao.hears().join()).toContain('您的批示已办结（PS-001）');
  });

  it('asks by buttons for the unit and the day when the words say neither', async () => {
    const chat = await startChatApp(databases, { plan: PLAN, on: '2026-09-07', time: '10:00' });
    const gao = chat.as('gao');
    expect((await gao.says('请尽快研究提出解决方案'))[0]).toContain('这是对哪一项的批示');
    expect((await gao.presses('不针对具体事项'))[0]).toContain('由哪个单位办理');
    expect((await gao.presses('住建局'))[0]).toContain('什么时候办结');
    expect((await gao.says('尽快'))[0]).toContain('没有认出“尽快”');
    expect((await gao.says('上周五'))[0]).toContain('没有认出');
    expect((await gao.says('9月底前'))[0]).toContain('9月30日 周三');
    expect((await gao.presses('下达'))[0]).toContain('编号 PS-001');
  });

  it('takes up a card: the item is known', async () => {
    const chat = await startChatApp(databases, { plan: PLAN, on: '2026-09-07', time: '10:00' });
    const gao = chat.as('gao');
    await gao.says('查看 XM-003');
    expect((await gao.presses('批示'))[0]).toContain('XM-003');
    expect((await gao.says('请住建局专题研究'))[0]).toContain('什么时候办结');
  });

  it('does nothing before the leader confirms, and is nobody else’s', async () => {
    const chat = await startChatApp(databases, { plan: PLAN, on: '2026-09-07', time: '10:00' });
    await chat.as('gao').says('请住建局三天内报方案');
    await chat.as('gao').says('取消');
    expect(chat.as('liang').hears()).toEqual([]);
    expect((await chat.as('zhou').says('请住建局三天内报方案'))[0]).toContain('没有认出');
    expect((await chat.as('zhou').says('/directive 请住建局三天内报方案'))[0]).toContain('不在您的职责范围');
  });
});
