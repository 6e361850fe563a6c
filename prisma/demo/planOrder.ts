import { addDays, type Day } from '../../domain/day.js';
import { both } from './planFields.js';
import type { PathFault } from './planReferences.js';
import type { ResolvedItem, ResolvedPlan } from './resolvePlan.js';

type Path = readonly (string | number)[];
/** Notes a fault at a path unless the condition holds. */
type Expect = (holds: boolean, path: Path, zh: string, en: string) => void;

/** What is wrong in the order of a resolved plan's days, when today is `anchorOn`. */
export function orderFaults(plan: ResolvedPlan, anchorOn: Day): PathFault[] {
  const faults: PathFault[] = [];
  const expect: Expect = (holds, path, zh, en) => {
    if (!holds) faults.push([path, both(zh, en)]);
  };
  checkPhases(plan, expect);
  checkRounds(plan, anchorOn, expect);
  plan.items.forEach((item, at) => {
    checkMilestones(plan, item, ['items', at], anchorOn, expect);
    checkReports(plan, item, ['items', at], anchorOn, expect);
    checkExtensions(item, ['items', at], anchorOn, expect);
  });
  checkOthers(plan, anchorOn, expect);
  return faults;
}

function checkPhases({ campaign }: ResolvedPlan, expect: Expect): void {
  const { phases } = campaign;
  expect(campaign.startsOn <= campaign.endsOn, ['campaign', 'endsOn'], '结束早于开始', 'ends before it starts');
  expect(
    phases[0]?.startsOn === campaign.startsOn,
    ['campaign', 'phases', 0, 'startsOn'],
    '第一阶段与行动同日开始',
    'the first phase starts with the campaign',
  );
  expect(
    phases.at(-1)?.endsOn === campaign.endsOn,
    ['campaign', 'phases', phases.length - 1, 'endsOn'],
    '最后阶段与行动同日结束',
    'the last phase ends with the campaign',
  );
  phases.forEach((phase, at) => {
    const path = ['campaign', 'phases', at];
    const before = phases[at - 1];
    expect(phase.startsOn <= phase.endsOn, [...path, 'endsOn'], '结束早于开始', 'ends before it starts');
    expect(
      !before || phase.startsOn === before.endsOn || phase.startsOn === addDays(before.endsOn, 1),
      [...path, 'startsOn'],
      '阶段要首尾相接',
      'phases follow each other without a gap',
    );
  });
}

function checkRounds(plan: ResolvedPlan, anchorOn: Day, expect: Expect): void {
  plan.rounds.forEach((round, at) => {
    const before = plan.rounds
      .slice(0, at)
      .filter((other) => other.supervisionClass === round.supervisionClass)
      .at(-1);
    expect(round.opensOn <= round.dueOn, ['rounds', at, 'dueOn'], '时限早于开启', 'due before it opens');
    expect(round.dueOn < anchorOn, ['rounds', at, 'dueOn'], '只写已经结束的轮次', 'only rounds that are over');
    expect(
      !before || before.opensOn < round.opensOn,
      ['rounds', at, 'opensOn'],
      '同一类别按时间先后写',
      'rounds of a class in order',
    );
  });
}

function checkMilestones(plan: ResolvedPlan, item: ResolvedItem, path: Path, anchorOn: Day, expect: Expect): void {
  const { milestones } = item;
  const last = milestones.at(-1);
  expect(item.filedOn <= anchorOn, [...path, 'filedOn'], '立项日期在今天之后', 'filed after today');
  expect(
    !last || last.dueOn <= plan.campaign.endsOn,
    [...path, 'milestones', milestones.length - 1, 'dueOn'],
    '晚于行动结束',
    'after the campaign ends',
  );
  expect(
    last?.percent === 100,
    [...path, 'milestones', milestones.length - 1, 'percent'],
    '最后节点为 100',
    'the last milestone has 100',
  );
  milestones.forEach((milestone, at) => {
    const here = [...path, 'milestones', at];
    const before = milestones[at - 1];
    expect(milestone.dueOn >= item.filedOn, [...here, 'dueOn'], '早于立项', 'due before the item was filed');
    expect(
      !before || before.dueOn < milestone.dueOn,
      [...here, 'dueOn'],
      '节点要按时间先后',
      'milestones in order of their days',
    );
    expect(
      !before || before.percent < milestone.percent,
      [...here, 'percent'],
      '百分比要逐个增大',
      'percents must grow',
    );
    if (milestone.completedOn === undefined) return;
    expect(milestone.completedOn < anchorOn, [...here, 'completedOn'], '历史要在今天之前', 'history is before today');
    expect(milestone.completedOn >= item.filedOn, [...here, 'completedOn'], '早于立项', 'before the item was filed');
    expect(
      !before || before.completedOn !== undefined,
      [...here, 'completedOn'],
      '前一个节点还没有完成',
      'the milestone before is still open',
    );
  });
  if (item.closedOn === undefined) return;
  const closed = item.closedOn;
  const done = milestones.every((milestone) => milestone.completedOn !== undefined && milestone.completedOn <= closed);
  expect(done, [...path, 'closedOn'], '节点没有全部完成，不能销号', 'not every milestone is completed');
  expect(closed < anchorOn, [...path, 'closedOn'], '历史要在今天之前', 'history is before today');
}

