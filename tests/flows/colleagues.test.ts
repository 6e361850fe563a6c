import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { verificationPlan } from '../support/verificationPlan.js';

const MONDAY = '2026-09-07';

describeOnEachDatabase('two liaisons of one unit', (databases) => {
  async function bothBegun(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    for (const who of ['zhou', 'qian']) {
      await chat.as(who).says('汇报 XM-001');
      await chat.as(who).says('40%，二次结构砌筑到三层');
    }
    return chat;
  }

  it('answer once: the second hears who was first and when', async () => {
    const chat = await bothBegun();
    await chat.as('zhou').presses('提交');
    expect(await chat.as('qian').presses('提交')).toEqual([
      'XM-001 已由周岚于 9月7日 09:00 填报，您的这份没有提交。要补充请重新点“填报”。',
    ]);
    expect(await chat.app.database.progressReport.count()).toBe(1);
  });

  it('answer once also at the very same moment', async () => {
    const chat = await bothBegun();
    const presses = ['zhou', 'qian'].map((who) => {
      const message = chat.as(who).newest();
      const button = message?.rows.flat().find(({ label }) => label === '提交');
      return { as: who, message: message?.id ?? 0, button: button?.id ?? '' };
    });
    await Promise.all(presses.map((press) => chat.app.sandbox.press(press)));
    await chat.app.settle();
    expect(await chat.app.database.progressReport.count()).toBe(1);
    const said = ['zhou', 'qian'].map((who) => chat.as(who).newest()?.text ?? '');
    expect(said.filter((words) => words.startsWith('XM-001 已填报 40%'))).toHaveLength(1);
    expect(said.filter((words) => /已由(周岚|钱进)于/.test(words))).toHaveLength(1);
  });

  it('may each report, one after the other', async () => {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    for (const [who, words] of [
      ['zhou', '40%，二次结构砌筑到三层'],
      ['qian', '45%，二次结构砌筑到四层'],
    ] as const) {
      await chat.as(who).says('汇报 XM-001');
      await chat.as(who).says(words);
      expect(await chat.as(who).presses('提交')).toEqual([expect.stringContaining('XM-001 已填报')]);
    }
  });
});

describeOnEachDatabase('the guided report', (databases) => {
  it('offers figures from the last one on, and that of the milestone, and names it', async () => {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    const [zhou, wang] = [chat.as('zhou'), chat.as('wangmin')];
    await zhou.says('汇报 XM-001');
    await zhou.says('45%，二次结构砌筑到三层');
    await zhou.presses('提交');
    await wang.says('复核');
    await wang.presses('通过');
    await zhou.says('汇报 XM-001');
    expect(await zhou.presses('有进展')).toEqual([expect.stringContaining('本节点：主体封顶，到 60% 即完成。')]);
    expect(zhou.buttons().filter((label) => label.endsWith('%'))).toEqual(['45%', '55%', '60%', '65%', '100%']);
    expect(await zhou.says('40')).toEqual([expect.stringContaining('完成 40%。')]);
  });

  it('takes 同上次 for “no change” at the start, and not for a description', async () => {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    await zhou.says('40');
    expect(await zhou.says('和上周一样。')).toEqual([expect.stringContaining('没有变化请点“无变化”')]);
    await zhou.says('取消');
    await zhou.says('汇报 XM-001');
    expect(await zhou.says('同上次')).toEqual([expect.stringContaining('已登记“无变化”')]);
  });

  it('takes nine files and says so of the tenth', async () => {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.says('40%，二次结构砌筑到三层');
    for (let at = 1; at <= 9; at++) await zhou.sends(`照片${at}.txt`, `第 ${at} 张`);
    expect(await zhou.sends('照片10.txt', '第 10 张')).toEqual([expect.stringContaining('最多附 9 份材料')]);
    expect(await zhou.sends('照片9.txt', '第 9 张')).toEqual([expect.stringContaining('请核对')]);
  });
});
