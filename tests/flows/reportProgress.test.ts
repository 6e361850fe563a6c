import { describe, expect, it } from 'vitest';
import { describeOnEachDatabase } from '../support/database.js';
import { startChatApp } from '../support/chatApp.js';

describeOnEachDatabase('a liaison reports progress', (databases) => {
  it('is told in the morning, reports in a few taps, and the coordinator accepts', async () => {
    const chat = await startChatApp(databases, { plan: 'tests/support/smallPlan.json', on: '2026-09-07' });
    const zhou = chat.as('zhou');
    const wang = chat.as('wangmin');
    await chat.goTo('2026-09-07', '09:00');
    console.log(zhou.hears(), chat.as('he').hears(), chat.as('gao').hears(), wang.hears(), chat.as('liang').hears());
    console.log(await zhou.presses('填 XM-001'));
    console.log(await zhou.presses('有进展'));
    console.log(await zhou.says('六成'));
    console.log(await zhou.says('主体结构全部封顶，<b>二次结构</b> 完成三层'));
    console.log(await zhou.presses('没有困难'));
    console.log(await zhou.sends('照片.txt', 'x'));
    console.log(await zhou.presses('发完了'));
    console.log(await zhou.presses('提交'));
    console.log(await wang.says('复核'));
    console.log(await wang.presses('退回补充'));
    console.log(await wang.presses('进展说明'));
    console.log(await wang.says('二次结构完成三层，指哪三层？'));
    console.log(await wang.presses('退回'));
    console.log(zhou.hears());
    console.log(await zhou.presses('补充说明'));
    console.log(await zhou.says('二次结构完成一至三层砌筑，四层正在施工'));
    console.log(await zhou.presses('提交'));
    console.log(await wang.says('/review'));
    console.log(await wang.presses('通过'));
    for (const [on, t] of [
      ['2026-09-08', '09:30'],
      ['2026-09-09', '09:30'],
      ['2026-09-10', '09:30'],
      ['2026-09-11', '09:30'],
      ['2026-09-14', '09:30'],
    ]) {
      await chat.goTo(on as string, t as string);
      console.log(on, {
        zhou: zhou.hears(),
        he: chat.as('he').hears(),
        gao: chat.as('gao').hears(),
        wang: wang.hears(),
        liang: chat.as('liang').hears(),
        fang: chat.as('fang').hears(),
        su: chat.as('su').hears(),
        group: chat.as('wangmin', 'g-work').hears(),
      });
    }
    console.log(
      await zhou.says('得分'),
      await zhou.says('我的事项'),
      await zhou.says('查看 1'),
      await zhou.says('帮助'),
    );
  }, 60000);
});
