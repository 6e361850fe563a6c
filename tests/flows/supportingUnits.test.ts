import { expect, it } from 'vitest';
import { buildCtx, inTransaction } from '../../bot/transaction.js';
import { waitingReasons } from '../../services/supporting.js';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { verificationPlan } from '../support/verificationPlan.js';

/** The two-week round of XM-002 opens; 教育局 leads it, 住建局 supports it. */
const MONDAY = '2026-08-31';

describeOnEachDatabase('a supporting unit', (databases) => {
  async function mondayAtNine(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    return chat;
  }
  const request = (chat: ChatApp, unit: string) =>
    chat.app.database.reportRequest.findFirstOrThrow({ where: { item: { itemNo: 'XM-002' }, unit: { code: unit } } });

  it('is asked for its part, answers with a state and a sentence, and the lead unit merges one report', async () => {
    const chat = await mondayAtNine();
    const [liang, zhou, wang] = [chat.as('liang'), chat.as('zhou'), chat.as('wangmin')];
    expect(liang.hears()).toEqual([expect.stringContaining('【协同情况】XM-002')]);
    expect(await liang.presses('填 XM-002')).toEqual([
      expect.stringMatching(/请报协同情况（1\/2）\n牵头单位：教育局。请在 9月2日 周三 前反馈/),
    ]);
    await liang.presses('进行中');
    expect(await liang.says('校门口道路标线已施划八处')).toEqual([
      expect.stringMatching(/^XM-002 协同情况已报\n由教育局汇总上报/),
    ]);
    expect(await request(chat, 'zjj')).toMatchObject({ part: 'supporting', status: 'reported', late: false });
    expect(await request(chat, 'jyj')).toMatchObject({ part: 'lead', status: 'open' });
    await zhou.says('汇报 XM-002');
    await zhou.presses('有进展');
    expect(await zhou.says('40')).toEqual([expect.stringContaining('│ 住建局进行中，校门口道路标线已施划八处。')]);
    await zhou.presses('用这段汇总');
    await zhou.presses('没有困难');
    await zhou.presses('跳过');
    await zhou.presses('改说明');
    expect(await zhou.says('校车排查四成，住建局施划标线八处')).toEqual([
      expect.stringContaining('说明：校车排查四成'),
    ]);
    await zhou.presses('提交');
    expect(await wang.says('复核')).toEqual([expect.stringContaining('校车排查四成，住建局施划标线八处')]);
    const parts = await chat.app.database.supportingPart.findMany();
    expect(parts.map((part) => part.mergedInId)).toEqual([expect.any(Number)]);
  });

  it('may be waited for: it is told, and the lead unit has a good reason until it answers', async () => {
    const chat = await mondayAtNine();
    const [liang, zhou, wang] = [chat.as('liang'), chat.as('zhou'), chat.as('wangmin')];
    liang.hears();
    const [start] = await zhou.says('汇报 XM-002');
    expect(start).toContain('还没有反馈的协同单位：住建局');
    expect(await zhou.presses('等协同单位')).toEqual([expect.stringMatching(/^XM-002 已登记：等住建局反馈/)]);
    expect(liang.hears()).toEqual([expect.stringContaining('教育局在等您单位的协同情况')]);
    const item = await chat.app.database.item.findFirstOrThrow({ where: { itemNo: 'XM-002' } });
    const reasons = () =>
      inTransaction(chat.app.database, async (tx) =>
        waitingReasons(await buildCtx(tx, { now: chat.app.clock.now(), actor: null, origin: null }), [item.id]),
      );
    expect((await reasons()).get(item.id)).toEqual([
      { kind: 'waitingForUnit', recordId: expect.any(Number), sinceOn: MONDAY, untilOn: null },
    ]);
    expect(await wang.says('未报名单')).toEqual([
      expect.stringMatching(
        /教育局　.*XM-002（还有 2 个工作日，等协同单位）[\s\S]*住建局　.*XM-002（协同，还有 2 个工作日）/,
      ),
    ]);
    await liang.presses('填协同情况');
    await liang.presses('需牵头单位协调');
    expect(await liang.says('跳过')).toEqual([expect.stringContaining('这一步不能跳过')]);
    await liang.says('请协调公安局共享校车路线');
    expect((await reasons()).get(item.id)).toEqual([
      { kind: 'waitingForUnit', recordId: expect.any(Number), sinceOn: MONDAY, untilOn: MONDAY },
    ]);
    await zhou.says('汇报 XM-002');
    await zhou.presses('有进展');
    await zhou.says('20');
    await zhou.presses('用这段汇总');
    expect(zhou.newest()?.text).toContain('住建局请您单位协调：请协调公安局共享校车路线');
  });

  it('is chased for its own silence only, and the lead unit for its own', async () => {
    const chat = await mondayAtNine();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-002');
    await zhou.says('40%，校车排查四成');
    await zhou.presses('提交');
    await chat.goTo('2026-09-03', '09:00');
    expect(await request(chat, 'zjj')).toMatchObject({ status: 'open', rung: 1 });
    expect(await request(chat, 'jyj')).toMatchObject({ status: 'reported', rung: 0 });
    expect(chat.as('liang').hears().at(-1)).toContain('【催报，迟 1 个工作日】XM-002');
  });

  it('that left the item in the middle of the round is asked and chased no more', async () => {
    const chat = await mondayAtNine();
    const liang = chat.as('liang');
    await liang.says('汇报 XM-002');
    await chat.app.database.supportingUnit.deleteMany();
    expect(await liang.presses('进行中')).toEqual([expect.stringContaining('协同情况（2/2）')]);
    expect(await liang.says('标线施划完成八处')).toEqual(['这一项现在没有请您单位填报协同情况。']);
    await liang.says('取消');
    expect(await liang.says('汇报 XM-002')).toEqual([expect.stringContaining('这项不由您的单位负责')]);
    await chat.goTo('2026-09-03', '09:00');
    expect(await request(chat, 'zjj')).toMatchObject({ status: 'dropped', rung: 0 });
    expect(liang.hears().join('\n')).not.toContain('XM-002');
  });

  it('answers “no change” together with everything else', async () => {
    const chat = await mondayAtNine();
    expect(await chat.as('liang').presses('全部无变化')).toEqual([expect.stringContaining('XM-002')]);
    expect(await request(chat, 'zjj')).toMatchObject({ status: 'reported' });
  });
});
