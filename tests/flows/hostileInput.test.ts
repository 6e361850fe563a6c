import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

describeOnEachDatabase('whatever people write or press', (databases) => {
  const start = () => startChatApp(databases, { on: '2026-09-07', time: '10:00' });

  /** Everything that a message or a press could have changed. */
  const ledger = async ({ app: { database } }: ChatApp) => ({
    reports: await database.progressReport.findMany(),
    verifications: await database.verification.count(),
    bulletins: await database.bulletin.count(),
    items: await database.item.findMany({ include: { milestones: true } }),
  });

  it('an unknown word gets a short answer that names what can be said', async () => {
    const chat = await start();
    const [answer = '', ...more] = await chat.as('zhou').says('今天天气怎么样');
    expect(more).toEqual([]);
    expect(answer).toBe('没有认出“今天天气怎么样”。常用的有：我的事项、汇报、红黑榜、帮助。');
    expect(await chat.as('zhou').says('/nosuchcommand')).toEqual([expect.stringContaining('没有认出')]);
    expect(await chat.as('zhou').says('查看')).toEqual([expect.stringMatching(/没有看懂。\n例：查看 XM-014/)]);
    // Help says a command's name once, and what this reader does with it.
    const [own = ''] = await chat.as('he').says('帮助');
    expect(own).toMatch(/^销假　收回代办（\/back）$/m);
    expect(own).not.toMatch(/请负责人签|审核|企业微信/);
    expect((await chat.as('gao').says('帮助'))[0]).toContain('收到晨报直接回复一句话，即为批示。');
    expect(await chat.as('zhou').says('查看 XM-999')).toEqual([expect.stringContaining('没有找到“XM-999”')]);
  });

  it('an item’s number alone shows its card, and one after a command’s word is no answer to an open dialog', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-07', time: '10:00' });
    const [zhou, gao] = [chat.as('zhou'), chat.as('gao')];
    expect(await zhou.says('xm-001')).toEqual([expect.stringMatching(/^XM-001 /)]);
    expect(await gao.says('XM-003')).toEqual([expect.stringMatching(/^XM-003 /)]);
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    expect(await zhou.says('查看 XM-002')).toEqual([expect.stringMatching(/^XM-002 /)]);
    await zhou.says('40%');
    // Another report takes the place of the one that was begun, and says so.
    expect(await zhou.says('汇报 XM-002')).toEqual([
      expect.stringMatching(/^XM-002 [\s\S]*刚才没有填完的内容没有提交，已不再保留。$/),
    ]);
    // A second order is no answer to "when", although it names a day.
    await gao.says('请住建局把问题清单报来');
    expect(await gao.says('让教育局月底前把大班额情况也报来')).toEqual([expect.stringContaining('没有认出')]);
  });

  it('talk in the group is left alone', async () => {
    const chat = await start();
    const group = chat.as('zhou', 'g-work');
    for (const words of ['收到', '汇报', '60%', '红黑榜 呢？']) expect(await group.says(words)).toEqual([]);
  });

  it('a command of another role, or in the wrong kind of chat, is refused with the reason', async () => {
    const chat = await start();
    expect(await chat.as('zhou').says('复核')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    expect(await chat.as('he').says('汇报')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    expect(await chat.as('zhou', 'g-work').says('/汇报')).toEqual([expect.stringContaining('请私聊办理')]);
    expect(await chat.as('zhou').says('汇报 XM-004')).toEqual([expect.stringContaining('不由您的单位负责')]);
    expect(await chat.as('zhou').says('查看 XM-004')).toEqual([expect.stringContaining('看不到内容')]);
  });

  it('the button of a dialog that is over says so, and does nothing', async () => {
    const chat = await start();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.says('50%，主体施工到四层，无困难');
    const check = zhou.newest();
    await zhou.says('取消');
    const before = await ledger(chat);
    expect(await zhou.presses('提交', check)).toEqual([expect.stringContaining('这一步已经结束')]);
    expect(await ledger(chat)).toEqual(before);
  });

  it('the button of an earlier step shows the step that is open now', async () => {
    const chat = await start();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    const percent = zhou.newest();
    await zhou.says('40');
    expect(await zhou.presses('100%', percent)).toEqual([
      expect.stringMatching(/^请接着填下面这一步。\nXM-001[\s\S]*完成 40%。请用一句话/),
    ]);
    await zhou.says('二次结构砌筑到三层');
    expect(await zhou.presses('没有困难')).toEqual([expect.stringContaining('佐证材料')]);
  });

  it('nobody answers somebody else’s dialog, in the group or elsewhere', async () => {
    const chat = await start();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.says('50%，主体施工到四层，无困难');
    const buttons = zhou.newest()?.rows.flat() ?? [];
    const submit = buttons.find((button) => button.label === '提交')?.id ?? '';
    const before = await ledger(chat);
    chat.forge('g-work', { 提交: submit });
    expect(await chat.as('liang', 'g-work').presses('提交')).toEqual([
      expect.stringContaining('这是别人正在填写的内容'),
    ]);
    expect(zhou.hears()).toEqual([]);
    // Nor does its owner from another chat: the group would read along.
    expect(await chat.as('zhou', 'g-work').presses('提交')).toEqual([expect.stringContaining('认不出来')]);
    expect(await ledger(chat)).toEqual(before);
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('XM-001 已填报 50%')]);
  });

  it('forged buttons are refused: of no form, of no action, of no record, of another role, of another unit', async () => {
    const chat = await start();
    const zhou = chat.as('zhou');
    const before = await ledger(chat);
    const forged: [string, RegExp][] = [
      ['', /认不出来/],
      ['delete everything', /认不出来/],
      ['item:1:a b', /认不出来/],
      ['nothing:1:', /认不出来/],
      ['constructor:1:', /认不出来/],
      [`item:1:${'x'.repeat(80)}`, /认不出来/],
      ['item:-1:', /认不出来/],
      ['item:999999:', /没有找到/],
      ['item:999999999999:', /认不出来|没有找到/],
      ['step:999999999999:1.submit', /认不出来|已经结束/],
      ['step:1:0.cancel', /已经结束|认不出来/],
      ['fix:424242:', /已经不在了/],
      ['report:424242:', /没有找到/],
      ['accept:1:', /不在您的职责范围内/],
      ['sendBack:1:', /不在您的职责范围内/],
      ['bulletinCounts:1:', /不在您的职责范围内/],
      ['mine:2000000000:', /./],
    ];
    for (const [id, answer] of forged) {
      chat.forge('p-zhou', { 伪造: id });
      const answers = await zhou.presses('伪造');
      expect(answers, id).toEqual([expect.stringMatching(answer)]);
      expect(answers[0], id).not.toContain('系统的问题');
    }
    const foreign = await chat.app.database.item.findFirstOrThrow({ where: { itemNo: 'XM-004' } });
    for (const id of [`report:${foreign.id}:`, `item:${foreign.id}:`]) {
      chat.forge('p-zhou', { 伪造: id });
      expect(await zhou.presses('伪造')).toEqual([expect.stringContaining('不由您的单位负责')]);
    }
    expect(await ledger(chat)).toEqual(before);
  });

  it('a sentence of 5,000 characters is refused with its length, and what was filled in stays', async () => {
    const chat = await start();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    await zhou.says('40');
    expect(await zhou.says('长'.repeat(5_000))).toEqual([
      expect.stringMatching(/写了 5000 个字，超过 500 字[\s\S]*完成 40%/),
    ]);
    await zhou.says('取消');
    const [answer = ''] = await zhou.says('长'.repeat(5_000));
    expect(answer.length).toBeLessThan(100);
  });

  it.each([
    ['markup', '二次结构<b>完成</b> *三层* _已验收_ [链接](http://x.cn) &lt;'],
    ['emoji', '主体封顶👷‍♀️🏗️，进入二次结构🧱'],
    ['quotation marks and a backslash', '主体“封顶”\\n，"二次结构"完成三层'],
  ])('%s in a sentence comes out exactly as it was written', async (_name, words) => {
    const chat = await start();
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    await zhou.says('40');
    await zhou.says(words);
    await zhou.presses('没有困难');
    expect(await zhou.presses('跳过')).toEqual([expect.stringContaining(`说明：${words}`)]);
    await zhou.presses('提交');
    expect(await chat.as('wangmin').says('复核')).toEqual([expect.stringContaining(`│ ${words}`)]);
  });

  it('invisible and control characters neither break anything nor get into the ledger', async () => {
    const chat = await start();
    const zhou = chat.as('zhou');
    expect(await zhou.says('\u200b\u200b')).toEqual([expect.stringContaining('没有收到文字')]);
    expect(await zhou.says('\u200b我的事项\ufeff')).toEqual([expect.stringContaining('XM-001')]);
    await zhou.says('汇报 XM-001');
    await zhou.presses('有进展');
    expect(await zhou.says('4\u200b0')).toEqual([expect.stringContaining('完成 40%')]);
    const words = '二次\u0000结构\u0007完成\u200b三层\u202e\ud800，已验收';
    await zhou.says(words);
    await zhou.presses('没有困难');
    expect(await zhou.presses('跳过')).toEqual([expect.stringContaining('说明：二次结构完成三层')]);
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('XM-001 已填报 40%')]);
    const report = await chat.app.database.progressReport.findFirstOrThrow();
    expect(report.summary).toMatch(/^二次结构完成三层\ufffd?，已验收$/);
  });

  it('a stranger gets one answer in private, none in the group, and can do nothing', async () => {
    const chat = await start();
    chat.app.sandbox.addStranger({ id: 'wangwu', name: '王五' });
    const stranger = chat.as('wangwu');
    const before = await ledger(chat);
    for (const words of ['汇报', '/start', '复核', '你好'])
      expect(await stranger.says(words)).toEqual([expect.stringMatching(/^您还没有绑定身份/)]);
    chat.forge('p-wangwu', { 通过: 'accept:1:' });
    expect(await stranger.presses('通过')).toEqual([expect.stringMatching(/^您还没有绑定身份/)]);
    expect(await stranger.sends('病毒.txt', 'x')).toEqual([expect.stringMatching(/^您还没有绑定身份/)]);
    expect(await chat.as('wangwu', 'g-work').says('/红黑榜')).toEqual([]);
    expect(await ledger(chat)).toEqual(before);
    expect(await chat.app.database.dialogState.count()).toBe(0);
  });

  it('a file that nobody asked for is not taken as an answer', async () => {
    const chat = await start();
    expect(await chat.as('zhou').sends('材料.txt', 'x')).toEqual([expect.stringContaining('没有需要附材料的事项')]);
    expect(await chat.as('zhou', 'g-work').sends('材料.txt', 'x')).toEqual([]);
  });
});
