import { expect, it } from 'vitest';
import { createCalendar, dayOf, timeOf } from '../../domain/calendar.js';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const ZONE = 'Asia/Shanghai';

describeOnEachDatabase('evenings, nights and days off are the people’s own', (databases) => {
  it('nobody is spoken to first but on workdays from 08:00 to 20:00, over a month with two holidays', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-12', time: '00:00' });
    await chat.goTo('2026-10-12', '09:00');
    const calendar = createCalendar();
    const said = chat.everything();
    expect(said.length).toBeGreaterThan(30);
    const wrong = said.filter(({ at }) => {
      const time = timeOf(at, ZONE);
      return !calendar.isWorkday(dayOf(at, ZONE)) || time < '08:00' || time >= '20:00';
    });
    expect(wrong.map(({ at, text }) => `${at.toISOString()} ${text}`)).toEqual([]);
    const days = new Set(said.map(({ at }) => dayOf(at, ZONE)));
    expect([...days]).toContain('2026-09-20'); // a Sunday on which people work
  });

  it('an answer comes at once at any hour', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-12', time: '23:30' });
    expect(await chat.as('zhou').says('我的事项')).toEqual([expect.stringContaining('XM-001')]);
    await chat.goTo('2026-09-13', '03:00');
    expect(await chat.as('he').says('我的事项')).toEqual([expect.stringContaining('XM-001')]);
  });

  it('what is sent back at 21:00 reaches the liaison at 08:00 of the next workday', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-11', time: '19:00' });
    const [zhou, wang] = [chat.as('zhou'), chat.as('wangmin')];
    await zhou.says('汇报 XM-001');
    await zhou.says('50%，二次结构完成三层，无困难');
    await zhou.presses('提交');
    await chat.goTo('2026-09-11', '21:00');
    await wang.says('复核');
    await wang.presses('退回补充');
    await wang.presses('进展说明');
    await wang.says('完成三层，指哪三层？');
    await wang.presses('退回');
    zhou.hears();
    await chat.goTo('2026-09-14', '07:59');
    expect(zhou.hears()).toEqual([]);
    await chat.goTo('2026-09-14', '08:00');
    expect(zhou.hears()).toEqual([expect.stringMatching(/进展被退回[\s\S]*9月14日 周一 12:00 前补充/)]);
  });
});
