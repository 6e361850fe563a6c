import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase, type TestDatabases } from '../support/database.js';
import { type Plan, smallPlan } from '../support/plans.js';

/** The second campaign's workday: a Friday on which XM-001 of the first comes due. */
const FRIDAY = '2026-09-11';
const FIRST = '示范县狠抓落实专项行动';
const SECOND = '全县营商环境提升行动';

/** 周岚 is liaison and 王敏 coordinator in both, 高峰 leads in both; 梁雨's unit is in both, but 苏婷 files for it in the second. */
async function twoCampaigns(databases: TestDatabases, change: (plan: Plan) => void = () => {}): Promise<ChatApp> {
  const plan = smallPlan((each) => {
    each.groups?.push({ code: 'second', title: '营商环境工作群', members: 'all' });
    change(each);
  });
  const chat = await startChatApp(databases, { plan, on: '2026-09-10', time: '20:30' });
  const { database } = chat.app;
  const now = chat.app.clock.now();
  const days = { startsOn: '2026-09-01', endsOn: '2026-12-31' };
  const { id: campaignId } = await database.campaign.create({
    data: { name: SECOND, ...days, rules: {}, schedules: {}, createdAt: now },
  });
  const unit = async (code: string) => (await database.unit.findUniqueOrThrow({ where: { code } })).id;
  const [jyj, zjj] = [await unit('jyj'), await unit('zjj')];
  await database.campaignUnit.createMany({ data: [jyj, zjj].map((unitId) => ({ campaignId, unitId })) });
  for (const [code, role, unitId] of [
    ['zhou', 'liaison', jyj],
    ['su', 'liaison', zjj],
    ['gao', 'leader', jyj],
    ['wangmin', 'coordinator', null],
  ] as const) {
    const { id: personId } = await database.person.findUniqueOrThrow({ where: { code } });
    await database.roleGrant.create({ data: { personId, role, campaignId, unitId, createdAt: now } });
  }
  for (const [itemNo, title, leadUnitId] of [
    ['XM-001', '校园周边证照联办', jyj],
    ['XM-002', '施工许可一窗受理', zjj],
  ] as const)
    await database.item.create({
      data: {
        campaignId,
        itemNo,
        title,
        supervisionClass: 'routine',
        leadUnitId,
        filedOn: '2026-09-01',
        dueOn: FRIDAY,
        createdAt: now,
        milestones: { create: [{ position: 0, name: '完成', percent: 100, dueOn: FRIDAY, originalDueOn: FRIDAY }] },
      },
    });
  await database.chat.updateMany({ where: { platformChatId: 'g-second' }, data: { campaignId } });
  return chat;
}

