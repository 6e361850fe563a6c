import { expect, it } from 'vitest';
import { type ChatApp, startChatApp, type Talk } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { smallPlan } from '../support/plans.js';

const MONDAY = '2026-09-07';

describeOnEachDatabase('an item is exempted', (databases) => {
  /** With a second coordinator, 郑一鸣, and an administrator, 黎青. */
  async function start(on = MONDAY): Promise<{ chat: ChatApp; he: Talk; wang: Talk; zheng: Talk; zhou: Talk }> {
    const plan = smallPlan((each) => {
      each.people.push({ code: 'zheng', name: '郑一鸣', roles: [{ role: 'coordinator' }] });
      each.people.push({ code: 'li', name: '黎青', roles: [{ role: 'administrator' }] });
    });
    const chat = await startChatApp(databases, { on, plan });
    await chat.goTo(on, '10:00');
    const talks = { he: chat.as('he'), wang: chat.as('wangmin'), zheng: chat.as('zheng'), zhou: chat.as('zhou') };
    for (const talk of Object.values(talks)) talk.hears();
    return { chat, ...talks };
  }

  async function ask(who: Talk, item: string, scope: string): Promise<string[]> {
    await who.says(`容错 ${item}`);
    await who.presses(scope);
    await who.presses('不可抗力');
    await who.says('8月下旬连续暴雨，县防指发布停工令（防指〔2026〕8号）');
    await who.presses('跳过');
    return who.presses('提交申请');
  }

  const card = async (talk: Talk, item: string) => (await talk.says(`查看 ${item}`)).join('\n');

  it('by the head’s request with a basis and a file, and a coordinator’s word', async () => {
    const { chat, he, wang, zhou } = await start();
    expect(await he.says('容错')).toEqual([expect.stringMatching(/^申请容错：请选事项\n· XM-00/)]);
    expect(he.buttons()).toEqual(['容错 XM-002', '容错 XM-001']);
    expect(await he.presses('容错 XM-001')).toEqual([
      expect.stringMatching(/^XM-001 申请容错（1\/4）[\s\S]*哪一部分不计入评分/),
    ]);
    expect(await he.presses('主体封顶')).toEqual([expect.stringContaining('依据是哪一类？')]);
    await he.presses('文件依据');
    expect(await he.says('有文件')).toEqual([expect.stringContaining('依据太短了')]);
    await he.says('省住建厅关于汛期停工的通知（建质〔2026〕31号）');
    expect(await he.sends('停工通知.pdf', '通知')).toEqual([
      expect.stringMatching(/请核对[\s\S]*范围：“主体封顶”\n依据：文件依据\n│ 省住建厅[\s\S]*材料：停工通知.pdf/),
    ]);
    expect(await he.presses('提交申请')).toEqual([
      expect.stringMatching(/^XM-001 的容错申请已提交\n已请督查室审批（王敏、郑一鸣、黎青，其中一位同意即可）/),
    ]);
    expect(await card(zhou, 'XM-001')).toMatch(/容错\n· “主体封顶”：文件依据.*待审批/);
    expect(wang.hears().at(-1)).toMatch(/^XM-001 申请容错，请审批[\s\S]*停工通知.pdf/);
    await wang.presses('去审批');
    expect(await wang.presses('同意')).toEqual([
      'XM-001 的容错已批准，不计入评分，不再提醒和催办。已告诉申请人和单位。',
      '没有待您审批的申请。',
    ]);
    expect(he.hears().at(-1)).toMatch(/^XM-001 的容错已批准/);
    expect(await card(zhou, 'XM-001')).toMatch(/主体封顶：已容错\n[\s\S]*已批准（9月7日 周一，王敏）/);
    // Its day passes without a word; the board says that it was taken out.
    await chat.goTo('2026-09-14', '10:00');
    expect(zhou.hears().join('\n')).not.toContain('XM-001 第三小学扩建工程竣工（9月11日');
    expect(zhou.hears().join('\n')).not.toContain('【逾期');
    expect((await zhou.says('得分')).join('\n')).toMatch(
      /已容错 1 项，不计入评分\n· XM-001 “主体封顶”　文件依据：省住建厅/,
    );
  });

  it('as a whole: not asked for, not chased, not overdue, until it is taken back with a reason', async () => {
    const { chat, he, wang, zheng } = await start();
    const [liang, fang] = [chat.as('liang'), chat.as('fang')];
    // XM-003 is overdue since Friday.
    expect(await ask(wang, 'XM-003', '整个事项')).toEqual([expect.stringContaining('（郑一鸣、黎青，')]);
    expect(await wang.says('待审批')).toEqual(['没有待您审批的申请。']);
    chat.forge('p-wangmin', { 批: 'exemptionYes:1:', 驳: 'exemptionNo:1:' });
    for (const label of ['批', '驳'])
      expect(await wang.presses(label)).toEqual(['这是您自己提出的申请，要由另一位协调员或管理员审批。']);
    chat.forge('p-he', { 批: 'exemptionYes:1:' });
    expect(await he.presses('批')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    await zheng.says('待审批');
    await zheng.presses('同意');
    chat.forge('p-zheng', { 批: 'exemptionYes:1:' });
    expect(await zheng.presses('批')).toEqual(['XM-003 的这份容错申请已经有人处理了。']);
    liang.hears();
    fang.hears();
    await chat.goTo('2026-09-16', '10:00');
    expect(liang.hears().join('\n')).not.toContain('XM-003');
    expect(fang.hears().join('\n')).not.toContain('XM-003');
    expect((await liang.says('得分')).join('\n')).toMatch(/已容错 1 项，不计入评分\n· XM-003 整个事项　不可抗力/);
    expect(await liang.says('汇报 XM-003')).toEqual(['XM-003 已容错，不计入评分，不用填报。']);

    await card(zheng, 'XM-003');
    expect(await zheng.presses('撤销容错')).toEqual([expect.stringContaining('为什么撤销？')]);
    expect(await zheng.says('停工令已于9月10日解除')).toEqual([expect.stringContaining('容错已撤销，恢复计分和提醒')]);
    expect(liang.hears().at(-1)).toMatch(/^XM-003 的容错已撤销[\s\S]*│ 停工令已于9月10日解除（郑一鸣）/);
    await chat.goTo('2026-09-18', '10:00');
    expect(liang.hears().join('\n')).toMatch(/逾期 \d+ 个工作日】XM-003/);
    expect(await card(liang, 'XM-003')).toContain('已撤销：停工令已于9月10日解除');
  });

  it('is refused with a reason, and may be asked again', async () => {
    const { chat, he, wang } = await start();
    await ask(he, 'XM-002', '整个事项');
    expect(await he.says('容错 XM-002')).toEqual([expect.stringContaining('哪一部分')]);
    await he.says('取消');
    await chat.as('li').says('待审批');
    await chat.as('li').presses('不同意');
    await chat.as('li').says('停工令不涉及校车检修');
    expect(he.hears().at(-1)).toMatch(/^XM-002 的容错申请没有同意[\s\S]*（黎青）\n照常计分和提醒。/);
    expect(await wang.says('待审批')).toEqual(['没有待您审批的申请。']);
    expect(await ask(he, 'XM-002', '整个事项')).toEqual([expect.stringContaining('已提交')]);
  });

  it('needs a second person: a lone coordinator cannot ask for one', async () => {
    const chat = await startChatApp(databases, { on: MONDAY });
    await chat.goTo(MONDAY, '10:00');
    const wang = chat.as('wangmin');
    expect(await ask(wang, 'XM-003', '整个事项')).toEqual([
      expect.stringContaining('容错要由另一位协调员或管理员审批'),
    ]);
  });

  it('of another unit’s item cannot be asked for', async () => {
    const { he } = await start();
    expect(await he.says('容错 XM-003')).toEqual([expect.stringContaining('不由您的单位负责')]);
  });
});
