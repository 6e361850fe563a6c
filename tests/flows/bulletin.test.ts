import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const BODY = '第二轮进展应报 2 项，实报 1 项。\n请未填报的单位于明天 12:00 前补齐。';

describeOnEachDatabase('a coordinator sends a bulletin', (databases) => {
  /** Drafted up to the preview. @returns the preview */
  async function drafted(chat: ChatApp, audience: string): Promise<string> {
    const wang = chat.as('wangmin');
    expect(await wang.says('通报')).toEqual([expect.stringContaining('这是哪一类？')]);
    expect(await wang.presses('工作提示')).toEqual([expect.stringContaining('标题写什么？')]);
    expect(await wang.says('字'.repeat(41))).toEqual([expect.stringContaining('标题请控制在 40 字以内')]);
    expect(await wang.says('关于第二轮进展填报情况的提示')).toEqual([expect.stringContaining('正文写什么？')]);
    expect(await wang.says(BODY)).toEqual([expect.stringContaining('发给谁？')]);
    const [preview = ''] = await wang.presses(audience);
    return preview;
  }

  it('drafts, sees it as it will look, edits, sends, and watches the counts', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-08', time: '10:00' });
    const wang = chat.as('wangmin');
    const group = chat.as('wangmin', 'g-work');
    const preview = await drafted(chat, '全部都发');
    const look = `关于第二轮进展填报情况的提示\n${BODY}\n示范县狠抓落实专项行动督办工作专班`;
    expect(preview).toContain(look);
    expect(preview).toContain('发给：工作群、负责人和联络员');
    await wang.presses('改标题');
    expect(await wang.says('关于第二轮填报的提示')).toEqual([
      expect.stringContaining('关于第二轮填报的提示\n第二轮进展'),
    ]);
    await wang.presses('改范围');
    expect(await wang.presses('全部都发')).toEqual([expect.stringContaining('发给：工作群、负责人和联络员')]);
    expect([group, chat.as('zhou'), chat.as('he')].flatMap((each) => each.hears())).toEqual([]);

    expect(await wang.presses('发送')).toEqual([expect.stringContaining('督通〔2026〕1号已开始发送，共 7 份')]);
    const received = expect.stringMatching(/^督办通报　督通〔2026〕1号　工作提示\n关于第二轮填报的提示\n第二轮进展/);
    for (const code of ['zhou', 'liang', 'su', 'he', 'fang', 'ding']) expect(chat.as(code).hears()).toEqual([received]);
    expect(group.hears()).toEqual([received]);
    expect(chat.as('gao').hears()).toEqual([]);
    expect(await wang.presses('发送情况')).toEqual([expect.stringContaining('已送达 7　等待 0　未送达 0')]);
  });

  it('numbers the next one, and a second press on “send” sends nothing twice', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-08', time: '10:00' });
    const wang = chat.as('wangmin');
    await drafted(chat, '发工作群');
    const send = wang
      .history()
      .at(-1)
      ?.rows.flat()
      .find((button) => button.label === '发送');
    await wang.presses('发送');
    chat.forge('p-wangmin', { 再发一次: send?.id ?? '' });
    expect(await wang.presses('再发一次')).toEqual([expect.stringContaining('这一步已经结束')]);
    await drafted(chat, '发工作群');
    expect(await wang.presses('发送')).toEqual([expect.stringContaining('督通〔2026〕2号')]);
    expect(chat.as('wangmin', 'g-work').hears()).toHaveLength(2);
  });

  it('is held outside hours and goes out when they begin', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-11', time: '20:30' });
    const group = chat.as('wangmin', 'g-work');
    await drafted(chat, '发工作群');
    expect(await chat.as('wangmin').presses('发送')).toEqual([
      expect.stringMatching(/已排好，共 1 份[\s\S]*9月14日 周一 08:00 发出/),
    ]);
    expect(await chat.as('wangmin').presses('发送情况')).toEqual([expect.stringContaining('已送达 0　等待 1')]);
    await chat.goTo('2026-09-14', '07:59');
    expect(group.hears()).toEqual([]);
    await chat.goTo('2026-09-14', '08:00');
    expect(group.hears()).toEqual([expect.stringMatching(/^督办通报　督通〔2026〕1号/)]);
  });

  it('is for coordinators, in private', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-08', time: '10:00' });
    for (const code of ['zhou', 'he', 'gao'])
      expect(await chat.as(code).says('通报')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    expect(await chat.as('wangmin', 'g-work').says('/通报')).toEqual([expect.stringContaining('请私聊办理')]);
    expect(await chat.app.database.bulletin.count()).toBe(0);
  });
});
