import { describe, expect, it } from 'vitest';
import type { Guard } from '../../commands/definition.js';
import { dialogs } from '../../commands/dialogs/index.js';
import { actions, commands } from '../../commands/index.js';
import type { ChatKind, Role } from '../../domain/roles.js';
import { textsFor } from '../../services/texts/index.js';
import { type ChatApp, startChatApp } from '../support/chatApp.js';
import { describeOnDatabase, describeOnEachDatabase, type TestDatabases } from '../support/database.js';
import { type Plan, smallPlan } from '../support/plans.js';

const t = textsFor('zh-CN');
const CHAT_KINDS: ChatKind[] = ['private', 'group'];
/** Somebody of each role. 纪宏 inspects 住建局, 管芳 installs the bot. */
const PEOPLE: Record<Role, string> = {
  liaison: 'zhou',
  unitHead: 'he',
  leader: 'gao',
  coordinator: 'wangmin',
  inspector: 'ji',
  administrator: 'guan',
};

const withAllRoles = (): Plan =>
  smallPlan((plan) => {
    plan.people.push(
      { code: 'ji', name: '纪宏', roles: [{ role: 'inspector' }] },
      { code: 'guan', name: '管芳', roles: [{ role: 'administrator' }] },
      { code: 'lin', name: '林静', roles: [{ role: 'liaison', unit: 'yx' }] },
      { code: 'qiu', name: '邱明', roles: [{ role: 'unitHead', unit: 'yx' }] },
    );
    plan.units.push({
      code: 'yx',
      name: '第一小学',
      shortName: '一小',
      kind: 'other',
      parent: 'jyj',
      sortOrder: 4,
      quota: 1,
    });
    plan.items.push({
      itemNo: 'XM-005',
      title: '校园围墙加固',
      task: '加固围墙',
      supervisionClass: 'routine',
      leadUnit: 'yx',
      filedOn: '2026-08-03',
      milestones: [{ name: '完成', dueOn: '2026-12-18' }],
    });
  });

/** Why a guard refuses, in words; null when it does not. */
function refusal({ roles, chats }: Guard, role: Role, kind: ChatKind): string | null {
  if (!chats.includes(kind)) return t.error(kind === 'group' ? 'onlyPrivate' : 'onlyGroup', {});
  return roles === 'everyone' || roles.includes(role) ? null : t.error('notYourRole', {});
}

const REFUSALS = [t.error('onlyPrivate', {}), t.error('onlyGroup', {}), t.error('notYourRole', {})];

/** The refusal among the answers, null when there is none; fails when the bot broke or said nothing. */
function refusalIn(answers: string[]): string | null {
  expect(answers.length).toBeGreaterThan(0);
  expect(answers.join('\n')).not.toContain('是系统的问题');
  return answers.find((each) => REFUSALS.includes(each)) ?? null;
}

async function started(databases: TestDatabases): Promise<ChatApp> {
  const chat = await startChatApp(databases, { plan: withAllRoles(), on: '2026-09-07', time: '10:00' });
  const { database } = chat.app;
  const unit = await database.unit.findUniqueOrThrow({ where: { code: 'zjj' } });
  await database.roleGrant.updateMany({ where: { role: 'inspector' }, data: { unitId: unit.id } });
  return chat;
}

describe('declarations', () => {
  it('every command, button and dialog says who may use it, and where', () => {
    for (const each of [...commands, ...actions]) {
      expect(each.chats.length, each.name).toBeGreaterThan(0);
      expect(each.roles === 'everyone' || each.roles.length > 0, each.name).toBe(true);
    }
    expect(dialogs.filter((dialog) => dialog.roles === undefined).map((dialog) => dialog.name)).toEqual([]);
  });
});

