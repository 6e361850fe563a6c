import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../support/database.js';
import { startWecomApp } from '../support/wecomApp.js';

describeOnEachDatabase('a campaign on WeCom', (databases) => {
  it('goes from the morning warning over a report, sent back and accepted, to the board, the digest and a bulletin', async () => {
    const world = await startWecomApp(databases, { plan: 'tests/support/smallPlan.json', on: '2026-09-07' });
    const { server } = world;
    const zhou = world.as('zhou');
    const wang = world.as('wangmin');
    const gao = world.as('gao');

    await world.goTo('2026-09-07', '09:00');
    expect(zhou.hears()).toEqual([expect.stringContaining('今日待办 2 项（教育局）')]);
    // A card holds the buttons: one for each line of the digest.
    expect(gao.hears()).toEqual([
      expect.stringContaining('逾期 1 项'),
      expect.stringMatching(/^趋势-.*png$/),
      expect.stringContaining('没有需要您定的事'),
    ]);

    expect(await zhou.presses('填 XM-001')).toEqual([expect.stringContaining('这次有没有进展')]);
    expect(await zhou.presses('有进展')).toEqual([expect.stringContaining('目前完成多少')]);
    expect(await zhou.says('六成')).toEqual([expect.stringContaining('完成 60%')]);
    expect(await zhou.says('主体结构全部封顶，<b>二次结构</b> 完成三层')).toEqual([
      expect.stringContaining('协调的困难'),
    ]);
    // Words that stand on a button do what the button does.
    expect(await zhou.says('没有困难')).toEqual([expect.stringContaining('佐证材料')]);
    expect(await zhou.sendsPhoto('the bytes of a photo')).toEqual([expect.stringContaining('已收到 1 份')]);
    await world.goTo('2026-09-07', '09:05');
    expect(await zhou.presses('发完了')).toEqual([expect.stringContaining('<b>二次结构</b>')]);
    // Eight buttons: this one is in the card's drop-down.
    const confirm = zhou.chat().at(-1)?.card;
    expect(confirm?.card_type === 'button_interaction' && confirm.button_list.length).toBe(6);
    expect(confirm?.card_type === 'button_interaction' && confirm.button_selection?.option_list.length).toBe(3);
    const taskId = confirm?.task_id ?? '';
    const event = {
      FromUserName: 'Zhou',
      MsgType: 'event',
      Event: 'template_card_event',
      EventKey: 'choose',
      TaskId: taskId,
    };
    await server.callback(event);
    await world.app.settle();
    expect(zhou.hears()).toEqual(['请先在下拉列表里选一项，再点旁边的按钮。']);
    expect(await zhou.presses('稍后')).toEqual([expect.stringContaining('已为您保留')]);
    await zhou.says('汇报 XM-001');
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('XM-001 已填报 60%')]);
    expect(
      zhou
        .chat()
        .filter((shown) => shown.greyed !== null)
        .map((shown) => shown.greyed),
    ).toEqual(expect.arrayContaining(['有进展', '没有困难', '发完了', '稍后', '提交']));

    expect(await wang.says('复核')).toEqual([expect.stringContaining('XM-001')]);
    await wang.presses('退回补充');
    await wang.presses('进展说明');
    await wang.says('二次结构完成三层，指哪三层？');
    await wang.presses('退回');
    expect(zhou.hears()).toEqual([expect.stringContaining('XM-001 的进展被退回，只需补一处')]);
    await zhou.presses('补充说明');
    await zhou.says('二次结构完成一至三层砌筑，四层正在施工');
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('补充已提交')]);
    await world.goTo('2026-09-07', '09:10');
    await wang.says('复核');
    expect((await wang.presses('通过')).join('\n')).toContain('XM-001');

    await world.goTo('2026-09-14', '09:30');
    const posts = server.state.groups.get('work') ?? [];
    // The board's words, and its poster.
    expect(posts.filter((post) => post.msgtype === 'image')).toHaveLength(1);
    expect(posts.filter((post) => !['markdown_v2', 'image'].includes(post.msgtype))).toEqual([]);
    const boards = posts.filter((post) => post.msgtype !== 'image' && post.text.includes('周红黑榜'));
    expect(boards).toHaveLength(1);
    expect(boards[0]?.text).toMatch(/^\*\*第 37 周红黑榜.*\n[\s\S]*\*\*红榜\*\*\n1\. /);
    expect(gao.hears().join('\n')).toContain('需要您定的');

    await wang.says('通报');
    await wang.presses('工作提示');
    await wang.says('关于第一轮进展填报情况的通报');
    await wang.says('本轮应报 4 项。\n请*各单位*对照 [清单](http://x.example) 抓紧。');
    await wang.presses('全部都发');
    expect((await wang.presses('发送')).join('\n')).toContain('共 7 份');
    expect(server.state.groups.get('work')?.at(-1)?.text).toContain(
      '请＊各单位＊对照 ［清单］(http://x.example) 抓紧。',
    );
    expect(zhou.hears().at(-1)).toContain('关于第一轮进展填报情况的通报');
    expect((await wang.presses('发送情况')).join('\n')).toContain('已送达 7');

    // Members' messages are taken back; the coordinator is told beforehand that the group's stays.
    expect((await wang.presses('撤回')).join('\n')).toContain('企业微信群里的 1 条收不回');
    expect((await wang.presses('撤回')).join('\n')).toMatch(
      /向 7 处发出撤回说明，收回 6 份。\n企业微信群里的 1 条收不回/,
    );
    const bulletins = zhou.chat().filter((shown) => shown.text.includes('请＊各单位＊对照'));
    expect(bulletins.map((shown) => shown.recalled)).toEqual([true]);
    expect(zhou.hears().at(-1)).toContain('不再有效');
    expect(server.state.groups.get('work')?.at(-1)?.text).toContain('已撤回');

    expect(server.state.refused).toEqual([]);
    expect(server.state.dropped).toEqual([]);
    expect(server.state.suppressed).toBe(0);
    expect(await world.app.database.delivery.count({ where: { status: { not: 'sent' } } })).toBe(0);
  }, 120_000);

  it('answers commands in the group through the robot, while posts go there by webhook', async () => {
    const world = await startWecomApp(databases, {
      plan: 'tests/support/smallPlan.json',
      on: '2026-09-07',
      robot: true,
    });
    await world.goTo('2026-09-14', '09:30');
    const posts = world.server.state.groups.get('work')?.length;
    expect(posts).toBeGreaterThan(0);
    expect((await world.asksRobot('gao', '红黑榜')).join()).toContain('第 37 周红黑榜');
    expect((await world.asksRobot('gao', '我的事项')).join()).toContain('请私聊办理');
    expect((await world.asksRobot('zhou', '帮助')).join()).toContain('在群里可以这样用');
    expect(world.server.state.groups.get('work')).toHaveLength(posts ?? 0);
  }, 60_000);
});
