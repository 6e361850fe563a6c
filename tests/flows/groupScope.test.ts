import { expect, it } from 'vitest';
import { boardPlan } from '../support/boardPlan.js';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { pngSize } from '../support/pngSize.js';
import type { Plan } from '../support/plans.js';

/** A group for everybody, one that wants no boards, and one for 丁局 and 戊局 only. */
function threeGroups(): Plan {
  const plan = boardPlan();
  plan.groups = [
    { code: 'work', title: '狠抓落实工作群', members: 'all' },
    { code: 'quiet', title: '综合联络群', members: 'all' },
    { code: 'south', title: '城南片区群', members: 'all' },
  ];
  // 丁局 and 戊局 have problems: their lines say how many were cleared.
  plan.problems = [
    ['WT-001', '2026-09-01', '2026-08-31'],
    ['WT-002', '2026-09-02', undefined],
    ['WT-003', '2026-12-01', undefined],
  ].map(([itemNo, dueOn, closedOn]) => ({
    itemNo: itemNo ?? '',
    title: '台账登记不全',
    tag: '不作为',
    leadUnit: 'ding',
    foundBy: 'selfCheck' as const,
    measure: '补登',
    filedOn: '2026-08-10',
    dueOn: dueOn ?? '',
    ...(closedOn ? { closedOn } : {}),
  }));
  return plan;
}

const bodyOf = (texts: string[]) => texts.filter((each) => each.includes('红黑榜')).join('\n\n');

