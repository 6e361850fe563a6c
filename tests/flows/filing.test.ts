import { expect, it } from 'vitest';
import { type ChatApp, startChatApp, type Talk } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { quietPlan, smallPlan } from '../support/plans.js';

/** A Thursday; 18 September is six workdays later, so that Friday the 11th is a day for chasing. */
const THURSDAY = '2026-09-10';

/** Files a matter step by step; the last answer of the bot. */
async function files(talk: Talk, name: string): Promise<string[]> {
  await talk.says('报送事项');
  await talk.says(name);
  await talk.says('11月底前全部完成，群众可查');
  await talk.presses('跳过');
  await talk.says('11月30日');
  return talk.presses('提交');
}

describeOnEachDatabase('units file their lists', (databases) => {
  const start = (plan = quietPlan()): Promise<ChatApp> =>
    startChatApp(databases, { plan, on: THURSDAY, time: '16:00' });

  it('from the quota over sending back to items; only who is short is chased, up to the quota', async () => {
    const chat = await start();
    // A matter that comes from a meeting was filed all the same.
    await chat.app.database.item.updateMany({ where: { itemNo: 'XM-001' }, data: { source: 'meeting' } });
    const [wang, zhou, su] = [chat.as('wangmin'), chat.as('zhou'), chat.as('su')];
    expect(await zhou.says('报送事项')).toEqual([expect.stringContaining('没有要报送的清单')]);
    expect(await wang.says('报送情况')).toEqual([expect.stringContaining('还没有规定报送任务')]);
    expect(await wang.says('报送任务 市州4项，9月18日前')).toEqual([expect.stringContaining('还没有市州类的单位')]);
    expect(await wang.says('报送任务 部门3项')).toEqual([expect.stringContaining('还要写报齐的日期')]);
    expect(await wang.says('报送任务 部门3项，9月31日前')).toEqual([expect.stringContaining('没有“9月31日”这一天')]);
    expect(await wang.says('报送任务 部门3项、商务局1项，9月18日前')).toEqual([
      expect.stringMatching(/部门　3 个单位，每个 3 项，共 9 项　9月18日 周五 前\n商务局　1 项/),
    ]);
    await wang.presses('确定');
    // The plan's items are there already: 教育局 has two of three, 住建局 one, 商务局 its one.
    expect(await wang.says('报送情况')).toEqual([
      expect.stringMatching(
        /^清单报送　应报 7 项，已报 4 项，已确认 4 项\n2 个单位没有报齐：\n· 教育局　应报 3，已报 2（9月18日前）\n· 住建局　应报 3，已报 1/,
      ),
    ]);
    expect(await su.says('报送事项')).toEqual([expect.stringContaining('已经报齐，不用再报')]);
    chat.app.sandbox.store.listChats();
    await chat.goTo('2026-09-11', '08:45');
    expect(zhou.hears().join('\n')).toMatch(
      /清单报送还差 1 项（教育局，9月18日 周五 前报齐）\n应报 3 项，已报 2 项，已确认 2 项。/,
    );
    expect(chat.as('liang').hears().join('\n')).toContain('清单报送还差 2 项（住建局');
    expect(su.hears().join('\n')).not.toContain('清单报送');
    expect(chat.as('he').hears().join('\n')).not.toContain('清单报送');
    expect(wang.hears().join('\n')).toContain('· 清单报送　待确认 0 项，2 个单位还差 3 项');

    expect(await zhou.presses('报送事项')).toEqual([expect.stringContaining('应报 3 项，已报 2 项）　报什么事项？')]);
    expect(await zhou.says('托育')).toEqual([expect.stringContaining('太短了')]);
    await zhou.says('新建 3 所社区托育园');
    await zhou.says('普惠学位 180 个，11 月底前全部开园');
    await zhou.presses('跳过');
    expect(await zhou.says('2027年3月1日')).toEqual([expect.stringContaining('专项行动结束（12月31日）之前')]);
    expect(await zhou.says('11月底')).toEqual([
      expect.stringMatching(
        /请核对\n事项：新建 3 所社区托育园\n标准：普惠学位 180 个.*\n完成时限：11月30日 周一\n督办类别：常规/,
      ),
    ]);
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('应报 3 项，已报 3 项，已确认 2 项')]);
    expect(await wang.presses('清单报送')).toEqual([expect.stringContaining('1 个单位没有报齐；1 项待确认')]);
    expect(await wang.presses('逐项确认 1')).toEqual([
      expect.stringContaining('报送人：周岚　该单位应报 3 项，已确认 2 项'),
    ]);
    await wang.presses('退回');
    await wang.presses('标准');
    expect(await wang.says('请写明每所的学位数和开园时间')).toEqual([
      expect.stringContaining('已退回“新建 3 所社区托育园”（教育局）。已告知周岚'),
      expect.stringContaining('都处理完了'),
    ]);
    expect(zhou.hears().at(-1)).toMatch(
      /^报送的事项被退回，只需改“标准”[\s\S]*请写明每所的学位数和开园时间（王敏，督查室）/,
    );
    expect((await wang.says('报送情况'))[0]).toContain('· 教育局　应报 3，已报 2，退回 1');
    expect(await zhou.presses('修改')).toEqual([expect.stringContaining('办到什么标准')]);
    await zhou.says('3 所各 60 个学位，11 月 30 日前开园');
    await zhou.presses('提交');
    expect(await zhou.presses('修改')).toEqual([expect.stringContaining('刚刚已经处理过了')]);
    expect(await wang.says('报送情况')).toEqual([expect.stringContaining('1 个单位没有报齐；1 项待确认')]);
    expect(await wang.presses('逐项确认 1')).toEqual([expect.stringContaining('第 2 次提交，上次要求：请写明每所')]);
    expect(await wang.presses('确认')).toEqual([
      expect.stringContaining('已确认，列入台账：XM-005 新建 3 所社区托育园（教育局）'),
      expect.stringContaining('都处理完了'),
    ]);
    expect(zhou.hears()).toEqual([expect.stringContaining('教育局报送的 3 项已全部确认，列入台账')]);
    expect(await zhou.says('查看 XM-005')).toEqual([expect.stringContaining('3 所各 60 个学位')]);
    // 教育局 is complete and hears no more of it; 住建局 does, and after the due day its head too.
    await chat.isDownUntil('2026-09-22', '16:00');
    for (const who of ['zhou', 'liang', 'fang']) chat.as(who).hears();
    await chat.goTo('2026-09-23', '08:45');
    const late = chat.as('liang').hears().join('\n');
    expect([late, chat.as('fang').hears().join('\n')].map((each) => each.includes('清单报送还差 2 项'))).toEqual(
      // 20 September is a makeup workday: the 23rd is the fourth workday after the 18th, the 22nd the third.
      [false, false],
    );
    await chat.goTo('2026-09-24', '08:45');
    expect(chat.as('liang').hears().join('\n')).toContain('清单报送还差 2 项（住建局，已过时限 5 个工作日）');
    expect(chat.as('fang').hears().join('\n')).toContain('请过问：清单报送还差 2 项（住建局');
    expect(zhou.hears().join('\n')).not.toContain('清单报送');
  }, 40_000);

  it('takes everything in one block and shows what is missing, in the unit’s name only', async () => {
    const chat = await start();
    const [wang, liang] = [chat.as('wangmin'), chat.as('liang')];
    await wang.says('报送任务');
    await wang.says('部门3项，9月18日前');
    await wang.presses('确定');
    await liang.says('/file');
    expect(await liang.says('事项：整治飞线充电\n标准：12个小区全部拆除\n时限：2月30日')).toEqual([
      expect.stringMatching(
        /事项：整治飞线充电\n标准：12个小区全部拆除\n完成时限：【还没有填】[\s\S]*还缺：时限。点“继续填”/,
      ),
    ]);
    expect(liang.buttons()).not.toContain('提交');
    expect(await liang.presses('继续填')).toEqual([expect.stringContaining('什么时候办完？')]);
    expect(await liang.says('2月30日')).toEqual([expect.stringContaining('没有“2月30日”这一天')]);
    await liang.says('12月15日');
    await liang.presses('改类别');
    await liang.presses('重点');
    await liang.presses('提交');
    await liang.presses('再报一项');
    await liang.says('整治飞线充电');
    await liang.says('另外六个小区全部拆除');
    await liang.presses('跳过');
    await liang.says('12月15日');
    expect(await liang.presses('提交')).toEqual([expect.stringContaining('“整治飞线充电”已经报过了')]);
    await liang.presses('改事项');
    await liang.says('增设集中充电桩');
    expect(await liang.presses('提交')).toEqual([expect.stringContaining('已经报齐，等督查室确认')]);
    expect(await liang.says('报送事项')).toEqual([expect.stringContaining('已经报齐，不用再报')]);
    // Forged buttons: another unit's list, and a verdict by a liaison.
    const { database } = chat.app;
    const jyj = await database.unit.findUniqueOrThrow({ where: { code: 'jyj' } });
    const filing = await database.filing.findFirstOrThrow();
    chat.forge('p-liang', { 伪造: `file:${jyj.id}:${filing.campaignId}`, 自批: `filingAccept:${filing.id}:` });
    const forged = liang.newest();
    expect(await liang.presses('伪造', forged)).toEqual([expect.stringContaining('不由您的单位负责')]);
    expect(await liang.presses('自批', forged)).toEqual([expect.stringContaining('不在您的职责范围')]);
    expect(filing).toMatchObject({ supervisionClass: 'major', status: 'waiting', title: '整治飞线充电' });
  }, 30_000);

  it('gives every accepted matter one number, also when two coordinators accept at the very same moment', async () => {
    const plan = smallPlan((each) => {
      each.people.push({ code: 'luo', name: '罗晋', roles: [{ role: 'coordinator' }] });
    });
    const chat = await start(plan);
    const wang = chat.as('wangmin');
    await wang.says('报送任务 部门5项，9月18日前');
    await wang.presses('确定');
    await files(chat.as('zhou'), '新建三所社区托育园');
    await files(chat.as('liang'), '整治小区飞线充电');
    const rows = await chat.app.database.filing.findMany({ orderBy: { id: 'asc' } });
    const [a, b] = rows.map(({ id }) => `filingAccept:${id}:`);
    const presses = [];
    for (const [who, ids] of [
      ['wangmin', [a, b]],
      ['luo', [a, b]],
    ] as const)
      for (const [at, id] of ids.entries()) {
        chat.forge(`p-${who}`, { [`确认${at}`]: id ?? '' });
        presses.push({ as: who, message: chat.as(who).newest()?.id ?? 0, button: id ?? '' });
      }
    await Promise.all(presses.map((press) => chat.app.sandbox.press(press)));
    await chat.app.settle();
    const items = await chat.app.database.item.findMany({
      where: { itemNo: { gt: 'XM-004' } },
      orderBy: { itemNo: 'asc' },
    });
    expect(items.map(({ itemNo }) => itemNo)).toEqual(['XM-005', 'XM-006']);
    expect(new Set(items.map(({ title }) => title)).size).toBe(2);
    const said = chat.everything().filter(({ text }) => text.includes('刚刚已经处理过了'));
    expect(said).toHaveLength(2);
  }, 30_000);
});
