import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const MONDAY = '2026-09-07';

describeOnEachDatabase('a liaison reports progress', (databases) => {
  /** Monday at nine: everybody has heard what there is to hear. */
  async function mondayAtNine(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    return chat;
  }

  it('hears in one message in the morning what is asked and what is due', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    expect(zhou.hears()).toEqual([
      expect.stringMatching(
        /^今日待办 2 项（教育局）\n【还有 4 个工作日】XM-001 第三小学扩建工程竣工.*\n【还有 7 个工作日】XM-002/,
      ),
    ]);
    expect(zhou.buttons()).toEqual(['填 XM-001', '填 XM-002', '全部无变化', '申请延期', '太频繁']);
    expect(chat.as('he').hears()).toEqual([]);
    // Where all that is asked for is overdue, "no change" is no answer and is not offered.
    const liang = chat.as('liang');
    expect(liang.hears().join('\n')).toMatch(/【逾期 1 个工作日】XM-003(?![\s\S]*全部无变化)/);
    expect(liang.buttons()).not.toContain('全部无变化');
  });

  it('answers step by step: a figure in words, a sentence, a blocker, a file, and is asked to check', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    expect(await zhou.presses('填 XM-001')).toEqual([expect.stringContaining('这次有没有进展？')]);
    expect(await zhou.presses('有进展')).toEqual([expect.stringContaining('目前完成多少？')]);
    expect(await zhou.says('120')).toEqual([expect.stringMatching(/“120”超出了范围[\s\S]*目前完成多少？/)]);
    expect(await zhou.says('八成多点')).toEqual([
      expect.stringMatching(/没有认出“八成多点”是多少[\s\S]*目前完成多少？/),
    ]);
    expect(await zhou.says('六成')).toEqual([expect.stringContaining('完成 60%。请用一句话')]);
    expect(await zhou.says('好')).toEqual([expect.stringContaining('太短了')]);
    expect(await zhou.says('主体结构全部封顶')).toEqual([expect.stringContaining('需要协调的困难')]);
    expect(await zhou.says('电梯设备供货延迟')).toEqual([expect.stringContaining('佐证材料')]);
    expect(await zhou.sends('封顶照片.txt', '照片')).toEqual([expect.stringContaining('已收到 1 份')]);
    const [check] = await zhou.presses('发完了');
    expect(check).toContain('进度：60%\n说明：主体结构全部封顶\n困难：电梯设备供货延迟\n材料：封顶照片.txt');
    expect(await zhou.presses('提交')).toEqual([
      expect.stringMatching(/^XM-001 已填报 60%\n“主体封顶”已报完成，复核通过后生效。[\s\S]*待填报的都办完了/),
    ]);
    expect(await chat.as('wangmin').says('复核')).toEqual([
      expect.stringMatching(/待复核 1 份　XM-001[\s\S]*主体结构全部封顶[\s\S]*电梯设备供货延迟[\s\S]*封顶照片.txt/),
    ]);
  });

  it.each([
    ['八成', 80],
    ['百分之八十', 80],
    ['全部完成', 100],
    ['85％', 85],
  ])('may say %s for %i percent', async (words, percent) => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    expect(await zhou.says(words)).toEqual([expect.stringContaining(`完成 ${percent}%。`)]);
  });

  it('changes one field at the check and comes back to it, with back and skip at hand', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    await zhou.says('40');
    expect(await zhou.says('跳过')).toEqual([expect.stringContaining('这一步不能跳过')]);
    await zhou.says('二次结构砌筑到三层');
    expect(await zhou.presses('上一步')).toEqual([expect.stringContaining('请用一句话说明做了什么')]);
    await zhou.says('二次结构砌筑到四层');
    await zhou.presses('没有困难');
    expect(await zhou.presses('跳过')).toEqual([expect.stringContaining('说明：二次结构砌筑到四层')]);
    expect(await zhou.presses('改进度')).toEqual([expect.stringContaining('目前完成多少？')]);
    expect(await zhou.says('45')).toEqual([expect.stringMatching(/进度：45%\n说明：二次结构砌筑到四层/)]);
    expect(await zhou.presses('改困难')).toEqual([expect.stringContaining('需要协调的困难')]);
    expect(await zhou.presses('上一步')).toEqual([expect.stringContaining('困难：没有')]);
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('XM-001 已填报 45%')]);
  });

  it('may leave it for later, and goes on where they were, also after the bot was restarted', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    await zhou.says('40');
    expect(await zhou.presses('稍后')).toEqual([expect.stringContaining('填过的内容都在')]);
    expect(await zhou.says('随便说一句')).toEqual([expect.stringContaining('没有认出')]);
    await chat.restart();
    await chat.goTo('2026-09-08', '10:00');
    zhou.hears();
    expect(await zhou.says('汇报')).toEqual([expect.stringContaining('完成 40%。请用一句话')]);
    await zhou.says('二次结构砌筑到三层');
    await zhou.presses('没有困难');
    await zhou.presses('跳过');
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('XM-001 已填报 40%')]);
  });

  it('starts afresh when what was kept is older than it was said to be kept', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    await zhou.says('40');
    expect(await zhou.presses('稍后')).toEqual([expect.stringContaining('48 小时')]);
    await chat.goTo('2026-09-09', '09:01');
    expect(await zhou.says('汇报 XM-001')).toEqual([expect.stringContaining('这次有没有进展？')]);
  });

  it('may cancel, and nothing was handed in', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    await zhou.says('40');
    expect(await zhou.says('取消')).toEqual(['已取消，没有提交任何内容。']);
    expect(await zhou.says('取消')).toEqual([expect.stringContaining('没有正在填写的内容')]);
    expect(await chat.app.database.progressReport.count()).toBe(0);
  });

  it('answers everything in one block of text', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    await zhou.presses('填 XM-001');
    expect(await zhou.says('55%，主体结构封顶，正在做二次结构，困难：钢材涨价')).toEqual([
      expect.stringContaining('进度：55%\n说明：主体结构封顶，正在做二次结构\n困难：钢材涨价\n材料：没有'),
    ]);
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('XM-001 已填报 55%')]);
  });

  it('says “no change” with one tap, and it needs no verdict', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    await zhou.presses('填 XM-001');
    expect(await zhou.presses('无变化')).toEqual([expect.stringContaining('XM-001 已登记“无变化”')]);
    expect(await chat.as('wangmin').says('复核')).toEqual(['没有待复核的进展。']);
  });

  it('says “no change” for all at once, but not for what is due or overdue', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-14' });
    const zhou = chat.as('zhou');
    await chat.goTo('2026-09-14', '09:00');
    expect(zhou.hears()).toEqual([expect.stringMatching(/【逾期 1 个工作日】XM-001[\s\S]*XM-002/)]);
    expect(await zhou.presses('全部无变化')).toEqual([
      expect.stringMatching(/^已登记 1 项“无变化”\nXM-002\nXM-001 已逾期或今日到期，请单独填报。/),
    ]);
    expect(await zhou.presses('下一项')).toEqual([expect.stringMatching(/^XM-001[\s\S]*这次有没有进展/)]);
  });

  it('goes from one item to the next in one sitting', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-14' });
    const zhou = chat.as('zhou');
    await chat.goTo('2026-09-14', '09:00');
    expect(await zhou.presses('逐项填报')).toEqual([expect.stringMatching(/^XM-001/)]);
    await zhou.says('60%，主体结构全部封顶，无困难');
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('还有 1 项待填报')]);
    expect(await zhou.presses('下一项')).toEqual([expect.stringMatching(/^XM-002/)]);
    expect(await zhou.presses('无变化')).toEqual([expect.stringContaining('待填报的都办完了')]);
    expect(zhou.buttons()).toEqual([]);
    expect(await zhou.says('汇报')).toEqual([expect.stringContaining('现在没有待填报的事项')]);
  });
});
