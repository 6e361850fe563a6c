import { expect, it } from 'vitest';
import { buildCtx, inTransaction } from '../../bot/transaction.js';
import { takeNumber } from '../../services/documentNumbers.js';
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
      const message = coordinator.newest();
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
    expect(words).toContain('文号 督通〔2026〕2号');
    expect(words).toContain('本期还没有结束');
    const quarter = await file();
    expect(quarter.name).toBe('2026年第3季度督办情况.docx');
    expect(unzip(quarter.bytes).get('word/document.xml')?.toString()).toContain('督通〔2026〕2号');
    await coordinator.presses('下载 Excel');
    const tables = await readTable((await file()).bytes, 'x.xlsx');
    expect(tables.map((sheet) => sheet.name)).toContain('各单位得分和名次');
    expect((await coordinator.says('/summary 2026'))[0]).toContain('文号 督通〔2026〕3号');
    expect((await coordinator.says('/summary 2026-Q3'))[0]).toContain('文号 督通〔2026〕2号');
    expect((await coordinator.says('/summary 四季度'))[0]).toContain('这一期还没有开始');
    // The campaign began on 3 August: no number is used up by what was over before, nor before it begins.
    expect((await coordinator.says('/summary 上半年'))[0]).toContain('8月3日 开始，这一期在开始之前就结束了');
    await chat.app.database.campaign.updateMany({ data: { startsOn: '2026-09-20' } });
    expect((await coordinator.says('/summary 三季度'))[0]).toContain('9月20日 才开始');
    expect(await chat.app.database.documentNumber.count()).toBe(3);
    expect((await coordinator.says('/summary 明天'))[0]).toContain('没有认出是哪个季度');
  }, 40_000);
});

describeOnEachDatabase('numbers of documents', (databases) => {
  it('are never shared by two at the same moment, and stay with their document', async () => {
    const database = await databases.open();
    const now = new Date('2026-10-08T01:00:00Z');
    const campaign = await database.campaign.create({
      data: { name: '测试', startsOn: '2026-01-01', endsOn: '2026-12-31', rules: {}, schedules: {}, createdAt: now },
    });
    const take = (subject: string, year = 2026) =>
      inTransaction(database, async (tx) =>
        takeNumber(await buildCtx(tx, { now, actor: null, origin: null }), { campaignId: campaign.id, year, subject }),
      );
    const subjects = ['summary:2026-Q3', 'summary:2026-H1', 'summary:2026-Q3', 'bulletin:1'];
    const given = await Promise.all(subjects.map((subject) => take(subject)));
    expect(given[0]).toEqual(given[2]);
    expect(new Set(given.map(({ number }) => number))).toEqual(new Set([1, 2, 3]));
    expect(await take('summary:2026-Q3', 2027)).toEqual(given[0]);
    expect(await take('summary:2026', 2027)).toEqual({ year: 2027, number: 1 });
  });
});
