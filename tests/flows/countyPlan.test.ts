import { expect, it } from 'vitest';
import { dayOf } from '../../domain/calendar.js';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnDatabase } from '../support/database.js';
import { countyPlan } from '../support/plans.js';

const ZONE = 'Asia/Shanghai';
const QINGMING = ['2022-04-03', '2022-04-04', '2022-04-05'];
const LABOUR_DAY = ['2022-04-30', '2022-05-01', '2022-05-02', '2022-05-03', '2022-05-04'];

/** What was said on each day, in all chats together. */
function byDay(chat: ChatApp): (on: string) => string[] {
  const said = chat.everything().map(({ at, text }) => ({ on: dayOf(at, ZONE), text }));
  return (on) => said.filter((each) => each.on === on).map(({ text }) => text);
}

const bundle = expect.stringMatching(/^今日待办 \d+ 项/);

describeOnDatabase('sqlite', 'the county plan of 2022', (databases) => {
  it('through spring: silent on holidays, at work on the weekends that were moved for them', async () => {
    const chat = await startChatApp(databases, { plan: countyPlan(), on: '2022-04-01', time: '08:00' });
    await chat.goTo('2022-05-10', '20:00');
    const said = byDay(chat);
    for (const on of [...QINGMING, ...LABOUR_DAY]) expect(said(on), on).toEqual([]);
    for (const on of ['2022-04-02', '2022-04-24', '2022-05-07']) expect(said(on), on).toContainEqual(bundle);
    // Ordinary weekends stay free, and ordinary Mondays bring a board.
    for (const on of ['2022-04-09', '2022-04-10', '2022-05-08']) expect(said(on), on).toEqual([]);
    for (const on of ['2022-04-11', '2022-05-09'])
      expect(said(on), on).toContainEqual(expect.stringMatching(/^第 \d+ 周红黑榜/));
  }, 240_000);
});

describeOnDatabase('postgresql', 'the county’s holidays of 2022', (databases) => {
  it('Labour Day is quiet, and the Saturday worked for it is a workday', async () => {
    const chat = await startChatApp(databases, { plan: countyPlan(), on: '2022-04-29', time: '08:00' });
    await chat.goTo('2022-05-07', '20:00');
    const said = byDay(chat);
    for (const on of LABOUR_DAY) expect(said(on), on).toEqual([]);
    for (const on of ['2022-04-29', '2022-05-07']) expect(said(on), on).toContainEqual(bundle);
  }, 60_000);
});
