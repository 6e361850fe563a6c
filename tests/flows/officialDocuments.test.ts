import { expect, it } from 'vitest';
import { readTable } from '../../services/documents/tables/readTable.js';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { unzip } from '../support/zip.js';

describeOnEachDatabase('bulletins and summaries as official documents', (databases) => {
  it('come as Word with number and layout of the standard, and as Excel with the same tables', async () => {
    const chat = await startChatApp(databases, {
      plan: 'tests/support/smallPlan.json',
      on: '2026-09-07',
      time: '10:00',
    });
    const grant = await chat.app.database.roleGrant.findFirstOrThrow({
      where: { role: 'coordinator' },
      include: { person: true },
    });
    const coordinator = chat.as(grant.person.code);
    const file = async () => {
      const message = coordinator.history().at(-1);
      return {
        name: message?.file?.name ?? '',
        bytes: (await chat.app.sandbox.attachment(message?.id ?? 0, 'file')).bytes,
      };
    };
    await coordinator.says('/bulletin');
    await coordinator.presses('工作提示');
    await coordinator.says('关于按时填报进展的通知');
    await coordinator.says('一、填报要求\n请各单位按时填报 <第二轮> 进展。');
    await coordinator.presses('发工作群');
    await coordinator.presses('发送');
    await coordinator.presses('发送情况');
    await coordinator.presses('下载公文');
    const word = await file();
    expect(word.name).toBe('督通〔2026〕1号.docx');
    const xml = unzip(word.bytes).get('word/document.xml')?.toString() ?? '';
    expect(xml).toContain('督通〔2026〕1号');
    expect(xml).toContain('请各单位按时填报 &lt;第二轮&gt; 进展。');
    expect(xml).toContain('方正小标宋简体');
    expect(xml).toContain('w:h="16838"');

    await coordinator.presses('下载 Excel');
    const sheets = await readTable((await file()).bytes, 'x.xlsx');
    expect(sheets[0]?.name).toBe('正文');

    const [words = ''] = await coordinator.says('/summary 三季度');
    expect(words).toContain('2026年第3季度督办情况');
    expect((await file()).name).toBe('2026年第3季度督办情况.docx');
    await coordinator.presses('下载 Excel');
    const tables = await readTable((await file()).bytes, 'x.xlsx');
    expect(tables.map((sheet) => sheet.name)).toContain('各单位得分和名次');
    expect((await coordinator.says('/summary 明天'))[0]).toContain('没有认出是哪个季度');
  }, 40_000);
});
