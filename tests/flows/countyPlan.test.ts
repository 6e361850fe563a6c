import { expect, it } from 'vitest';
import { dayOf } from '../../domain/calendar.js';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const ZONE = 'Asia/Shanghai';

describeOnEachDatabase('the county plan of 2022, with its holidays and make-up workdays', (databases) => {
  it('is silent on 3–5 April and from 30 April to 4 May, and works on the weekends moved for them', async () => {
    const chat = await startChatApp(databases, { plan: 'county2022', on: '2022-02-24', time: '08:00' });
    await chat.goTo('2022-05-10', '20:00');
    const said = new Map<string, string[]>();
    for (const message of chat.everything()) {
      const on = dayOf(message.at, ZONE);
      said.set(on, [...(said.get(on) ?? []), message.text]);
    }
    const holidays = [3, 4, 5].map((day) => `2022-04-0${day}`);
    const labourDays = ['2022-04-30', '2022-05-01', '2022-05-02', '2022-05-03', '2022-05-04'];
    for (const on of [...holidays, ...labourDays]) expect(said.get(on) ?? [], on).toEqual([]);
    for (const on of ['2022-04-02', '2022-04-24', '2022-05-07'])
      expect(said.get(on) ?? [], on).toContainEqual(expect.stringMatching(/^今日待办 \d+ 项/));
    // Ordinary weekends stay free, and ordinary Mondays bring a board.
    for (const on of ['2022-03-05', '2022-03-06', '2022-05-08']) expect(said.get(on) ?? [], on).toEqual([]);
    for (const on of ['2022-03-07', '2022-05-09'])
      expect(said.get(on) ?? [], on).toContainEqual(expect.stringMatching(/^第 \d+ 周红黑榜/));
  }, 120_000);
});
