import { expect, it } from 'vitest';
import { startChatApp } from '../support/chatApp.js';
import { describeOnEachDatabase } from '../support/database.js';
import { itemOf, type Plan, smallPlan } from '../support/plans.js';

/** The small campaign, going on into 2027, with something overdue on every workday. */
const intoNextYear = (): Plan =>
  smallPlan((plan) => {
    plan.campaign.endsOn = '2027-06-30';
    const last = plan.campaign.phases.at(-1);
    if (last) last.endsOn = '2027-06-30';
    for (const item of plan.items) item.milestones = [{ name: '完成', dueOn: '2027-01-08' }];
  });

describeOnEachDatabase('the calendar', (databases) => {
  it('shows what is coming, and a coordinator adds a day by a line, by steps, and takes it back', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-17', time: '10:00' });
    const wang = chat.as('wangmin');
    const [shown] = await wang.says('日历');
    expect(shown).toMatch(
      /【班】9月20日 周日　国庆节\n【休】9月25日 周五—9月27日　中秋\n【休】10月1日 周四—10月7日　国庆节\n【班】10月10日 周六　国庆节/,
    );
    expect(shown?.split('\n').length).toBeLessThanOrEqual(12);
    expect(await wang.says('/calendar add 2026-09-18 休 单位统一调休')).toEqual([
      '已改：9月18日 周五按“休”计算，提醒和工作日随之调整。',
    ]);
    expect(await wang.says('/calendar add 2026-09-18 休 单位统一调休')).toEqual(['9月18日 周五已经是“休”，没有改动。']);
    await wang.says('日历');
    expect(wang.buttons()).toEqual(['添加一天', '导入', '删 9月18日']);
    expect(await wang.presses('添加一天')).toEqual([expect.stringContaining('哪一天？')]);
    expect(await wang.says('下周六')).toEqual([expect.stringContaining('没有认出是哪一天')]);
    expect(await wang.says('2026年9月19日')).toEqual([expect.stringContaining('9月19日 周六')]);
    expect(await wang.presses('上班')).toEqual([expect.stringContaining('原因是什么')]);
    expect(await wang.says('补18日的班')).toEqual([expect.stringContaining('已改：9月19日 周六按“班”计算')]);
    await chat.goTo('2026-09-19', '09:00');
    const days = chat
      .as('su')
      .history()
      .map((each) => each.at.toISOString().slice(0, 10));
    expect(days).toContain('2026-09-19');
    expect(days).not.toContain('2026-09-18');
    expect(await wang.says('/calendar remove 2026-09-18')).toEqual([
      '已删除9月18日 周五的本地调整，这一天恢复为上班。',
    ]);
    expect(await wang.says('/calendar remove 2026-09-18')).toEqual([expect.stringContaining('没有本地调整')]);
    expect(await wang.says('/calendar add 明天 休')).toEqual([expect.stringMatching(/例：日历 添加 2026-12-31 休/)]);
    const actions = await chat.app.database.auditEntry.findMany({ where: { subject: 'calendar:0' } });
    expect(actions.map((each) => each.action)).toEqual(['calendar', 'calendar', 'calendarRemove']);
  }, 30_000);

  it('imports a file or pasted words, names all that is wrong at once, and changes nothing the second time', async () => {
    const chat = await startChatApp(databases, { on: '2026-09-14', time: '10:00' });
    const wang = chat.as('wangmin');
    await wang.says('日历');
    expect(await wang.presses('导入')).toEqual([expect.stringContaining('请发一个 JSON 文件')]);
    const bad =
      '[{"on":"2027-02-30","kind":"休"},{"on":"2027-01-01","kind":"半天"},{"on":"2027-01-01","kind":"休","day":1}]';
    const [problems, again] = await wang.says(bad);
    expect(problems).toMatch(/^没有导入：有 4 处要改\n· 第 1 条：on 不是日期.*\n· 第 2 条：kind 请写“休”或“班”/);
    expect(problems).toMatch(/第 3 条：只能有[\s\S]*第 3 条：同一天写了两次/);
    expect(again).toContain('导入日历');
    expect(await wang.says('不是JSON')).toEqual([expect.stringContaining('内容不是 JSON'), expect.anything()]);
    const good = '[{"on":"2027-01-01","kind":"休","name":"元旦"},{"on":"2027-01-02","kind":"班"}]';
    expect(await wang.sends('2027.json', good)).toEqual(['已导入 2 天，其中新增或改动 2 天。提醒和工作日随之调整。']);
    expect(await wang.says(`/calendar import ${good}`)).toEqual(['2 天与现有的完全一样，没有改动。']);
  });

  it('is quiet on a holiday Monday and speaks on the make-up Saturday after it', async () => {
    const plan = smallPlan((plan) => {
      // Three workdays from the Saturday on: Monday, Tuesday, Wednesday.
      itemOf(plan, 'XM-004').milestones = [{ name: '完成', dueOn: '2026-10-14' }];
      itemOf(plan, 'XM-004').supervisionClass = 'special';
    });
    const chat = await startChatApp(databases, { plan, on: '2026-10-01', time: '07:00' });
    await chat.goTo('2026-10-07', '23:00');
    expect(chat.everything()).toEqual([]);
    await chat.goTo('2026-10-10', '09:00');
    const days = new Set(
      chat
        .as('su')
        .history()
        .map((each) => each.at.toISOString().slice(0, 10)),
    );
    expect(days).toContain('2026-10-10');
  });

  it('warns coordinators once, from November on, that next year is missing', async () => {
    const chat = await startChatApp(databases, { plan: intoNextYear(), on: '2026-10-30', time: '10:00' });
    const wang = chat.as('wangmin');
    await chat.goTo('2026-11-01', '12:00');
    expect(wang.hears().join('\n')).not.toContain('2027 年');
    await chat.goTo('2026-11-04', '12:00');
    const warnings = wang.history().filter((message) => message.text.includes('2027 年的节假日还没有数据'));
    expect(warnings).toHaveLength(1);
    expect(await wang.presses('打开日历')).toEqual([expect.stringContaining('2027 年还没有节假日数据')]);
  }, 30_000);

  it('takes a year without data as Monday to Friday, over the turn of the year, until a day is corrected', async () => {
    const chat = await startChatApp(databases, { plan: intoNextYear(), on: '2026-12-31', time: '07:00' });
    const su = chat.as('su');
    await chat.goTo('2027-01-01', '09:00');
    const days = () => su.history().map((each) => each.at.toISOString().slice(0, 10));
    expect(days()).toContain('2027-01-01');
    await chat.as('wangmin').says('/calendar add 2027-01-04 休 元旦补休');
    await chat.goTo('2027-01-04', '12:00');
    expect(days()).not.toContain('2027-01-04');
    await chat.goTo('2027-01-05', '12:00');
    expect(days()).toContain('2027-01-05');
  }, 30_000);
});
