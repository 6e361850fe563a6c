import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { itemOf, smallPlan } from '../support/plans.js';

/** 高峰 also heads 教育局 and is the only other person who may approve criticism. */
function deciding() {
  return smallPlan((plan) => {
    const gao = plan.people.find(({ code }) => code === 'gao');
    const he = plan.people.find(({ code }) => code === 'he');
    gao?.roles.push({ role: 'unitHead', unit: 'jyj' });
    if (he) he.roles = [{ role: 'inspector' }];
    itemOf(plan, 'XM-002').milestones = [{ name: '排查完成', dueOn: '2026-09-10' }];
    itemOf(plan, 'XM-003').reports = [
      { on: '2026-08-31', percent: 10, summary: '进场准备', blocker: '征迁款未到位', verified: 'accepted' },
    ];
  });
}

describeOnEachDatabase('a leader decides from the morning digest', (databases) => {
  it('sees what waits for a word of theirs, contact units first, and opens every line', async () => {
    const chat = await startChatApp(databases, { plan: deciding(), on: '2026-09-07', time: '10:00' });
    const [zhou, wang, gao] = [chat.as('zhou'), chat.as('wangmin'), chat.as('gao')];
    await zhou.says('延期 XM-002');
    for (const each of ['9月30日', '校车停运检修与开学时间冲突', '已排查 40 辆']) await zhou.says(each);
    await zhou.presses('提交申请');
    await wang.says('通报');
    await wang.presses('批评');
    await wang.says('关于第一轮填报迟缓的通报');
    await wang.says('住建局第一轮进展迟报三个工作日。');
    await wang.presses('发工作群');
    await wang.presses('发送');
    gao.hears();
    await chat.goTo('2026-09-08', '09:30');
    const digest = gao.history().findLast(({ text }) => text.includes('需要您定的'));
    expect(digest?.text).toMatch(
      /^9月8日　需要您定的 3 件\n1\. XM-002（教育局）申请延期到 9月30日，等您审批\n2\. XM-003 .*（住建局）：征迁款未到位\n3\. 批评通报“关于第一轮填报迟缓的通报”等您同意（王敏起草）\n/,
    );
    expect(digest?.text.split('\n').length).toBeLessThanOrEqual(12);
    expect(digest?.rows.flat().map(({ label }) => label)).toEqual([
      '审 XM-002',
      '看 XM-003',
      '看批评通报',
      '看逾期',
      '看临期',
    ]);
    expect(await gao.presses('看逾期', digest)).toEqual([
      expect.stringMatching(/^联点单位逾期 1 项\n【逾期 2 个工作日】XM-003 老旧小区改造一期（住建局）/),
    ]);
    expect(await gao.presses('看 XM-003')).toEqual([expect.stringMatching(/^XM-003 老旧小区改造一期/)]);
    expect(await gao.presses('看临期', digest)).toEqual([
      expect.stringMatching(/^联点单位未来 3 个工作日到期 2 项\n【还有 2 个工作日】XM-002/),
    ]);
    expect(await gao.presses('看批评通报', digest)).toEqual([expect.stringContaining('住建局第一轮进展迟报')]);
    expect(await gao.presses('同意发送')).toEqual([expect.stringContaining('督通〔2026〕1号')]);
    expect(await gao.presses('看批评通报', digest)).toEqual([expect.stringContaining('已经处理过了')]);
    expect(await gao.presses('审 XM-002', digest)).toEqual([expect.stringContaining('XM-002 申请延期')]);
    await gao.presses('同意');

    // The same list is nobody else's to open.
    const campaign = await chat.app.database.campaign.findFirstOrThrow();
    chat.forge('p-wangmin', { 看: `digestList:${campaign.id}:overdue` });
    expect(await wang.presses('看')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    gao.hears();
    await chat.goTo('2026-09-09', '09:30');
    expect(gao.hears().join('\n')).not.toMatch(/需要您定的.*\n.*批评通报/);
  }, 60_000);

  it('is on one screen whatever there is to tell, and the rest is behind a button', async () => {
    const plan = smallPlan((each) => {
      const [first] = each.items;
      if (!first) return;
      each.items = Array.from({ length: 9 }, (_, at) => ({
        ...first,
        itemNo: `XM-${String(at + 101)}`,
        milestones: [
          { name: '完成', dueOn: at === 8 ? '2026-09-03' : '2026-09-04' },
          ...(at === 8 ? [{ name: '验收', dueOn: '2026-09-04' }] : []),
          ...(at === 0 ? [{ name: '验收', dueOn: '2026-12-18' }] : []),
        ],
        reports:
          at < 5
            ? [
                {
                  on: '2026-08-31',
                  percent: 10,
                  summary: '进场',
                  blocker: `困难之${at + 1}`,
                  verified: 'accepted' as const,
                },
              ]
            : [],
      }));
    });
    const chat = await startChatApp(databases, { plan, on: '2026-09-07', time: '08:00' });
    await chat.goTo('2026-09-07', '09:00');
    const gao = chat.as('gao');
    const digest = gao.newest();
    expect(digest?.text).toMatch(
      /^9月7日　需要您定的 5 件\n1\. .*\n2\. .*\n3\. .*\n还有 2 件，点“全部待定”。\n逾期 9 项（上一工作日 1 项）/,
    );
    expect(digest?.text.split('\n').length).toBeLessThanOrEqual(12);
    expect(await gao.presses('全部待定', digest)).toEqual([
      expect.stringMatching(/^需要您定的 5 件\n[\s\S]*5\. .*困难之5/),
    ]);
    expect(await gao.presses('全部变化', digest)).toEqual([
      expect.stringMatching(/^上一工作日以来的变化 9 处\n[\s\S]*还有 1 处，点“下一页”查看。$/),
    ]);
    expect(await gao.presses('下一页')).toEqual([
      expect.stringMatching(/^上一工作日以来的变化 9 处\n· 教育局　XM-109 新逾期“验收”$/),
    ]);
    expect(await gao.presses('看 XM-108')).toEqual([expect.stringMatching(/^XM-108/)]);
    // The most urgent milestone leads, whatever is due at an item's very end, and every page counts them all.
    const zhou = chat.as('zhou');
    expect(await zhou.says('我的事项')).toEqual([
      expect.stringMatching(/^我的事项 9 项.*\n.*XM-109.*\n.*XM-101[\s\S]*还有 1 项，点“下一页”查看。$/),
    ]);
    expect(await zhou.presses('下一页')).toEqual([expect.stringMatching(/^我的事项 9 项.*\n.*XM-108[^\n]*$/)]);
  }, 60_000);
});
