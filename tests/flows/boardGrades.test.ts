import { expect, it, vi } from 'vitest';
import { boardPlan } from '../support/boardPlan.js';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

/** The last workday of September; the first of October is the eighth. */
const SEPTEMBER_30 = '2026-09-30';

// Weeks of virtual time go through every job and message on the way.
vi.setConfig({ testTimeout: 60_000 });

describeOnEachDatabase('boards of a month and a quarter', (databases) => {
  async function october() {
    const chat = await startChatApp(databases, { plan: boardPlan(), on: SEPTEMBER_30, time: '18:00' });
    await chat.goTo('2026-10-08', '09:30');
    return { chat, wang: chat.as('wangmin'), group: chat.as('wangmin', 'g-work') };
  }

  it('come on the first workday after, by name and from the list, and the quarter’s carries grades', async () => {
    const { wang, group } = await october();
    const titles = group
      .hears()
      .map((each) => each.split('\n')[0])
      .filter((each) => each?.includes('红黑榜'));
    expect(titles).toEqual([
      expect.stringMatching(/^第 40 周红黑榜/),
      '2026年9月红黑榜（9月1日—9月30日）',
      '2026年第3季度红黑榜（7月1日—9月30日）',
    ]);
    expect(await wang.says('红黑榜 月')).toEqual([expect.stringMatching(/^2026年9月红黑榜/)]);
    expect((await wang.says('/board 2026-q3'))[0]).toMatch(/优秀 2 个：甲局、乙局\n[\s\S]*一般 \d 个：/);
    expect(await wang.says('红黑榜 去年')).toEqual([expect.stringContaining('没有认出“去年”')]);
    expect(await wang.says('红黑榜 年')).toEqual([expect.stringContaining('没有找到这类榜单')]);
    expect(await wang.says('榜单列表')).toEqual([
      expect.stringMatching(/· 第 40 周[\s\S]*· 2026年9月（9月1日—9月30日）　已发布\n· 2026年第3季度/),
    ]);
    expect(await wang.presses('9月')).toEqual([expect.stringMatching(/^2026年9月红黑榜/)]);
  });

  it('propose a talk with a unit graded 一般; the coordinator decides, and its head hears of it', async () => {
    const { chat, wang } = await october();
    const proposals = wang.hears().filter((each) => each.startsWith('建议约谈'));
    expect(proposals.some((each) => each.includes('县戊局'))).toBe(true);
    expect(proposals.some((each) => each.includes('县甲局'))).toBe(false);
    const message = wang.history().find((each) => each.text.startsWith('建议约谈 县戊局'));
    chat.as('wu-h').hears();
    expect(await wang.presses('约谈', message)).toEqual([expect.stringContaining('已确定约谈县戊局，已通知戊局局长')]);
    expect(chat.as('wu-h').hears()).toEqual([expect.stringMatching(/^拟就2026年第3季度工作约谈县戊局/)]);
    const talk = await chat.app.database.formalTalk.findFirstOrThrow({ where: { status: 'confirmed' } });
    chat.forge('p-wangmin', { 再来: `talk:${talk.id}:no` });
    expect(await wang.presses('再来')).toEqual([expect.stringContaining('已经有人办过了')]);
    const others = await chat.app.database.formalTalk.count({ where: { status: 'proposed' } });
    expect(others).toBe(proposals.length - 1);
  });
});
