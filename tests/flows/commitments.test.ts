import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { reviewedPlan } from '../support/reviewedPlan.js';
import { smallPlan } from '../support/plans.js';

describeOnEachDatabase('the head of a unit signs a commitment', (databases) => {
  it('is asked once for everything, signs, changes, declines, and is reminded of it when it comes due', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-08', time: '10:00' });
    const [wang, he, fang, zhou] = [chat.as('wangmin'), chat.as('he'), chat.as('fang'), chat.as('zhou')];
    expect(await wang.says('承诺书')).toEqual([expect.stringContaining('还没有请负责人签')]);
    expect(await wang.presses('请负责人签')).toEqual([expect.stringContaining('还有 4 项没有请签')]);
    expect(await wang.says('没有这个单位')).toEqual([expect.stringContaining('没有找到“没有这个单位”的在办事项')]);
    await wang.presses('重点 2 项');
    expect(await wang.presses('发给负责人')).toEqual([expect.stringContaining('已请 2 位负责人签 2 项')]);
    await wang.presses('请负责人签');
    await wang.says('XM-002');
    await wang.presses('发给负责人');

    const heard = he.hears();
    expect(heard).toEqual([
      expect.stringMatching(/^请签承诺 1 项（教育局）\n· XM-001/),
      expect.stringMatching(/^请签承诺 2 项（教育局）\n· XM-001 .*\n· XM-002/),
    ]);
    expect(fang.hears()).toHaveLength(1);
    expect(zhou.hears()).toEqual([]);

    expect(await he.presses('逐项签')).toEqual([
      expect.stringMatching(
        /^请签承诺（共 2 项）　XM-001[\s\S]*2026年10月30日前完成“第三小学扩建工程竣工”[^。]*。(?!。)/,
      ),
    ]);
    const [done, next] = await he.presses('签承诺');
    expect(done).toContain('XM-001 的承诺已签');
    expect(next).toMatch(/^请签承诺　XM-002/);
    await he.says('查看 XM-001');
    expect(await he.presses('看承诺')).toEqual([expect.stringMatching(/^承诺　XM-001 .*【已签】/)]);
    expect(await he.presses('改一改')).toEqual([expect.stringContaining('现在的原文')]);
    expect(await he.says('短')).toEqual([expect.stringContaining('太短了')]);
    await he.says('9月11日前主体封顶，10月30日前竣工验收，我每周到工地一次。');
    const [again] = await he.presses('签承诺');
    expect(again).toContain('XM-001 的承诺已签（第 2 次）');
    expect(wang.hears()).toEqual([expect.stringContaining('教育局何志平改了 XM-001 的承诺并重新签了')]);
    expect(await chat.app.database.commitmentVersion.count()).toBe(2);
    // The first message's button is of the wording before.
    const row = await chat.app.database.commitment.findFirstOrThrow({ orderBy: { id: 'asc' } });
    chat.forge('p-he', { 旧: `signCommitment:${row.id}:1` });
    expect(await he.presses('旧')).toEqual([expect.stringContaining('已经签过')]);
    chat.forge('p-zhou', { 代签: `signCommitment:${row.id}:2` });
    expect(await zhou.presses('代签')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    chat.forge('p-fang', { 别家: `signCommitment:${row.id}:3` });
    expect(await fang.presses('别家')).toEqual([expect.stringContaining('没有找到这项承诺')]);

    await fang.presses('逐项签');
    await fang.presses('不签');
    await fang.says('征迁还没有定，时限由县里另行明确');
    expect(wang.hears()).toEqual([
      expect.stringMatching(/^住建局方国栋没有签 XM-003 的承诺\n老旧小区改造一期\n│ 征迁/),
    ]);

    const [list] = await wang.says('承诺');
    expect(list).toMatch(
      /^承诺书　已签 1 项，待签 1 项，不签 1 项\n【待签】XM-002 .*\n【不签】XM-003 .*\n【已签】XM-001/,
    );
    expect(await wang.presses('催签')).toEqual([expect.stringContaining('今天已经催过')]);
    await chat.goTo('2026-09-09', '10:00');
    expect(await wang.presses('催签')).toEqual([expect.stringContaining('已催 1 位负责人')]);
    expect(he.hears().slice(-1)).toEqual([expect.stringMatching(/^还有承诺待签 1 项（教育局）\n· XM-002/)]);

    const [card] = await zhou.says('查看 XM-001');
    expect(card).toContain(
      '承诺：“9月11日前主体封顶，10月30日前竣工验收，我每周到工地一次。”（何志平，9月8日 签，第 2 次签）',
    );
    const heardOf = (code: string) =>
      chat
        .as(code)
        .history()
        .map(({ text }) => text)
        .join('\n');
    const told = heardOf('he');
    expect(told).toMatch(/【还有 \d 个工作日】XM-001 .*\n　承诺（何志平 9月8日签）：“9月11日前主体封顶/);
    expect(heardOf('zhou')).toMatch(/XM-001[\s\S]*　承诺（何志平 9月8日签）/);
  }, 60_000);

  it('volunteers one from the item’s card; a delegate signs for nobody', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-01', time: '10:00' });
    const he = chat.as('he');
    await he.says('查看 XM-001');
    expect(await he.presses('签承诺')).toEqual([expect.stringMatching(/^请签承诺　XM-001/)]);
    const { id } = await chat.app.database.commitment.findFirstOrThrow();
    await he.says('外出 2026-09-04 方国栋');
    const people = await chat.app.database.person.findMany({ where: { code: { in: ['he', 'fang'] } } });
    const idOf = (code: string) => people.find((each) => each.code === code)?.id ?? 0;
    const campaign = await chat.app.database.campaign.findFirstOrThrow();
    await chat.app.database.delegation.deleteMany();
    await chat.app.database.delegation.create({
      data: {
        campaignId: campaign.id,
        personId: idOf('he'),
        delegateId: idOf('fang'),
        startsOn: '2026-09-01',
        endsOn: '2026-09-04',
        createdAt: chat.app.clock.now(),
      },
    });
    chat.forge('p-fang', { 代签: `signCommitment:${id}:1` });
    expect(await chat.as('fang').presses('代签')).toEqual([expect.stringContaining('没有找到这项承诺')]);
    expect(await chat.app.database.commitmentVersion.count()).toBe(0);
    // Nobody asked: other words than the proposed ones are told to the coordinators.
    await he.presses('改一改');
    await he.says('10月30日前“竣工验收”，我每周到工地一次。');
    await he.presses('签承诺');
    expect(chat.as('wangmin').hears().at(-1)).toContain('教育局何志平签了 XM-001 的承诺，原文有改动');
    expect((await he.says('查看 XM-001')).join()).toContain('承诺：“10月30日前‘竣工验收’，我每周到工地一次。”');
  });

  it('stands on the unit’s own line and in its reasons, and in one figure on the board', async () => {
    const plan = reviewedPlan((each) => {
      const [late, kept] = ['wu', 'jia'].map((code) => each.items.find((item) => item.leadUnit === code));
      for (const item of [late, kept])
        if (item) item.milestones = [{ ...item.milestones[0], name: '办结', dueOn: '2026-09-03', percent: 100 }];
      each.commitments = [
        { unit: 'wu', itemNo: late?.itemNo ?? '', on: '2026-08-10', text: '这一项月初办完，办不完我到会上说明。' },
        { unit: 'jia', itemNo: kept?.itemNo ?? '', on: '2026-08-10', text: '9月3日前办完。' },
      ];
      if (kept) kept.reports = [{ on: '2026-09-02', percent: 100, summary: '办完', verified: 'accepted' }];
    });
    const chat = await startChatApp(databases, { plan, on: '2026-09-07', time: '08:00' });
    await chat.goTo('2026-09-07', '11:00');
    expect(chat.as('wu-h').hears().join('\n')).toMatch(
      /红黑榜（预告，只有本单位可见）[\s\S]*承诺 XM-\d+“这一项月初办完，办不完我到会上说明。”：未兑现（时限 9月3日）/,
    );
    expect(chat.as('jia-h').hears().join('\n')).toMatch(/承诺 XM-001“9月3日前办完。”：已兑现/);
    expect(chat.as('yi-h').hears().join('\n')).not.toContain('承诺');
    await chat.goTo('2026-09-08', '14:30');
    await chat.as('wangmin').presses('看草案');
    const [draft] = chat.as('wangmin').history().slice(-1);
    expect(draft?.text).toContain('本期到期的负责人承诺 2 项，兑现 1 项。');
  }, 60_000);

  it('comes signed with a plan, the later wording as the version that holds', async () => {
    const plan = smallPlan((each) => {
      each.commitments = [
        { unit: 'jyj', itemNo: 'XM-001', on: '2026-08-10', text: '10月底前竣工。' },
        { unit: 'jyj', itemNo: 'XM-001', on: '2026-08-20', text: '10月30日前竣工并通过验收。' },
      ];
    });
    const chat = await startChatApp(databases, { plan, on: '2026-09-01', time: '10:00' });
    const [card] = await chat.as('gao').says('查看 XM-001');
    expect(card).toContain('承诺：“10月30日前竣工并通过验收。”（何志平，8月20日 签，第 2 次签）');
  });
});
