import { expect, it } from 'vitest';
import { text, title } from '../../../domain/message.js';
import { saveWecomContact } from '../../../prisma/store/wecomContacts.js';
import { matchWecomRoster } from '../../../bot/wecomRoster.js';
import { inTransaction } from '../../../bot/transaction.js';
import { pino } from 'pino';
import { describeOnDatabase } from '../../support/database.js';
import { messageOf, startHarness } from './harness.js';

const words = (said: string) => ({ lines: [text(said)] });

describeOnDatabase('sqlite', 'the self-built app', (databases) => {
  it('says who was not reached although the call succeeded', async () => {
    const { server, post } = await startHarness(await databases.open());
    server.member('WangWu', { visible: false });
    server.member('ZhaoLiu', { licensed: false });
    expect(await post('a', 'wangwu', words('在吗'))).toEqual({ kind: 'unreachable', error: 'invaliduser' });
    expect(await post('b', 'zhaoliu', words('在吗'))).toEqual({ kind: 'rejected', error: 'unlicenseduser' });
    expect(await post('c', 'zhangsan', words('在吗'))).toMatchObject({ kind: 'sent' });
  });

  it('delivers once when the answer was lost and the message is sent again', async () => {
    const { server, post } = await startHarness(await databases.open());
    server.state.faults.set('message/send', ['drop']);
    expect(await post('a', 'zhangsan', words('请填报'))).toMatchObject({ kind: 'retry', afterMs: 0 });
    expect(await post('a', 'zhangsan', words('请填报'))).toMatchObject({ kind: 'sent' });
    expect(server.chat('zhangsan')).toHaveLength(1);
    expect(server.state.suppressed).toBe(1);
  });

  it('tells a repeat that is meant from one that is not', async () => {
    const { server, post, later } = await startHarness(await databases.open());
    for (const key of ['a', 'b', 'c']) await post(key, 'zhangsan', words('已取消'));
    expect(server.chat('zhangsan').map((shown) => shown.text)).toEqual([
      '已取消',
      '已取消\n（同样内容，第 2 次发送）',
      '已取消\n（同样内容，第 3 次发送）',
    ]);
    later(4 * 3600);
    await post('d', 'zhangsan', words('已取消'));
    expect(server.chat('zhangsan').at(-1)?.text).toBe('已取消');
  });

  it('fetches one token for many messages, a new one before it ends, and one more when it was withdrawn', async () => {
    const { server, post, later, send } = await startHarness(await databases.open());
    await Promise.all(['a', 'b', 'c'].map((key) => post(key, key === 'a' ? 'lisi' : 'zhangsan', words(key))));
    expect(server.state.tokenRequests).toBe(1);
    later(7200 - 299);
    await post('d', 'zhangsan', words('d'));
    expect(server.state.tokenRequests).toBe(2);
    server.state.tokens.clear();
    const both = await Promise.all([post('e', 'zhangsan', words('e')), post('f', 'lisi', words('f'))]);
    expect(both).toMatchObject([{ kind: 'sent' }, { kind: 'sent' }]);
    expect(server.state.tokenRequests).toBe(3);
    // A token that is refused over and over is not fetched over and over.
    server.state.faults.set('message/send', [42001, 40014, 42001]);
    expect(
      await send({ op: 'post', key: 'g', address: { chat: 'lisi', thread: '' }, message: words('g') }),
    ).toMatchObject({
      kind: 'retry',
    });
    expect(server.state.tokenRequests).toBe(5 - 1);
  });

  it('does not try a refused secret again for five minutes', async () => {
    const { server, post, later } = await startHarness(await databases.open());
    server.state.tokens.clear();
    server.state.secret = 'changed';
    for (const key of ['a', 'b', 'c', 'd']) expect((await post(key, 'zhangsan', words(key))).kind).toBe('retry');
    expect(server.state.tokenRequests).toBe(2);
    expect(await post('e', 'zhangsan', words('e'))).toMatchObject({ afterMs: 300_000, scope: 'chat' });
    later(301);
    server.state.secret = 'app-secret';
    expect(await post('a', 'zhangsan', words('a'))).toMatchObject({ kind: 'sent' });
  });

  it('does not start with a secret that is refused', async () => {
    await expect(startHarness(await databases.open(), { env: { WECOM_SECRET: 'wrong' } })).rejects.toThrow('40001');
  });

  it('starts with an address that is not trusted yet, so that its callback can be saved first', async () => {
    const { server, post, later } = await startHarness(await databases.open(), {
      prepare: ({ state }) => state.faults.set('gettoken', [60020]),
    });
    expect(await server.says('zhangsan', '你好')).toEqual([200]);
    later(301);
    expect(await post('a', 'zhangsan', words('a'))).toMatchObject({ kind: 'sent' });
  });

  it('waits when its address is not trusted, and when the platform is busy or full', async () => {
    const { server, post, later } = await startHarness(await databases.open());
    server.state.faults.set('message/send', [60020, 45009, -1]);
    expect(await post('a', 'zhangsan', words('a'))).toMatchObject({ kind: 'retry', afterMs: 300_000 });
    later(100);
    // Nobody is asked in vain meanwhile.
    expect(await post('b', 'lisi', words('b'))).toMatchObject({ kind: 'retry', afterMs: 200_000 });
    later(200);
    expect(await post('a', 'zhangsan', words('a'))).toMatchObject({ kind: 'retry', afterMs: 60_000 });
    expect(await post('a', 'zhangsan', words('a'))).toMatchObject({ kind: 'retry', afterMs: 0 });
    expect(await post('a', 'zhangsan', words('a'))).toMatchObject({ kind: 'sent' });
  });

  it('offers letters when cards are refused for want of a callback address', async () => {
    const { server, post, heard } = await startHarness(await databases.open());
    const { callbackUrl } = server.state;
    server.state.callbackUrl = null;
    expect(await post('a', 'zhangsan', messageOf('请选', '有进展', '无变化'))).toMatchObject({ kind: 'retry' });
    expect(await post('a', 'zhangsan', messageOf('请选', '有进展', '无变化'))).toMatchObject({ kind: 'sent' });
    server.state.callbackUrl = callbackUrl;
    expect(server.chat('zhangsan')[0]?.text).toContain('A　有进展\nB　无变化');
    await server.says('zhangsan', 'B');
    expect(heard.at(-1)).toMatchObject({ button: { id: 'act:2:' } });
  });

  it('sends words that could harm a client without what could', async () => {
    const { server, post } = await startHarness(await databases.open());
    server.state.faults.set('message/send', [82004]);
    expect(await post('a', 'zhangsan', { lines: [title('标题'), text('好\u{1f600}\u202e')] })).toMatchObject({
      kind: 'sent',
    });
    expect(server.chat('zhangsan')[0]).toMatchObject({ msgtype: 'text', text: '**标题**\n好' });
  });

  it('gives up a message whose form is refused, and one whose file is gone', async () => {
    const { server, post, blobs } = await startHarness(await databases.open());
    server.state.faults.set('message/send', [40058]);
    expect(await post('a', 'zhangsan', words('a'))).toMatchObject({ kind: 'rejected' });
    const file = { ...(await blobs.put(Buffer.alloc(9), 'a.pdf', 'application/pdf')), sha256: '0'.repeat(64) };
    expect(await post('b', 'zhangsan', { lines: [], file })).toEqual({ kind: 'rejected', error: 'fileGone' });
  });

  it('uploads a file once for many members, and again when it is gone', async () => {
    const { server, post, blobs, later } = await startHarness(await databases.open());
    const file = await blobs.put(Buffer.alloc(900, 1), '通报〔2026〕3号.docx', 'application/msword');
    await post('a', 'zhangsan', { lines: [], file });
    await post('b', 'lisi', { lines: [], file });
    expect([...server.state.uploads.values()].map((upload) => upload.name)).toEqual(['通报〔2026〕3号.docx']);
    server.state.faults.set('message/send', [40007]);
    expect(await post('c', 'lisi', { lines: [], file })).toMatchObject({ kind: 'sent' });
    later(3 * 86_400);
    await post('d', 'lisi', { lines: [], file });
    expect(server.state.uploads.size).toBe(3);
  });

  it('greys a card with the newest code, and leaves one alone whose code is too old', async () => {
    const { server, post, send, heard, later } = await startHarness(await databases.open());
    await post('a', 'zhangsan', messageOf('请选', '同意', '不同意'));
    await server.presses('zhangsan', '同意');
    const close = (key: string, messageId: string) =>
      send({ op: 'close', key, address: { chat: 'zhangsan', thread: '' }, messageId, chosen: '已经同意了这一件事情' });
    expect(await close('c', heard[0]?.button?.messageId ?? '')).toMatchObject({ kind: 'sent' });
    expect(server.chat('zhangsan')[0]?.greyed).toBe('已经同意了这一件事情');
    const second = await post('b', 'zhangsan', messageOf('再选', '同意', '不同意'));
    later(73 * 3600);
    expect(await close('d', second.kind === 'sent' ? second.messageId : '')).toMatchObject({ kind: 'sent' });
    expect(server.chat('zhangsan')[1]?.greyed).toBeNull();
  });

  it('recalls all parts of a message within a day, and says when it is too late', async () => {
    const { server, post, send, later } = await startHarness(await databases.open());
    const long = { lines: Array.from({ length: 30 }, (_, n) => text(`${n} ${'字'.repeat(60)}`)) };
    const sent = await post('a', 'zhangsan', long);
    const retract = (key: string) =>
      send({
        op: 'retract',
        note: '已撤回',
        key,
        address: { chat: 'zhangsan', thread: '' },
        messageId: sent.kind === 'sent' ? sent.messageId : '',
      });
    later(3600);
    expect(await retract('r')).toMatchObject({ kind: 'sent' });
    expect(server.chat('zhangsan').map((shown) => shown.recalled)).not.toContain(false);
    later(86_400);
    expect(await retract('s')).toEqual({ kind: 'rejected', error: 'too late to recall' });
  });

  it('puts the commands on the menu, and a press on it says the command', async () => {
    const { server, heard } = await startHarness(await databases.open(), {
      prepare: (starting) => {
        starting.state.callbackUrl = null;
      },
    });
    const menu = server.state.menu as { button: { name: string; key?: string; sub_button?: { key: string }[] }[] };
    expect(menu.button.map((button) => button.name)).toEqual(['汇报', '我的事项', '更多']);
    await server.callback({ FromUserName: 'ZhangSan', MsgType: 'event', Event: 'click', EventKey: '我的事项' });
    expect(heard.at(-1)).toMatchObject({ text: '我的事项', sender: 'zhangsan' });
  });

  it('fetches a photo, and says when it is gone', async () => {
    const { server, wecom, heard } = await startHarness(await databases.open());
    await server.sendsPhoto('zhangsan', new TextEncoder().encode('the bytes'));
    const file = heard[0]?.file;
    if (!file) throw new Error('no file');
    expect(Buffer.from(await wecom.port.download(file)).toString()).toBe('the bytes');
    server.state.uploads.clear();
    await expect(wecom.port.download(file)).rejects.toMatchObject({ code: 'fileGone' });
  });

  it('binds people of the roster by user id in any case, and by mobile where the directory tells', async () => {
    const { server, wecom, database, clock } = await startHarness(await databases.open());
    server.member('SunQi', { mobile: '13800000001' });
    const ids: number[] = [];
    for (const [code, contact] of [
      ['p1', { userId: 'ZhangSan' }],
      ['p2', { mobile: '13800000001' }],
      ['p3', { mobile: '13800000002' }],
    ] as const) {
      const { id } = await database.person.create({ data: { code, name: code, createdAt: clock.now() } });
      ids.push(id);
      await inTransaction(database, (tx) => saveWecomContact(tx, { personId: id, ...contact }));
    }
    const match = () =>
      matchWecomRoster({ database, clock, log: pino({ level: 'silent' }), userIdOfMobile: wecom.userIdOfMobile });
    expect(await match()).toEqual({ bound: 2, missing: 1 });
    expect(await match()).toEqual({ bound: 0, missing: 1 });
    const identities = await database.identity.findMany({ orderBy: { personId: 'asc' } });
    expect(identities.map(({ personId, platformUserId }) => [personId, platformUserId])).toEqual([
      [ids[0], 'zhangsan'],
      [ids[1], 'sunqi'],
    ]);
  });
});
