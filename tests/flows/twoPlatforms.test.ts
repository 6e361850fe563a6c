import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../support/database.js';
import { startWecomApp } from '../support/wecomApp.js';

const PLAN = 'tests/support/smallPlan.json';

describeOnEachDatabase('a campaign whose people sit on two platforms', (databases) => {
  it('reaches each where they are, and one coordinator reviews reports from both', async () => {
    const inWecom = ['zhou', 'wangmin', 'gao'];
    const world = await startWecomApp(databases, { plan: PLAN, on: '2026-09-07', inWecom });
    const { sandbox } = world.app;
    const said = (code: string) =>
      sandbox.store.listMessages(`p-${code}`, 0).filter((message) => message.from === 'bot');
    const press = async (code: string, label: string) => {
      const message = said(code).findLast((each) => each.rows.flat().some((button) => button.label === label));
      const button = message?.rows.flat().find((each) => each.label === label);
      await sandbox.press({ as: code, message: message?.id ?? 0, button: button?.id ?? '' });
      await world.app.settle();
    };
    await world.goTo('2026-09-07', '09:00');
    expect(world.as('zhou').hears().join()).toContain('今日待办 2 项（教育局）');
    expect(
      said('liang')
        .map((message) => message.text)
        .join(),
    ).toContain('XM-003');

    const block = '60%，主体结构全部封顶，正在做二次结构，无困难';
    await world.as('zhou').presses('填 XM-001');
    await world.as('zhou').says(block);
    await world.as('zhou').presses('提交');
    await press('liang', '填 XM-003');
    await sandbox.say({ as: 'liang', chat: 'p-liang', text: '20%，施工许可证已取得，正式开工，无困难' });
    await world.app.settle();
    await press('liang', '提交');
    const wang = world.as('wangmin');
    expect((await wang.says('复核')).join()).toContain('XM-001');
    expect((await wang.presses('通过')).join()).toContain('XM-003');
    await wang.presses('退回补充');
    await wang.presses('进展说明');
    await wang.says('施工许可证的编号请写上');
    await wang.presses('退回');
    expect(said('liang').at(-1)?.text).toContain('XM-003 的进展被退回');
  }, 60_000);

  it('sends what one platform refuses on the other, once, and stays there', async () => {
    const world = await startWecomApp(databases, { plan: PLAN, on: '2026-09-07', inWecom: ['zhou'] });
    const { app, server } = world;
    const zhou = await app.database.person.findUniqueOrThrow({ where: { code: 'zhou' } });
    await app.database.person.update({ where: { id: zhou.id }, data: { preferredPlatform: 'wecom' } });
    await app.database.identity.create({
      data: {
        personId: zhou.id,
        platform: 'sandbox',
        platformUserId: 'zhou',
        address: 'p-zhou',
        createdAt: app.clock.now(),
      },
    });
    server.member('Zhou', { visible: false });
    await world.goTo('2026-09-07', '09:00');
    const inSandbox = () => app.sandbox.store.listMessages('p-zhou', 0).map((message) => message.text);
    expect(inSandbox()).toEqual([expect.stringContaining('今日待办 2 项（教育局）')]);
    expect(server.chat('zhou')).toEqual([]);
    const rows = await app.database.delivery.findMany({ where: { personId: zhou.id }, orderBy: { id: 'asc' } });
    expect(rows.map(({ platform, status, lastError }) => ({ platform, status, lastError }))).toEqual([
      { platform: 'wecom', status: 'failed', lastError: 'invaliduser; sent on sandbox' },
      { platform: 'sandbox', status: 'sent', lastError: null },
    ]);

    // The next goes to the other platform at once; speaking in WeCom makes it the preferred one again.
    await world.goTo('2026-09-14', '09:00');
    expect(await app.database.delivery.count({ where: { personId: zhou.id, platform: 'wecom' } })).toBe(1);
    server.member('Zhou');
    await world.as('zhou').says('我的事项');
    await world.goTo('2026-09-16', '09:00');
    expect(world.as('zhou').hears().join()).toContain('今日待办');
  }, 60_000);

  it('lets a person of the roster in who speaks before anything was sent to them', async () => {
    const world = await startWecomApp(databases, { plan: PLAN, on: '2026-09-07' });
    const { app, server } = world;
    const su = await app.database.person.findUniqueOrThrow({ where: { code: 'su' } });
    await app.database.identity.deleteMany({ where: { personId: su.id } });
    expect(await world.as('su').says('我的事项')).toEqual([expect.stringContaining('您的企业微信账号：Su')]);
    await app.database.wecomContact.create({ data: { personId: su.id, userId: 'su' } });
    expect(await world.as('su').says('我的事项')).toEqual([
      expect.stringContaining('苏婷，绑定成功'),
      expect.stringContaining('XM-004'),
    ]);
    expect(server.state.refused).toEqual([]);
  }, 60_000);
});
