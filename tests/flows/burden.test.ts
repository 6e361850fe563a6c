import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const MONDAY = '2026-09-07';

describeOnEachDatabase('the burden meter', (databases) => {
  it('counts what was asked and what it took, per unit and week, heaviest first, with the week before', async () => {
    const chat = await startChatApp(databases, { on: MONDAY });
    const [zhou, wang] = [chat.as('zhou'), chat.as('wangmin')];
    await chat.goTo(MONDAY, '09:00');
    await zhou.presses('填 XM-001');
    await chat.goTo(MONDAY, '09:02');
    await zhou.presses('有进展');
    // Lunch: a long pause counts as five minutes.
    await chat.goTo(MONDAY, '11:00');
    await zhou.says('55');
    await zhou.says('二次结构完成三层');
    await zhou.presses('没有困难');
    await chat.goTo(MONDAY, '11:01');
    await zhou.presses('跳过');
    await zhou.presses('提交');
    expect(await chat.app.database.progressReport.findMany()).toMatchObject([{ effortSeconds: 480, presses: 5 }]);
    expect(await zhou.says('减负')).toEqual([
      [
        '减负情况　教育局　第 37 周（9月7日—9月13日）',
        '约 9 分钟，比上周多 9 分钟。',
        '收到消息 1 条，要求填报 1 项，催办 0 次。',
        '填报 1 份，平均每份 8 分钟、点 5 下。',
        '其中迟报 0 份，夜间和休息日填报 0 份。',
        '用时＝填报时间＋每条消息按 1 分钟估算，只用来减负，不参与评分。',
      ].join('\n'),
    ]);
    const [all] = await wang.says('减负');
    expect(all).toMatch(/^减负情况　第 37 周（9月7日—9月13日）\n1\. 教育局　约 9 分钟（比上周多 9 分钟）：消息 1 条/);
    expect(all?.indexOf('教育局')).toBeLessThan(all?.indexOf('商务局') ?? 0);
    expect(await wang.presses('上一周')).toEqual([expect.stringContaining('第 36 周（8月31日—9月6日）')]);
    expect(await wang.presses('下一周')).toEqual([expect.stringContaining('第 37 周')]);
  });

  it('counts chases, late answers and answers at night', async () => {
    const chat = await startChatApp(databases, { on: MONDAY });
    const zhou = chat.as('zhou');
    await chat.goTo('2026-09-10', '21:00');
    await zhou.presses('全部无变化');
    const [own] = await zhou.says('减负');
    expect(own).toMatch(/要求填报 1 项，催办 1 次。/);
    expect(own).toMatch(/填报 1 份，平均每份 0 秒、点 1 下。\n其中迟报 1 份，夜间和休息日填报 1 份。/);
  });

  it('is shown to a head and a liaison for their own unit only', async () => {
    const chat = await startChatApp(databases, { on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    for (const code of ['zhou', 'he']) {
      const [words] = await chat.as(code).says('减负');
      expect(words).toContain('教育局');
      expect(words).not.toMatch(/住建局|商务局/);
    }
    expect(await chat.as('gao').says('减负')).toEqual([expect.stringContaining('不在您的职责范围内')]);
  });
});
