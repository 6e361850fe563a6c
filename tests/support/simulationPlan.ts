import type { Database } from '../../prisma/client.js';
import { itemOf, type Plan, smallPlan } from './plans.js';

type PlanItem = Plan['items'][number];
type PlanReport = NonNullable<PlanItem['reports']>[number];

/** An item of which only the first of two steps matters here: it is due on a day, and was reported done on one or not. */
function step(itemNo: string, leadUnit: string, dueOn: string, completedOn?: string): PlanItem {
  const done = completedOn === undefined ? {} : { completedOn };
  return {
    itemNo,
    title: `事项${itemNo}`,
    task: '办好',
    supervisionClass: 'routine',
    leadUnit,
    filedOn: '2026-08-03',
    milestones: [
      { name: '第一步', percent: 50, dueOn, ...done },
      { name: '第二步', dueOn: '2026-12-18' },
    ],
    reports: completedOn === undefined ? [] : [report(completedOn, 50)],
  };
}

const report = (on: string, percent: number, more: Partial<PlanReport> = {}): PlanReport => ({
  on,
  percent,
  summary: `${on} 办到 ${percent}%`,
  verified: 'accepted',
  ...more,
});

const problem = (itemNo: string, leadUnit: string, dueOn: string, closedOn?: string) => ({
  itemNo,
  title: `问题${itemNo}`,
  tag: '慢作为',
  leadUnit,
  foundBy: 'selfCheck' as const,
  measure: '整改',
  filedOn: '2026-08-24',
  dueOn,
  ...(closedOn === undefined ? {} : { closedOn }),
});

const credit = (unit: string, on: string, points: number) => ({
  unit,
  on,
  points,
  reason: '登记',
  evidence: '〔2026〕1号',
});

/**
 * The small campaign with as many people, and a week (31 August to 6 September 2026) behind it in which nearly
 * everything went wrong somewhere: late by one, two, seven and ten workdays, open, waiting for a verdict or for an extension,
 * sent back, reported late and not at all, more honours and faults than count, nothing at all.
 */
export const eventfulPlan = (): Plan =>
  smallPlan((plan) => {
    const more = { czj: '财政局', slj: '水利局', jtj: '交通局', wjj: '卫健局' };
    Object.entries(more).forEach(([code, shortName], at) => {
      const [name, sortOrder] = [`县${shortName}`, plan.units.length + 1];
      plan.units.push({ code, name, shortName, kind: 'department', sortOrder, quota: 1 });
      // Two of the people that there are look after them too.
      const [liaison, head] = at % 2 === 0 ? ['zhou', 'he'] : ['su', 'ding'];
      plan.people.find((person) => person.code === liaison)?.roles.push({ role: 'liaison', unit: code });
      plan.people.find((person) => person.code === head)?.roles.push({ role: 'unitHead', unit: code });
    });
    // 住建局 does not answer this round, 教育局 is late.
    plan.rounds = [{ supervisionClass: 'major', opensOn: '2026-08-31', dueOn: '2026-09-02' }];
    itemOf(plan, 'XM-001').reports = [report('2026-09-03', 10, { round: 1 })];
    plan.items.push(
      step('CZ-1', 'czj', '2026-09-02', '2026-09-03'),
      step('CZ-2', 'czj', '2026-08-20', '2026-09-03'),
      {
        ...step('CZ-3', 'czj', '2026-09-01', '2026-09-03'),
        reports: [report('2026-09-02', 40, { verified: 'sentBack', reason: '请补充' }), report('2026-09-03', 50)],
      },
      { ...step('ZJ-1', 'zjj', '2026-09-03'), reports: [{ on: '2026-09-03', percent: 50, summary: '等待复核' }] },
      step('SW-1', 'shw', '2026-09-02', '2026-09-01'),
      step('SL-1', 'slj', '2026-09-02', '2026-09-02'),
      step('SL-2', 'slj', '2026-09-08', '2026-09-04'),
      step('JT-1', 'jtj', '2026-09-10', '2026-08-28'),
      step('WJ-1', 'wjj', '2026-09-02'),
      {
        ...step('JY-1', 'jyj', '2026-09-09'),
        extensions: [
          {
            milestone: 1,
            askedOn: '2026-09-03',
            fromOn: '2026-09-09',
            toOn: '2026-09-30',
            reason: '等待批复',
            status: 'pending',
          },
        ],
      },
      step('JY-2', 'jyj', '2026-08-31', '2026-09-02'),
    );
    plan.problems = [
      // Late by as much as shows which dimensions got the odd centi-points of the weights.
      problem('WT-1', 'czj', '2026-08-24', '2026-09-02'),
      problem('WT-2', 'czj', '2026-09-08'),
      problem('WT-3', 'jyj', '2026-09-02', '2026-09-02'),
    ];
    plan.scoreEntries = [
      ...[-10, -10, -10].map((points) => credit('czj', '2026-09-04', points)),
      credit('zjj', '2026-09-04', -2.5),
      ...[3, 4].map((points) => credit('slj', '2026-09-04', points)),
    ];
  });

/**
 * What a plan file cannot say, written into the loaded campaign: 住建局's report of 3 September claims a milestone, 卫健局's
 * only item is exempt, an accepted objection took 教育局's late milestone out, and a fault is only proposed.
 */
export async function addWhatPlansCannotSay(database: Database, now: Date): Promise<void> {
  const first = (itemNo: string) => database.milestone.findFirstOrThrow({ where: { position: 0, item: { itemNo } } });
  const claim = { status: 'claimed', completedOn: '2026-09-03' };
  await database.milestone.update({ where: { id: (await first('ZJ-1')).id }, data: claim });
  const item = await database.item.findFirstOrThrow({ where: { itemNo: 'WJ-1' } });
  const coordinator = await database.person.findUniqueOrThrow({ where: { code: 'wangmin' } });
  await database.item.update({ where: { id: item.id }, data: { status: 'exempt' } });
  await database.exemption.create({
    data: {
      itemId: item.id,
      openKey: `item:${item.id}`,
      basisKind: 'document',
      basis: '〔2026〕2号',
      applicantId: coordinator.id,
      askedOn: '2026-09-01',
      status: 'approved',
      deciderId: coordinator.id,
      decidedOn: '2026-09-02',
      formerStatus: 'open',
      createdAt: now,
    },
  });
  const milestone = await first('JY-2');
  const unit = await database.unit.findUniqueOrThrow({ where: { code: 'jyj' } });
  const of = { campaignId: item.campaignId, unitId: unit.id, createdAt: now };
  await database.scoreExclusion.create({
    data: { ...of, recordKind: 'milestone', recordId: milestone.id, throughOn: '2026-09-06', objectionId: 0 },
  });
  await database.scoreCredit.create({
    data: {
      ...of,
      kind: 'fault',
      points: 500,
      reason: '待确认',
      evidence: '〔2026〕3号',
      countsOn: '2026-09-04',
      status: 'proposed',
    },
  });
}
