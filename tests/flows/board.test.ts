import { expect, it } from 'vitest';
import { dayOf, timeOf } from '../../domain/calendar.js';
import { boardPlan } from '../support/boardPlan.js';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const ZONE = 'Asia/Shanghai';

describeOnEachDatabase('the red and black board', (databases) => {
  const start = () => startChatApp(databases, { plan: boardPlan(), on: '2026-09-07' });

  it('is published in the group on the first workday of the week, with the reasons of both lists', async () => {
    const chat = await start();
    const group = chat.as('wangmin', 'g-work');
    await chat.goTo('2026-09-07', '09:11');
    expect(group.hears()).toEqual([]);
    await chat.goTo('2026-09-07', '09:12');
    const [board = '', ...more] = group.hears();
    expect(more).toEqual([]);
    expect(board).toMatch(/^第 36 周红黑榜（8月31日—9月6日）\n示范县狠抓落实专项行动\n红榜\n/);
    const [red = '', black = ''] = board.split('\n黑榜\n');
    expect(red).toMatch(/1（并列）\. 甲局　100\.0 分.*\n　本期可评 8 项，均未扣分/);
    expect(red).toMatch(/1（并列）\. 乙局　100\.0 分.*\n　本期可评 6 项，均未扣分/);
    expect(black).toMatch(/4\. 丁局　.* 分.*\n　XM-012 逾期 1 个工作日未完成；XM-013 逾期 1 个工作日未完成/);
    expect(black).toMatch(/5（并列）\. 戊局　0\.0 分.*\n　XM-014 逾期 1 个工作日未完成；XM-015 .*；XM-016 .*；等 4 处/);
    expect(board).toContain('未参与排名 1 个：庚局（本期没有到期事项）');
    expect(board).toContain('评分规则 2026.1');
  });

  it('calls nobody black for a single slip, on few records, or for nothing at all', async () => {
    const chat = await start();
    await chat.goTo('2026-09-07', '09:12');
    const [board = ''] = chat.as('wangmin', 'g-work').hears();
    const black = (board.split('\n黑榜\n')[1] ?? '').split('\n其余')[0] ?? '';
    for (const unit of ['甲局', '乙局', '丙局', '己局', '庚局']) expect(black).not.toContain(unit);
  });

  it('explains every point to the unit itself, with the item behind it, and to no other unit', async () => {
    const chat = await start();
    await chat.goTo('2026-09-07', '10:00');
    const liaison = chat.as('ding-l');
    const [why = ''] = await liaison.says('得分');
    expect(why).toMatch(/^县丁局　第 36 周得分依据/);
    expect(why).toContain('第 4 名，列入黑榜');
    expect(why).toContain('得失分 2 处\n· XM-012 逾期 1 个工作日未完成　−');
    expect(liaison.buttons()).toEqual(['看 XM-012', '看 XM-013']);
    expect(await liaison.presses('看 XM-013')).toEqual([expect.stringMatching(/^XM-013 第13项/)]);
    const points = [...why.matchAll(/未完成　−([\d.]+)/g)].map((match) => Number(match[1]));
    const total = Number(/([\d.]+) 分，第/.exec(why)?.[1]);
    expect(points.reduce((sum, each) => sum + each, 0)).toBeCloseTo(100 - total, 1);

    expect(await liaison.says('得分 戊局')).toEqual([expect.stringContaining('看不到内容')]);
    expect(await chat.as('geng-l').says('得分')).toEqual([expect.stringContaining('本期不参与排名：本期没有到期事项')]);
    expect(await chat.as('wangmin').says('得分 戊局')).toEqual([expect.stringContaining('列入黑榜')]);
    expect(await chat.as('jia-l').says('红黑榜')).toEqual(chat.as('wangmin', 'g-work').hears());
  });

  it('comes once a week, and shows who moved', async () => {
    const chat = await start();
    const group = chat.as('wangmin', 'g-work');
    await chat.goTo('2026-09-08', '09:00');
    await chat.as('ding-l').says('汇报 XM-012');
    await chat.as('ding-l').says('50%，第一步办完，无困难');
    await chat.as('ding-l').presses('提交');
    await chat.as('wangmin').says('复核');
    await chat.as('wangmin').presses('通过');
    await chat.goTo('2026-09-21', '20:00');
    const boards = group.history().filter(({ text }) => text.includes('红黑榜（'));
    const times = boards.map((message) => `${dayOf(message.at, ZONE)} ${timeOf(message.at, ZONE)}`);
    expect(times).toEqual(['2026-09-07 09:12', '2026-09-14 09:12', '2026-09-21 09:12']);
    const moved = await chat.app.database.boardEntry.findMany({
      where: { board: { periodKey: '2026-W37' }, list: 'black' },
      orderBy: { place: 'asc' },
    });
    expect(moved.map(({ change }) => change)).toEqual([
      { kind: 'up', by: expect.any(Number) },
      { kind: 'up', by: expect.any(Number) },
    ]);
    // Who rose among the last stands there without an arrow: the tie below moved, not the unit.
    expect(boards[1]?.text).toMatch(/戊局　0\.0 分　红灯/);
  });
});
