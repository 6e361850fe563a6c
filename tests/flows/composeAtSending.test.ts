import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { smallPlan } from '../support/plans.js';

const MONDAY = '2026-09-07';
const TUESDAY = '2026-09-08';

/** The small campaign where nobody may be spoken to before half past nine: bundles wait fifty minutes. */
const lateMornings = () =>
  smallPlan((plan) => {
    plan.campaign.rules = { quietHours: { from: '20:00', to: '09:30', workdaysOnly: true } };
  });

describeOnEachDatabase('a bundle says what is true when it is sent', (databases) => {
  /** Monday 08:50: this morning's bundles are written and wait for 09:30. */
  async function written(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { plan: lateMornings(), on: MONDAY });
    await chat.goTo(MONDAY, '08:50');
    expect(chat.as('zhou').hears()).toEqual([]);
    return chat;
  }

  const bundleOf = (chat: ChatApp, code: string, on: string) =>
    chat.app.database.delivery.findFirstOrThrow({
      where: { person: { code }, dedupKey: { startsWith: 'bundle:', endsWith: on } },
    });

  it('leaves out what was answered while it waited', async () => {
    const chat = await written();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.says('55%，二次结构完成三层，无困难');
    await zhou.presses('提交');
    await chat.goTo(MONDAY, '09:30');
    const [bundle, ...others] = zhou.hears();
    expect(others).toEqual([]);
    expect(bundle).toContain('XM-002');
    expect(bundle).not.toContain('【本期进展】XM-001');
  });

  it('is not sent when everything was answered, and the record says why', async () => {
    const chat = await startChatApp(databases, {
      plan: smallPlan((plan) => {
        plan.campaign.rules = { quietHours: { from: '20:00', to: '09:30', workdaysOnly: true } };
        for (const item of plan.items) item.milestones = [{ name: '完成', dueOn: '2026-12-18' }];
      }),
      on: MONDAY,
    });
    const zhou = chat.as('zhou');
    await chat.goTo(MONDAY, '08:50');
    expect(await bundleOf(chat, 'zhou', MONDAY)).toMatchObject({
      status: 'pending',
      payload: { op: 'compose', what: 'bundle', on: MONDAY },
    });
    for (const itemNo of ['XM-001', 'XM-002']) {
      await zhou.says(`汇报 ${itemNo}`);
      await zhou.presses('无变化');
    }
    await chat.goTo(MONDAY, '10:00');
    expect(zhou.hears()).toEqual([]);
    expect(await bundleOf(chat, 'zhou', MONDAY)).toMatchObject({
      status: 'cancelled',
      lastError: 'answered',
      lane: null,
    });
    expect(await chat.as('wangmin').says('发送记录 周岚')).toEqual([
      expect.stringMatching(/^发送记录 1 条（周岚）\n.*周岚　每日提醒　已取消（发送前已办完）/),
    ]);
  });

  it('says what was edited meanwhile, and keeps what was said', async () => {
    const chat = await written();
    const { database } = chat.app;
    const item = await database.item.findFirstOrThrow({ where: { itemNo: 'XM-001' } });
    await database.item.update({ where: { id: item.id }, data: { title: '第三小学新建工程竣工' } });
    await chat.goTo(MONDAY, '09:31');
    expect(chat.as('zhou').hears()).toEqual([expect.stringContaining('XM-001 第三小学新建工程竣工')]);
    const row = await bundleOf(chat, 'zhou', MONDAY);
    expect(row.status).toBe('sent');
    expect(JSON.stringify(row.payload)).toContain('第三小学新建工程竣工');
  });

  it('brings the newest stage, and what was asked, on the next morning when it could not be sent that day', async () => {
    const chat = await written();
    await chat.isDownUntil(TUESDAY, '07:50');
    expect(await bundleOf(chat, 'zhou', MONDAY)).toMatchObject({ status: 'expired' });
    await chat.goTo(TUESDAY, '09:35');
    expect(chat.as('zhou').hears()).toEqual([
      expect.stringMatching(/^今日待办 2 项（教育局）\n【还有 3 个工作日】XM-001.*\n【还有 6 个工作日】XM-002/),
    ]);
    expect(await chat.app.database.warning.findMany({ where: { givenOn: MONDAY } })).toEqual([]);
  });

  it('is sent once when the bot is restarted in the minute it is due', async () => {
    const chat = await startChatApp(databases, { on: MONDAY });
    await chat.goTo(MONDAY, '08:40');
    await chat.restart();
    await chat.goTo(MONDAY, '12:00');
    expect(chat.as('zhou').hears()).toHaveLength(1);
    expect(chat.as('liang').hears()).toHaveLength(1);
  });

  it('is sent once on each workday, and never on a day off, while the clock moves over a week at once', async () => {
    const chat = await startChatApp(databases, { on: MONDAY });
    await chat.goTo('2026-09-14', '07:00');
    const days = chat.everything().map((message) => `${message.chatId} ${message.at.toISOString().slice(0, 10)}`);
    expect(new Set(days).size).toBe(days.length);
    expect(days.some((each) => each.endsWith('09-12') || each.endsWith('09-13'))).toBe(false);
  });

  it('lets an edit after the digest count from the next morning on, and says nothing a second time that day', async () => {
    const chat = await startChatApp(databases, { on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    const [zhou, gao] = [chat.as('zhou'), chat.as('gao')];
    expect(zhou.hears().join('\n')).toContain('【还有 4 个工作日】XM-001');
    expect(gao.hears().join('\n')).toContain('逾期 1 项');
    const { database } = chat.app;
    const late = await database.milestone.findFirstOrThrow({ where: { item: { itemNo: 'XM-003' } } });
    const own = await database.milestone.findFirstOrThrow({ where: { item: { itemNo: 'XM-001' }, position: 1 } });
    await database.milestone.update({ where: { id: late.id }, data: { dueOn: '2026-09-25' } });
    await database.milestone.update({ where: { id: own.id }, data: { dueOn: '2026-09-18' } });
    await chat.goTo(MONDAY, '20:00');
    expect([...zhou.hears(), ...gao.hears()]).toEqual([]);
    await chat.goTo(TUESDAY, '09:00');
    expect(zhou.hears().join('\n')).not.toMatch(/还有 3 个工作日】XM-001/);
    expect(gao.hears().join('\n')).not.toContain('逾期 1 项');
    expect((await gao.says('查看 XM-003')).join('\n')).toContain('9月25日');
  });

  it('tells a leader of a blocker that was reported between the writing and the sending of the digest', async () => {
    const chat = await written();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.says('55%，二次结构完成三层，困难：钢材涨价，缺口三百万');
    await zhou.presses('提交');
    await chat.goTo(MONDAY, '09:30');
    expect(chat.as('gao').hears()).toEqual([expect.stringMatching(/需要您定的[\s\S]*XM-001[\s\S]*钢材涨价/)]);
  });
});
