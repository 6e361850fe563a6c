import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

describeOnEachDatabase('the rules of a campaign', (databases) => {
  it('are told to everybody in plain words', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-07' });
    const zhou = chat.as('zhou');
    const [words] = await zhou.says('规则');
    expect(words).toBe(
      [
        '督办规则（示范县狠抓落实专项行动）',
        '到期提醒：重点提前 10、5、2 个工作日和当天；专项提前 7、3 个工作日和当天；常规提前 3 个工作日和当天',
        '逾期提醒：逾期第 1、3、5 个工作日，以后每周第一个工作日一次',
        '进展填报：重点每周一次，专项每两周一次，常规每月一次',
        '迟报催办：1 个工作日催联络员，2 个工作日告知单位负责人，3 个工作日报联点领导，4 个工作日转督查室跟进，6 个工作日建议通报，10 个工作日建议移交',
        '不打扰：每天 20:00 至次日 8:00，周末和节假日全天。您发消息，随时回复。',
        '每人每周：最多 7 条，超过的通知、通报顺延到下周；到期和逾期的提醒照发',
        '红黑榜：每周一期，红榜前 5 名（80 分以上），黑榜末 3 名，并列同列；到时自动发布',
      ].join('\n'),
    );
    expect(zhou.buttons()).toEqual([]);
  });

  it('are changed by a coordinator within limits, take effect at once, and leave a trace', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-07' });
    const wang = chat.as('wangmin');
    await wang.says('规则');
    expect(wang.buttons()).toEqual(['改不打扰时间', '改每周上限', '改到期提醒']);
    await wang.presses('改不打扰时间');
    expect(await wang.says('晚上')).toEqual([expect.stringContaining('请写成 20:00-08:00')]);
    await wang.says('23:00-5:00');
    expect(await wang.presses('不打扰')).toEqual([expect.stringContaining('16:00 至 22:00')]);
    await wang.presses('上一步');
    await wang.says('19点至次日9点30分');
    expect(await wang.presses('不打扰')).toEqual([
      '已改：不打扰时间为每天 19:00 至次日 9:30，周末和节假日全天。从现在起按新规则执行，已发出的不受影响。',
    ]);
    await wang.says('规则');
    await wang.presses('改每周上限');
    expect(await wang.says('0')).toEqual([expect.stringContaining('1 到 50')]);
    expect(await wang.says('5')).toEqual([expect.stringContaining('已改：每人每周最多 5 条')]);
    await wang.says('规则');
    await wang.presses('改到期提醒');
    expect(await wang.presses('专项')).toEqual([expect.stringContaining('现在是提前 7、3 个工作日和当天')]);
    expect(await wang.says('5 5')).toEqual([expect.stringContaining('不重复的数')]);
    expect(await wang.says('8、6、0')).toEqual([expect.stringContaining('专项事项提前 8、6 个工作日和当天')]);
    await chat.goTo('2026-09-07', '09:29');
    expect(chat.as('zhou').hears()).toEqual([]);
    // XM-002 is due on the 16th: the day before it was eight workdays away, today it is seven.
    await chat.goTo('2026-09-07', '09:31');
    expect(chat.as('zhou').hears()).toEqual([expect.stringContaining('XM-001')]);
    await chat.goTo('2026-09-08', '09:31');
    expect(chat.as('zhou').hears()).toEqual([expect.stringContaining('【还有 6 个工作日】XM-002')]);
    const audits = await chat.app.database.auditEntry.findMany({ where: { action: 'rules' } });
    expect(audits).toHaveLength(3);
  }, 30_000);
});
