import { expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createCalendar, dayOf, timeOf } from '../../domain/calendar.js';
import { startBot } from '../support/botProcess.js';
import { describeOnEachDatabase } from '../support/database.js';
import { sandboxClient } from '../support/sandboxClient.js';
import {
  accept,
  everythingSaid,
  findInQueue,
  GROUP,
  mend,
  noChange,
  reportGuided,
  sendBack,
  sendBulletin,
  TOUR_BEGINS,
  warnedLiaisons,
} from '../support/tour.js';
import { scratchFolder } from '../support/scratchFolder.mjs';

const ZONE = 'Asia/Shanghai';
/** One database plays the whole month; on the other everything that differs has happened after a week. */
const WEEKS = { sqlite: 4, postgresql: 1 } as const;
const PUBLISHED_ON = ['2026-09-07', '2026-09-14', '2026-09-21', '2026-09-28'];
const calendar = createCalendar();

describeOnEachDatabase('the compiled bot on an empty data folder', (databases) => {
  const weeks = WEEKS[databases.provider];

  it(`plays ${weeks === 1 ? 'a week' : `${weeks} weeks`} of the province’s campaign through its API`, async () => {
    const dataDir = mkdtempSync(join(scratchFolder(), 'duban-tour-'));
    const bot = await startBot({
      DATA_DIR: dataDir,
      SANDBOX_NOW: TOUR_BEGINS,
      ...(databases.provider === 'postgresql' ? { DATABASE_URL: await databases.fresh() } : {}),
    });
    databases.later(async () => {
      await bot.end('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    });
    const client = sandboxClient(bot.url);

    // Sunday: nobody hears anything. Monday: those whom something concerns, and nobody else.
    expect(await client.clock()).toMatchObject({ now: expect.stringMatching(/^2026-09-06T00:0/), workday: false });
    expect(await everythingSaid(client)).toEqual([]);
    expect(await client.move({ by: 'next-workday' })).toMatchObject({
      now: expect.stringMatching(/^2026-09-07T00:00/),
      workday: true,
    });
    expect(await everythingSaid(client)).toEqual([]);
    await client.move({ to: '2026-09-07T10:00:00+08:00' });
    const warned = await warnedLiaisons(client);
    expect(warned.length).toBeGreaterThan(5);
    const [one, other] = warned as [(typeof warned)[number], (typeof warned)[number]];

    // A guided report, and another that is sent back, mended and accepted.
    const first = { percent: '八成', summary: '设备全部到场，正在安装调试' };
    expect(await reportGuided(client, one.liaison, one.itemNo, first)).toContain(`${one.itemNo} 已填报 80%`);
    expect(await findInQueue(client, one.itemNo)).toContain('│ 设备全部到场，正在安装调试');
    expect(await accept(client, one.itemNo)).toContain(`${one.itemNo} 已通过`);
    await reportGuided(client, other.liaison, other.itemNo, { percent: '65', summary: '完成了大部分工作' });
    await sendBack(client, other.itemNo, '大部分是哪些？请写清完成的处数。');
    const [notice] = (await client.messages(`p-${other.liaison}`)).slice(-1);
    expect(notice?.text).toMatch(/进展被退回，只需补一处：进展说明\n│ 大部分是哪些？请写清完成的处数。/);
    expect(await mend(client, other.liaison, '43处中完成28处，其余15处月底完成')).toContain('的补充已提交');
    expect(await findInQueue(client, other.itemNo)).toContain('第 2 次填报');
    expect(await accept(client, other.itemNo)).toContain(`${other.itemNo} 已通过`);

    // The rest of the week: those who did not answer are chased, up to their heads and the leader.
    await client.move({ by: '1w' });
    const ofFirstWeek = await everythingSaid(client);
    const hears = (role: string, words: RegExp) =>
      ofFirstWeek.filter(
        ({ chat, text }) => chat.members[0]?.role === role && chat.kind === 'private' && words.test(text),
      );
    expect(hears('联络员', /【催报，迟 1 个工作日】|进展迟报 1 个工作日/).length).toBeGreaterThan(0);
    expect(hears('单位负责人', /【未填报，迟 2 个工作日】/).length).toBeGreaterThan(0);
    expect(hears('领导', /迟报 3 个工作日/).length).toBeGreaterThan(0);
    expect(hears('协调员', /未填报 \d+ 项/).length).toBeGreaterThan(0);
    expect(
      hears('联络员', /【催报.*/).some(({ chat, text }) => chat.id === `p-${one.liaison}` && text.includes(one.itemNo)),
    ).toBe(false);

    // A bulletin, and the other weeks with their boards.
    expect(await sendBulletin(client, '关于第二轮进展填报的提示', '请各单位按时填报，困难提前报告。')).toContain(
      '已开始发送，共 1 份',
    );
    for (let week = 2; week <= weeks; week++) {
      // A quarter of the units say each Monday that nothing has changed; the others say nothing.
      for (const { liaison } of warned.slice(0, 11)) await noChange(client, liaison);
      await client.move({ by: '1w' });
    }
    const lastDay = dayOf(new Date((await client.clock()).now), ZONE);
    const all = await everythingSaid(client);
    const group = all.filter(({ chat }) => chat.id === GROUP);
    expect(group.filter(({ text }) => text.startsWith('督办通报　督通〔2026〕1号'))).toHaveLength(1);
    const boards = group.filter(({ text }) => /^第 \d+ 周红黑榜/.test(text));
    expect(boards.map(({ at }) => dayOf(new Date(at), ZONE))).toEqual(PUBLISHED_ON.filter((on) => on <= lastDay));
    for (const board of boards)
      expect(board.text).toMatch(/XM-\d+ (逾期 \d+ 个工作日|本轮进展未报|进展迟报|进展被退回)|均按时办结/);

    // Leaders hear on workdays only, and nobody is spoken to at night or on a day off.
    const digests = all.filter(({ chat }) => chat.members[0]?.role === '领导' && chat.kind === 'private');
    expect(digests.length).toBeGreaterThan(4);
    const wrong = all.filter(({ at }) => {
      const time = timeOf(new Date(at), ZONE);
      return !calendar.isWorkday(dayOf(new Date(at), ZONE)) || time < '08:00' || time >= '20:00';
    });
    expect(wrong.map(({ at, text }) => `${at} ${text}`)).toEqual([]);
    expect(bot.faults()).toEqual([]);
    expect(await bot.end('SIGTERM')).toBe(0);
  }, 240_000);
});
