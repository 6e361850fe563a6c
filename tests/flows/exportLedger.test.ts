import { expect, it } from 'vitest';
import { readTable } from '../../services/documents/tables/readTable.js';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

describeOnEachDatabase('a coordinator exports', (databases) => {
  it('gets one workbook with every list that has data, and it imports back as unchanged', async () => {
    const chat = await startChatApp(databases, { plan: 'tests/support/smallPlan.json', on: '2026-09-07' });
    await chat.goTo('2026-09-14', '09:30');
    const grant = await chat.app.database.roleGrant.findFirstOrThrow({
      where: { role: 'coordinator' },
      include: { person: true },
    });
    const coordinator = chat.as(grant.person.code);
    const [words = ''] = await coordinator.says('/export');
    expect(words).toContain('导出：台账、未报清单、红黑榜、减负统计、发送记录');
    const message = coordinator.newest();
    expect(message?.file?.name).toMatch(/^督办数据-.*-2026-09-14\.xlsx$/);
    const { bytes } = await chat.app.sandbox.attachment(message?.id ?? 0, 'file');
    const sheets = await readTable(bytes, 'x.xlsx');
    expect(sheets.map((sheet) => sheet.name)).toEqual(['台账', '未报清单', '红黑榜', '减负统计', '发送记录']);

    const items = await chat.app.database.item.count();
    const [, dryRun = ''] = await coordinator.sendsBytes('导出.xlsx', bytes);
    expect(dryRun).toContain(`新增 0　修改 0　不变 ${items}　有误 0`);
    expect(dryRun).toContain('和台账完全一致');

    const [one = ''] = await coordinator.says('导出 未报清单');
    expect(one).toContain('导出：未报清单');
    expect((await coordinator.says('导出 没有的'))[0]).toContain('没有看懂');
  }, 40_000);
});
