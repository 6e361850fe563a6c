import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { quietPlan } from '../support/plans.js';
import { unzip } from '../support/zip.js';

/** The words of every part of a Word or Excel file. */
const wordsOf = (bytes: Uint8Array): string =>
  [...unzip(bytes)]
    .filter(([name]) => name.endsWith('.xml'))
    .map(([, part]) => part.toString().replace(/<[^>]+>/g, ''))
    .join('\n');

/** A short ladder: who does not answer is on the list on the third workday. */
function shortLadder() {
  const plan = quietPlan();
  plan.campaign.rules = {
    ladder: [
      { rung: 'liaison', afterWorkdays: 1 },
      { rung: 'unitHead', afterWorkdays: 2 },
      { rung: 'referral', afterWorkdays: 3 },
    ],
  };
  plan.commitments = [{ unit: 'jyj', itemNo: 'XM-001', on: '2026-08-10', text: '12月18日前竣工。' }];
  return plan;
}

describeOnEachDatabase('what was chased in vain past the ladder', (databases) => {
  it('is listed with the whole chain, and handed over or taken off by a person only', async () => {
    const chat = await startChatApp(databases, { plan: shortLadder(), on: '2026-09-07' });
    const [wang, liang, zhou] = [chat.as('wangmin'), chat.as('liang'), chat.as('zhou')];
    expect(await wang.says('移送清单')).toEqual([expect.stringContaining('没有待定的事项')]);
    await chat.goTo('2026-09-14', '09:30');
    expect(wang.hears().join('\n')).toMatch(/XM-001（教育局）建议移交，请定/);
    expect(wang.buttons()).toEqual(expect.arrayContaining(['看移送清单', 'XM-001']));
    const [list = ''] = await wang.presses('看移送清单');
    expect(list).toMatch(
      /^移送清单　待定 2 项，已移交 0 项\n【仍未报】XM-001 .*（教育局）　9月14日 列入\n【仍未报】XM-003/,
    );

    const [card = ''] = await wang.presses('XM-001');
    expect(card).toMatch(/^移送清单　XM-001 第三小学扩建工程竣工【仍未报】/);
    expect(card).toMatch(/要求报告 2 次、到期未报 1 次，预警 \d+ 次，催办升级 3 级次/);
    const opened = wang.newest();
    await wang.presses('下载材料', opened);
    const word = wang.newest();
    expect(word?.file?.name).toMatch(/^移送材料-XM-001-县教育局-2026-09-14\.docx$/);
    const text = wordsOf((await chat.app.sandbox.attachment(word?.id ?? 0, 'file')).bytes);
    for (const words of [
      '关于XM-001督办情况的移送材料',
      '2026年9月10日，催联络员（应于 9月9日 报）；对象：周岚（已送达）。',
      '2026年9月11日，告知单位负责人（应于 9月9日 报）；对象：何志平（已送达）。',
      '2026年9月14日，列入移送清单（应于 9月9日 报）；对象：王敏（已送达）。',
      '何志平签：12月18日前竣工。',
      '该单位没有申请延期或容错',
      '是否移交、如何处理，由有关部门依规决定',
    ])
      expect(text).toContain(words);
    await wang.presses('下载 Excel', opened);
    const sheet = await chat.app.sandbox.attachment(wang.newest()?.id ?? 0, 'file');
    expect(wordsOf(sheet.bytes)).toContain('列入移送清单');

    // 住建局 answers late: the line says so, and stays until somebody decides.
    await liang.says('汇报 XM-003');
    await liang.presses('无变化');
    await wang.says('移送清单');
    expect(wang.newest()?.text).toContain('【9月14日已补报】XM-003');
    await wang.presses('XM-003');
    await wang.presses('移出清单');
    expect(await wang.says('已于9月14日补报')).toEqual([expect.stringContaining('XM-003（住建局）已移出清单')]);

    await wang.presses('登记移交', opened);
    await wang.says('县纪委监委驻点组');
    expect(await wang.says('9月30日')).toEqual([expect.stringContaining('移交日期要在列入清单')]);
    await wang.presses('今天');
    const before = chat.everything().length;
    expect(await wang.presses('登记')).toEqual([expect.stringContaining('XM-001（教育局）已登记移交')]);
    // The answer to the press is all that was said: nobody else is written to.
    expect(chat.everything()).toHaveLength(before + 1);
    expect(await wang.presses('登记移交', opened)).toEqual([expect.stringContaining('不在移送清单里')]);
    expect(await wang.says('移送清单')).toEqual([expect.stringContaining('已登记移交 1 项')]);
    const audits = await chat.app.database.auditEntry.findMany({ where: { action: { endsWith: 'Referral' } } });
    expect(audits.map(({ action }) => action).toSorted()).toEqual(['handOverReferral', 'removeReferral']);

    // The next round is chased in vain too: the item stands on the list again, with what was decided before.
    await zhou.says('我的事项');
    await chat.goTo('2026-09-21', '09:30');
    const [again = ''] = await wang.says('移送清单');
    expect(again).toMatch(/待定 3 项，已移交 1 项\n【仍未报】XM-001[\s\S]*XM-002 .*（住建局，协同）/);
    expect(wang.buttons()).toEqual(['XM-001', 'XM-002', 'XM-002协同', '下载清单']);
    await wang.presses('XM-001');
    expect(wang.newest()?.text).toContain('9月14日 移交：王敏登记移交县纪委监委驻点组');
    await wang.says('移送清单');
    await wang.presses('下载清单');
    expect(wang.newest()?.file?.name).toBe('移送清单-2026-09-21.xlsx');
  }, 60_000);

  it('is for coordinators of the campaign', async () => {
    const chat = await startChatApp(databases, { plan: shortLadder(), on: '2026-09-07', time: '10:00' });
    for (const code of ['zhou', 'he', 'gao'])
      expect(await chat.as(code).says('移送清单')).toEqual([expect.stringContaining('不在您的职责范围内')]);
  });
});
