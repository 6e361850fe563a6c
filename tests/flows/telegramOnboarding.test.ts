import { expect, test } from 'vitest';
import { describeOnEachDatabase, describeOnDatabase } from '../support/database.js';
import { linksOf, saidIn, startTelegramApp } from '../support/telegramApp.js';
import { group, membershipOf, upgrade } from '../support/telegramServer/index.js';
import { until } from '../support/until.js';

describeOnEachDatabase('from first contact to a working group on Telegram', (databases) => {
  test('the administrator claims, invites, people bind, the group is bound, and a stranger gets nowhere', async () => {
    const telegram = await startTelegramApp(databases);
    const { server, app } = telegram;
    const admin = telegram.as(9001, '系统管理员');
    const stranger = telegram.as(9999, '路人');
    expect((await stranger.says('/start'))[0]).toContain('还没有绑定身份');
    expect((await stranger.says('我的事项'))[0]).toContain('还没有绑定身份');
    expect((await stranger.says('/claim WRONGCODE1'))[0]).toContain('认领码不对');
    expect(await app.database.person.count({ where: { code: { startsWith: 'telegram-' } } })).toBe(0);

    expect((await admin.says(`/claim ${telegram.claimCode?.toLowerCase()}`))[0]).toContain('您已是系统管理员');
    expect((await admin.says(`/claim ${telegram.claimCode}`))[0]).toContain('不用再认领');
    expect((await stranger.says(`/claim ${telegram.claimCode}`))[0]).toContain('认领码不对');

    const [summary] = await admin.says('邀请');
    const links = linksOf(server);
    expect(summary).toContain(`已生成 ${links.size} 条邀请链接`);
    const file = [...server.world.files.values()].at(-1);
    expect(file?.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const token = links.get('周岚') ?? '';
    expect(token).toMatch(/^[\w-]{22}$/);
    // Neither the table nor the send record can be read back into a link.
    const kept = JSON.stringify([await app.database.invite.findMany(), await app.database.delivery.findMany()]);
    expect(kept).not.toContain(token);

    const zhou = telegram.as(5_000_000_001, '周');
    expect((await zhou.says(`/start ${token}`))[0]).toContain('周岚，绑定成功');
    expect((await zhou.says(`/start ${token}`))[0]).toContain('已经绑定过了');
    expect((await stranger.says(`/start ${token}`))[0]).toContain('已经用过');
    expect((await stranger.says('/start AAAAAAAAAAAAAAAAAAAAAA'))[0]).toContain('认不出来');
    expect((await zhou.says(`/start ${links.get('王敏')}`))[0]).toContain('已经绑定为周岚');
    expect((await zhou.says('/mine'))[0]).toContain('我的事项');

    const old = links.get('王敏');
    await admin.says('/invite 王敏');
    const fresh = /start=([\w-]+)/.exec(saidIn(admin.who.chat).at(-1)?.text ?? '')?.[1];
    const wang = telegram.as(5_000_000_002, '王');
    expect((await wang.says(`/start ${old}`))[0]).toContain('已过期或已被新的代替');
    expect((await wang.says(`/start ${fresh}`))[0]).toContain('王敏，绑定成功');

    const work = group(server, -1_001_234_567_890, '狠抓落实工作群', [44]);
    membershipOf(server, work, 'member', admin.who);
    await until('the welcome', () => saidIn(work).length === 1);
    expect(saidIn(work)[0]?.text).toContain('/bindgroup');
    expect(await stranger.says('/bindgroup@duban_test_bot', { chat: work })).toEqual([]);
    expect((await zhou.says('/bindgroup', { chat: work }))[0]).toContain('不在您的职责范围内');
    expect((await wang.says('/bindgroup@duban_test_bot', { chat: work, thread: 44 }))[0]).toContain('只发在本话题');
    expect(saidIn(work).at(-1)).toMatchObject({ thread: 44 });
    expect((await wang.says('@duban_test_bot 绑定 红黑榜', { chat: work, thread: 44 }))[0]).toContain('红黑榜群');
    expect(await app.database.chat.findMany()).toMatchObject([
      { platform: 'telegram', title: '狠抓落实工作群', purpose: 'board', thread: '44', state: 'active' },
    ]);
  });
});

describeOnDatabase('sqlite', 'what changes around the bot on Telegram', (databases) => {
  async function onboarded() {
    const telegram = await startTelegramApp(databases);
    const admin = telegram.as(9001, '管理员');
    await admin.says(`/claim ${telegram.claimCode}`);
    await admin.says('/invite');
    const links = linksOf(telegram.server);
    const bind = async (id: number, name: string) => {
      const talk = telegram.as(id, name);
      await talk.says(`/start ${links.get(name)}`);
      return talk;
    };
    const wang = await bind(5002, '王敏');
    const zhou = await bind(5001, '周岚');
    const work = group(telegram.server, -4001, '工作群');
    await wang.says('/bindgroup', { chat: work });
    return { ...telegram, telegram, admin, wang, zhou, work, bind };
  }

  test('a group that becomes a supergroup keeps its binding, whichever way the bot learns of it', async () => {
    const { app, server, wang, work } = await onboarded();
    const there = upgrade(server, work, -1_002_000_000_001, false);
    await app.database.delivery.create({
      data: {
        dedupKey: 'test',
        platform: 'telegram',
        address: '-4001',
        lane: 'telegram:-4001',
        kind: 'notice',
        priority: 2,
        payload: { op: 'post', message: { lines: [{ kind: 'text', spans: ['通报'] }] } },
        notBefore: app.clock.now(),
        createdAt: app.clock.now(),
      },
    });
    await app.settle();
    await app.settle();
    expect(saidIn(there).map((each) => each.text)).toEqual(['通报']);
    expect(await app.database.chat.findMany()).toMatchObject([{ platformChatId: '-1002000000001', state: 'active' }]);
    const other = group(server, -4002, '第二群');
    await wang.says('/bindgroup', { chat: other });
    upgrade(server, other, -1_002_000_000_002, true);
    await until(
      'the move',
      async () => (await app.database.chat.count({ where: { platformChatId: '-1002000000002' } })) === 1,
    );
  });

  test('being thrown out, muted or taken back is noticed, told, and shown in the status', async () => {
    const { telegram, app, server, admin, wang, work } = await onboarded();
    await telegram.goTo('2026-09-07', '10:00');
    wang.hears();
    const state = async () => (await app.database.chat.findFirst())?.state;
    membershipOf(server, work, 'kicked', admin.who);
    await until('the end of the binding', async () => (await state()) === 'removed');
    await app.settle();
    expect(wang.hears().join()).toContain('机器人已被移出“工作群”');
    membershipOf(server, work, 'restricted', admin.who);
    await until('the return', async () => (await state()) === 'active');
    await app.settle();
    expect(wang.hears().join()).toContain('机器人在“工作群”不能发言');
    expect((await wang.says('运行状态')).join()).toMatch(/Telegram　正常.*工作群　工作群　【不能发言】/s);
  });

  test('a person who blocks the bot is out of reach until they come back, and the coordinator knows', async () => {
    const { telegram, app, wang, zhou } = await onboarded();
    await telegram.goTo('2026-09-07', '09:30');
    wang.hears();
    const reach = async () => (await app.database.identity.findFirst({ where: { platformUserId: '5001' } }))?.state;
    zhou.who.blocks();
    await until('the block', async () => (await reach()) === 'unreachable');
    await app.settle();
    expect(wang.hears().join()).toContain('联系不上周岚');
    expect((await wang.says('/status')).join()).toContain('联系不上 1 人');
    zhou.who.unblocks();
    await until('the return', async () => (await reach()) === 'active');
    zhou.who.blocks();
    await until('the block', async () => (await reach()) === 'unreachable');
    zhou.who.chat.refusal = null;
    await zhou.says('帮助');
    expect(await reach()).toBe('active');
  });

  test('photos become evidence: fetched once, kept by their content, refused when dangerous', async () => {
    const { telegram, app, server, zhou, admin } = await onboarded();
    await telegram.goTo('2026-09-07', '09:30');
    await zhou.presses('填 XM-001');
    await zhou.presses('有进展');
    await zhou.says('六成');
    await zhou.says('主体结构全部封顶，二次结构完成三层');
    await zhou.presses('没有困难');
    const photo = Buffer.from('现场照片');
    const updateId = zhou.who.sendsPhoto(photo, { album: 'a1' });
    await telegram.handled(updateId);
    await zhou.sendsPhoto(photo, '又发一遍');
    await zhou.sendsPhoto(Buffer.from('另一张'), '第二张');
    const update = zhou.who.sendsFile('补丁.exe', 'application/octet-stream', Buffer.from('MZ'));
    await telegram.handled(update);
    expect(zhou.hears().join()).toContain('不收这种文件');
    await zhou.presses('发完了');
    expect((await zhou.presses('提交')).join()).toContain('XM-001');
    expect(await app.database.evidence.findMany()).toMatchObject([{ bytes: photo.length }, { bytes: 9 }]);
    const fetched = server.calls.filter((call) => call.method === 'file').length;
    expect(fetched).toBe(2);
    const tooLarge = zhou.who.sendsFile('录像.mp4', 'video/mp4', Buffer.from('x'), 30 * 1024 * 1024);
    await telegram.handled(tooLarge);
    expect(zhou.hears().join()).toContain('文件太大（上限 20 MB）');
    // What strangers send is not fetched at all.
    await telegram.handled(telegram.as(77, '路人').who.sendsPhoto(photo));
    expect(server.calls.filter((call) => call.method === 'file')).toHaveLength(fetched);
    expect(admin.hears()).toBeDefined();
  });

  test('menus show what a role may do, and are set only when they change', async () => {
    const { telegram, server } = await onboarded();
    const menus = () => server.calls.filter((call) => call.method === 'setmycommands');
    await until('four menus in two languages', () => menus().length === 8);
    const menu = (scope: object, language = '') =>
      server.world.menus.get(JSON.stringify(scope) + language) as
        | { command: string; description: string }[]
        | undefined;
    const names = (scope: object) => menu(scope)?.map((each) => each.command);
    expect(names({ type: 'all_private_chats' })).toEqual(expect.arrayContaining(['report', 'mine', 'help']));
    expect(names({ type: 'all_private_chats' })).not.toContain('invite');
    expect(names({ type: 'all_group_chats' })).toEqual(expect.arrayContaining(['board', 'bindgroup']));
    expect(names({ type: 'chat', chat_id: '9001' })).toEqual(expect.arrayContaining(['invite', 'status']));
    expect(names({ type: 'chat', chat_id: '5002' })).toContain('review');
    // A liaison sees what everybody sees.
    expect(names({ type: 'chat', chat_id: '5001' })).toBeUndefined();
    // Whose app is in English reads the same menu in English.
    const english = menu({ type: 'chat', chat_id: '5002' }, '@en');
    expect(english?.map((each) => each.command)).toEqual(names({ type: 'chat', chat_id: '5002' }));
    expect(english?.map((each) => each.description).filter((words) => !/^[\x20-\x7e’]+$/.test(words))).toEqual([]);
    await telegram.restart();
    await telegram.as(9001, '管理员').says('帮助');
    expect(menus()).toHaveLength(8);
    expect(telegram.claimCode).toBeNull();
  });
});
