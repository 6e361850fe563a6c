import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../support/database.js';
import { workbook } from '../support/sheets.js';
import { until } from '../support/until.js';
import { startWecomApp } from '../support/wecomApp.js';

const PLAN = 'tests/support/smallPlan.json';

/** A roster as an office keeps it: numbers in every form, an account in capitals, and mistakes. */
const roster = (more: (string | number)[][] = []) =>
  workbook({
    name: '名册',
    rows: [
      ['单位', '姓名', '职务', '角色', '企业微信账号（userid）', '手机号'],
      ['县教育局', '周岚', '办公室科员', '联络员', 'ZHOU', '+86 138-0013-8001'],
      ['县教育局', '何志平', '局长', '单位负责人', '', 13800138002],
      ['县住房城乡建设局', '梁雨', '', '联络员', '', '138 0013 8003'],
      ['县商务局', '苏婷', '', '联络员', '', '0930-6212345'],
      ...more,
    ],
  });

describeOnEachDatabase('from first contact to a working campaign on WeCom', (databases) => {
  it('the administrator claims, imports the roster, people are known by account or number, groups are bound', async () => {
    const world = await startWecomApp(databases, { plan: PLAN, on: '2026-09-07', robot: true, newcomers: true });
    const { app, server } = world;
    for (const [id, mobile] of [
      ['AdminLiu', ''],
      ['Zhou', ''],
      ['HeZhiPing', '13800138002'],
      ['LiangYu', '13800138003'],
      ['SuTing', ''],
      ['Passer', ''],
    ] as const)
      server.member(id, { mobile });
    const admin = world.as('adminliu');
    const passer = world.as('passer');

    const unknown = await passer.says('你好');
    expect(unknown).toEqual([expect.stringContaining('您的企业微信账号：Passer')]);
    expect(unknown[0]).toContain('督查室王敏');
    expect(unknown[0]).toContain('/claim');
    expect((await passer.says('/claim WRONGCODE1'))[0]).toContain('认领码不对');
    const claimed = await admin.says(`/claim ${world.claimCode?.toLowerCase()}`);
    expect(claimed[0]).toContain('您已是系统管理员');
    expect((await passer.says(`/claim ${world.claimCode}`))[0]).toContain('认领码不对');
    expect((await passer.says('在吗'))[0]).not.toContain('/claim');
    expect((await admin.says('邀请'))[0]).toContain('还有 8 人没有对上企业微信');

    const read = await admin.sendsFile('名册.xlsx', await roster([['督查室', '刘洋', '', '管理员', 'adminliu', '']]));
    expect(read.join()).toMatch(/有误 0/);
    expect(await app.database.wecomContact.count()).toBe(0);
    expect((await admin.presses('确认导入')).join()).toContain('已导入');
    expect((await app.database.person.findFirst({ where: { code: 'wecom-adminliu' } }))?.name).toBe('刘洋');
    await until('three bound', async () => (await app.database.identity.count({ where: { platform: 'wecom' } })) === 4);
    const contacts = await app.database.wecomContact.findMany({ orderBy: { personId: 'asc' } });
    expect(contacts.map(({ userId, mobile }) => [userId, mobile])).toEqual([
      ['zhou', '13800138001'],
      ['hezhiping', '13800138002'],
      ['liangyu', '13800138003'],
    ]);

    const greeted = await world.as('zhou').says('你好');
    expect(greeted).toEqual([expect.stringMatching(/^\*\*周岚，绑定成功\*\*\n您的身份：联络员（教育局）/)]);
    const [hello, items] = await world.as('hezhiping').says('我的事项');
    expect(hello).toContain('何志平，绑定成功');
    expect(items).toContain('XM-001');
    expect(await world.as('zhou').says('我的事项')).toHaveLength(1);

    const people = await admin.says('邀请');
    expect(people[0]).toContain('名册里没有填账号和手机：方国栋、苏婷');
    const again = await admin.sendsFile('名册.xlsx', await roster());
    expect(again.at(-1)).toContain('新增 0　修改 0　不变 4　有误 0');

    const groups = await admin.says('群设置');
    expect(groups[0]).toContain('可以绑定的企业微信群：work');
    await admin.presses('绑定work');
    const bound = await admin.presses('全部都发');
    expect(bound[0]).toContain('群“work”已绑定：示范县狠抓落实专项行动');
    expect(server.state.groups.get('work')?.at(-1)?.text).toContain('本群已绑定');
    await admin.says('群设置');
    await admin.presses('work');
    expect((await admin.presses('解除绑定'))[0]).toContain('已解除绑定');
    expect((await admin.says('群设置'))[0]).toContain('还没有绑定工作群');
    // In the group itself it goes by the robot.
    const inGroup = await world.asksRobot('adminLiu', 'bindgroup 红黑榜');
    expect(inGroup[0]).toContain('只把红黑榜发到这个群');
    expect(await app.database.chat.findMany()).toMatchObject([
      { platform: 'wecom', platformChatId: 'group:work', title: 'work', purpose: 'board', state: 'active' },
    ]);
    expect((await admin.says('运行状态'))[0]).toMatch(/企业微信\*\*　正常.*· work　红黑榜群/s);
    expect(server.state.refused.filter((each) => each.path !== 'user/getuserid')).toEqual([]);
  }, 60_000);

  it('names what is wrong about accounts and numbers, row by row, and keeps the rest', async () => {
    const world = await startWecomApp(databases, { plan: PLAN, on: '2026-09-07' });
    const { app } = world;
    const wang = world.as('wangmin');
    await app.database.wecomContact.create({
      data: {
        personId: (await app.database.person.findUniqueOrThrow({ where: { code: 'fang' } })).id,
        mobile: '13900139000',
      },
    });
    const rows = [
      ['县商务局', '甲一', '', '联络员', 'same', ''],
      ['县商务局', '乙二', '', '联络员', 'SAME', ''],
      ['县商务局', '丙三', '', '联络员', '', '13700137000'],
      ['县商务局', '丁四', '', '联络员', '', '+86 137 0013 7000'],
      ['县商务局', '戊五', '', '联络员', 'he', ''],
      ['县商务局', '己六', '', '联络员', '', '1380013'],
      ['县商务局', '庚七', '', '联络员', '王', ''],
      ['县商务局', '辛八', '', '联络员', '', '13900139000'],
    ];
    const told = await wang.sendsFile('名册.xlsx', await roster(rows));
    const said = told.join('\n');
    expect(said).toContain('有误 8');
    expect(said).toContain('与“名册”第 7 行（乙二）的账号相同，请核对是谁的');
    expect((await wang.presses('确认导入')).join()).toContain('跳过 8');
    expect(await app.database.wecomContact.count()).toBe(4);
    // Another account for somebody who is bound: what the roster says counts.
    const corrected = await workbook({
      name: '名册',
      rows: [
        ['单位', '姓名', '角色', '企业微信账号'],
        ['县教育局', '何志平', '单位负责人', 'He.New'],
      ],
    });
    world.server.member('He.New');
    expect((await wang.sendsFile('更正.xlsx', corrected)).join('\n')).toContain('修改 1');
    await wang.presses('确认导入');
    const he = { platform: 'wecom', person: { code: 'he' } };
    await until(
      'the other account',
      async () => (await app.database.identity.findFirst({ where: he }))?.platformUserId === 'he.new',
    );
    expect(await app.database.identity.count({ where: he })).toBe(1);
  }, 60_000);

  it('tells the coordinator when a group’s webhook is gone, and lets them bind the group again', async () => {
    const world = await startWecomApp(databases, { plan: PLAN, on: '2026-09-07', time: '09:30' });
    const { app, server } = world;
    const wang = world.as('wangmin');
    const keys = [...server.state.webhooks];
    server.state.webhooks.clear();
    const start = async () => {
      await wang.says('通报');
      await wang.presses('工作提示');
      await wang.says('关于填报的提示');
      await wang.says('请各单位对照清单抓紧填报。');
      await wang.presses('发工作群');
      return wang.presses('发送');
    };
    const said = (await start()).join('\n');
    expect(said).toContain('“狠抓落实工作群”的群机器人已失效');
    expect(await app.database.chat.findMany()).toMatchObject([{ state: 'removed' }]);
    for (const [key, name] of keys) server.state.webhooks.set(key, name);
    await wang.says('群设置');
    await wang.presses('绑定work');
    expect((await wang.presses('只发通报'))[0]).toContain('只把通报发到这个群');
    expect(server.state.groups.get('work')?.at(-1)?.text).toContain('只把通报发到这个群');
  }, 60_000);
});
