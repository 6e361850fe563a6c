import { expect, it, onTestFinished } from 'vitest';
import { describeOnEachDatabase } from '../support/database.js';
import { saidIn } from '../support/telegramApp.js';
import { someone, startLoopbackServer, TOKEN } from '../support/telegramServer/index.js';
import { until } from '../support/until.js';
import { startWecomApp } from '../support/wecomApp.js';

const ZHOU = 5_000_000_001;

describeOnEachDatabase('somebody with an account on Telegram and one on WeCom', (databases) => {
  async function both() {
    const telegram = await startLoopbackServer();
    onTestFinished(() => telegram.stop());
    const world = await startWecomApp(databases, {
      plan: 'tests/support/smallPlan.json',
      on: '2026-09-07',
      env: { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.url },
    });
    const { database, clock } = world.app;
    const person = await database.person.findUniqueOrThrow({ where: { code: 'zhou' } });
    const onTelegram = someone(telegram, ZHOU, '周岚');
    onTelegram.chat.open = true;
    const account = { platform: 'telegram', platformUserId: String(ZHOU), address: String(ZHOU) };
    await database.identity.create({ data: { ...account, personId: person.id, createdAt: clock.now() } });
    const prefer = (platform: string) =>
      database.person.update({ where: { id: person.id }, data: { preferredPlatform: platform } });
    const fates = async () =>
      (await database.delivery.findMany({ where: { personId: person.id }, orderBy: { id: 'asc' } })).map(
        ({ platform, status, lastError }) => `${platform} ${status} ${lastError ?? ''}`.trim(),
      );
    const inTelegram = () => saidIn(onTelegram.chat).map((each) => each.text);
    return { world, telegram, onTelegram, prefer, fates, inTelegram };
  }

  it('gets what Telegram refuses on WeCom, once', async () => {
    const { world, onTelegram, prefer, fates, inTelegram } = await both();
    await prefer('telegram');
    onTelegram.chat.refusal = { code: 403, description: 'Forbidden: bot was blocked by the user' };
    await world.goTo('2026-09-07', '09:00');
    expect(inTelegram()).toEqual([]);
    expect(world.as('zhou').hears()).toEqual([expect.stringContaining('今日待办 2 项（教育局）')]);
    expect(await fates()).toEqual(['telegram failed blocked; sent on wecom', 'wecom sent']);
  }, 40_000);

  it('gets what WeCom refuses on Telegram, once, and what it prefers otherwise', async () => {
    const { world, onTelegram, prefer, fates, inTelegram } = await both();
    await prefer('wecom');
    world.server.member('Zhou', { visible: false });
    await world.goTo('2026-09-07', '09:00');
    expect(inTelegram()).toEqual([expect.stringContaining('今日待办 2 项（教育局）')]);
    expect(world.server.chat('zhou')).toEqual([]);
    expect(await fates()).toEqual(['wecom failed invaliduser; sent on telegram', 'telegram sent']);
    // Writing in WeCom shows that it takes messages again: the preferred one is used at once.
    world.server.member('Zhou');
    await world.as('zhou').says('我的事项');
    onTelegram.says('帮助');
    await until('the answer', () => inTelegram().length === 2);
    await world.goTo('2026-09-16', '09:00');
    expect(world.as('zhou').hears().join()).toContain('今日待办');
    expect(inTelegram()).toHaveLength(2);
  }, 40_000);
});
