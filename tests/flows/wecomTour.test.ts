import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../support/database.js';
import { startWecomApp } from '../support/wecomApp.js';

describeOnEachDatabase('a campaign on WeCom', (databases) => {
  it('warnings, a guided report, sending back, the board, the digest and a bulletin', async () => {
    const world = await startWecomApp(databases, { plan: 'tests/support/smallPlan.json', on: '2026-09-07' });
    const zhou = world.as('zhou');
    const wang = world.as('wangmin');
    await world.goTo('2026-09-07', '09:00');
    console.log(
      zhou.hears(),
      zhou.chat().map((s) => JSON.stringify(s.card)),
      world.as('gao').hears(),
      wang.hears(),
    );
    console.log(await zhou.presses('填 XM-001'));
    console.log(await zhou.presses('有进展'));
    console.log(await zhou.says('六成'));
    console.log(await zhou.says('主体结构全部封顶，<b>二次结构</b> 完成三层'));
    console.log(await zhou.presses('没有困难'));
    console.log(await zhou.sendsPhoto('xyz123'));
    console.log(await zhou.presses('发完了'));
    console.log(await zhou.presses('提交'));
    expect(world.server.state.refused).toEqual([]);
    expect(world.server.state.dropped).toEqual([]);
  });
});
