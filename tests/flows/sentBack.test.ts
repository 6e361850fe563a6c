import { expect, it } from 'vitest';
import { type ChatApp, startChatApp, type Talk } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';

describeOnEachDatabase('a report is verified', (databases) => {
  /** Monday 10:00: 周岚 has reported 60 % on XM-001, and 王敏 has sent it back for its sentence. */
  async function sentBack(): Promise<{ chat: ChatApp; zhou: Talk; wang: Talk }> {
    const chat = await startChatApp(databases, { on: '2026-09-07' });
    const [zhou, wang] = [chat.as('zhou'), chat.as('wangmin')];
    await chat.goTo('2026-09-07', '10:00');
    await zhou.says('汇报 XM-001');
    await zhou.says('60%，二次结构完成三层，困难：钢材涨价');
    await zhou.presses('提交');
    await wang.says('复核');
    await wang.presses('退回补充');
    await wang.presses('进展说明');
    expect(await wang.says('嗯')).toEqual([expect.stringContaining('请写清楚要补什么')]);
    expect(await wang.says('完成三层，指哪三层？')).toEqual([
      expect.stringMatching(/请核对[\s\S]*│ 完成三层，指哪三层？/),
    ]);
    expect(await wang.presses('退回')).toEqual(['XM-001 已退回，周岚会收到您写的这句话。', '没有待复核的进展。']);
    return { chat, zhou, wang };
  }

  async function fix(zhou: Talk): Promise<void> {
    await zhou.presses('补充说明');
    await zhou.says('一至三层砌筑完成，四层正在施工');
    expect(await zhou.presses('提交')).toEqual([expect.stringContaining('XM-001 的补充已提交')]);
  }

  it('is sent back with a reason and a field; the liaison mends only that, and the milestone is done', async () => {
    const { zhou, wang } = await sentBack();
    expect(zhou.hears()).toEqual([
      expect.stringMatching(
        /^XM-001 的进展被退回，只需补一处：进展说明\n│ 完成三层，指哪三层？（王敏，督查室）\n.*9月8日 周二 12:00 前补充/,
      ),
    ]);
    expect(await zhou.says('查看 XM-001')).toEqual([expect.stringContaining('主体封顶：完成时限 9月11日')]);
    expect(await zhou.presses('补充说明')).toEqual([
      expect.stringMatching(/│ 完成三层，指哪三层？[\s\S]*原来填的：二次结构完成三层\n请直接回复新的进展说明/),
    ]);
    expect(await zhou.says('一至三层砌筑完成，四层正在施工')).toEqual([
      expect.stringContaining('进度：60%\n说明：一至三层砌筑完成，四层正在施工\n困难：钢材涨价'),
    ]);
    await zhou.presses('提交');
    expect(await wang.says('复核')).toEqual([expect.stringMatching(/第 2 次填报[\s\S]*通过后“主体封顶”记为完成/)]);
    expect(await wang.presses('通过')).toEqual(['XM-001 已通过。', '没有待复核的进展。']);
    expect(await zhou.says('查看 XM-001')).toEqual([
      expect.stringMatching(/已完成 60%[\s\S]*主体封顶：已完成（9月7日 周一）[\s\S]*（已复核）[\s\S]*（已补充）/),
    ]);
  });

  it('keeps the day of the first report when it is mended by noon of the next workday', async () => {
    const { chat, zhou, wang } = await sentBack();
    await chat.goTo('2026-09-08', '11:59');
    await fix(zhou);
    await wang.says('复核');
    await wang.presses('通过');
    expect(await zhou.says('查看 XM-001')).toEqual([expect.stringContaining('主体封顶：已完成（9月7日 周一）')]);
  });

  it('counts for the day of the mending when that was later', async () => {
    const { chat, zhou, wang } = await sentBack();
    await chat.goTo('2026-09-08', '12:01');
    await fix(zhou);
    await wang.says('复核');
    await wang.presses('通过');
    expect(await zhou.says('查看 XM-001')).toEqual([expect.stringContaining('主体封顶：已完成（9月8日 周二）')]);
  });

  it('cannot be mended twice, nor judged twice', async () => {
    const { zhou, wang } = await sentBack();
    await fix(zhou);
    expect(await zhou.presses('补充说明')).toEqual([expect.stringContaining('已经补充过了')]);
    await wang.says('复核');
    const card = wang.newest();
    await wang.says('复核');
    await wang.presses('通过');
    expect(await wang.presses('退回补充', card)).toEqual(['这份进展已经复核过了：王敏已通过。']);
    expect(await wang.presses('通过', card)).toEqual(['这份进展已经复核过了：王敏已通过。']);
  });

  it('may be left for later: the queue is leafed through to its end and begins again', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-07', time: '10:00' });
    const wang = chat.as('wangmin');
    for (const [code, itemNo] of [
      ['zhou', 'XM-001'],
      ['liang', 'XM-003'],
      ['su', 'XM-004'],
    ] as const) {
      await chat.as(code).says(`汇报 ${itemNo}`);
      await chat.as(code).says('15%，已经开工，现场正在平整场地，无困难');
      await chat.as(code).presses('提交');
    }
    const seen = await wang.says('复核');
    for (let leaf = 0; leaf < 3; leaf++) seen.push(...(await wang.presses('看下一份')));
    expect(seen.map((card) => /XM-\d+/.exec(card)?.[0])).toEqual(['XM-001', 'XM-003', 'XM-004', 'XM-001']);
  });

  it('leaves standing what another report claimed, when two of one item wait', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-07' });
    const [zhou, wang] = [chat.as('zhou'), chat.as('wangmin')];
    await chat.goTo('2026-09-07', '10:00');
    for (const words of ['60%，二次结构完成三层，无困难', '62%，二次结构开始四层，无困难']) {
      await zhou.says('汇报 XM-001');
      await zhou.says(words);
      await zhou.presses('提交');
    }
    const { database } = chat.app;
    const [first, second] = await database.progressReport.findMany({
      where: { status: 'submitted' },
      orderBy: { id: 'asc' },
    });
    chat.forge('p-wangmin', { 退后一份: `sendBack:${second?.id}:`, 过前一份: `accept:${first?.id}:` });
    const forged = wang.newest();
    await wang.presses('退后一份', forged);
    await wang.presses('进展说明');
    await wang.says('四层做了哪些？');
    await wang.presses('退回');
    await wang.presses('过前一份', forged);
    expect(
      await database.milestone.findFirst({ where: { name: '主体封顶' }, select: { status: true, completedOn: true } }),
    ).toEqual({ status: 'done', completedOn: '2026-09-07' });
  });

  it('closes the item at 100 %, after which nobody is reminded of it', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-15' });
    const [su, wang] = [chat.as('su'), chat.as('wangmin')];
    await chat.goTo('2026-09-15', '10:00');
    expect(su.hears()).toEqual([expect.stringContaining('【还有 3 个工作日】XM-004')]);
    await su.presses('填 XM-004');
    await su.says('全部完成，两处农贸市场均已改造，无困难');
    await su.presses('提交');
    expect(await wang.says('复核')).toEqual([expect.stringContaining('【请核对】直接报到 100%，没有佐证材料')]);
    expect(await wang.presses('通过')).toEqual(['XM-004 已通过，事项销号。', '没有待复核的进展。']);
    expect(su.hears()).toEqual([expect.stringMatching(/^XM-004 已销号/)]);
    expect(await su.says('查看 XM-004')).toEqual([expect.stringContaining('【已销号】')]);
    expect(await su.says('汇报 XM-004')).toEqual(['XM-004 已经销号，不用再填报。']);
    await chat.goTo('2026-09-24', '12:00');
    expect(su.hears()).toEqual([]);
  });
});