describeOnEachDatabase('two campaigns at once', (databases) => {
  it('make one bundle that says what belongs where, and every answer says which campaign it is about', async () => {
    const chat = await twoCampaigns(databases);
    const [zhou, liang, su] = [chat.as('zhou'), chat.as('liang'), chat.as('su')];
    await chat.goTo(FRIDAY, '09:00');
    const bundles = zhou.hears();
    expect(bundles).toHaveLength(1);
    expect(bundles[0]).toMatch(
      new RegExp(
        `^今日提醒　涉及 2 个专项行动\n① ${FIRST}\n[\\s\\S]*【今日到期】XM-001 第三小学扩建[\\s\\S]*\n② ${SECOND}\n[\\s\\S]*【今日到期】XM-001 校园周边`,
      ),
    );
    expect(zhou.buttons()).toEqual(expect.arrayContaining(['①填 XM-001', '②填 XM-001', '太频繁']));
    // Who is in one campaign hears of that alone, without its name.
    expect(liang.hears().join('\n')).not.toMatch(/施工许可|专项行动/);
    const forSu = su.hears().join('\n');
    expect(forSu).toContain('施工许可一窗受理');
    expect(forSu).toContain(`〔${SECOND}〕`);
    // The leader's two digests say whose they are; an answer is about the one that came last.
    const digests = chat.as('gao').hears();
    expect(digests.filter((each) => each.includes(`〔${FIRST}〕`))).toHaveLength(1);
    // The second slot of the same morning changes nothing.
    await chat.restart();
    expect(zhou.hears()).toEqual([]);

    expect(await zhou.presses('②填 XM-001')).toEqual([expect.stringContaining('校园周边证照联办')]);
    await zhou.presses('取消');
    expect((await zhou.says('我的事项'))[0]).toMatch(
      new RegExp(`校园周边证照联办[\\s\\S]*专项行动：${SECOND}。换一个请发“切换行动”。$`),
    );
    expect(await zhou.says('查看 XM-001')).toEqual([expect.stringContaining('校园周边证照联办')]);
    // Only the first ledger has an XM-002 of hers.
    expect(await zhou.says('查看 校车安全')).toEqual([expect.stringContaining('校车安全隐患排查')]);
    await zhou.says('切换行动');
    await zhou.presses(`2 ${FIRST.slice(0, 6)}…`);
    expect(await zhou.says('查看 XM-001')).toEqual([expect.stringContaining('第三小学扩建工程竣工')]);
    // Another liaison of the unit files for it in the second campaign.
    expect(await liang.says('查看 施工许可')).toEqual([expect.stringContaining('没有找到')]);
    expect(await liang.says('汇报')).not.toEqual([expect.stringContaining('施工许可')]);
  }, 40_000);

  it('keep reports, verdicts, boards and groups apart', async () => {
    const chat = await twoCampaigns(databases);
    const [zhou, su, wang] = [chat.as('zhou'), chat.as('su'), chat.as('wangmin')];
    const { database } = chat.app;
    const second = await database.campaign.findUniqueOrThrow({ where: { name: SECOND } });
    await chat.goTo(FRIDAY, '09:40');
    await su.says('汇报 施工许可');
    await su.says('60%，已在大厅设一窗，无困难');
    await su.presses('提交');
    await zhou.says('汇报 第三小学');
    await zhou.says('45%，主体三层完成，无困难');
    await zhou.presses('提交');
    // The coordinator works in the campaign that began last; the other one's report is not in the queue.
    expect((await wang.says('复核'))[0]).toMatch(/施工许可一窗受理[\s\S]*专项行动：全县营商环境提升行动/);
    const card = wang.newest();
    await wang.says('切换行动');
    await wang.presses(`2 ${FIRST.slice(0, 6)}…`);
    expect((await wang.says('复核'))[0]).toContain('第三小学扩建工程竣工');
    // The older card still is about its own campaign, and pressing it works there.
    expect((await wang.presses('通过', card))[0]).toContain('XM-002 已通过');
    expect((await wang.says('复核'))[0]).not.toContain('第三小学');
    const reports = await database.progressReport.findMany({ orderBy: { id: 'asc' }, include: { item: true } });
    expect(reports.map(({ status, item }) => [item.campaignId === second.id, status])).toEqual([
      [true, 'accepted'],
      [false, 'submitted'],
    ]);
    // On Monday both campaigns publish their board, each in its own group.
    for (const group of ['g-work', 'g-second']) chat.as('wangmin', group).hears();
    await chat.goTo('2026-09-14', '09:13');
    const boards = (group: string) =>
      chat
        .as('wangmin', group)
        .hears()
        .filter((each) => each.includes('红黑榜'));
    expect(boards('g-work').join('\n')).toContain(FIRST);
    expect(boards('g-work').join('\n')).not.toContain(SECOND);
    const own = chat
      .as('wangmin', 'g-second')
      .history()
      .map(({ text }) => text)
      .join('\n');
    expect(own).toContain(SECOND);
    expect(own).not.toContain(FIRST);
    expect(own).not.toMatch(/第三小学|校车|老旧小区|农贸市场/);
    expect(await chat.as('wangmin', 'g-second').says('/board')).toEqual([expect.stringContaining(SECOND)]);
    expect(await chat.as('wangmin', 'g-work').says('/board')).toEqual([expect.stringContaining(FIRST)]);
    // A unit's reasons are those of the campaign that is worked in.
    const why = await zhou.says('得分');
    expect(why.join('\n')).toContain('专项行动：');
  }, 60_000);
});
