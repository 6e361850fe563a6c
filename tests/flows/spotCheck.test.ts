import { expect, it } from 'vitest';
import { drawRound } from '../../services/samples.js';
import { buildCtx, inTransaction } from '../../bot/transaction.js';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { verificationPlan } from '../support/verificationPlan.js';

const MONDAY = '2026-09-07';

describeOnEachDatabase('a sample of a round is checked on the spot', (databases) => {
  /** Thursday: the weekly round closed on Wednesday with two accepted reports, one of them was drawn this morning. */
  async function drawn(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    for (const [who, itemNo, words] of [
      ['zhou', 'XM-001', '40%，二次结构砌筑到三层'],
      ['liang', 'XM-003', '30%，五个小区已经开工'],
    ] as const) {
      await chat.as(who).says(`汇报 ${itemNo}`);
      await chat.as(who).says(words);
      await chat.as(who).presses('提交');
    }
    const wang = chat.as('wangmin');
    await wang.says('复核');
    await wang.presses('通过');
    await wang.presses('通过');
    wang.hears();
    await chat.goTo('2026-09-10', '09:00');
    return chat;
  }

  it('is drawn the day after the round closed, and whoever draws again gets the same', async () => {
    const chat = await drawn();
    const wang = chat.as('wangmin');
    expect(wang.hears().at(-1)).toContain('抽查 1 份待核实');
    const [first] = await wang.presses('看抽查');
    expect(first).toMatch(
      /^抽查　待核实 1 份\n重点　9月7日至9月9日一轮　2 份里抽 1 份\n【待核实】.*\n抽查编号 \d+:2026-W37:major。刚才按编号重抽一遍，结果一致。/,
    );
    expect(await chat.as('dingli').says('抽查')).toEqual([first]);
    const round = await chat.app.database.reportRound.findFirstOrThrow({ where: { periodKey: '2026-W37' } });
    const origin = null;
    for (let again = 0; again < 2; again++)
      await inTransaction(chat.app.database, async (tx) =>
        drawRound(await buildCtx(tx, { now: chat.app.clock.now(), actor: null, origin }), round.id, '2026-09-11'),
      );
    expect(await chat.app.database.sampleDraw.count()).toBe(1);
    expect(await wang.says('抽查')).toEqual([first]);
  });

  it('is drawn once also when two machines draw at the very same moment', async () => {
    const chat = await drawn();
    const { database } = chat.app;
    await database.sampleDraw.deleteMany();
    const round = await database.reportRound.findFirstOrThrow({ where: { periodKey: '2026-W37' } });
    const draw = () =>
      inTransaction(database, async (tx) =>
        drawRound(await buildCtx(tx, { now: chat.app.clock.now(), actor: null, origin: null }), round.id, '2026-09-10'),
      );
    await Promise.all([draw(), draw()]);
    expect(await database.sampleDraw.count()).toBe(1);
    expect(await database.sampledReport.count()).toBe(1);
  });

  it('is found true by one of two, once', async () => {
    const chat = await drawn();
    const [wang, ding] = [chat.as('wangmin'), chat.as('dingli')];
    await wang.says('抽查');
    await wang.presses(wang.buttons()[0] ?? '');
    await ding.says('抽查');
    await ding.presses(ding.buttons()[0] ?? '');
    expect(await ding.presses('属实')).toEqual([expect.stringContaining('抽查属实，已记录')]);
    expect(await wang.presses('属实')).toEqual([expect.stringContaining('这份抽查已经办过了')]);
    expect(await wang.says('抽查')).toEqual([expect.stringMatching(/^抽查　待核实 0 份[\s\S]*【属实】/)]);
  });

  it('becomes a finding on the unit when it is in doubt', async () => {
    const chat = await drawn();
    const ding = chat.as('dingli');
    await ding.says('抽查');
    const card = await ding.presses(ding.buttons()[0] ?? '');
    expect(card).toEqual([expect.stringContaining('抽查核实')]);
    expect(await ding.presses('存疑，登记问题')).toEqual([expect.stringContaining('发现了什么问题')]);
    await ding.says('现场只有两层，与填报不符');
    await ding.presses('弄虚作假');
    await ding.presses('即知即改 9月15日');
    await ding.presses('跳过');
    expect(ding.buttons()).not.toContain('改单位');
    expect(await ding.presses('登记')).toEqual([expect.stringMatching(/^WT-001 已登记/)]);
    expect(await ding.says('抽查')).toEqual([expect.stringContaining('【存疑】')]);
    const sampled = await chat.app.database.sampledReport.findFirstOrThrow();
    expect(sampled).toMatchObject({ status: 'doubted', findingId: expect.any(Number) });
  });
});
