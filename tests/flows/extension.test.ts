import { expect, it } from 'vitest';
import { type ChatApp, startChatApp, type Talk } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { itemOf, type Plan, smallPlan } from '../support/plans.js';

const MONDAY = '2026-09-07';

/** Everybody whom an extension of XM-002 (due 16 September) concerns. */
interface People {
  chat: ChatApp;
  zhou: Talk;
  he: Talk;
  wang: Talk;
}

describeOnEachDatabase('a liaison asks for more time', (databases) => {
  async function start(on = MONDAY, plan: Plan = smallPlan()): Promise<People> {
    const chat = await startChatApp(databases, { on, plan });
    await chat.goTo(on, '10:00');
    return { chat, zhou: chat.as('zhou'), he: chat.as('he'), wang: chat.as('wangmin') };
  }

  /** 周岚 asks for XM-002 until 30 September. */
  async function ask(zhou: Talk, words = '9月30日', milestone = ''): Promise<string[]> {
    await zhou.says('延期 XM-002');
    if (milestone !== '') await zhou.presses(milestone);
    await zhou.says(words);
    await zhou.says('校车停运检修与开学时间冲突');
    await zhou.says('已排查 40 辆，还剩 12 辆');
    return zhou.presses('提交申请');
  }

  const card = async (talk: Talk) => (await talk.says('查看 XM-002')).join('\n');

  it('step by step, hears what it means for the score, and gets it after two people have agreed', async () => {
    const { chat, zhou, he, wang } = await start();
    zhou.hears();
    expect(await zhou.presses('申请延期')).toEqual([
      expect.stringMatching(/^申请延期：请选时间节点\n· XM-001 主体封顶　9月11日 周五（还有 4 个工作日）\n· XM-002/),
    ]);
    expect(await zhou.presses('延 XM-002')).toEqual([
      expect.stringMatching(/^XM-002 申请延期（1\/3）\n“排查完成”的完成时限是 9月16日 周三。要延到哪一天？/),
    ]);
    expect(zhou.buttons()).toEqual(['9月22日 +5', '9月30日 +10', '10月20日 +20', '稍后', '取消']);
    expect(await zhou.presses('9月30日 +10')).toEqual([
      expect.stringMatching(
        /延到 9月30日 周三，增加 10 个工作日。\n如 9月30日 完成：时限不变，按逾期 10 个工作日计，这个节点失分 80%；批准延期，不失分。申请本身不扣分。/,
      ),
    ]);
    expect(await zhou.says('忙')).toEqual([expect.stringContaining('请写清楚为什么')]);
    expect(await zhou.says('校车停运检修与开学时间冲突')).toEqual([expect.stringContaining('目前进展到哪一步？')]);
    expect(await zhou.says('已排查 40 辆，还剩 12 辆')).toEqual([
      expect.stringMatching(/请核对[\s\S]*时限：9月16日 周三 → 9月30日 周三[\s\S]*│ 校车停运检修/),
    ]);
    await zhou.presses('改日期');
    expect(await zhou.says('9月29日')).toEqual([expect.stringContaining('9月16日 周三 → 9月29日 周二')]);
    await zhou.presses('改日期');
    await zhou.says('9月30日');
    expect(await zhou.presses('提交申请')).toEqual([
      expect.stringMatching(/^XM-002 的延期申请已提交\n先由何志平审批，再由督查室审批。每一步都会告诉您。/),
    ]);
    expect(wang.hears().join('')).not.toContain('延期');
    expect(he.hears()).toEqual([
      expect.stringMatching(/^XM-002 申请延期，请您审批[\s\S]*进展：已排查 40 辆[\s\S]*申请人：周岚/),
    ]);
    await he.presses('去审批');
    expect(await he.presses('同意')).toEqual([
      'XM-002 延到 9月30日 周三，您已同意，转督查室审批。',
      '没有待您审批的申请。',
    ]);
    expect(zhou.hears()).toEqual([expect.stringMatching(/单位负责人已同意[\s\S]*批准之前完成时限仍是 9月16日 周三/)]);
    expect(await card(zhou)).toMatch(/排查完成：完成时限 9月16日 周三\n[\s\S]*9月30日 周三　待督查室审批/);
    expect(wang.hears()).toEqual([expect.stringMatching(/^XM-002 申请延期，请审批（教育局）[\s\S]*何志平已同意/)]);
    await wang.presses('去审批');
    expect(await wang.presses('同意')).toEqual([
      'XM-002 的完成时限已改为 9月30日 周三，已告诉申请人。',
      '没有待您审批的申请。',
    ]);
    expect(zhou.hears()).toEqual([expect.stringMatching(/^XM-002 的延期已批准\n.*由 9月16日 周三 改为 9月30日 周三/)]);
    expect(await card(zhou)).toMatch(
      /完成时限 9月30日 周三（原定 9月16日 周三）[\s\S]*时限变更\n· 排查完成：9月16日 周三 → 9月30日 周三　已批准（9月7日，王敏）/,
    );
    // Weeks later: nothing was due on the old day, and the new day warns anew.
    await chat.goTo('2026-09-18', '10:00');
    expect(zhou.hears().join('\n')).not.toContain('XM-002 校车安全隐患排查，');
    expect(zhou.hears().join('\n')).not.toMatch(/逾期.*XM-002/);
    await chat.goTo('2026-09-30', '10:00');
    expect(zhou.hears().join('\n')).toContain('【今日到期】XM-002');
  });

  it('is told why not, may ask again while there is time, and each request stays on the card', async () => {
    const { chat, zhou, he, wang } = await start();
    await ask(zhou);
    await he.says('待审批');
    await he.presses('不同意');
    expect(await he.says('不')).toEqual([expect.stringContaining('请写清楚为什么')]);
    expect(await he.says('12 辆两周之内可以排完')).toEqual([
      'XM-002 的延期申请已答复“不同意”，申请人会看到您写的理由。完成时限不变。',
      '没有待您审批的申请。',
    ]);
    expect(zhou.hears().at(-1)).toMatch(
      /^XM-002 的延期申请没有同意\n│ 12 辆两周之内可以排完（何志平）\n完成时限仍是 9月16日 周三。有新的情况，可以在这一天之前再次申请。/,
    );
    await chat.goTo('2026-09-08', '10:00');
    await ask(zhou, '再延5个工作日');
    await he.says('待审批');
    await he.presses('同意');
    await wang.says('待审批');
    await wang.presses('不同意');
    await wang.says('请先排查完，检修另行安排');
    expect(await card(wang)).toMatch(
      /时限变更\n· .*→ 9月30日 周三　未同意（9月7日，何志平）：12 辆两周之内可以排完\n· .*→ 9月22日 周二　未同意（9月8日，王敏）：请先排查完/,
    );
    expect(await card(wang)).toContain('完成时限 9月16日 周三');
  });

  it('is refused once the due day is past, and on the due day it is not too late', async () => {
    const { chat, zhou } = await start('2026-09-16');
    await zhou.says('延期 XM-002');
    expect(await zhou.presses('9月22日 +5')).toEqual([expect.stringContaining('延到 9月22日')]);
    // The dialog is left open over night: the day is past when it is handed in.
    await zhou.says('校车停运检修与开学时间冲突');
    await zhou.says('已排查 40 辆，还剩 12 辆');
    await chat.goTo('2026-09-17', '09:30');
    expect(await zhou.presses('提交申请')).toEqual([
      '延期要在完成时限之前提出。XM-002 已于 9月16日 周三 到期，请填报进展并写明逾期原因。',
    ]);
    await zhou.says('取消');
    expect(await zhou.says('延期 XM-002')).toEqual([
      '延期要在完成时限之前提出。XM-002 已于 9月16日 周三 到期，请填报进展并写明逾期原因。',
    ]);
    expect(zhou.buttons()).toEqual(['填写原因']);
    expect(await zhou.presses('填写原因')).toEqual([expect.stringContaining('这次有没有进展？')]);
  });

  it('cannot ask for a day that is over, off, too late, or none at all, and is told what is wrong with it', async () => {
    const { zhou } = await start();
    await zhou.says('延期 XM-002');
    for (const [words, refusal] of [
      ['9月1日', '没有晚于现在的完成时限'],
      ['9月16日', '没有晚于现在的完成时限'],
      ['10月3日', '10月3日 周六 是休息日。请改为工作日，比如 9月30日 周三 或 10月8日 周四。'],
      ['2027年1月15日', '2027年1月15日 周五 晚于专项行动结束（2026年12月31日 周四）'],
      ['等通知', '没有认出“等通知”是哪一天'],
      ['长期', '没有认出“长期”是哪一天'],
    ] as const)
      expect(await zhou.says(words)).toEqual([expect.stringContaining(refusal)]);
    expect(await zhou.says('9月30日')).toEqual([expect.stringContaining('延到 9月30日 周三')]);
  });

  it('cannot pass the milestone after it, nor ask twice', async () => {
    const { zhou } = await start();
    await zhou.says('延期 XM-001');
    await zhou.presses('主体封顶');
    expect(await zhou.says('11月10日')).toEqual([expect.stringContaining('晚于下一个时间节点（10月30日 周五）')]);
    await zhou.says('取消');
    await ask(zhou);
    expect(await zhou.says('延期 XM-002')).toEqual([expect.stringContaining('（已申请，待审批）')]);
  });

  it('may be taken back while it waits, and asked for anew', async () => {
    const plan = smallPlan((each) => {
      itemOf(each, 'XM-002').milestones?.push({ name: '整改完成', dueOn: '2026-10-20' });
    });
    const { zhou, he } = await start(MONDAY, plan);
    await ask(zhou, '9月30日', '排查完成');
    expect(zhou.buttons()).toEqual(['撤回 XM-002']);
    expect(await zhou.says('延期')).toEqual([expect.stringMatching(/· XM-001 [\s\S]*· XM-002 .*已申请，待审批/)]);
    expect(zhou.buttons()).toEqual(['延 XM-001', '延 XM-002', '撤回 XM-002']);
    // Another milestone of the item could be meant: what waits is shown with it.
    await zhou.says('延期 XM-002');
    expect(zhou.buttons()).toEqual(['整改完成', '撤回 XM-002']);
    expect(await zhou.presses('撤回 XM-002')).toEqual([
      'XM-002 的延期申请已撤回，完成时限仍是 9月16日 周三。到期之前可以再申请。',
    ]);
    expect(await he.says('待审批')).toEqual(['没有待您审批的申请。']);
    expect(await he.presses('去审批')).toEqual([expect.stringContaining('已经有人处理了')]);
    expect(await card(zhou)).toContain('9月16日 周三 → 9月30日 周三　已撤回');
    await ask(zhou, '9月22日', '排查完成');
    expect(await he.says('待审批')).toEqual([expect.stringContaining('9月22日')]);
  });

  it('is decided by nobody else: not by the one who asked, another unit, or a coordinator before the head', async () => {
    const { chat, zhou, he, wang } = await start();
    await ask(zhou);
    const forged = { 批: 'extensionYes:1:', 驳: 'extensionNo:1:', 看: 'extensionCard:1:' };
    for (const code of ['ding', 'wangmin']) {
      chat.forge(`p-${code}`, forged);
      for (const label of ['批', '驳', '看'])
        expect(await chat.as(code).presses(label)).toEqual([expect.stringContaining('这份申请现在不由您审批')]);
    }
    chat.forge('p-zhou', forged);
    expect(await zhou.presses('批')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    await he.presses('去审批');
    await he.presses('同意');
    chat.forge('p-he', forged);
    expect(await he.presses('驳')).toEqual([expect.stringContaining('已经有人处理了')]);
    await wang.presses('去审批');
    await wang.presses('同意');
    chat.forge('p-wangmin', forged);
    for (const label of ['批', '驳', '看'])
      expect(await wang.presses(label)).toEqual([expect.stringContaining('已经有人处理了')]);
    expect(await card(zhou)).toContain('完成时限 9月30日 周三');
  });

  it('stays undecided past the due day without being chased, and a coordinator sees it first', async () => {
    const { chat, zhou, he, wang } = await start('2026-09-15');
    await ask(zhou);
    await chat.goTo('2026-09-16', '10:00');
    expect(he.hears().at(-1)).toMatch(/待您审批 1 件\n【待审批】XM-002（教育局）申请延期到 9月30日/);
    he.hears();
    wang.hears();
    await chat.goTo('2026-09-17', '10:00');
    expect(zhou.hears().join('\n')).toContain('【逾期 1 个工作日，延期待批】XM-002');
    expect(he.hears().join('\n')).not.toContain('【逾期 1 个工作日】XM-002');
    expect(wang.hears().join('\n')).toMatch(/^待您审批 1 件\n【待审批，时限已过】XM-002/);
    expect(await wang.presses('待审批')).toEqual([
      expect.stringContaining('完成时限已过，单位负责人尚未审批，可以直接决定。'),
    ]);
    await wang.presses('同意');
    expect(await card(zhou)).toContain('完成时限 9月30日 周三（原定 9月16日 周三）');
    expect(await he.says('待审批')).toEqual(['没有待您审批的申请。']);
  });

  it('keeps a report from being chased while it waits, on record, and is chased on when it is refused', async () => {
    // XM-003 is asked for every week; its round is due on Wednesday.
    const plan = smallPlan((each) => {
      itemOf(each, 'XM-003').milestones = [{ name: '完工', dueOn: '2026-09-25' }];
    });
    const { chat, wang } = await start(MONDAY, plan);
    const [liang, fang] = [chat.as('liang'), chat.as('fang')];
    await liang.says('延期 XM-003');
    await liang.says('9月30日');
    await liang.says('钢材供货推迟两周');
    await liang.says('主体完成六成');
    await liang.presses('提交申请');
    fang.hears();
    await chat.goTo('2026-09-15', '10:00');
    expect(fang.hears().join('\n')).not.toContain('【未填报');
    const before = (await wang.says('查看 XM-003')).join('\n');
    expect(before).toMatch(/催办记录\n· 9月10日 未催联络员：延期待批（9月9日 应报）/);
    expect((await liang.says('查看 XM-003')).join('\n')).not.toContain('催办记录');
    await fang.says('待审批');
    await fang.presses('不同意');
    await fang.says('供货已经落实，按原时限完成');
    await chat.goTo('2026-09-18', '10:00');
    expect((await wang.says('查看 XM-003')).join('\n')).toMatch(
      /催办记录\n[\s\S]*· 9月17日 告知单位负责人（9月9日 应报）\n· 9月16日 催联络员（9月9日 应报）/,
    );
    expect(fang.hears().join('\n')).toContain('【未填报');
  });

  it('goes straight to the coordinators where the unit has no head', async () => {
    const { chat, zhou, wang } = await start();
    await chat.app.database.roleGrant.deleteMany({ where: { role: 'unitHead', unit: { code: 'jyj' } } });
    expect(await ask(zhou)).toEqual([expect.stringContaining('已转督查室审批。')]);
    expect(wang.hears().at(-1)).toContain('该单位没有另外的负责人，由督查室直接审批。');
  });

  it('is not needed any more once the milestone is done', async () => {
    const { zhou, he, wang } = await start();
    await ask(zhou);
    await zhou.says('汇报 XM-002');
    await zhou.says('100%，52 辆校车全部排查完成，无困难');
    await zhou.presses('提交');
    await wang.says('复核');
    await wang.presses('通过');
    expect(await he.says('待审批')).toEqual(['没有待您审批的申请。']);
    expect(await card(zhou)).toContain('→ 9月30日 周三　已不需要');
  });
});
