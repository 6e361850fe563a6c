import { expect, test } from 'vitest';
import { addDays } from '../../domain/calendar.js';
import { describeOnDatabase } from '../support/database.js';
import { linksOf, saidIn, startTelegramApp, type TelegramTalk } from '../support/telegramApp.js';
import { group } from '../support/telegramServer/index.js';

const PEOPLE = ['周岚', '何志平', '梁雨', '方国栋', '苏婷', '丁建华', '高峰', '王敏'];

describeOnDatabase('sqlite', 'a campaign on Telegram', (databases) => {
  test('runs four weeks: mornings, reports, reviews and boards arrive once each, through restarts and faults', async () => {
    const telegram = await startTelegramApp(databases);
    const { server } = telegram;
    const admin = telegram.as(9001, '管理员');
    await admin.says(`/claim ${telegram.claimCode}`);
    await admin.says('邀请');
    const links = linksOf(server);
    const people = new Map<string, TelegramTalk>();
    for (const [index, name] of PEOPLE.entries()) {
      const talk = telegram.as(5_000_000_001 + index, name);
      await talk.says(`/start ${links.get(name)}`);
      people.set(name, talk);
    }
    const zhou = people.get('周岚') as TelegramTalk;
    const wang = people.get('王敏') as TelegramTalk;
    const work = group(server, -1_001_234_567_890, '狠抓落实工作群');
    await wang.says('/bindgroup', { chat: work });

    let reports = 0;
    for (let day = 0; day < 28; day++) {
      const on = addDays('2026-09-07', day);
      // Faults that leave no doubt, and one of unknown fate on a private message, which may be repeated.
      server.fail('sendMessage', {
        kind: 'answer',
        code: 429,
        description: 'Too Many Requests',
        parameters: { retry_after: 1 },
      });
      if (day % 5 === 3) server.fail('sendMessage', { kind: 'resetBefore' }, zhou.who.id);
      await telegram.goTo(on, '09:30');
      if (day % 9 === 4) await telegram.restart();
      const morning = zhou.hears();
      if (!morning.some((words) => words.includes('今日待办')) || reports >= 6) continue;
      await zhou.presses('填 XM-001');
      await zhou.presses('有进展');
      await zhou.says(`${40 + reports * 8}`);
      await zhou.says(`主体结构完成第 ${reports + 1} 段，<b>正在</b>检测与收尾`);
      await zhou.presses('没有困难');
      await zhou.presses('跳过');
      expect((await zhou.presses('提交')).join()).toContain('XM-001');
      reports += 1;
      await wang.says('复核');
      await wang.presses('通过');
    }
    expect(reports).toBeGreaterThanOrEqual(3);
    const { database } = telegram.app;
    await telegram.app.settle();
    expect(await database.progressReport.count({ where: { status: 'accepted', noChange: false } })).toBe(reports);

    // Nothing lost: everything that was due has an end, and each of the group's posts arrived once.
    const rows = await database.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(rows.filter((row) => row.lane !== null && row.notBefore <= telegram.app.clock.now())).toEqual([]);
    expect(rows.filter((row) => row.status === 'unknown')).toEqual([]);
    const boards = rows.filter((row) => row.kind === 'board');
    expect(boards.length).toBeGreaterThanOrEqual(3);
    const posts = saidIn(work).map((message) => message.text);
    expect(posts.filter((words) => words.includes('红黑榜（'))).toHaveLength(boards.length);
    const toGroup = rows.filter(
      (row) => row.address === String(work.id) && row.status === 'sent' && row.kind !== 'close',
    );
    expect(posts).toHaveLength(toGroup.length);
    // Nobody is told twice on one morning, faults or not; what was of unknown fate was not accepted here.
    for (const talk of people.values()) {
      const said = saidIn(talk.who.chat).map((message) => message.text);
      const bundles = said.filter((words) => words.startsWith('今日待办'));
      const sent = rows.filter(
        (row) => row.address === String(talk.who.id) && JSON.stringify(row.payload).includes('今日待办'),
      );
      expect(bundles).toHaveLength(sent.length);
    }
    // No update was handled twice.
    const keys = (await database.inbound.findMany({ select: { updateKey: true } })).map((each) => each.updateKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(server.updates.pending()).toBeLessThanOrEqual(1);
  }, 300_000);
});
