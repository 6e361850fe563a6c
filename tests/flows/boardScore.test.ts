import { expect, it, vi } from 'vitest';
import { buildCtx, inTransaction } from '../../bot/transaction.js';
import { type BoardProof, verifyBoard } from '../../services/boardVerify.js';
import { boardPlan } from '../support/boardPlan.js';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { reviewedPlan } from '../support/reviewedPlan.js';

const MONDAY = '2026-09-07';

const verify = (chat: ChatApp, boardId: number): Promise<BoardProof> =>
  inTransaction(chat.app.database, async (tx) =>
    verifyBoard(await buildCtx(tx, { now: chat.app.clock.now(), actor: null, origin: null }), boardId),
  );

// Weeks of virtual time go through every job and message on the way.
vi.setConfig({ testTimeout: 60_000 });

describeOnEachDatabase('what a board is reckoned from', (databases) => {
  it('counts an honour at once and a fault once a second person confirmed it, with the record behind each', async () => {
    const chat = await startChatApp(databases, {
      plan: reviewedPlan((plan) => (plan.campaign.boardPolicy = 'direct')),
      on: MONDAY,
    });
    const [wang, liu] = [chat.as('wangmin'), chat.as('liuyang')];
    await chat.goTo(MONDAY, '10:00');
    expect(await wang.says('加分 丙局')).toEqual([expect.stringContaining('（2/4）　县丙局')]);
    expect(await wang.says('11')).toEqual([expect.stringContaining('没有认出“11”是几分')]);
    await wang.says('1.5');
    await wang.says('做法获上级简报推广');
    await wang.says('简报第 14 期');
    expect(await wang.presses('提交')).toEqual([expect.stringMatching(/^已登记表扬加分\n县丙局　\+1\.5 分/)]);
    await wang.says('扣分');
    await wang.says('丙局');
    await wang.presses('2');
    await wang.says('进度多报，经复核属实');
    await wang.says('督查核查单第 6 号');
    expect(await wang.presses('提交')).toEqual([expect.stringMatching(/^扣分已提交确认[\s\S]*已请刘洋、高峰确认/)]);
    const fault = await chat.app.database.scoreCredit.findFirstOrThrow({ where: { kind: 'fault' } });
    chat.forge('p-wangmin', { 自批: `creditDecide:${fault.id}:yes` });
    expect(await wang.presses('自批')).toEqual([expect.stringContaining('要由另一人确认')]);
    expect(await liu.presses('确认扣分')).toEqual([expect.stringContaining('对县丙局的扣分已生效')]);
    await chat.goTo('2026-09-14', '09:30');
    const [why = ''] = await chat.as('bing-l').says('得分');
    expect(why).toContain('· 表扬：做法获上级简报推广　+1.5');
    // Nothing is left to take two points from: what a fault takes ends at 0.
    expect(why).toContain('· 扣分：进度多报，经复核属实　−1.5');
    await chat.as('bing-l').says('得分');
    expect(await chat.as('bing-l').presses('看加扣分')).toEqual([
      expect.stringMatching(/（已生效）\n县丙局[\s\S]*依据：简报第 14 期\n计入日期 2026-09-07　王敏 登记/),
    ]);
  });

  it('says whose weights it used, and refuses weights that do not add up', async () => {
    const weights = { completion: 60, reporting: 10, verification: 10, clearance: 10, appraisal: 10 };
    const plan = boardPlan();
    plan.campaign.rules = { weights };
    const chat = await startChatApp(databases, { plan, on: MONDAY });
    await chat.goTo(MONDAY, '09:30');
    const [board = ''] = await chat.as('wangmin').says('红黑榜');
    expect(board).toContain('评分规则 2026.1+自定');
  });

  it('gives the same numbers to the last digit when it is reckoned again, and names what changed since', async () => {
    const chat = await startChatApp(databases, { plan: boardPlan(), on: MONDAY });
    await chat.goTo('2026-09-16', '10:00');
    const db = chat.app.database;
    const boards = await db.board.findMany({ where: { status: 'published' }, orderBy: { id: 'asc' } });
    expect(boards.map((board) => board.periodKey)).toEqual(['2026-W36', '2026-W37']);
    for (const board of boards)
      expect(await verify(chat, board.id)).toEqual({ reckonsAgain: true, broken: [], sinceThen: [] });
    const [first] = boards;
    const wu = await db.boardEntry.findFirstOrThrow({ where: { boardId: first?.id ?? 0, unitShort: '戊局' } });
    await db.boardEntry.update({ where: { id: wu.id }, data: { totalCenti: 1 } });
    expect(await verify(chat, first?.id ?? 0)).toMatchObject({ reckonsAgain: false, broken: [wu.unitId] });
    await db.boardEntry.update({ where: { id: wu.id }, data: { totalCenti: wu.totalCenti } });
    const item = await db.item.findFirstOrThrow({ where: { itemNo: 'XM-013' } });
    await db.milestone.updateMany({ where: { itemId: item.id, position: 0 }, data: { status: 'exempt' } });
    const proof = await verify(chat, first?.id ?? 0);
    expect(proof.reckonsAgain).toBe(true);
    expect(proof.sinceThen[0]).toMatchObject({ unit: '丁局', from: { list: 'black' } });
  });

  it('turns a red unit yellow before it turns green', async () => {
    const chat = await startChatApp(databases, { plan: boardPlan(), on: MONDAY });
    await chat.goTo(MONDAY, '09:30');
    const bing = chat.as('bing-l');
    const light = async () => /亮(.灯)/.exec((await bing.says('得分'))[0] ?? '')?.[1];
    expect(await light()).toBe('红灯');
    await bing.says('汇报 XM-010');
    await bing.says('50%，第一步办完，无困难');
    await bing.presses('提交');
    await chat.as('wangmin').says('复核');
    await chat.as('wangmin').presses('通过');
    // From here on every round is answered: nothing is late any more.
    await chat.app.database.reportRequest.updateMany({ data: { status: 'dropped' } });
    await chat.goTo('2026-09-14', '09:30');
    expect(await light()).toBe('黄灯');
    await chat.app.database.reportRequest.updateMany({ data: { status: 'dropped' } });
    await chat.goTo('2026-09-21', '09:30');
    await chat.app.database.reportRequest.updateMany({ data: { status: 'dropped' } });
    const [board = ''] = await chat.as('wangmin').says('红黑榜');
    expect(board).toMatch(/红灯 \d 个、黄灯 \d 个、绿灯 \d 个/);
    const entries = await chat.app.database.boardEntry.findMany({
      where: { unitShort: '丙局' },
      orderBy: { boardId: 'asc' },
    });
    expect(entries.map((entry) => entry.light)).toEqual(['red', 'yellow', 'green']);
  });
});