// Guards ask the actor's grants only: one database is enough for a thousand cells.
describeOnDatabase('sqlite', 'who may do what, cell by cell', (databases) => {
  it.each(Object.entries(PEOPLE) as [Role, string][])(
    'the %s uses each command and button where it is declared, and nowhere else',
    async (role, code) => {
      const chat = await started(databases);
      const wrong: string[] = [];
      for (const kind of CHAT_KINDS) {
        const place = kind === 'group' ? 'g-work' : `p-${code}`;
        const talk = chat.as(code, place);
        for (const command of commands) {
          const example = command.examples.find((each) => each.startsWith('/')) ?? `/${command.name}`;
          const got = refusalIn(await talk.says(example));
          if (got !== refusal(command, role, kind)) wrong.push(`${kind} /${command.name}: ${got}`);
        }
        // In a group the place is asked for before the person: two roles show that as well as six.
        if (kind === 'group' && role !== 'liaison' && role !== 'coordinator') continue;
        for (const action of actions) {
          chat.forge(place, { [action.name]: `${action.name}:1:` });
          const got = refusalIn(await talk.presses(action.name, talk.newest()));
          if (got !== refusal(action, role, kind)) wrong.push(`${kind} [${action.name}]: ${got}`);
        }
      }
      expect(wrong).toEqual([]);
    },
    90_000,
  );

  it('a stranger can do nothing, and is left alone in a group', async () => {
    const chat = await started(databases);
    await chat.app.database.identity.deleteMany({ where: { platformUserId: 'zhou' } });
    const [alone, together] = [chat.as('zhou'), chat.as('zhou', 'g-work')];
    for (const command of commands) {
      expect(await alone.says(`/${command.name}`)).toEqual([expect.stringContaining('您还没有绑定身份')]);
      expect(await together.says(`/${command.name}`)).toEqual([]);
    }
    chat.forge('p-zhou', { 伪造: 'mine:0:' });
    expect(await alone.presses('伪造')).toEqual([expect.stringContaining('您还没有绑定身份')]);
  }, 60_000);
});