describeOnEachDatabase('a group gets what it was set to get', (databases) => {
  async function start(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { plan: threeGroups(), on: '2026-09-04', time: '10:00', draws: true });
    const wang = chat.as('wangmin');
    expect(await wang.says('群设置')).toEqual([expect.stringContaining('已绑定的群 3 个')]);
    await wang.presses('综合联络群');
    await wang.presses('停红黑榜');
    await wang.says('群设置');
    await wang.presses('城南片区群');
    await wang.presses('限定单位');
    expect(await wang.says('丁局、不存在的局')).toEqual([expect.stringContaining('没有找到“不存在的局”')]);
    expect(await wang.says('丁局、戊局')).toEqual([expect.stringContaining('单位：只看丁局、戊局（含下级）')]);
    return chat;
  }

  it('of a board: all of it, nothing, or its own units with the places they have among all', async () => {
    const chat = await start();
    const [work, quiet, south] = ['g-work', 'g-quiet', 'g-south'].map((group) => chat.as('wangmin', group));
    await chat.goTo('2026-09-07', '09:30');
    const [whole, none, own] = [work, quiet, south].map((each) => bodyOf(each?.hears() ?? []));
    expect(none).toBe('');
    expect(whole).toContain('甲局');
    expect(whole).not.toContain('本群只显示');
    expect(own).toMatch(/本群只显示丁局、戊局的情况，名次是全部单位中的名次。\n红榜\n本期没有单位列入红榜。/);
    expect(own).not.toMatch(/甲局|乙局|丙局|己局|庚局/);
    // One problem of 丁局 was cleared of the two that were due.
    expect(own).toMatch(/丁局　[\d.]+ 分　红灯　见底清零率 50%/);
    expect(own).toContain('5（并列）. 戊局');
    const pictures = await Promise.all(
      ['g-work', 'g-south'].map(async (group) => {
        const post = chat.app.sandbox.store.listMessages(group, 0).find(({ text }) => text.includes('红黑榜'));
        return pngSize((await chat.app.sandbox.attachment(post?.id ?? 0, 'image')).bytes);
      }),
    );
    expect(pictures.map(({ width }) => width)).toEqual([1080, 1080]);
    expect(pictures[1]?.height).toBeLessThan(pictures[0]?.height ?? 0);

    expect(await quiet?.says('/红黑榜')).toEqual([expect.stringContaining('本群不发红黑榜')]);
    const [asked = ''] = (await south?.says('/红黑榜')) ?? [];
    expect(asked).toContain('本群只显示丁局、戊局的情况');
    expect(asked).not.toContain('甲局');

    // Records of 丙局 and 丁局 are mended: the group of 丁局 and 戊局 hears of its own.
    const items = await chat.app.database.item.findMany({ where: { itemNo: { in: ['XM-010', 'XM-013'] } } });
    await chat.app.database.milestone.updateMany({
      where: { itemId: { in: items.map(({ id }) => id) }, position: 0 },
      data: { status: 'done', completedOn: '2026-09-02', confirmedOn: '2026-09-02' },
    });
    const wang = chat.as('wangmin');
    await wang.says('红黑榜 更正 2026-W36');
    await wang.says('XM-013 按期办结，系统漏登');
    await wang.presses('更正');
    const news = (south?.hears() ?? []).join('\n');
    expect(news).toMatch(/更正：第 36 周红黑榜/);
    expect(news).not.toMatch(/丙局|己局|甲局/);
    expect(work?.hears().join('\n')).toContain('丙局');
    const standing = south?.history().filter(({ edited }) => edited) ?? [];
    expect(standing.map(({ text }) => text).join('\n')).toMatch(/【已更正】\n本群只显示丁局、戊局/);
    expect(standing.map(({ text }) => text).join('\n')).not.toContain('甲局');
    expect(quiet?.history().filter(({ text }) => text.includes('更正'))).toEqual([]);

    const [why = ''] = await chat.as('ding-l').says('得分');
    expect(why).toContain('问题清零：到期 2 个，已清零 1 个，见底清零率 50%');
  }, 60_000);

  it('of 三晒: the coordinator chooses unit, card and group, and sees it as the group will', async () => {
    const chat = await start();
    const wang = chat.as('wangmin');
    expect(await wang.says('三晒')).toEqual([expect.stringMatching(/^三晒（1\/3）　晒哪个单位？/)]);
    expect(await wang.says('不存在的局')).toEqual([expect.stringContaining('没有找到')]);
    await wang.presses('丁局');
    const [preview = ''] = await wang.presses('晒问题');
    expect(preview).toMatch(/^县丁局　晒问题\n在办 \d+ 项　逾期 \d+ 项　已销号 \d+ 项　问题清零 1\/2/);
    expect(wang.newest()?.image?.name).toContain('晒问题');
    expect(wang.buttons()).toEqual(['发到狠抓落实工作群', '发到综合联络群', '发到城南片区群', '全部 3 个群']);
    expect(await wang.presses('发到城南片区群')).toEqual([
      expect.stringContaining('正在发到 1 个工作群：城南片区群。'),
    ]);
    expect(await wang.presses('发到城南片区群')).toEqual([expect.stringContaining('今天已经发过')]);
    const south = chat.as('wangmin', 'g-south').history();
    expect(south.at(-1)?.text).toBe(preview);
    expect(south.at(-1)?.image?.sha256).toBe(wang.history().findLast(({ image }) => image)?.image?.sha256);
    expect(await wang.presses('全部 3 个群')).toEqual([
      expect.stringMatching(/正在发到 2 个工作群：.*另有 1 个群今天已经发过/),
    ]);
    expect(chat.as('wangmin', 'g-south').history()).toHaveLength(south.length);

    // 城南片区群 may not see 甲局: it is no choice, and a forged button finds no group.
    await wang.says('三晒 甲局');
    await wang.presses('晒目标');
    expect(wang.buttons()).toEqual(['发到狠抓落实工作群', '发到综合联络群', '全部 2 个群']);
    const unit = await chat.app.database.unit.findFirstOrThrow({ where: { code: 'jia' } });
    const group = await chat.app.database.chat.findFirstOrThrow({ where: { platformChatId: 'g-south' } });
    chat.forge('p-wangmin', { 硬发: `unitCardSend:${unit.id}:targets.${group.id}` });
    expect(await wang.presses('硬发')).toEqual([expect.stringContaining('没有找到这个群')]);
    expect(await chat.as('ding-l').says('三晒')).toEqual([expect.stringContaining('不在您的职责范围')]);
  }, 60_000);
});