function checkReports(plan: ResolvedPlan, item: ResolvedItem, path: Path, anchorOn: Day, expect: Expect): void {
  const rounds = plan.rounds.filter((round) => round.supervisionClass === item.supervisionClass);
  let percent = 0;
  item.reports.forEach((report, at) => {
    const here = [...path, 'reports', at];
    const before = item.reports[at - 1];
    const round = report.round === undefined ? undefined : rounds[report.round - 1];
    expect(
      report.on >= item.filedOn && report.on < anchorOn,
      [...here, 'on'],
      '在立项之后、今天之前',
      'after filing and before today',
    );
    expect(!before || before.on <= report.on, [...here, 'on'], '报告要按时间先后', 'reports in order of their days');
    expect(!round || report.on >= round.opensOn, [...here, 'on'], '这一轮还没有开启', 'before its round opened');
    expect(
      !round || report.late === report.on > round.dueOn,
      [...here, 'late'],
      '与这一轮的时限不符',
      'does not agree with the round',
    );
    expect(
      report.verifiedOn >= report.on && report.verifiedOn < anchorOn,
      [...here, 'verifiedOn'],
      '在报告之后、今天之前',
      'after the report and before today',
    );
    expect(
      !report.noChange || report.percent === percent,
      [...here, 'percent'],
      `无变化应为 ${percent}`,
      `no change means ${percent}`,
    );
    if (report.verified === 'accepted') percent = report.percent;
  });
  if (item.reports.length === 0) return;
  item.milestones.forEach((milestone, at) => {
    const reached = item.reports.find(
      (report) => report.verified === 'accepted' && report.percent >= milestone.percent,
    );
    expect(
      milestone.completedOn === reached?.on,
      [...path, 'milestones', at, 'completedOn'],
      `按报告应为 ${reached?.on ?? '未完成'}`,
      `by the reports ${reached?.on ?? 'still open'}`,
    );
  });
}

function checkExtensions(item: ResolvedItem, path: Path, anchorOn: Day, expect: Expect): void {
  item.extensions.forEach((extension, at) => {
    const here = [...path, 'extensions', at];
    const milestone = item.milestones[extension.milestone - 1];
    const approved = extension.status === 'approved';
    expect(extension.askedOn < anchorOn, [...here, 'askedOn'], '历史要在今天之前', 'history is before today');
    expect(
      extension.askedOn <= extension.fromOn,
      [...here, 'askedOn'],
      '延期要在完成时限之前提出',
      'an extension is asked before the due day',
    );
    expect(extension.toOn > extension.fromOn, [...here, 'toOn'], '新时限要晚于原时限', 'later than the old due day');
    const due = approved ? extension.toOn : extension.fromOn;
    expect(
      milestone?.dueOn === due,
      [...here, approved ? 'toOn' : 'fromOn'],
      '与节点的完成时限不符',
      'does not agree with the milestone',
    );
    expect(
      !approved || milestone?.originalDueOn === extension.fromOn,
      [...here, 'fromOn'],
      '与节点的 originalDueOn 不符',
      'does not agree with originalDueOn',
    );
    const decided = extension.decidedOn;
    expect(
      (extension.status === 'pending') === (decided === undefined),
      [...here, 'decidedOn'],
      '办结的写决定日期，待批的不写',
      'decided ones have a day, pending ones none',
    );
    expect(
      decided === undefined || (decided >= extension.askedOn && decided < anchorOn),
      [...here, 'decidedOn'],
      '在提出之后、今天之前',
      'after asking and before today',
    );
  });
}

function checkOthers(plan: ResolvedPlan, anchorOn: Day, expect: Expect): void {
  const past = (on: Day | undefined, path: Path) => {
    expect(on === undefined || on <= anchorOn, path, '在今天之后', 'after today');
  };
  plan.problems.forEach((row, at) => {
    past(row.filedOn, ['problems', at, 'filedOn']);
    past(row.closedOn, ['problems', at, 'closedOn']);
    expect(row.dueOn >= row.filedOn, ['problems', at, 'dueOn'], '早于登记', 'due before it was filed');
    expect(
      row.closedOn === undefined || row.closedOn >= row.filedOn,
      ['problems', at, 'closedOn'],
      '早于登记',
      'before it was filed',
    );
  });
  plan.directives.forEach((row, at) => {
    past(row.filedOn, ['directives', at, 'filedOn']);
    past(row.answeredOn, ['directives', at, 'answeredOn']);
    expect(row.dueOn >= row.filedOn, ['directives', at, 'dueOn'], '早于批示', 'due before it was given');
    expect(
      (row.answeredOn === undefined) === (row.answer === ''),
      ['directives', at, 'answer'],
      '办理结果和日期要一起写',
      'an answer and its day go together',
    );
  });
  plan.commitments.forEach((row, at) => past(row.on, ['commitments', at, 'on']));
  plan.scoreEntries.forEach((row, at) => past(row.on, ['scoreEntries', at, 'on']));
}
