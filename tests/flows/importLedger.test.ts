import { expect, it } from 'vitest';
import { readTable } from '../../services/documents/tables/readTable.js';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { merge, workbook } from '../support/sheets.js';

/** A ledger as an office sends it: a title above the head, merged cells, loose words for days, a hidden row, notes below. */
const officeLedger = () =>
  workbook({
    name: '台账',
    rows: [
      ['示范县2026年重点工作台账', null, null, null, null, null],
      ['序号', '工作任务', '责任单位', '', '办结时间', '备注'],
      ['', '', '牵头单位', '配合单位', '', ''],
      ['一、民生实事', null, null, null, null, null],
      [1, '新建幼儿园', '县教育局', '县商务局、住建局', '2026.12.15', ''],
      [2, '老旧小区改造', '住房城乡建设局', '', '三季度末', '含供暖'],
      [3, '商圈提升', '商务局', '', 46350, ''],
      [4, '旧事项', '商务局', '', '2026-10-01', ''],
      [5, '没有单位的事项', '', '', '10月31日前', ''],
      [6, '时限看不懂的事项', '县教育局', '', '尽快', ''],
      ['填表人：张三', null, null, null, null, null],
    ],
    merges: [
      merge(0, 0, 0, 5),
      merge(1, 2, 1, 3),
      merge(1, 0, 2, 0),
      merge(1, 1, 2, 1),
      merge(1, 4, 2, 4),
      merge(1, 5, 2, 5),
      merge(3, 0, 3, 5),
    ],
    hiddenRows: [7],
  });

describeOnEachDatabase('a coordinator sends a ledger', (databases) => {
  it('sees what it would do, gets wrong rows marked, confirms, and a second time nothing changes', async () => {
    const chat = await startChatApp(databases, { plan: 'tests/support/smallPlan.json', on: '2026-09-07' });
    const grant = await chat.app.database.roleGrant.findFirstOrThrow({
      where: { role: 'coordinator' },
      include: { person: true },
    });
    const coordinator = chat.as(grant.person.code);
    const before = await chat.app.database.item.count();

    const [reading = '', dryRun = ''] = await coordinator.sendsBytes('台账.xlsx', await officeLedger());
    expect(reading).toContain('还没有写入');
    expect(dryRun).toContain('新增 3　修改 0　不变 0　有误 2');
    expect(dryRun).toContain('隐藏的 1 行没有读');
    expect(dryRun).toContain('“台账”第 9 行“牵头单位”：没有写单位');
    expect(dryRun).toContain('“台账”第 10 行“办结时间”：没有认出时限“尽快”');
    expect(await chat.app.database.item.count()).toBe(before);

    const message = coordinator.newest();
    const { bytes } = await chat.app.sandbox.attachment(message?.id ?? 0, 'file');
    const [sheet] = await readTable(bytes, 'x.xlsx');
    expect(sheet?.rows[8]?.at(-1)).toContain('没有写单位');
    expect(sheet?.merges).toHaveLength(7);

    const [, done = ''] = await coordinator.presses('确认导入');
    expect(done).toContain('新增 3');
    const item = await chat.app.database.item.findFirstOrThrow({
      where: { title: '新建幼儿园' },
      include: { supporting: true, milestones: true },
    });
    expect(item).toMatchObject({ dueOn: '2026-12-15', supervisionClass: 'routine' });
    expect(item.supporting).toHaveLength(2);
    expect(item.milestones).toHaveLength(1);
    expect(await chat.app.database.item.findFirst({ where: { title: '老旧小区改造' } })).toMatchObject({
      dueOn: '2026-09-30',
    });
    expect(await chat.app.database.item.findFirst({ where: { title: '商圈提升' } })).toMatchObject({
      dueOn: '2026-11-24',
    });

    const again = await coordinator.sendsBytes('台账.xlsx', await officeLedger());
    expect(again.at(-1)).toContain('新增 0　修改 0　不变 3　有误 2');
  }, 40_000);

  it('corrects a guessed column by buttons, reads hidden rows when asked, and can cancel', async () => {
    const chat = await startChatApp(databases, { plan: 'tests/support/smallPlan.json', on: '2026-09-07' });
    const grant = await chat.app.database.roleGrant.findFirstOrThrow({
      where: { role: 'coordinator' },
      include: { person: true },
    });
    const coordinator = chat.as(grant.person.code);
    const rows = [
      ['事项名称', '责任单位', '完成时限', '怎么干'],
      ['建学校', '县教育局', '2026-10-30', '分三步'],
      ['修路', '县教育局', '2026-10-30', ''],
    ];
    await coordinator.sendsBytes('a.xlsx', await workbook({ name: 'S', rows, hiddenRows: [2] }));
    await coordinator.presses('改列');
    await coordinator.presses('怎么干');
    const [, dryRun = ''] = await coordinator.presses('怎么做');
    expect(dryRun).toContain('怎么干→怎么做');
    const withHidden = await coordinator.presses('连隐藏行');
    expect(withHidden.at(-1)).toContain('新增 2');
    await coordinator.presses('确认导入');
    expect(await chat.app.database.item.findFirst({ where: { title: '建学校' } })).toMatchObject({
      measures: '分三步',
    });

    await coordinator.sendsBytes(
      'b.xlsx',
      await workbook({
        name: 'S',
        rows: [
          ['事项名称', '责任单位', '完成时限'],
          ['别的事', '县教育局', '2026-10-30'],
        ],
      }),
    );
    const [cancelled = ''] = await coordinator.presses('取消');
    expect(cancelled).toContain('没有写入');
    expect(await chat.app.database.item.count({ where: { title: '别的事' } })).toBe(0);
  }, 40_000);

  it('refuses what is no table, and a liaison’s file is not read as one', async () => {
    const chat = await startChatApp(databases, { plan: 'tests/support/smallPlan.json', on: '2026-09-07' });
    const person = async (role: string) =>
      (await chat.app.database.roleGrant.findFirstOrThrow({ where: { role }, include: { person: true } })).person.code;
    const coordinator = chat.as(await person('coordinator'));
    const broken = await coordinator.sendsBytes('坏.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]));
    expect(broken.at(-1)).toContain('打不开');
    const empty = await coordinator.sendsBytes('空.csv', new TextEncoder().encode('甲,乙\n1,2\n'));
    expect(empty.at(-1)).toContain('没有找到表头');
    const liaison = await chat.as(await person('liaison')).sendsBytes('台账.xlsx', await officeLedger());
    expect(liaison.at(-1)).toContain('没有需要附材料的事项');
  }, 40_000);
});
