import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { dayOf } from '../../domain/calendar.js';
import { type BotProcess, startBot } from '../support/botProcess.js';
import { describeOnEachDatabase } from '../support/database.js';
import { type SandboxClient, sandboxClient } from '../support/sandboxClient.js';
import { everythingSaid, GROUP, reportGuided, sendBulletin, TOUR_BEGINS, warnedLiaisons } from '../support/tour.js';
import { scratchFolder } from '../support/scratchFolder.mjs';

const ZONE = 'Asia/Shanghai';

describeOnEachDatabase('a bot that is killed at any moment', (databases) => {
  /** A bot that can be killed and started again on the same data. */
  async function mortal() {
    const dataDir = mkdtempSync(join(scratchFolder(), 'duban-crash-'));
    const settings = {
      DATA_DIR: dataDir,
      SANDBOX_NOW: TOUR_BEGINS,
      ...(databases.provider === 'postgresql' ? { DATABASE_URL: await databases.fresh() } : {}),
    };
    let bot: BotProcess = await startBot(settings);
    databases.later(async () => {
      await bot.end('SIGKILL');
      rmSync(dataDir, { recursive: true, force: true });
    });
    return {
      client: () => sandboxClient(bot.url),
      async dieAndRise(): Promise<SandboxClient> {
        await bot.end('SIGKILL');
        bot = await startBot(settings);
        const client = sandboxClient(bot.url);
        // Beside other processes a dead one's claims hold for up to five minutes; alone they are taken over at once.
        const { now } = await client.clock();
        await client.move({ to: new Date(Date.parse(now) + 6 * 60_000).toISOString() });
        return client;
      },
      faults: () => bot.faults(),
    };
  }

  /** Nothing was said twice: neither a board or bulletin in the group, nor a day's bundle or digest to a person. */
  async function expectNothingTwice(client: SandboxClient, when = 'at the end'): Promise<void> {
    const said = await everythingSaid(client);
    const inGroup = said.filter(({ chat }) => chat.id === GROUP).map(({ text }) => text.split('\n')[0]);
    expect(inGroup, when).toEqual([...new Set(inGroup)]);
    const unasked = said.filter(
      ({ chat, text }) => chat.kind === 'private' && /^(今日待办|请关注|督办情况|\d+月\d+日　)/.test(text),
    );
    const perDay = unasked.map(({ chat, at }) => `${chat.id} ${dayOf(new Date(at), ZONE)}`);
    expect(perDay, when).toEqual([...new Set(perDay)]);
  }

  it('loses nothing that was said or done, and says nothing twice', async () => {
    const { client: alive, dieAndRise, faults } = await mortal();
    let client = alive();
    // Killed on the first morning, with its board, digests and bundles; the move is asked for again.
    const MORNING = '2026-09-07T10:00:00+08:00';
    const early = 100 + Math.random() * 1000;
    void client.move({ to: MORNING }).catch(() => {});
    await sleep(early);
    client = await dieAndRise();
    await expectNothingTwice(client, `killed ${early} ms into the first morning`);
    if (Date.parse((await client.clock()).now) < Date.parse(MORNING)) await client.move({ to: MORNING });
    const [one, two, three] = await warnedLiaisons(client);
    if (!one || !two || !three) throw new Error('nobody was warned');
    const report = { percent: '80', summary: '设备全部到场，正在安装调试' };
    await reportGuided(client, one.liaison, one.itemNo, report);
    await client.press(two.liaison, `填 ${two.itemNo}`);

    // Killed with a report handed in, a dialog open, and while something is being said.
    const before = (await client.messages(`p-${three.liaison}`)).length;
    void client.say(three.liaison, '我的事项').catch(() => {});
    await untilSaid(client, three.liaison, before);
    client = await dieAndRise();
    expect((await client.clock()).now).toMatch(/^2026-09-07T02:/);
    expect(await client.say('wangmin', '复核')).toEqual([expect.stringContaining('待复核')]);
    expect(await client.press(two.liaison, '有进展')).toEqual([expect.stringContaining('目前完成多少')]);
    // What was being said is answered by whoever comes next, once.
    const after = (await client.messages(`p-${three.liaison}`)).slice(before);
    expect(after.map(({ from }) => (from === 'bot' ? 'bot' : 'person'))).toEqual(['person', 'bot']);
    expect(after[1]?.text).toMatch(/^我的事项/);

    // Killed while the clock moves over jobs and deliveries, at several moments; the move is asked for again each time.
    await sendBulletin(client, '关于填报的提示', '请各单位按时填报。');
    const moves: [to: string, killedAfter: number][] = [
      ['2026-09-08T12:00:00+08:00', 30],
      ['2026-09-09T12:00:00+08:00', 100 + Math.random() * 500],
    ];
    for (const [to, killedAfter] of moves) {
      void client.move({ to }).catch(() => {});
      await sleep(killedAfter);
      client = await dieAndRise();
      await expectNothingTwice(client, `killed ${killedAfter} ms into the way to ${to}`);
    }
    await client.move({ to: '2026-09-09T12:30:00+08:00' });
    await expectNothingTwice(client);
    const group = (await client.messages(GROUP)).filter(({ from }) => from === 'bot').map(({ text }) => text);
    expect(group.filter((text) => text.startsWith('督办通报　督通〔2026〕1号'))).toHaveLength(1);
    expect(group.filter((text) => text.startsWith('第 36 周红黑榜'))).toHaveLength(1);
    expect(await client.say(one.liaison, `查看 ${one.itemNo}`)).toEqual([expect.stringContaining(report.summary)]);
    expect(faults()).toEqual([]);
  }, 240_000);

  /** Waits until a person's own new message is in the store: the bot is then at work on it. */
  async function untilSaid(client: SandboxClient, person: string, before: number): Promise<void> {
    while ((await client.messages(`p-${person}`)).length === before) await sleep(1);
  }
});
