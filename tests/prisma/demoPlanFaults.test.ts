import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../domain/calendar.js';
import type { DemoPlan } from '../../prisma/demo/planSchema.js';
import { faultLine, readPlan } from '../../prisma/demo/readPlan.js';
import { resolvePlan } from '../../prisma/demo/resolvePlan.js';
import { projectRoot } from '../../prisma/projectRoot.js';

const { isWorkday } = createCalendar();
const WEDNESDAY = '2026-03-18';

/** The shortest plan, as the guide for offices prints it. */
const guide = readFileSync(join(projectRoot, 'docs', 'demo-plan.md'), 'utf8');
const SHORTEST = /```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';

type Row = Record<string, unknown>;
/** The shortest plan as plain data, to be spoilt. */
interface Draft extends Row {
  campaign: Row & { phases: Row[] };
  units: Row[];
  people: Row[];
  items: (Row & { milestones: Row[] })[];
}

function faultsOf(spoil: (draft: Draft) => void): string[] {
  const draft = JSON.parse(SHORTEST) as Draft;
  spoil(draft);
  const read = readPlan(JSON.stringify(draft));
  if (!read.ok) return read.faults.map(faultLine);
  const placed = resolvePlan(read.value, WEDNESDAY, isWorkday);
  return placed.ok ? [] : placed.faults.map(faultLine);
}

/** Answers every round asked for, with `late` left to the dates. */
const withHistory = (draft: Draft, reports: Row[], milestone: Row = {}): void => {
  draft.rounds = [{ supervisionClass: 'major', opensOn: 'MW-2', dueOn: 'MW-2' }];
  Object.assign(draft.items[0] ?? {}, { reports });
  Object.assign(draft.items[0]?.milestones[0] ?? {}, milestone);
};

test('the shortest plan of the guide is good, and what it leaves out has its default', () => {
  expect(faultsOf(() => {})).toEqual([]);
  const read = readPlan(`\uFEFF${SHORTEST}`);
  const plan = (read.ok ? read.value : undefined) as DemoPlan;
  expect(plan.campaign).toMatchObject({ zone: 'Asia/Shanghai', boardPolicy: 'direct', rules: {}, schedules: {} });
  expect(plan.items[0]).toMatchObject({ measures: '', supportingUnits: [], source: 'plan', reports: [] });
  expect(plan.units[1]).toMatchObject({ quota: 0 });
});

test('the calendar fills in percents, lateness, the day of a verdict and the due day of an immediate problem', () => {
  const draft = JSON.parse(SHORTEST) as Draft;
  withHistory(draft, [{ on: 'MW-1', round: 1, percent: 20, summary: '已开工 2 处。', verified: 'accepted' }]);
  draft.problems = [
    {
      itemNo: 'WT-1',
      title: '停水没有告知',
      tag: '官僚作风',
      leadUnit: 'zhujian',
      foundBy: 'complaint',
      measure: '提前三天告知',
      immediate: true,
      filedOn: '2026-03-13',
    },
  ];
  const read = readPlan(JSON.stringify(draft));
  const placed = read.ok ? resolvePlan(read.value, WEDNESDAY, isWorkday) : read;
  if (!placed.ok) throw new Error(placed.faults.map(faultLine).join('\n'));
  const [item] = placed.value.items;
  expect(item?.milestones.map(({ percent, dueOn, originalDueOn }) => [percent, dueOn, originalDueOn])).toEqual([
    [50, '2026-03-20', '2026-03-20'],
    [100, '2026-06-06', '2026-06-06'],
  ]);
  expect(item?.reports[0]).toMatchObject({ on: '2026-03-13', late: true, verifiedOn: '2026-03-13' });
  expect(placed.value.problems[0]?.dueOn).toBe('2026-03-18');
});

describe('a fault is named with its place, in Chinese and English:', () => {
  test('a file that is not JSON, by line and column', () => {
    const read = readPlan('{\n  "campaign": {,\n}');
    expect(read.ok ? '' : read.faults.map(faultLine).join()).toMatch(
      /^第 2 行第 \d+ 个字符 \/ line 2, column \d+：不是有效的 JSON/,
    );
  });

  test.each<[string, (draft: Draft) => void, RegExp]>([
    ['a misspelt field', (d) => Object.assign(d.units[0] ?? {}, { qouta: 2 }), /^units\[0\] zhujian：.*qouta/],
    ['a field left out', (d) => delete d.items[0]?.title, /^items\[0\] XM-001 · title：.+ \/ .+/],
    [
      'a day that does not exist',
      (d) => Object.assign(d.items[0] ?? {}, { filedOn: '2026-02-30' }),
      /^items\[0\] XM-001 · filedOn：日期写作/,
    ],
    [
      'a zone that does not exist',
      (d) => Object.assign(d.campaign, { zone: 'Asia/Nowhere' }),
      /^campaign\.zone：时区如/,
    ],
    [
      'a unit that does not exist',
      (d) => Object.assign(d.items[0] ?? {}, { leadUnit: 'zhujan' }),
      /^items\[0\] XM-001 · leadUnit：没有编码为 zhujan 的单位/,
    ],
    [
      'a number used twice',
      (d) => Object.assign(d.items[1] ?? {}, { itemNo: 'XM-001' }),
      /^items\[1\] XM-001 · itemNo：XM-001 重复/,
    ],
    ['a unit without a liaison', (d) => d.people.shift(), /^units\[0\] zhujian：没有联络员/],
    ['a plan without a coordinator', (d) => d.people.pop(), /^people：至少一名协调员/],
    [
      'a leader of one unit',
      (d) => Object.assign(d.people[2] ?? {}, { contactUnits: ['ziran'] }),
      /^people\[2\] chen · contactUnits：领导联系两个以上单位/,
    ],
    [
      'a liaison of no unit',
      (d) => Object.assign(d.people[0] ?? {}, { roles: [{ role: 'liaison' }] }),
      /^people\[0\] lili · roles\[0\]\.unit：联络员/,
    ],
    [
      'a tree with a loop',
      (d) => d.units.forEach((unit, at) => Object.assign(unit, { parent: at ? 'zhujian' : 'ziran' })),
      /^units\[0\] zhujian · parent：上级单位绕成了圈/,
    ],
    [
      'phases with a gap',
      (d) => Object.assign(d.campaign.phases[1] ?? {}, { startsOn: 'D+16' }),
      /^campaign\.phases\[1\]\.startsOn：阶段要首尾相接/,
    ],
    [
      'milestones out of order',
      (d) => Object.assign(d.items[0]?.milestones[0] ?? {}, { dueOn: 'D+85' }),
      /^items\[0\] XM-001 · milestones\[1\]\.dueOn：节点要按时间先后/,
    ],
    [
      'a due day after the end',
      (d) => Object.assign(d.items[1]?.milestones[0] ?? {}, { dueOn: 'D+91' }),
      /milestones\[0\]\.dueOn：晚于行动结束/,
    ],
    [
      'a report that says nothing',
      (d) => withHistory(d, [{ on: 'MW-2', percent: 10 }]),
      /reports\[0\]\.summary：有进展的报告要写一句话/,
    ],
    [
      'a report sent back without a reason',
      (d) => withHistory(d, [{ on: 'MW-2', percent: 10, summary: '开工。', verified: 'sentBack' }]),
      /reports\[0\]\.reason：退回要写理由/,
    ],
    [
      'a round that was not held',
      (d) => withHistory(d, [{ on: 'MW-2', round: 2, percent: 10, summary: '开工。' }]),
      /reports\[0\]\.round：该类别只有 1 轮/,
    ],
    [
      'lateness against the dates',
      (d) => withHistory(d, [{ on: 'MW-2', round: 1, percent: 10, summary: '开工。', late: true }]),
      /reports\[0\]\.late：与这一轮的时限不符/,
    ],
    [
      'a milestone open against its reports',
      (d) => withHistory(d, [{ on: 'MW-2', percent: 50, summary: '开工。', verified: 'accepted' }]),
      /milestones\[0\]\.completedOn：按报告应为 2026-03-12/,
    ],
    [
      'history of today',
      (d) => withHistory(d, [], { completedOn: 'W+0' }),
      /milestones\[0\]\.completedOn：历史要在今天之前/,
    ],
    [
      'an item closed too early',
      (d) => Object.assign(d.items[0] ?? {}, { closedOn: 'MW-1' }),
      /closedOn：节点没有全部完成/,
    ],
    [
      'a tag outside the taxonomy',
      (d) =>
        Object.assign(d, {
          problems: [
            {
              itemNo: 'WT-1',
              title: '问题',
              tag: '拖',
              leadUnit: 'zhujian',
              foundBy: 'selfCheck',
              measure: '改',
              immediate: true,
              filedOn: 'D-1',
            },
          ],
        }),
      /^problems\[0\] WT-1 · tag：分类只能是 慢作为/,
    ],
    [
      'an extension asked too late',
      (d) =>
        Object.assign(d.items[0] ?? {}, {
          extensions: [{ milestone: 1, askedOn: 'D-1', fromOn: 'D-2', toOn: 'W+2', reason: '下雨', status: 'pending' }],
        }),
      /extensions\[0\]\.askedOn：延期要在完成时限之前提出/,
    ],
  ])('%s', (_, spoil, expected) => {
    const lines = faultsOf(spoil);
    expect(lines.filter((line) => expected.test(line))).toHaveLength(1);
    for (const line of lines) expect(line).toMatch(/：.+ \/ .+/);
  });

  test('all of them at once', () => {
    const lines = faultsOf((draft) => {
      for (const item of draft.items) item.leadUnit = 'nobody';
      draft.people.pop();
    });
    expect(lines).toHaveLength(3);
  });
});
