import { expect, it, vi } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { reviewedPlan } from '../support/reviewedPlan.js';

const MONDAY = '2026-09-07';
const TUESDAY = '2026-09-08';

// Weeks of virtual time go through every job and message on the way.
vi.setConfig({ testTimeout: 60_000 });

describeOnEachDatabase('a board that is reviewed before it is published', (databases) => {
  async function start() {
    const chat = await startChatApp(databases, { plan: reviewedPlan(), on: MONDAY });
    const work = chat.as('wangmin', 'g-work');
    // Beside boards the group gets its digest.
    const group = { hears: () => work.hears().filter((each) => each.includes('红黑榜')) };
    const [wang, liu, head, liaison] = ['wangmin', 'liuyang', 'ding-h', 'ding-l'].map((code) => chat.as(code)) as [
      ReturnType<typeof chat.as>,
      ReturnType<typeof chat.as>,
      ReturnType<typeof chat.as>,
      ReturnType<typeof chat.as>,
    ];
    await chat.goTo(MONDAY, '10:00');
    return { chat, group, wang, liu, head, liaison };
  }

  it('shows each unit its own line first, takes an objection, reckons anew, and is published by two people', async () => {
    const { chat, group, wang, liu, head, liaison } = await start();
    expect(group.hears()).toEqual([]);
    const own = head.hears().find((each) => each.includes('预告')) ?? '';
    expect(own).toMatch(
      /^第 36 周红黑榜（预告，只有本单位可见）\n丁局：[\d.]+ 分，第 4 名（共 6 个单位），拟列黑榜。扣分 2 处：\n· XM-012 逾期 1 个工作日未完成　−[\d.]+\n· XM-013/,
    );
    expect(own).toContain('请在 9月8日 周二 12:00 前提出');
    expect(own).not.toContain('戊局');
    expect(await head.presses('看依据')).toEqual([
      expect.stringMatching(/^县丁局　第 36 周得分依据.*\n草案，尚未审定发布/),
    ]);
    expect(await liaison.says('红黑榜')).toEqual([expect.stringContaining('还没有发布过红黑榜')]);

    await liaison.presses('提出异议');
    expect(await liaison.says('1')).toEqual([expect.stringContaining('对“XM-012 逾期 1 个工作日未完成')]);
    expect(await liaison.says('错')).toEqual([expect.stringContaining('太短了')]);
    await liaison.says('9月2日已办结，系统漏登');
    expect(await liaison.sends('验收单.txt', '验收')).toEqual([expect.stringMatching(/^异议已提交/)]);
    await head.presses('提出异议');
    await head.presses('第 1 处');
    await head.says('同一件事再提一次');
    expect(await head.presses('跳过')).toEqual([expect.stringContaining('已经提出过异议')]);

    expect(await wang.presses('处理异议')).toEqual([
      expect.stringMatching(
        /丁局对第 36 周红黑榜的异议\n异议：XM-012[\s\S]*│ 9月2日已办结，系统漏登\n提出人：丁局联络员　材料：验收单.txt/,
      ),
    ]);
    await wang.presses('成立，剔除');
    await wang.says('经核对验收单，属系统漏登');
    expect(await wang.presses('发出答复')).toEqual([expect.stringContaining('草案已重新计算')]);
    expect(liaison.hears()).toEqual([
      expect.stringMatching(/您的异议成立，这一处不再扣分[\s\S]*│ 经核对验收单，属系统漏登/),
    ]);

    await chat.goTo(TUESDAY, '11:59');
    expect(await wang.says('榜单列表')).toEqual([expect.stringContaining('第 36 周（8月31日—9月6日）　待审定')]);
    await chat.goTo(TUESDAY, '12:10');
    liu.hears();
    expect(await wang.presses('审定发布')).toEqual([expect.stringMatching(/还需另一位|要由另一位/)]);
    expect(await liu.presses('看草案')).toEqual([expect.stringMatching(/^草案，待审定.*\n第 36 周红黑榜/)]);
    expect(await liu.presses('审定发布')).toEqual(['第 36 周红黑榜已审定\n将在 9月8日 周二 15:42 发布到绑定的群。']);
    expect(group.hears()).toEqual([]);
    await chat.goTo(TUESDAY, '15:42');
    const [post = '', ...more] = group.hears();
    expect(more).toEqual([]);
    expect(post).toMatch(/^第 36 周红黑榜（8月31日—9月6日）/);
    expect((post.split('\n黑榜\n')[1] ?? '').split('其余')[0]).not.toContain('丁局');
    expect(await liaison.says('得分')).toEqual([
      expect.stringContaining('因容错、正当理由或异议成立不计分的记录 1 条'),
    ]);
  });

  it('takes no objection after the deadline, nor from another unit, nor where nothing was lost', async () => {
    const { chat, head, liaison } = await start();
    await liaison.presses('提出异议');
    await liaison.says('1');
    await liaison.says('9月2日已办结，系统漏登');
    await chat.goTo(TUESDAY, '12:00');
    expect(await liaison.presses('跳过')).toEqual([
      expect.stringContaining('异议要在 9月8日 周二 12:00 前提出，现在已过时限'),
    ]);
    expect(await head.presses('提出异议')).toEqual([expect.stringContaining('现在已过时限')]);
    const board = await chat.app.database.board.findFirstOrThrow();
    const unit = await chat.app.database.unit.findFirstOrThrow({ where: { code: 'wu' } });
    chat.forge('p-ding-l', { 伪造: `object:${board.id}:${unit.id}`, 偷看: `boardLine:${board.id}:${unit.id}` });
    expect(await liaison.presses('伪造')).toEqual([expect.stringContaining('不由您的单位负责')]);
    expect(await liaison.presses('偷看')).toEqual([expect.stringContaining('看不到内容')]);
    expect(await chat.app.database.objection.count()).toBe(0);
  });

  it('is not published when nobody approves it in time, says so once, and may be approved late', async () => {
    const { chat, group, wang, liu } = await start();
    await chat.goTo(TUESDAY, '15:50');
    expect(group.hears()).toEqual([]);
    expect(wang.hears().at(-1)).toMatch(/^第 36 周红黑榜没有按时审定，今天不发布/);
    await chat.goTo('2026-09-09', '16:00');
    expect(wang.hears().some((each) => each.includes('没有按时审定'))).toBe(false);
    expect(group.hears()).toEqual([]);
    await wang.presses('看草案');
    expect(await wang.presses('审定发布')).toEqual([expect.stringContaining('要由另一位协调员或领导审定')]);
    expect(await liu.presses('审定发布')).toEqual([expect.stringContaining('已审定，正在发布')]);
    expect(group.hears()).toEqual([expect.stringMatching(/^第 36 周红黑榜/)]);
    expect(await wang.presses('审定发布')).toEqual([expect.stringContaining('已经审定或发布过')]);
  });

  it('is approved once when two press at the same moment, and waits for open objections', async () => {
    const { chat, group, wang, liu, liaison } = await start();
    await liaison.presses('提出异议');
    await liaison.says('1');
    await liaison.says('9月2日已办结，系统漏登');
    await liaison.presses('跳过');
    await chat.goTo(TUESDAY, '12:10');
    await wang.presses('看草案');
    expect(await liu.presses('审定发布')).toEqual([expect.stringContaining('还有 1 件异议没有答复')]);
    await wang.says('异议');
    await wang.presses('不成立');
    await wang.says('验收单日期为9月9日，不在时限内');
    await wang.presses('发出答复');
    expect(liaison.hears().at(-1)).toContain('您的异议没有采纳');
    const leader = chat.as('gao');
    const board = await chat.app.database.board.findFirstOrThrow();
    chat.forge('p-gao', { 审定: `boardApprove:${board.id}:0` });
    const answers = await Promise.all([liu.presses('审定发布'), leader.presses('审定')]);
    const all = answers.flat().join('\n');
    expect(all.match(/已审定\n/g)).toHaveLength(1);
    expect(all).toContain('已经审定或发布过');
    await chat.goTo(TUESDAY, '15:43');
    expect(group.hears()).toHaveLength(1);
    expect(await chat.app.database.auditEntry.count({ where: { action: 'approveBoard' } })).toBe(1);
  });

  it('stays a draft when the campaign is closed, and says why; a deleted one leaves a polite answer', async () => {
    const { chat, group, wang, liaison } = await start();
    const db = chat.app.database;
    await db.campaign.updateMany({ data: { status: 'closed' } });
    expect(await liaison.presses('提出异议')).toEqual([expect.stringContaining('已经结束')]);
    await chat.goTo(TUESDAY, '16:00');
    expect(group.hears()).toEqual([]);
    const board = await db.board.findFirstOrThrow();
    chat.forge('p-wangmin', { 审定: `boardApprove:${board.id}:0`, 看: `boardDraft:${board.id}:` });
    expect(await wang.presses('审定')).toEqual([expect.stringContaining('已经结束，榜单不再办理')]);
    await db.board.deleteMany();
    expect(await wang.presses('看')).toEqual([expect.stringContaining('这期榜单看不到')]);
    expect(await liaison.presses('看依据')).toEqual([expect.stringContaining('这期榜单看不到')]);
  });

  it('shows the line of somebody who is away to whoever covers, who may object to it', async () => {
    const chat = await startChatApp(databases, { plan: reviewedPlan(), on: '2026-09-04' });
    await chat.goTo('2026-09-04', '10:00');
    const [liaison, cover, wang] = [chat.as('ding-l'), chat.as('jia-l'), chat.as('wangmin')];
    await liaison.says('外出 9月11日');
    await liaison.says('甲局联络员');
    await liaison.presses('确认外出');
    liaison.hears();
    await chat.goTo(MONDAY, '10:00');
    expect(liaison.hears().join('\n')).not.toContain('预告');
    const lines = cover.hears().filter((each) => each.includes('预告'));
    expect(new Set(lines.map((each) => /\n(\S+?)：/.exec(each)?.[1]))).toEqual(new Set(['丁局', '甲局']));
    const own = cover.history().find((each) => /预告[^]*\n丁局：/.test(each.text));
    await cover.presses('提出异议', own);
    await cover.says('1');
    await cover.says('9月2日已办结，系统漏登');
    expect(await cover.presses('跳过')).toEqual([expect.stringMatching(/^异议已提交/)]);
    wang.hears();
    expect(await wang.says('异议')).toEqual([expect.stringContaining('丁局')]);
  });
});
