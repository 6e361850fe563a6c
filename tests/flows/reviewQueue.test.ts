import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { verificationPlan } from '../support/verificationPlan.js';

const MONDAY = '2026-09-07';

describeOnEachDatabase('coordinators share one queue', (databases) => {
  /** Monday at ten: 教育局 has reported on XM-001 and XM-002, 住建局 on XM-003 with a figure that fell is not there yet. */
  async function reported(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY, time: '10:00' });
    for (const [who, itemNo, words] of [
      ['zhou', 'XM-001', '40%，二次结构砌筑到三层'],
      ['zhou', 'XM-002', '50%，已排查校车三十辆'],
      ['liang', 'XM-003', '30%，五个小区已经开工'],
    ] as const) {
      const talk = chat.as(who);
      await talk.says(`汇报 ${itemNo}`);
      await talk.says(words);
      await talk.presses('提交');
    }
    return chat;
  }

  it('shows two coordinators two different reports, and says who has those that are left', async () => {
    const chat = await reported();
    const [wang, zhao] = [chat.as('wangmin'), chat.as('zhaowen')];
    expect(await wang.says('复核')).toEqual([expect.stringMatching(/^待复核 3 份　XM-001/)]);
    expect(await zhao.says('复核')).toEqual([expect.stringMatching(/^待复核 3 份　XM-002/)]);
    expect(await zhao.presses('通过')).toEqual(['XM-002 已通过。', expect.stringMatching(/^待复核 2 份　XM-003/)]);
    expect(await zhao.presses('通过')).toEqual([
      'XM-003 已通过。',
      expect.stringMatching(/^剩下 1 份正由王敏复核\n.*10 分钟内没有办完的/),
    ]);
    expect(await wang.says('复核')).toEqual([expect.stringMatching(/^待复核 1 份　XM-001/)]);
    await chat.goTo(MONDAY, '10:11');
    expect(await zhao.says('复核')).toEqual([expect.stringMatching(/^待复核 1 份　XM-001/)]);
  });

  it('goes round the queue when reports are left for later', async () => {
    const chat = await reported();
    const wang = chat.as('wangmin');
    await wang.says('复核');
    expect(await wang.presses('看下一份')).toEqual([expect.stringMatching(/^待复核 3 份　XM-002/)]);
    expect(await wang.presses('看下一份')).toEqual([expect.stringMatching(/^待复核 3 份　XM-003/)]);
    expect(await wang.presses('看下一份')).toEqual([expect.stringMatching(/^待复核 3 份　XM-001/)]);
    expect(await chat.as('zhaowen').says('复核')).toEqual([expect.stringMatching(/^待复核 3 份　XM-002/)]);
  });

  it('lets one of two verdicts at the same moment stand, and tells the other who was first', async () => {
    const chat = await reported();
    const [wang, zhao] = [chat.as('wangmin'), chat.as('zhaowen')];
    await wang.says('复核');
    const card = wang.newest();
    const accept = card?.rows.flat().find((button) => button.label === '通过')?.id ?? '';
    chat.forge('p-zhaowen', { 通过: accept });
    const forged = zhao.newest()?.id ?? 0;
    await Promise.all([
      chat.app.sandbox.press({ as: 'wangmin', message: card?.id ?? 0, button: accept }),
      chat.app.sandbox.press({ as: 'zhaowen', message: forged, button: accept }),
    ]);
    await chat.app.settle();
    const said = [...wang.hears(), ...zhao.hears()];
    expect(said.filter((words) => words === 'XM-001 已通过。')).toHaveLength(1);
    expect(said.filter((words) => /^这份进展已经复核过了：(王敏|赵文)已通过。$/.test(words))).toHaveLength(1);
    expect(await chat.app.database.verification.count()).toBe(1);
  });

  it('accepts the unsuspicious ones together after listing them, and leaves what needs a look', async () => {
    const chat = await reported();
    const [wang, zhou, su] = [chat.as('wangmin'), chat.as('zhou'), chat.as('su')];
    await su.says('汇报 XM-004');
    await su.says('20%，正在办理前期手续，困难：资金未到位');
    await su.presses('提交');
    await wang.says('复核');
    const [list] = await wang.presses('通过其余 2 份');
    expect(list).toMatch(/^一次通过 2 份，请核对\n· 教育局 XM-002　0% → 50%　已排查校车三十辆\n.*XM-003/);
    expect(list).not.toMatch(/XM-001|XM-004/);
    expect(await wang.presses('全部通过')).toEqual([
      expect.stringMatching(/^已通过 2 份\nXM-002、XM-003/),
      expect.stringMatching(/^待复核 2 份　XM-001/),
    ]);
    expect(await zhou.says('查看 XM-002')).toEqual([expect.stringContaining('已完成 50%')]);
  });

  it('leaves out of the list what somebody else has judged meanwhile', async () => {
    const chat = await reported();
    const [wang, zhao] = [chat.as('wangmin'), chat.as('zhaowen')];
    await wang.says('复核');
    await wang.presses('通过其余 2 份');
    await zhao.says('复核');
    await zhao.presses('通过');
    expect(await wang.presses('全部通过')).toEqual([
      expect.stringMatching(/^已通过 1 份\nXM-003\n另有 1 份已由别人复核，没有改动/),
      expect.stringMatching(/^待复核 1 份　XM-001/),
    ]);
    expect(await chat.app.database.verification.count()).toBe(2);
  });

  it('shows every version with its verdict and who gave it', async () => {
    const chat = await reported();
    const [wang, zhou] = [chat.as('wangmin'), chat.as('zhou')];
    await wang.says('复核');
    await wang.presses('退回补充');
    await wang.presses('进展说明');
    await wang.says('三层是否全部完成？');
    await wang.presses('退回');
    await zhou.presses('补充说明');
    await zhou.says('三层全部砌筑完成，已报监理验收');
    await zhou.presses('提交');
    await wang.says('复核');
    while (!wang.newest()?.text.includes('第 2 次填报')) await wang.presses('看下一份');
    expect(await wang.presses('看历次')).toEqual([
      expect.stringMatching(
        /^XM-001 第三小学扩建工程竣工　历次填报\n9月7日 周一 40%　周岚（第 2 次）：三层全部砌筑完成.*（待复核）\n9月7日 周一 40%　周岚：二次结构砌筑到三层（王敏 9月7日 周一 退回，补进展说明：三层是否全部完成？）/,
      ),
    ]);
    await zhou.says('查看 XM-001');
    expect(await zhou.presses('看历次')).toEqual([expect.stringContaining('退回，补进展说明')]);
  });

  it('gives the verifier the files back, and nobody of another unit', async () => {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY, time: '10:00' });
    const [wang, zhou, su] = [chat.as('wangmin'), chat.as('zhou'), chat.as('su')];
    await zhou.says('汇报 XM-001');
    await zhou.says('40%，二次结构砌筑到三层');
    await zhou.sends('验收记录.txt', '一至三层合格');
    await zhou.presses('提交');
    await wang.says('复核');
    const card = wang.newest();
    expect(await wang.presses('看材料')).toEqual(['XM-001 材料 1/1　验收记录.txt']);
    expect(wang.newest()?.file).toMatchObject({ name: '验收记录.txt', mime: 'text/plain' });
    const evidence = card?.rows.flat().find((button) => button.label === '看材料')?.id ?? '';
    chat.forge('p-su', { 看材料: evidence });
    expect(await su.presses('看材料')).toEqual([expect.stringContaining('这项不由您的单位负责')]);
  });

  it('flags a file and words that were used before, and counts flags per unit', async () => {
    const chat = await startChatApp(databases, { plan: verificationPlan(), on: MONDAY, time: '10:00' });
    const [wang, zhou] = [chat.as('wangmin'), chat.as('zhou')];
    for (const percent of [40, 45]) {
      await zhou.says('汇报 XM-001');
      await zhou.says(`${percent}%，二次结构砌筑按照计划正在推进之中`);
      await zhou.sends('照片.txt', '同一张');
      await zhou.presses('提交');
      if (percent === 45) break;
      await wang.says('复核');
      await wang.presses('通过');
    }
    expect(await wang.says('复核')).toEqual([
      expect.stringMatching(/【请核对】说明与以前的填报几乎一样\n【请核对】材料以前的填报已经用过/),
    ]);
    expect(await wang.says('疑点')).toEqual([
      expect.stringMatching(/^近 30 天的疑点（1 个单位）\n教育局 2　说明雷同 1、材料重复 1/),
    ]);
    expect(await zhou.says('疑点')).toEqual([expect.stringContaining('不在您的职责范围')]);
  });
});
