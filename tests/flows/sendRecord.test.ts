import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const MONDAY = '2026-09-07';

describeOnEachDatabase('a coordinator reads the send record', (databases) => {
  async function mondayAtNine(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { on: MONDAY });
    await chat.goTo(MONDAY, '09:00');
    return chat;
  }

  /** Marks a person's bundle as ended otherwise, as a platform would have. */
  async function endedAs(chat: ChatApp, code: string, status: string, lastError: string): Promise<number> {
    const row = await chat.app.database.delivery.findFirstOrThrow({
      where: { person: { code }, dedupKey: { startsWith: 'bundle:' } },
    });
    await chat.app.database.delivery.update({ where: { id: row.id }, data: { status, lastError } });
    return row.id;
  }

  it('newest first, with what became of each message and why, narrowed by a tap or a name', async () => {
    const chat = await mondayAtNine();
    const wang = chat.as('wangmin');
    const id = await endedAs(chat, 'liang', 'failed', 'noIdentity');
    const [all] = await wang.says('发送记录');
    expect(all).toMatch(/^发送记录 \d+ 条\n/);
    expect(all?.split('\n').length).toBeLessThanOrEqual(12);
    expect(await wang.says('发送记录 周岚')).toEqual([
      '发送记录 1 条（周岚）\n9月7日 周一 08:40　周岚　每日提醒　已发送\n　今日待办 2 项（教育局）',
    ]);
    await wang.presses('全部');
    expect(await wang.presses('没发出去')).toEqual([
      expect.stringContaining(`#${id}　9月7日 周一 08:40　梁雨　每日提醒　未送达（没有绑定聊天账号）`),
    ]);
    expect(await wang.says('发送记录 李四')).toEqual([expect.stringContaining('没有找到“李四”')]);
    expect(await wang.says('发送记录 待发送')).toEqual([expect.stringContaining('没有这样的记录')]);
  });

  it('sends again what failed or is unknown, once however often the button is pressed, with what is true now', async () => {
    const chat = await mondayAtNine();
    const [wang, liang] = [chat.as('wangmin'), chat.as('liang')];
    const id = await endedAs(chat, 'liang', 'unknown', 'timeout');
    liang.hears();
    const [words] = await wang.says('发送记录 没发出去');
    expect(words).toContain('不确定是否送达（平台没有回应）');
    const page = wang.newest();
    expect(await wang.presses(`重发 #${id}`)).toEqual([`#${id} 已重新发送，结果请看发送记录。`]);
    expect(liang.hears()).toEqual([expect.stringContaining('今日待办')]);
    expect(await wang.presses(`重发 #${id}`, page)).toEqual([`#${id} 已经安排过重发，不会再发第二次。`]);
    expect(liang.hears()).toEqual([]);
  });

  it('cannot send again what was sent, what is of another day, or to somebody without a chat', async () => {
    const chat = await mondayAtNine();
    const wang = chat.as('wangmin');
    const sentId = await endedAs(chat, 'zhou', 'sent', '');
    const unknownId = await endedAs(chat, 'liang', 'unknown', 'timeout');
    const failedId = await endedAs(chat, 'su', 'failed', 'noIdentity').catch(() => 0);
    await chat.app.database.identity.updateMany({ where: { platformUserId: 'su' }, data: { state: 'unreachable' } });
    chat.forge('p-wangmin', {
      甲: `resend:${sentId}:`,
      乙: `resend:${unknownId}:`,
      丙: `resend:${failedId}:`,
      丁: 'resend:99999:',
    });
    const forged = wang.newest();
    expect(await wang.presses('甲', forged)).toEqual([expect.stringContaining('这条不能重发')]);
    if (failedId > 0) expect(await wang.presses('丙', forged)).toEqual([expect.stringContaining('还没有绑定聊天账号')]);
    expect(await wang.presses('丁', forged)).toEqual(['没有找到这条发送记录。']);
    await chat.goTo('2026-09-08', '09:00');
    expect(await wang.presses('乙', forged)).toEqual([expect.stringContaining('这条不能重发')]);
  });
});
