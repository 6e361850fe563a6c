import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { quietPlan } from '../support/plans.js';

/** The two-week round and the weekly one open; nothing is due. */
const MONDAY = '2026-08-31';

describeOnEachDatabase('a coordinator chases by hand', (databases) => {
  /** Tuesday: what was asked on Monday waits, and nobody has heard anything today. */
  async function tuesday(time = '10:00'): Promise<ChatApp> {
    const chat = await startChatApp(databases, { plan: quietPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    await chat.goTo('2026-09-01', time);
    for (const who of ['zhou', 'liang', 'su', 'wangmin']) chat.as(who).hears();
    return chat;
  }

  it('after seeing who would be told what; each person is told once a day', async () => {
    const chat = await tuesday();
    const [wang, zhou, liang] = [chat.as('wangmin'), chat.as('zhou'), chat.as('liang')];
    expect(await wang.says('催办')).toEqual([
      expect.stringMatching(
        /^未报名单　3 个单位 5 项，其中迟报 0 项\n教育局　XM-001（还有 1 个工作日）、XM-002[\s\S]*住建局　XM-003（还有 1 个工作日）、XM-002（协同/,
      ),
    ]);
    expect(await wang.presses('教育局')).toEqual([
      expect.stringMatching(/^将催办 1 人，请核对\n· 教育局 周岚　XM-001、XM-002/),
    ]);
    const plan = wang.newest();
    expect(await wang.presses('催办 1 人')).toEqual(['已催办 1 人。今天不再重复提醒他们。']);
    expect(zhou.hears()).toEqual([
      expect.stringMatching(/^督查室催办：请填报 2 项\n【还有 1 个工作日】XM-001[\s\S]*催办人：王敏/),
    ]);
    expect(liang.hears()).toEqual([]);
    expect(plan).toBeDefined();
    expect(await wang.says('催办 XM-003')).toEqual([expect.stringMatching(/^将催办 1 人.*\n· 住建局 梁雨　XM-003/)]);
    await wang.says('催办');
    expect(await wang.presses('全部催办')).toEqual([
      expect.stringMatching(/^将催办 1 人[\s\S]*不催：教育局 周岚 XM-001、XM-002（今天已提醒过，一天只提醒一次）/),
    ]);
    await wang.presses('催办 1 人');
    expect(zhou.hears()).toEqual([]);
    expect(liang.hears()).toEqual([expect.stringContaining('督查室催办')]);
    expect(await zhou.presses('填 XM-001')).toEqual([expect.stringContaining('这次有没有进展')]);
  });

  it('leaves out whoever had the morning’s message today', async () => {
    const chat = await startChatApp(databases, { plan: quietPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    const wang = chat.as('wangmin');
    expect(await wang.says('催办 教育局')).toEqual([
      expect.stringMatching(/^现在没有人可以催办\n不催：教育局 周岚 XM-001、XM-002（今天已提醒过/),
    ]);
    expect(wang.buttons()).toEqual([]);
  });

  it('in the evening: it waits for the morning, and is not sent when it was answered meanwhile', async () => {
    const chat = await tuesday('20:30');
    const [wang, zhou, liang] = [chat.as('wangmin'), chat.as('zhou'), chat.as('liang')];
    await wang.says('催办');
    expect(await wang.presses('全部催办')).toEqual([expect.stringContaining('现在是非工作时段，9月2日 08:00 发出')]);
    expect(await wang.presses('催办 2 人')).toEqual([expect.stringContaining('已催办 2 人，9月2日 08:00 发出')]);
    expect(zhou.hears()).toEqual([]);
    for (const itemNo of ['XM-001', 'XM-002']) {
      await zhou.says(`汇报 ${itemNo}`);
      await zhou.presses('无变化');
    }
    await chat.goTo('2026-09-02', '08:05');
    expect(zhou.hears()).toEqual([]);
    expect(liang.hears()).toEqual([expect.stringContaining('督查室催办')]);
  });

  it('but nobody else does, and not what is not there', async () => {
    const chat = await tuesday();
    expect(await chat.as('zhou').says('催办')).toEqual([expect.stringContaining('不在您的职责范围')]);
    expect(await chat.as('wangmin').says('催办 体育局')).toEqual([expect.stringContaining('没有找到“体育局”')]);
  });
});
