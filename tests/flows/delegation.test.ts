import { expect, it } from 'vitest';
import { type ChatApp, startChatApp, type Talk } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { smallPlan } from '../support/plans.js';

const MONDAY = '2026-09-07';

describeOnEachDatabase('a liaison is away and somebody covers', (databases) => {
  async function start(): Promise<{ chat: ChatApp; zhou: Talk; he: Talk; wang: Talk }> {
    const chat = await startChatApp(databases, { on: MONDAY });
    await chat.goTo(MONDAY, '10:00');
    const people = { zhou: chat.as('zhou'), he: chat.as('he'), wang: chat.as('wangmin') };
    for (const talk of Object.values(people)) talk.hears();
    return { chat, ...people };
  }

  async function leave(who: Talk, until: string, cover: string): Promise<string[]> {
    await who.says('外出');
    await who.says(until);
    await who.says(cover);
    return who.presses('确认外出');
  }

  const liang = (chat: ChatApp) => chat.as('liang');

  it('hands over what waits, is covered for some days, and gets it back by itself', async () => {
    const { chat, zhou, he, wang } = await start();
    expect(await zhou.says('外出')).toEqual([expect.stringMatching(/^外出代办（1\/2）\n外出到哪一天（含当天）？/)]);
    expect(zhou.buttons()).toEqual(['今天', '9月8日 周二', '9月11日 周五', '9月18日 周五', '稍后', '取消']);
    expect(await zhou.says('9月1日')).toEqual([expect.stringContaining('外出代办最长到')]);
    expect(await zhou.presses('9月11日 周五')).toEqual([
      expect.stringMatching(/外出到 9月11日 周五。由谁代办？\n· 何志平（教育局单位负责人）/),
    ]);
    expect(await zhou.presses('何志平')).toEqual([
      expect.stringMatching(/9月7日 周一 至 9月11日 周五，由何志平（教育局单位负责人）代办。/),
    ]);
    expect(await zhou.presses('确认外出')).toEqual([
      expect.stringMatching(/^已登记：外出到 9月11日 周五，由何志平代办\n待填报 1 项已转给何志平。/),
    ]);
    expect(he.hears()).toEqual([expect.stringMatching(/^周岚外出，请您代办到 9月11日 周五\n待填报 1 项已转给您。/)]);

    // The bundle goes to the delegate.
    await chat.goTo('2026-09-08', '10:00');
    expect(zhou.hears()).toEqual([]);
    await chat.goTo('2026-09-10', '10:00');
    expect(he.hears().join('\n')).toMatch(/今日待办 \d 项（教育局，代周岚）/);
    expect(zhou.hears()).toEqual([]);

    // He reports as she could, and the trail names both.
    await he.says('汇报 XM-001');
    await he.says('40%，二次结构砌筑到三层，无困难');
    expect(await he.presses('提交')).toEqual([expect.stringContaining('XM-001 已填报 40%')]);
    expect(await wang.says('复核')).toEqual([expect.stringContaining('何志平（代周岚）')]);
    await wang.presses('退回补充');
    await wang.presses('进展说明');
    await wang.says('三层指哪一栋？');
    await wang.presses('退回');
    expect(he.hears().at(-1)).toContain('XM-001 的进展被退回');
    expect((await wang.says('查看 XM-001')).join('')).toContain('何志平（代周岚）');
    const trail = await chat.app.database.auditEntry.findFirstOrThrow({ where: { action: 'report' } });
    expect(trail.detail).toMatchObject({ onBehalfOf: expect.any(Number) });

    // Saturday: it is over, and both hear of it when the office opens.
    await chat.goTo('2026-09-12', '12:00');
    expect(zhou.hears()).toEqual([]);
    await chat.goTo('2026-09-14', '10:00');
    expect(zhou.hears()[0]).toMatch(/^代办已到期，事项转回给您\n何志平代您填报 1 次。被退回待补充的有 XM-001。/);
    expect(he.hears().join('\n')).toContain('代周岚办理已到期\n其间您代报 1 次');
    expect(await he.says('汇报 XM-002')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    // What was sent back is hers to mend now.
    expect(await zhou.says('查看 XM-001')).toEqual([expect.stringContaining('已退回，何志平（代周岚）')]);
    await zhou.presses('补 XM-001');
    await zhou.says('一号楼砌筑到三层，二号楼两层');
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('XM-001 的补充已提交')]);
  });

  it('ends on the day it was said, also in the middle of a dialog', async () => {
    const { chat, zhou } = await start();
    expect(await leave(zhou, '今天', '梁雨')).toEqual([expect.stringContaining('由梁雨代办')]);
    const cover = liang(chat);
    await cover.says('汇报 XM-001');
    await cover.presses('有进展');
    await cover.says('40');
    await cover.says('二次结构砌筑到三层');
    await cover.presses('没有困难');
    await cover.presses('跳过');
    await chat.goTo('2026-09-08', '07:00');
    expect(await cover.presses('提交')).toEqual(['您代周岚办理已经结束，这一项由本人填报，这次没有提交。']);
    await cover.says('取消');
    expect(await cover.says('查看 XM-001')).toEqual([expect.stringContaining('不由您的单位负责')]);
  });

  it('is told what a stranger to the unit will see, and can come back early', async () => {
    const { chat, zhou } = await start();
    await zhou.says('请假');
    await zhou.says('5天');
    expect(await zhou.says('梁雨')).toEqual([
      expect.stringMatching(/9月7日 周一 至 9月11日 周五[\s\S]*梁雨不是本单位人员，代办期间能看到本单位的事项/),
    ]);
    await zhou.presses('确认外出');
    const cover = liang(chat);
    expect(await cover.says('查看 XM-002')).toEqual([expect.stringContaining('校车安全隐患排查')]);
    expect(await zhou.says('销假')).toEqual([expect.stringMatching(/^已销假\n事项已从梁雨处转回.*现有待填报 1 项。/)]);
    expect(cover.hears().at(-1)).toMatch(/^周岚已回来，代办结束/);
    expect(await cover.says('汇报 XM-002')).toEqual([expect.stringContaining('您代周岚办理已经结束')]);
    expect(await zhou.says('销假')).toEqual(['您现在没有登记外出。']);
  });

  it('cannot cover for herself, be covered by nobody or somebody away, or be away twice', async () => {
    const { chat, zhou, he } = await start();
    await leave(he, '9月9日', '周岚');
    await zhou.says('外出');
    await zhou.says('3天');
    expect(await zhou.says('周岚')).toEqual([expect.stringContaining('代办人不能是自己')]);
    expect(await zhou.says('诸葛亮')).toEqual([expect.stringContaining('没有找到“诸葛亮”')]);
    expect(await zhou.says('何志平')).toEqual([expect.stringContaining('何志平外出到 9月9日 周三，不能代办')]);
    // She covers for him, so that what she covers goes back to him when she leaves.
    expect(await zhou.says('梁雨')).toEqual([expect.stringContaining('您正在代何志平办理，确认后转回本人')]);
    await zhou.presses('确认外出');
    expect(he.hears().at(-1)).toMatch(/^周岚也外出了，事项转回给您/);
    expect(await zhou.says('外出')).toEqual(['您已登记外出到 9月9日 周三，由梁雨代办。要改，请先发“销假”再重新登记。']);
    // Two people may be covered by one.
    expect(await leave(chat.as('su'), '明天', '梁雨')).toEqual([expect.stringContaining('由梁雨代办')]);
    await chat.goTo('2026-09-08', '10:00');
    expect(await liang(chat).says('汇报 XM-004')).toEqual([expect.stringContaining('这次有没有进展？')]);
  });

  it('says until when with the command, and is told at once when that cannot be', async () => {
    const { zhou } = await start();
    expect((await zhou.says('外出 上周五')).join('')).not.toContain('由谁代办');
    expect(await zhou.says('外出 周五')).toEqual([expect.stringMatching(/外出到 9月11日 周五。由谁代办？/)]);
    await zhou.says('何志平');
    expect(await zhou.presses('确认外出')).toEqual([expect.stringContaining('已登记：外出到 9月11日 周五')]);
  });

  it('may be declined', async () => {
    const { chat, zhou, he } = await start();
    await leave(zhou, '9月9日', '何志平');
    chat.forge('p-liang', { 拒: 'awayDecline:1:' });
    expect(await liang(chat).presses('拒')).toEqual([expect.stringContaining('不由您审批')]);
    expect(await he.presses('不能代办')).toEqual(['已转回周岚，并告诉本人另请人代办。']);
    expect(zhou.hears().at(-1)).toMatch(
      /^何志平不便代办，事项转回给您\n现有待填报 1 项。\n需要另请人代办，请再发“外出”。/,
    );
    await chat.goTo('2026-09-08', '10:00');
    expect(he.hears()).toEqual([]);
  });

  it('stays with the person, and is not escalated, while the delegate is not bound', async () => {
    const { chat, zhou, he, wang } = await start();
    await chat.app.database.identity.deleteMany({ where: { person: { code: 'he' } } });
    await zhou.says('外出');
    await zhou.says('9月18日');
    expect(await zhou.presses('何志平')).toEqual([
      expect.stringContaining('何志平还没有绑定。绑定之前待办仍发给您，其间不升级催办。'),
    ]);
    await zhou.presses('确认外出');
    await chat.goTo('2026-09-11', '10:00');
    expect(zhou.hears().join('\n')).toContain('今日待办');
    expect((await wang.says('查看 XM-001')).join('')).toContain('未催联络员：联络员外出，代办人未绑定');
    expect(he.hears()).toEqual([]);
  });

  it('a head who is away lets the delegate agree, and the record says for whom', async () => {
    const { chat, zhou, he } = await start();
    await leave(he, '9月9日', '梁雨');
    await zhou.says('延期 XM-002');
    await zhou.says('9月30日');
    await zhou.says('校车停运检修与开学时间冲突');
    await zhou.says('已排查 40 辆，还剩 12 辆');
    await zhou.presses('提交申请');
    const cover = liang(chat);
    await cover.presses('去审批');
    expect((await cover.presses('同意'))[0]).toContain('您已同意，转督查室审批');
    const entry = await chat.app.database.auditEntry.findFirstOrThrow({ where: { action: 'extension.endorsed' } });
    expect(entry.detail).toMatchObject({ onBehalfOf: expect.any(Number) });
  });

  it('is covered in everything that is sent to a role: a chase by hand, a bulletin, a head’s word on a close-out', async () => {
    const plan = smallPlan();
    plan.campaign.rules = { headConfirmsCloseOut: true };
    const chat = await startChatApp(databases, { plan, on: MONDAY });
    await chat.goTo(MONDAY, '10:00');
    const [zhou, he, wang, cover, fang] = ['zhou', 'he', 'wangmin', 'liang', 'fang'].map((code) => chat.as(code)) as [
      Talk,
      Talk,
      Talk,
      Talk,
      Talk,
    ];
    await leave(zhou, '9月18日', '梁雨');
    await leave(he, '9月18日', '方国栋');
    await chat.goTo('2026-09-08', '10:00');
    for (const talk of [zhou, he, cover, fang]) talk.hears();
    await wang.says('催办 教育局');
    expect(await wang.presses('催办 1 人')).toEqual(['已催办 1 人。今天不再重复提醒他们。']);
    expect(cover.hears()).toEqual([expect.stringContaining('督查室催办')]);
    await wang.says('通报');
    await wang.presses('工作提示');
    for (const words of ['关于填报的提示', '请各单位按时填报。']) await wang.says(words);
    await wang.presses('发联络员');
    await wang.presses('发送');
    expect(cover.hears()).toEqual([expect.stringContaining('关于填报的提示')]);
    await cover.says('销号 XM-002');
    await cover.says('校车 52 辆全部排查完毕，隐患全部整改');
    await cover.presses('跳过');
    await cover.presses('提交');
    expect(fang.hears().join('\n')).toMatch(/XM-002[\s\S]*销号/);
    expect([zhou.hears(), he.hears()]).toEqual([[], []]);
  });
});