describeOnEachDatabase('who may see which record', (databases) => {
  it.each([
    ['a liaison their own unit and what is below it', 'zhou', ['XM-001', 'XM-002', 'XM-005']],
    ['a head their own unit and what is below it', 'he', ['XM-001', 'XM-002', 'XM-005']],
    ['another unit’s liaison their own and what it supports', 'liang', ['XM-002', 'XM-003']],
    ['a leader their contact units and what is below them', 'gao', ['XM-001', 'XM-002', 'XM-003', 'XM-005']],
    ['an inspector the units they were given', 'ji', ['XM-002', 'XM-003']],
    ['a coordinator all', 'wangmin', ['XM-001', 'XM-002', 'XM-003', 'XM-004', 'XM-005']],
    ['an administrator all', 'guan', ['XM-001', 'XM-002', 'XM-003', 'XM-004', 'XM-005']],
  ])(
    '%s: by list, by number, by title and by a forged button',
    async (_who, code, visible) => {
      const chat = await started(databases);
      const talk = chat.as(code);
      const [mine] = await talk.says('我的事项');
      for (const item of await chat.app.database.item.findMany({ orderBy: { id: 'asc' } })) {
        const sees = visible.includes(item.itemNo);
        expect(mine?.includes(item.itemNo), item.itemNo).toBe(sees);
        const card = expect.stringContaining(item.title);
        const refused = expect.stringContaining('看不到内容');
        expect(await talk.says(`查看 ${item.itemNo}`)).toEqual([sees ? card : refused]);
        expect(await talk.says(`查看 ${item.title}`)).toEqual([sees ? card : expect.stringContaining('没有找到')]);
        chat.forge(`p-${code}`, { [item.itemNo]: `item:${item.id}:` });
        expect(await talk.presses(item.itemNo, talk.newest())).toEqual([sees ? card : refused]);
      }
    },
    60_000,
  );

  it('only the lead unit’s liaison reports, by word, by forged button and by another’s open dialog', async () => {
    const chat = await started(databases);
    const liang = chat.as('liang');
    expect(await liang.says('汇报 XM-001')).toEqual([expect.stringContaining('不由您的单位负责')]);
    const item = await chat.app.database.item.findFirstOrThrow({ where: { itemNo: 'XM-001' } });
    chat.forge('p-liang', { 填报: `report:${item.id}:` });
    expect(await liang.presses('填报')).toEqual([expect.stringContaining('不由您的单位负责')]);
    await chat.as('zhou').says('汇报 XM-001');
    const draft = await chat.app.database.dialogState.findFirstOrThrow();
    chat.forge('p-liang', { 无变化: `step:${draft.id}:${draft.seq}.o.noChange` });
    expect(await liang.presses('无变化')).toEqual([expect.stringContaining('这是别人正在填写的内容')]);
    expect(await chat.app.database.progressReport.count()).toBe(0);
  });

  it('a coordinator of another campaign judges, counts, and sends nothing here', async () => {
    const chat = await started(databases);
    const { database } = chat.app;
    const zhou = chat.as('zhou');
    await zhou.says('汇报 XM-001');
    await zhou.says('55%，二次结构完成三层，无困难');
    await zhou.presses('提交');
    const wang = chat.as('wangmin');
    await wang.says('通报');
    await wang.presses('工作提示');
    for (const words of ['关于填报的提示', '请按时填报']) await wang.says(words);
    await wang.presses('发工作群');
    await wang.presses('发送');
    const other = await database.campaign.create({
      data: {
        name: '另一个专项行动',
        startsOn: '2026-09-01',
        endsOn: '2026-12-31',
        rules: {},
        schedules: {},
        createdAt: chat.app.clock.now(),
      },
    });
    await database.roleGrant.updateMany({
      where: { role: 'administrator' },
      data: { role: 'coordinator', campaignId: other.id },
    });
    const guan = chat.as('guan');
    const report = await database.progressReport.findFirstOrThrow();
    const bulletin = await database.bulletin.findFirstOrThrow();
    const delivery = await database.delivery.findFirstOrThrow({ where: { subject: `bulletin:${bulletin.id}` } });
    await database.delivery.update({ where: { id: delivery.id }, data: { status: 'failed' } });
    chat.forge('p-guan', {
      通过: `accept:${report.id}:`,
      退回: `sendBack:${report.id}:`,
      情况: `bulletinCounts:${bulletin.id}:`,
      撤回: `withdrawBulletin:${bulletin.id}:yes`,
      更正: `correctBulletin:${bulletin.id}:`,
      再发: `resendBulletin:${bulletin.id}:`,
      批准: `approveBulletin:${bulletin.id}:`,
      重发: `resend:${delivery.id}:`,
    });
    const forged = guan.newest();
    expect(await guan.presses('通过', forged)).toEqual(['这份进展已经不在了。']);
    expect(await guan.presses('退回', forged)).toEqual(['这份进展已经不在了。']);
    for (const label of ['情况', '撤回', '更正', '再发', '批准'])
      expect(await guan.presses(label, forged)).toEqual(['没有找到这期通报。']);
    expect(await guan.presses('重发', forged)).toEqual(['没有找到这条发送记录。']);
    expect(await guan.says('发送记录')).toEqual([expect.stringContaining('发送记录 0 条')]);
  }, 30_000);

  it('a role that is taken away ends an open dialog', async () => {
    const chat = await started(databases);
    const wang = chat.as('wangmin');
    await wang.says('通报');
    await wang.presses('工作提示');
    await chat.app.database.roleGrant.deleteMany({ where: { role: 'coordinator' } });
    expect(await wang.says('关于填报的提示')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    expect(await wang.presses('取消')).toEqual([expect.stringContaining('不在您的职责范围内')]);
    expect(await wang.says('取消')).toEqual(['已取消，没有提交任何内容。']);
  });
});
