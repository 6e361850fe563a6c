import { expect, it } from 'vitest';
import { type ChatApp, startChatApp, type Talk } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const MONDAY = '2026-09-07';
/** The day before the new campaign begins; the Monday after is its first workday. */
const FRIDAY = '2026-09-11';

/** Answers the first steps up to the phases. */
async function begin(wang: Talk, name: string, days: string): Promise<string[]> {
  await wang.says('新建行动');
  await wang.says(name);
  return wang.says(days);
}

/** Takes every default after the phases. */
async function takeDefaults(wang: Talk): Promise<void> {
  for (const label of ['就按这样', '四个不敢', '用这一套', '用这些时间']) await wang.presses(label);
}

describeOnEachDatabase('a coordinator sets up a campaign', (databases) => {
  const start = (on = MONDAY): Promise<ChatApp> => startChatApp(databases, { on, time: '16:00' });

  it('step by step with defaults; it is theirs, reviewed, and announced on the first workday of each phase', async () => {
    const chat = await start(FRIDAY);
    const wang = chat.as('wangmin');
    expect(await wang.says('新建行动')).toEqual([expect.stringContaining('叫什么名称？')]);
    await wang.says('全县秋冬季安全生产攻坚行动');
    expect(wang.buttons()).toEqual(expect.arrayContaining(['今天', '下周一', '下月1日']));
    expect(await wang.says('9月12日')).toEqual([expect.stringContaining('2026年9月12日 周六开始')]);
    expect(await wang.presses('到年底')).toEqual([
      expect.stringMatching(
        /自查自纠　9月12日至10月3日　.*\n整改落实　10月4日至11月28日　.*\n巩固提升　11月29日至12月31日/,
      ),
    ]);
    await wang.presses('就按这样');
    expect(await wang.presses('四个不敢')).toEqual([expect.stringContaining('按期完成 40、及时报告 20')]);
    await wang.presses('用这一套');
    const [check] = await wang.presses('用这些时间');
    expect(check).toContain('名称：全县秋冬季安全生产攻坚行动\n起止：2026年9月12日至2026年12月31日');
    expect(check).toContain('提醒 8:40，晨报 8:46，榜单 15:42');
    expect(check?.split('\n').length).toBeLessThanOrEqual(12);
    expect(await wang.presses('创建')).toEqual([
      expect.stringMatching(
        /^已创建“全县秋冬季安全生产攻坚行动”，您是协调员\n接下来：\n1\. 发“导入”[\s\S]*9月12日 周六 开始/,
      ),
    ]);
    expect(await wang.says('未报名单')).toEqual([expect.stringMatching(/^还没有在办事项.*发“导入”/)]);
    const { database } = chat.app;
    const made = await database.campaign.findUniqueOrThrow({
      where: { name: '全县秋冬季安全生产攻坚行动' },
      include: { phases: true, grants: true },
    });
    expect(made).toMatchObject({ boardPolicy: 'reviewed', status: 'active', taxonomy: 'fourDareNots', schedules: {} });
    expect(made.phases).toHaveLength(3);
    expect(made.grants).toMatchObject([{ role: 'coordinator' }]);
    // 高峰 leads there too, and the work group moves over; 12 September is a Saturday.
    const gao = await database.person.findUniqueOrThrow({ where: { code: 'gao' } });
    const jyj = await database.unit.findUniqueOrThrow({ where: { code: 'jyj' } });
    await database.roleGrant.create({
      data: { personId: gao.id, role: 'leader', campaignId: made.id, unitId: jyj.id, createdAt: chat.app.clock.now() },
    });
    const group = chat.as('wangmin', 'g-work');
    expect(await group.says('/bindgroup')).toEqual([
      expect.stringMatching(/^本群绑定到哪个专项行动？\n1\. 全县秋冬季/),
    ]);
    expect(await group.presses('1 全县秋冬季安…')).toEqual([expect.stringContaining('本群已绑定：全县秋冬季安全生产')]);
    await chat.goTo('2026-09-13', '20:00');
    chat.as('gao').hears();
    group.hears();
    await chat.goTo('2026-09-14', '08:12');
    const words =
      /^进入“自查自纠”阶段（9月12日至10月3日）\n全县秋冬季安全生产攻坚行动\n本阶段要求：对照清单自查，建立问题台账，即知即改/;
    expect(chat.as('gao').hears()).toEqual([expect.stringMatching(words)]);
    expect(group.hears()).toEqual([expect.stringMatching(words)]);
    // The next mornings say nothing of it again, and a slot that is run again changes nothing.
    await database.jobRun.deleteMany({ where: { job: `announcePhase/${made.id}` } });
    await chat.restart();
    await chat.goTo('2026-09-15', '08:30');
    expect([...chat.as('gao').hears(), ...group.hears()].join('\n')).not.toContain('进入“');
    expect(await chat.app.database.delivery.count({ where: { subject: { startsWith: 'phase:' } } })).toBe(2);
  }, 30_000);

  it('is told what to write instead of what makes no sense', async () => {
    const chat = await start();
    const wang = chat.as('wangmin');
    await wang.says('/campaign');
    expect(await wang.says('攻坚')).toEqual([expect.stringContaining('名称太短')]);
    expect(await wang.says('大'.repeat(5000))).toEqual([expect.stringContaining('写了 5000 个字，超过 60 字')]);
    expect(await wang.says('示范县狠抓落实专项行动')).toEqual([expect.stringContaining('已经有一个叫')]);
    await wang.says('全县  冬春\n安全攻坚行动');
    expect(await wang.says('2月30日')).toEqual([expect.stringContaining('没有“2月30日”这一天，2月只到 28 日')]);
    expect(await wang.says('看情况')).toEqual([expect.stringContaining('没有认出“看情况”是哪一天')]);
    expect(await wang.says('2024年1月1日')).toEqual([expect.stringContaining('过去一年多')]);
    await wang.says('9月21日');
    expect(await wang.says('2026年9月1日')).toEqual([
      expect.stringContaining('结束日期要在开始日期（2026年9月21日）之后'),
    ]);
    expect(await wang.says('2030年1月1日')).toEqual([expect.stringContaining('超过三年')]);
    expect(await wang.says('次年2月28日')).toEqual([expect.stringContaining('巩固提升　')]);
    expect(await wang.says('先自查，后整改')).toEqual([expect.stringContaining('“先自查，后整改”没有看懂')]);
    expect(await wang.says('自查 9月21日至10月20日 摸底\n整改 10月10日至2月28日 销号')).toEqual([
      expect.stringContaining('“整改”从10月10日开始，可“自查”到10月20日才结束，两段重叠了'),
    ]);
    expect(await wang.says('自查 9月1日至10月20日')).toEqual([expect.stringContaining('不在专项行动的起止日期')]);
    expect(await wang.says('自查 9月21日至9月31日 摸底')).toEqual([expect.stringContaining('没有“9月31日”这一天')]);
    expect(await wang.says('1、自查：9月21日至10月20日，摸清底数\n2、整改：10月20日至2月28日 逐项销号')).toEqual([
      expect.stringMatching(/阶段这样排\n自查　9月21日至10月20日　摸清底数\n整改　10月20日至次年2月28日　逐项销号/),
    ]);
    await wang.presses('就按这样');
    expect(await wang.says('慢')).toEqual([expect.stringContaining('请写两个以上的分类')]);
    expect(await wang.says('四风：形式主义、官僚主义、享乐主义、奢靡之风')).toEqual([
      expect.stringContaining('怎么占比'),
    ]);
    expect(await wang.says('50 30 20')).toEqual([expect.stringContaining('请写五个数（现在是 3 个）')]);
    expect(await wang.says('50 30 20 10 10')).toEqual([expect.stringContaining('合计是 120')]);
    await wang.says('50 20 10 10 10');
    expect(await wang.says('7:10 8:50 16:12')).toEqual([expect.stringContaining('不打扰人')]);
    expect(await wang.says('9:10 8:50 16:12')).toEqual([expect.stringContaining('晨报要在提醒之后')]);
    expect(await wang.says('8:20 8：50 9点')).toEqual([expect.stringContaining('12:10 以后')]);
    expect(await wang.says('8:20 8:50 16:12')).toEqual([expect.stringContaining('问题分类：四风（形式主义、官僚主义')]);
    await wang.presses('改名称');
    await wang.says('全县冬春安全攻坚行动2026');
    // Meanwhile another coordinator has taken the name; the draft is not lost.
    const { database } = chat.app;
    const other = { startsOn: MONDAY, endsOn: '2026-12-31', rules: {}, schedules: {}, createdAt: chat.app.clock.now() };
    await database.campaign.create({ data: { name: '全县冬春安全攻坚行动2026', ...other } });
    expect(await wang.presses('创建')).toEqual([expect.stringContaining('已经有一个叫')]);
    await wang.presses('改名称');
    await wang.says('全县冬春安全攻坚行动');
    expect(await wang.presses('创建')).toEqual([expect.stringContaining('已创建')]);
    expect(await database.campaign.findUniqueOrThrow({ where: { name: '全县冬春安全攻坚行动' } })).toMatchObject({
      taxonomy: '四风',
      rules: { tags: ['形式主义', '官僚主义', '享乐主义', '奢靡之风'], weights: { completion: 50 } },
      schedules: { warnDeadlines: '20 8 * * *', chaseReports: '6 8 * * *', publishApprovedBoard: '12 16 * * *' },
    });
    expect(await chat.as('zhou').says('新建行动')).toEqual([expect.stringContaining('不在您的职责范围')]);
  }, 30_000);

  it('imports its plan into the campaign they say, and works in the one they chose', async () => {
    const chat = await start();
    const wang = chat.as('wangmin');
    await begin(wang, '全县营商环境提升行动', '9月8日至12月20日');
    await takeDefaults(wang);
    await wang.presses('创建');
    const plan = '事项名称,责任单位,完成时限\n政务大厅延时服务,教育局,2026-11-30\n一件事一次办,商务局,2026-12-10\n';
    expect(await wang.sends('计划.csv', plan)).toEqual([
      expect.stringMatching(/^“计划.csv”导入到哪个专项行动？\n1\. 全县营商环境提升行动\n2\. 示范县狠抓落实/),
    ]);
    const read = await wang.presses('1 全县营商环境…');
    expect(read.join('\n')).toContain('计划.csv');
    const done = await wang.presses('确认导入');
    expect(done.join('\n')).toContain('2');
    const items = await chat.app.database.item.findMany({
      where: { campaign: { name: '全县营商环境提升行动' } },
      orderBy: { id: 'asc' },
    });
    expect(items.map(({ title }) => title)).toEqual(['政务大厅延时服务', '一件事一次办']);
    const [mine] = await wang.says('我的事项');
    expect(mine).toContain('政务大厅延时服务');
    expect(mine).not.toContain('第三小学扩建');
    expect(mine).toMatch(/专项行动：全县营商环境提升行动。换一个请发“切换行动”。$/);
    expect(await wang.says('切换行动')).toEqual([expect.stringContaining('全县营商环境提升行动　【当前】')]);
    await wang.presses('2 示范县狠抓落…');
    expect((await wang.says('我的事项'))[0]).toContain('第三小学扩建');
  }, 30_000);
});
