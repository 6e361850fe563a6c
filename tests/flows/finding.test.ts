import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { verificationPlan } from '../support/verificationPlan.js';

const MONDAY = '2026-09-07';

describeOnEachDatabase('an inspector logs a finding', (databases) => {
  const start = (): Promise<ChatApp> =>
    startChatApp(databases, { plan: verificationPlan(), on: MONDAY, time: '10:00' });

  /** Makes 丁立 an inspector of one unit only. */
  async function assign(chat: ChatApp, unitCode: string): Promise<void> {
    const { database } = chat.app;
    const unit = await database.unit.findUniqueOrThrow({ where: { code: unitCode } });
    await database.roleGrant.updateMany({ where: { role: 'inspector' }, data: { unitId: unit.id } });
  }

  it('from the phone, step by step: the unit hears of it, and it is an item like any other', async () => {
    const chat = await start();
    const [ding, zhou, he] = [chat.as('dingli'), chat.as('zhou'), chat.as('he')];
    expect(await ding.says('登记问题')).toEqual([expect.stringContaining('哪个单位？')]);
    expect(ding.buttons()).toEqual(expect.arrayContaining(['教育局', '住建局', '商务局']));
    expect(await ding.says('体育局')).toEqual([expect.stringContaining('没有找到“体育局”')]);
    expect(await ding.says('教育')).toEqual([expect.stringContaining('发现了什么问题')]);
    expect(await ding.sends('现场.txt', '校车照片')).toEqual([expect.stringContaining('发现了什么问题')]);
    expect(await ding.says('有两辆校车灭火器过期')).toEqual([expect.stringContaining('属于哪一类？（六个方面）')]);
    expect(ding.buttons()).toEqual(expect.arrayContaining(['慢作为', '不作为', '弄虚作假']));
    await ding.presses('不作为');
    expect(await ding.says('尽快吧')).toEqual([expect.stringContaining('没有认出“尽快吧”是哪一天')]);
    expect(await ding.presses('即知即改 9月10日')).toEqual([expect.stringContaining('已收到 1 份')]);
    expect(await ding.presses('发完了')).toEqual([
      expect.stringMatching(
        /请核对\n单位：教育局\n│ 有两辆校车灭火器过期\n分类：不作为\n完成时限：9月10日 周四（即知即改）\n材料：1 份/,
      ),
    ]);
    expect(await ding.presses('登记')).toEqual([
      expect.stringMatching(/^WT-001 已登记（教育局）\n已告知周岚、钱进、何志平。/),
    ]);
    expect(zhou.hears().at(-1)).toMatch(/^新登记问题 WT-001，请在 9月10日 周四 前整改\n│ 有两辆校车灭火器过期/);
    expect(await zhou.presses('看材料')).toEqual(['WT-001 材料 1/1　现场.txt']);
    expect(he.hears()).toEqual([expect.stringContaining('由联络员填报整改情况')]);
    await chat.goTo('2026-09-11', '09:00');
    expect(zhou.hears().join('\n')).toContain('【逾期 1 个工作日】WT-001 有两辆校车灭火器过期');
    expect(await zhou.says('问题清单')).toEqual([
      expect.stringMatching(
        /^问题清单（教育局）　未销号 1 个，销号率 0%（到期 1 个，已销号 0 个）\n【逾期 1 个工作日】WT-001 .*（不作为）/,
      ),
    ]);
  });

  it('counts in the clearance rate once it is closed out', async () => {
    const chat = await start();
    const [wang, zhou, su] = [chat.as('wangmin'), chat.as('zhou'), chat.as('su')];
    for (const what of ['公示栏两年没有更新', '窗口午休时间无人值守']) {
      await wang.says('登记问题 教育局');
      await wang.says(what);
      await wang.presses('慢作为');
      await wang.says('今天');
      await wang.presses('跳过');
      await wang.presses('登记');
    }
    await zhou.says('申请销号 WT-001');
    await zhou.says('公示栏已按现行标准更新');
    await zhou.presses('跳过');
    await zhou.presses('提交');
    await wang.says('复核');
    await wang.presses('通过');
    expect(await wang.says('问题清单')).toEqual([
      '问题清单　未销号 1 个，销号率 50%（到期 2 个，已销号 1 个）\n· 教育局　未销号 1 个　销号率 50%（到期 2 个，已销号 1 个）',
    ]);
    expect(await wang.presses('教育局')).toEqual([expect.stringMatching(/【今日到期】WT-002 [\s\S]*【已销号】WT-001/)]);
    expect(await wang.presses('WT-002')).toEqual([
      expect.stringMatching(/问题分类：慢作为\n问题清零：销号率 50%（到期 2 个，已销号 1 个），未销号 1 个/),
    ]);
    expect(await su.says('问题清单')).toEqual(['商务局没有登记的问题。']);
    expect(await su.says('问题清单 教育局')).toEqual([expect.stringContaining('看不到内容')]);
  });

  it('not on a unit that is not assigned, and not when the assignment ends on the way', async () => {
    const chat = await start();
    await assign(chat, 'jyj');
    const ding = chat.as('dingli');
    expect(await ding.says('登记问题 住建局')).toEqual([expect.stringMatching(/^住建局不在您负责督导的单位里/)]);
    await ding.says('登记问题 教育局');
    await ding.says('校门口没有减速带');
    await ding.presses('慢作为');
    await ding.presses('即知即改 9月10日');
    await ding.presses('跳过');
    await assign(chat, 'shw');
    expect(await ding.presses('登记')).toEqual([expect.stringMatching(/^教育局不在您负责督导的单位里/)]);
    expect(await chat.app.database.item.count({ where: { kind: 'problem' } })).toBe(0);
    expect(await chat.as('zhou').says('登记问题')).toEqual([expect.stringContaining('不在您的职责范围')]);
  });

  it('gets a number of its own, also when two are logged at the very same moment', async () => {
    const chat = await start();
    const presses = [];
    for (const who of ['dingli', 'wangmin']) {
      const talk = chat.as(who);
      await talk.says('登记问题 商务局');
      await talk.says('市场消防通道被占用');
      await talk.presses('不作为');
      await talk.presses('即知即改 9月10日');
      await talk.presses('跳过');
      const message = talk.newest();
      const button = message?.rows.flat().find(({ label }) => label === '登记');
      presses.push({ as: who, message: message?.id ?? 0, button: button?.id ?? '' });
    }
    await Promise.all(presses.map((press) => chat.app.sandbox.press(press)));
    await chat.app.settle();
    const items = await chat.app.database.item.findMany({ where: { kind: 'problem' }, orderBy: { itemNo: 'asc' } });
    expect(items.map(({ itemNo }) => itemNo)).toEqual(['WT-001', 'WT-002']);
  });
});
