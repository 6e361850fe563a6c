import { expect, it, vi } from 'vitest';
import { boardPlan } from '../support/boardPlan.js';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { reviewedPlan } from '../support/reviewedPlan.js';
import type { Plan } from '../support/plans.js';

const MONDAY = '2026-09-07';
const isBoard = (text: string) => text.includes('红黑榜');

/** XM-013 turns out to have been done in time: the ledger is mended by hand. */
async function mendLedger(chat: ChatApp): Promise<void> {
  const item = await chat.app.database.item.findFirstOrThrow({ where: { itemNo: 'XM-013' } });
  await chat.app.database.milestone.updateMany({
    where: { itemId: item.id, position: 0 },
    data: { status: 'done', completedOn: '2026-09-02', confirmedOn: '2026-09-02' },
  });
}

// Weeks of virtual time go through every job and message on the way.
vi.setConfig({ testTimeout: 60_000 });

describeOnEachDatabase('a published board', (databases) => {
  async function published(plan: Plan = boardPlan()) {
    const chat = await startChatApp(databases, { plan, on: MONDAY });
    await chat.goTo(MONDAY, '09:30');
    const group = chat.as('wangmin', 'g-work');
    const posts = () => group.history().filter((message) => isBoard(message.text));
    return { chat, wang: chat.as('wangmin'), posts };
  }

  it('is corrected: the old post is replaced, a new one says what changed, and /board shows the corrected one', async () => {
    const { chat, wang, posts } = await published();
    expect(posts()).toHaveLength(1);
    expect(await wang.says('/board correct')).toEqual([expect.stringContaining('没有变化，不用更正')]);
    await mendLedger(chat);
    expect(await wang.says('红黑榜 更正 2026-W36')).toEqual([
      expect.stringMatching(
        /^更正第 36 周红黑榜\n按现在的台账重新计算，\d 个单位有变化：\n· 丁局：由 [\d.]+ 分、第 4 名、黑榜 更正为 [\d.]+ 分、第 3 名\n/,
      ),
    ]);
    await wang.says('丁局 XM-013 按期办结，系统漏登');
    expect(await wang.presses('更正')).toEqual([expect.stringMatching(/^榜单已更正\n\d 个单位有变化/)]);
    const [old, news] = posts();
    expect(old?.edited).toBe(true);
    expect(old?.text).toContain('【已更正】');
    expect((old?.text.split('\n黑榜\n')[1] ?? '').split('其余')[0]).not.toContain('丁局');
    expect(news?.text).toMatch(/^更正：第 36 周红黑榜以更正后的为准\n原因：丁局 XM-013 按期办结，系统漏登\n· 丁局：由/);
    expect(await wang.says('红黑榜')).toEqual([expect.stringContaining('【已更正】')]);
    expect(await wang.presses('发送情况')).toEqual([
      expect.stringMatching(/狠抓落实工作群　发布：已完成[\s\S]*换成更正后的：已完成/),
    ]);
  });

  it('is withdrawn: the post is struck with the reason, and it is shown no more', async () => {
    const { wang, posts } = await published();
    await wang.says('/board withdraw 2026-W36');
    await wang.says('统计口径有误，重新核算');
    expect(await wang.presses('撤回')).toEqual([expect.stringContaining('正在撤回群里的 1 条')]);
    const [post, ...more] = posts();
    expect(more).toEqual([]);
    expect(post?.retracted).toBe('已撤回，原因：统计口径有误，重新核算');
    expect(await wang.says('红黑榜')).toEqual([expect.stringContaining('还没有发布过红黑榜')]);
    expect(await wang.says('/board 2026-W36')).toEqual([expect.stringContaining('【已撤回】')]);
    expect(await wang.says('/board withdraw 2026-W36')).toEqual([expect.stringContaining('不能更正或撤回')]);
  });

  it('is changed only with a second person where boards are reviewed', async () => {
    const { chat, wang, posts } = await published(reviewedPlan());
    const liu = chat.as('liuyang');
    await chat.goTo('2026-09-08', '12:10');
    await wang.presses('看草案');
    await liu.presses('审定发布');
    await chat.goTo('2026-09-08', '15:45');
    expect(posts()).toHaveLength(1);
    await wang.says('/board withdraw');
    await wang.says('统计口径有误，重新核算');
    expect(await wang.presses('撤回')).toEqual([expect.stringMatching(/^撤回已提交审定\n已请刘洋、高峰审定/)]);
    expect(posts()[0]?.retracted).toBeUndefined();
    const change = await chat.app.database.boardChange.findFirstOrThrow();
    chat.forge('p-wangmin', { 自批: `boardChange:${change.id}:yes` });
    expect(await wang.presses('自批')).toEqual([expect.stringContaining('要由另一人审定')]);
    expect(await liu.presses('同意')).toEqual([expect.stringContaining('榜单已撤回')]);
    expect(posts()[0]?.retracted).toContain('统计口径有误');
    expect(wang.hears().at(-1)).toContain('刘洋同意撤回榜单');
  });

  it('keeps the name that a unit had, when it is renamed or merged into another', async () => {
    const { chat, wang } = await published();
    const db = chat.app.database;
    const [ding, jia] = await Promise.all(
      ['ding', 'jia'].map((code) => db.unit.findUniqueOrThrow({ where: { code } })),
    );
    await db.unit.update({
      where: { id: ding?.id ?? 0 },
      data: { name: '县戌局', shortName: '戌局', parentId: jia?.id ?? 0 },
    });
    await db.item.updateMany({ where: { leadUnitId: ding?.id ?? 0 }, data: { leadUnitId: jia?.id ?? 0 } });
    expect((await wang.says('红黑榜'))[0]).toContain('4. 丁局');
    expect(await wang.says('得分 丁局')).toEqual([expect.stringMatching(/^县丁局　第 36 周得分依据/)]);
    expect(await wang.says('得分 戌局')).toEqual([expect.stringMatching(/^县丁局　第 36 周得分依据/)]);
    // From then on the unit that leads the items is judged for them.
    await chat.goTo('2026-09-14', '09:30');
    const [line = ''] = await wang.says('得分 甲局');
    expect(line).toContain('XM-013 逾期');
    expect(await wang.says('得分 戌局')).toEqual([expect.stringContaining('本期不参与排名')]);
  });
});
