import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

const PLAN = 'tests/support/smallPlan.json';

describeOnEachDatabase('the life of a bulletin', (databases) => {
  const start = () => startChatApp(databases, { plan: PLAN, on: '2026-09-08', time: '10:00' });

  async function draft(chat: ChatApp, kind: string, audience: string): Promise<void> {
    const wang = chat.as('wangmin');
    await wang.says('通报');
    await wang.presses(kind);
    await wang.says('关于第二轮填报情况的通报');
    await wang.says('第二轮应报 2 项，实报 1 项。');
    await wang.presses(audience);
    await wang.presses('发送');
  }

  it('criticism goes out only after a second person agrees', async () => {
    const chat = await start();
    const [wang, gao] = [chat.as('wangmin'), chat.as('gao')];
    await draft(chat, '批评', '发工作群');
    expect(wang.newest()?.text).toContain('批评通报已送审');
    expect(chat.as('wangmin', 'g-work').hears()).toEqual([]);
    expect(gao.hears().join()).toContain('请审批批评通报（王敏起草）');
    expect((await gao.presses('同意发送')).join()).not.toContain('点“发送情况”');
    expect(chat.as('wangmin', 'g-work').hears().join()).toContain('督办通报　督通〔2026〕1号　批评');
    expect(wang.hears().join()).toContain('已由高峰同意发送');
  });

  it('a refused criticism is not sent and has no number', async () => {
    const chat = await start();
    await draft(chat, '批评', '发工作群');
    await chat.as('gao').presses('不同意');
    expect(chat.as('wangmin').hears().join()).toContain('高峰不同意发送');
    expect(chat.as('wangmin', 'g-work').hears()).toEqual([]);
    await draft(chat, '表扬', '发工作群');
    expect(chat.as('wangmin', 'g-work').hears().join()).toContain('督通〔2026〕1号　表扬');
  });

  it('is sent again only to those whom it did not reach', async () => {
    const chat = await start();
    const wang = chat.as('wangmin');
    await chat.app.database.identity.updateMany({ where: { platformUserId: 'su' }, data: { state: 'unreachable' } });
    await draft(chat, '工作提示', '发联络员');
    expect((await wang.presses('发送情况'))[0]).toContain('已送达 2　等待 0　未送达 1\n未送达：苏婷');
    await chat.app.database.identity.updateMany({ where: { platformUserId: 'su' }, data: { state: 'active' } });
    expect((await wang.presses('重发未送达'))[0]).toContain('已重发 1 份');
    expect(chat.as('su').hears()).toHaveLength(1);
    expect(chat.as('zhou').hears()).toHaveLength(1);
    expect((await wang.presses('发送情况'))[0]).toContain('未送达 0');
  });

  it('is corrected by a new number that names the old one', async () => {
    const chat = await start();
    const wang = chat.as('wangmin');
    await draft(chat, '工作提示', '发工作群');
    await wang.presses('发送情况');
    await wang.presses('更正');
    await wang.presses('改正文');
    await wang.says('第二轮应报 2 项，实报 2 项。');
    await wang.presses('发送');
    expect(chat.as('wangmin', 'g-work').newest()?.text).toContain(
      '督通〔2026〕2号　工作提示\n关于第二轮填报情况的通报\n本期更正督通〔2026〕1号，以本期为准。',
    );
  });

  it('is withdrawn after a second press: what waits is stopped, who got it is told', async () => {
    const chat = await start();
    const wang = chat.as('wangmin');
    await draft(chat, '工作提示', '发工作群');
    await wang.presses('发送情况');
    expect((await wang.presses('撤回'))[0]).toContain('确定撤回督通〔2026〕1号？');
    expect((await wang.presses('撤回'))[0]).toContain('停发 0 份，向 1 处发出撤回说明');
    expect(chat.as('wangmin', 'g-work').newest()?.text).toContain('督通〔2026〕1号已撤回');
    await chat.goTo('2026-09-08', '21:00');
    await draft(chat, '工作提示', '发工作群');
    await wang.presses('发送情况');
    await wang.presses('撤回');
    expect((await wang.presses('撤回'))[0]).toContain('停发 1 份，向 0 处');
    const before = chat.as('wangmin', 'g-work').history().length;
    await chat.goTo('2026-09-09', '08:05');
    expect(chat.as('wangmin', 'g-work').history()).toHaveLength(before);
  });
});
