import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const MONDAY = '2026-09-07';
const TUESDAY = '2026-09-08';

describeOnEachDatabase('somebody finds an ask too much', (databases) => {
  async function mondayAtNine(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    return chat;
  }

  it('with one tap; the coordinator reads it in the next bundle with the ask quoted, and it counts in the meter', async () => {
    const chat = await mondayAtNine();
    const [zhou, wang] = [chat.as('zhou'), chat.as('wangmin')];
    const bundle = zhou.newest();
    expect(await zhou.presses('太频繁')).toEqual([
      expect.stringMatching(/^已记下：这一条太频繁\n下一个工作日早上转给协调员/),
    ]);
    expect(await zhou.presses('太频繁', bundle)).toEqual(['这一条您已经反映过，已记下。']);
    expect(await zhou.presses('补一句')).toEqual([expect.stringContaining('想补充一句吗')]);
    expect(await zhou.says('三项都在一个系统里填过了')).toEqual(['已补上，协调员会原样看到。']);
    wang.hears();
    await chat.goTo(TUESDAY, '09:00');
    expect(wang.hears()).toEqual([
      expect.stringMatching(
        /反映太频繁 1 次\n· 周岚（教育局）：“今日待办 2 项（教育局）”　补充：三项都在一个系统里填过了/,
      ),
    ]);
    expect(await wang.presses('看反映')).toEqual([
      expect.stringMatching(/^反映太频繁 1 次\n· 9月7日 周一　周岚（教育局）[\s\S]*补充：三项都在一个系统里填过了/),
    ]);
    expect(await wang.says('减负')).toEqual([expect.stringMatching(/教育局[^\n]*反映太频繁 1 次/)]);
    await chat.goTo('2026-09-09', '09:00');
    expect(wang.hears().join('\n')).not.toContain('反映太频繁');
  }, 30_000);

  it('need not say a word more', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    await zhou.presses('太频繁');
    await zhou.presses('补一句');
    expect(await zhou.presses('跳过')).toEqual(['好的，已按原样记下。']);
    expect(await chat.app.database.feedback.findMany()).toMatchObject([{ quote: '今日待办 2 项（教育局）', note: '' }]);
  });

  it('also about a report that was sent back, and a head about what they are told', async () => {
    const chat = await mondayAtNine();
    const [zhou, wang] = [chat.as('zhou'), chat.as('wangmin')];
    await zhou.says('汇报 XM-001');
    await zhou.says('55%，二次结构完成三层，无困难');
    await zhou.presses('提交');
    await wang.says('复核');
    await wang.presses('退回补充');
    await wang.presses('进展说明');
    await wang.says('完成三层，指哪三层？');
    await wang.presses('退回');
    expect(await zhou.presses('太频繁')).toEqual([expect.stringMatching(/^已记下/)]);
    expect(await chat.app.database.feedback.findMany()).toMatchObject([
      { quote: 'XM-001 的进展被退回，只需补一处：进展说明' },
    ]);
    const fang = chat.as('fang');
    expect(fang.hears()).toEqual([expect.stringContaining('XM-003')]);
    expect(fang.buttons()).toContain('太频繁');
    expect(await fang.presses('太频繁')).toEqual([expect.stringMatching(/^已记下/)]);
  });

  it('not about an ask that went to somebody else, and at most three times within seven days', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    const { database } = chat.app;
    const campaign = await database.campaign.findFirstOrThrow();
    chat.forge('p-zhou', {
      明天的: `tooMuch:${campaign.id}:bundle.2026-09-08`,
      别的: `tooMuch:${campaign.id}:other`,
      别人的: 'tooMuchNote:999:',
    });
    expect(await zhou.presses('明天的')).toEqual([expect.stringContaining('认不出来')]);
    expect(await zhou.presses('别的')).toEqual([expect.stringContaining('认不出来')]);
    await zhou.presses('别人的');
    expect(await zhou.says('再说一句')).toEqual([expect.stringContaining('认不出来')]);
    await zhou.says('取消');
    const person = await database.person.findUniqueOrThrow({ where: { code: 'zhou' } });
    for (const deliveryId of [9001, 9002, 9003])
      await database.feedback.create({
        data: { campaignId: campaign.id, personId: person.id, deliveryId, quote: '', createdAt: chat.app.clock.now() },
      });
    expect(await zhou.presses('太频繁')).toEqual([expect.stringContaining('七天内您已经反映过 3 次')]);
    expect(await database.feedback.count()).toBe(3);
  });
});
