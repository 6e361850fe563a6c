import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { verificationPlan } from '../support/verificationPlan.js';

const ON = '2026-09-15';

describeOnEachDatabase('an item is closed out', (databases) => {
  const start = (rules: Record<string, boolean> = {}): Promise<ChatApp> =>
    startChatApp(databases, {
      plan: verificationPlan((plan) => {
        plan.campaign.rules = rules;
      }),
      on: ON,
      time: '10:00',
    });

  /** 苏婷 asks to close XM-004 out in one sentence. */
  async function ask(chat: ChatApp): Promise<string> {
    const su = chat.as('su');
    await su.says('申请销号 XM-004');
    await su.says('两处农贸市场改造完成并通过验收');
    await su.presses('跳过');
    const [done = ''] = await su.presses('提交');
    return done;
  }

  it('is asked for in one sentence, waits as 待销号, and nothing is asked of it meanwhile', async () => {
    const chat = await start();
    const [su, wang] = [chat.as('su'), chat.as('wangmin')];
    expect(await su.says('查看 XM-004')).toEqual([expect.stringContaining('【还有 3 个工作日】')]);
    expect(await su.presses('申请销号')).toEqual([
      expect.stringMatching(/申请销号（1\/2）\n填报 100%，提交后即申请销号/),
    ]);
    expect(await su.says('同上次')).toEqual([expect.stringContaining('没有变化请点“无变化”')]);
    await su.says('两处农贸市场改造完成并通过验收');
    expect(await su.sends('验收单.txt', '合格')).toEqual([expect.stringContaining('已收到 1 份')]);
    expect(await su.presses('发完了')).toEqual([expect.stringMatching(/进度：100%[\s\S]*提交后即申请销号/)]);
    expect(await su.presses('提交')).toEqual([expect.stringContaining('已申请销号【待销号】，复核通过即销号')]);
    expect(await su.says('我的事项')).toEqual([expect.stringContaining('【待销号】XM-004')]);
    expect(await su.says('汇报 XM-004')).toEqual(['XM-004 已申请销号，正在等待复核，不用再填报。']);
    await chat.goTo('2026-09-21', '12:00');
    expect(su.hears()).toEqual([]);
    expect(await wang.says('复核')).toEqual([expect.stringMatching(/【待销号】XM-004[\s\S]*申请销号，通过后即销号/)]);
    expect(await wang.presses('通过')).toEqual(['XM-004 已通过，事项销号。', '没有待复核的进展。']);
    expect(su.hears()).toEqual([expect.stringMatching(/^XM-004 已销号/)]);
  });

  it('goes on when it is sent back, and may be asked for again', async () => {
    const chat = await start();
    const [su, wang] = [chat.as('su'), chat.as('wangmin')];
    await ask(chat);
    await wang.says('复核');
    await wang.presses('退回补充');
    await wang.presses('佐证材料');
    await wang.says('请附竣工验收单');
    await wang.presses('退回');
    expect(await su.says('查看 XM-004')).toEqual([expect.stringContaining('【还有 3 个工作日】')]);
    await su.says('我的事项');
    await su.presses('补充材料');
    await su.sends('验收单.txt', '合格');
    await su.presses('发完了');
    expect(await su.presses('提交')).toEqual([expect.stringContaining('已申请销号【待销号】')]);
    await wang.says('复核');
    expect(await wang.presses('通过')).toEqual(['XM-004 已通过，事项销号。', '没有待复核的进展。']);
  });

  it('needs the head’s word first where the campaign says so', async () => {
    const chat = await start({ headConfirmsCloseOut: true });
    const [ding, wang] = [chat.as('ding'), chat.as('wangmin')];
    expect(await ask(chat)).toContain('先请单位负责人确认，再由督查室复核');
    expect(await wang.says('复核')).toEqual(['没有待复核的进展。']);
    expect(ding.hears()).toEqual([expect.stringMatching(/^XM-004 申请销号，请您确认\n[\s\S]*（苏婷）/)]);
    expect(await ding.presses('同意申请')).toEqual(['XM-004 已同意申请销号，转督查室复核。']);
    expect(await wang.says('复核')).toEqual([expect.stringContaining('单位负责人丁建华已同意')]);
    expect(await wang.presses('通过')).toEqual(['XM-004 已通过，事项销号。', '没有待复核的进展。']);
  });

  it('is withdrawn when the head does not agree, without counting as sent back', async () => {
    const chat = await start({ headConfirmsCloseOut: true });
    const [su, ding, fang] = [chat.as('su'), chat.as('ding'), chat.as('fang')];
    await ask(chat);
    const question = ding.newest();
    const agree = question?.rows.flat().find((button) => button.label === '同意申请')?.id ?? '';
    chat.forge('p-fang', { 同意申请: agree });
    expect(await fang.presses('同意申请')).toEqual([expect.stringContaining('这项不由您的单位负责')]);
    await ding.presses('不同意');
    expect(await ding.says('东市场排水还没修好')).toEqual(['XM-004 继续办理，您的意见已转联络员。']);
    expect(su.hears().at(-1)).toMatch(/^XM-004 暂不申请销号\n│ 东市场排水还没修好（丁建华）/);
    expect(await ding.presses('同意申请', question)).toEqual(['XM-004 的销号申请已经办过了。']);
    expect(await chat.app.database.verification.count()).toBe(0);
    expect(await su.presses('填报进展')).toEqual([expect.stringContaining('这次有没有进展')]);
  });

  it('is closed while a colleague’s draft is open, who is told so', async () => {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: ON, time: '10:00' });
    const [zhou, qian, wang] = [chat.as('zhou'), chat.as('qian'), chat.as('wangmin')];
    await qian.says('汇报 XM-002');
    await qian.says('60%，校车排查了一半');
    await zhou.says('申请销号 XM-002');
    await zhou.says('校车隐患全部排查整改完毕');
    await zhou.presses('跳过');
    await zhou.presses('提交');
    expect(await qian.presses('提交')).toEqual([expect.stringMatching(/^XM-002 已由周岚于 9月15日 10:00 填报/)]);
    await wang.says('复核');
    await wang.presses('通过');
    expect(await qian.presses('提交')).toEqual(['XM-002 已经销号，不用再填报。']);
    expect(await chat.app.database.progressReport.count()).toBe(1);
    expect(await chat.app.database.reportRequest.count({ where: { status: 'open', item: { itemNo: 'XM-002' } } })).toBe(
      0,
    );
  });

  it('is reopened by a coordinator with a reason and a new due day, and warned about again', async () => {
    const chat = await start();
    const [su, ding, wang] = [chat.as('su'), chat.as('ding'), chat.as('wangmin')];
    await ask(chat);
    expect(await wang.says('重新办理 XM-004')).toEqual(['XM-004 没有销号，不用重新办理。']);
    await wang.says('复核');
    await wang.presses('通过');
    su.hears();
    await wang.says('重新办理 XM-004');
    await wang.says('群众反映西市场排水仍不通');
    expect(await wang.says('昨天')).toEqual([expect.stringMatching(/没有认出“昨天”|已经过去/)]);
    expect(await wang.says('9月17日前')).toEqual([expect.stringContaining('完成时限：9月17日 周四')]);
    expect(await wang.presses('重新办理')).toEqual(['XM-004 已重新办理，已通知 2 人（联络员和单位负责人）。']);
    const told = expect.stringMatching(/^XM-004 需要重新办理[\s\S]*│ 群众反映西市场排水仍不通（王敏，督查室）/);
    expect(su.hears()).toEqual([told]);
    expect(ding.hears()).toEqual([told]);
    expect(await su.says('查看 XM-004')).toEqual([expect.stringMatching(/已完成 0%[\s\S]*完成时限 9月17日/)]);
    await chat.goTo('2026-09-18', '09:00');
    expect(su.hears().join('\n')).toContain('【逾期 1 个工作日】XM-004');
  });
});
