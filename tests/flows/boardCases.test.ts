import { expect, it } from 'vitest';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { reviewedPlan } from '../support/reviewedPlan.js';

const MONDAY = '2026-09-07';
const TUESDAY = '2026-09-08';

describeOnEachDatabase('a board in draft, when what it is about changes', (databases) => {
  /** Drafted on Monday morning; every ranked unit has heard of its line. */
  async function drafted(): Promise<ChatApp> {
    const chat = await startChatApp(databases, { plan: reviewedPlan(), on: MONDAY, time: '08:00' });
    await chat.goTo(MONDAY, '08:55');
    return chat;
  }

  async function approved(chat: ChatApp): Promise<void> {
    await chat.goTo(TUESDAY, '12:10');
    await chat.as('wangmin').presses('看草案');
    await chat.as('liuyang').presses('看草案');
    await chat.as('liuyang').presses('审定发布');
    await chat.goTo(TUESDAY, '15:43');
  }

  it('is published once in a group that was bound twice, and nowhere by somebody else’s binding', async () => {
    const chat = await drafted();
    const group = chat.as('wangmin', 'g-work');
    const { database } = chat.app;
    expect(await group.says('/bindgroup')).toEqual([expect.stringContaining('本群已绑定')]);
    expect(await group.says('绑定本群')).toEqual([]);
    expect(await group.says('/bindgroup 红黑榜')).toEqual([expect.stringContaining('用途：红黑榜群')]);
    expect(await database.chat.count()).toBe(1);
    // The coordinator of another campaign can neither take the group over nor let it go.
    const { id: personId } = await database.person.findUniqueOrThrow({ where: { code: 'liuyang' } });
    const createdAt = chat.app.clock.now();
    const other = await database.campaign.create({
      data: { name: '另一个专项行动', startsOn: MONDAY, endsOn: '2026-12-31', rules: {}, schedules: {}, createdAt },
    });
    await database.roleGrant.updateMany({ where: { personId }, data: { campaignId: other.id } });
    const liu = chat.as('liuyang', 'g-work');
    for (const words of ['/bindgroup', '/unbindgroup'])
      expect(await liu.says(words)).toEqual([expect.stringMatching(/^本群已绑定“示范县狠抓落实专项行动”。要改绑/)]);
    await database.roleGrant.updateMany({
      where: { personId },
      data: { campaignId: (await database.chat.findFirstOrThrow()).campaignId },
    });
    group.hears();
    await approved(chat);
    expect(group.hears().filter((each) => each.startsWith('第 36 周红黑榜'))).toHaveLength(1);
  }, 30_000);

  it('is published as it was drafted and seen, when items move and units are renamed meanwhile', async () => {
    const chat = await drafted();
    const { database } = chat.app;
    const [ding, jia] = await Promise.all(
      ['ding', 'jia'].map((code) => database.unit.findUniqueOrThrow({ where: { code } })),
    );
    const line = async (unitId = 0) => {
      const { totalCenti, list } = await database.boardEntry.findFirstOrThrow({ where: { unitId } });
      return { totalCenti, list };
    };
    const before = [await line(ding?.id), await line(jia?.id)];
    await database.item.updateMany({ where: { leadUnitId: ding?.id ?? 0 }, data: { leadUnitId: jia?.id ?? 0 } });
    await database.unit.update({ where: { id: ding?.id ?? 0 }, data: { name: '县戌局', shortName: '戌局' } });
    await approved(chat);
    const [post = ''] = chat
      .as('wangmin', 'g-work')
      .hears()
      .filter((each) => each.startsWith('第 36 周红黑榜'));
    expect(post).toContain('4. 丁局');
    expect([await line(ding?.id), await line(jia?.id)]).toEqual(before);
    // Who leads the items now answers for them, on the next board and at once in the list.
    expect((await chat.as('jia-l').says('我的事项'))[0]).toContain('XM-013');
    expect((await chat.as('ding-l').says('我的事项'))[0]).not.toContain('XM-013');
  }, 30_000);

  it('goes with its campaign: nothing is sent any more, and every old button gets an answer', async () => {
    const chat = await drafted();
    const { database } = chat.app;
    const [liaison, wang, group] = [chat.as('ding-l'), chat.as('wangmin'), chat.as('wangmin', 'g-work')];
    const board = await database.board.findFirstOrThrow();
    liaison.hears();
    await database.campaign.deleteMany();
    for (const label of ['提出异议', '看依据'])
      expect((await liaison.presses(label)).join('')).toMatch(/看不到|不在您的职责|不在了|没有/);
    chat.forge('p-wangmin', { 审定: `boardApprove:${board.id}:0`, 看: `boardDraft:${board.id}:` });
    const forged = wang.newest();
    for (const label of ['审定', '看']) expect((await wang.presses(label, forged)).join('')).toMatch(/看不到|不在/);
    expect(await wang.says('红黑榜')).toEqual([expect.stringContaining('没有参加进行中的专项行动')]);
    expect(await wang.says('切换行动')).toEqual([expect.stringContaining('没有参加进行中的专项行动')]);
    await chat.goTo(TUESDAY, '16:00');
    expect([...liaison.hears(), ...group.hears()]).toEqual([]);
  }, 30_000);

  it('takes two coordinators’ words about one objection once', async () => {
    const chat = await drafted();
    const [liaison, wang, liu] = [chat.as('ding-l'), chat.as('wangmin'), chat.as('liuyang')];
    await liaison.presses('提出异议');
    await liaison.says('1');
    await liaison.says('9月2日已办结，系统漏登');
    await liaison.presses('跳过');
    for (const each of [wang, liu]) {
      await each.says('异议');
      await each.presses('成立，剔除');
      await each.says('经核对验收单，情况属实');
    }
    const answers = (await Promise.all([wang.presses('发出答复'), liu.presses('发出答复')])).flat().join('\n');
    expect(answers).not.toContain('是系统的问题');
    expect(await chat.app.database.scoreExclusion.count()).toBe(1);
    expect(await chat.app.database.boardChange.count()).toBe(1);
  }, 30_000);
});
