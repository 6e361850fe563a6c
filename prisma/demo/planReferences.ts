import { both } from './planFields.js';
import type { DemoPlan } from './planSchema.js';
import { PLAN_TAXONOMIES } from './planTaxonomies.js';

/** A place in the plan and what is wrong there. */
export type PathFault = [path: readonly (string | number)[], what: string];

/** The tags that problems of the plan may carry. */
export function tagsOf(plan: DemoPlan): readonly string[] {
  const { taxonomy } = plan.campaign;
  return typeof taxonomy === 'string' ? PLAN_TAXONOMIES[taxonomy].tags : taxonomy.tags;
}

/**
 * Codes and numbers that do not exist or exist twice, a unit tree with a loop, units that take part without a liaison
 * or a head, tags outside the taxonomy, reports of rounds that were not held.
 */
export function referenceFaults(plan: DemoPlan): PathFault[] {
  return [...duplicates(plan), ...unitFaults(plan), ...peopleFaults(plan), ...itemFaults(plan), ...otherFaults(plan)];
}

const missing = (kind: string, value: string) => both(`没有编码为 ${value} 的${kind}`, `${value} does not exist`);

function duplicates(plan: DemoPlan): PathFault[] {
  const ledger = [
    ...plan.items.map((row, at) => ['items', at, 'itemNo', row.itemNo] as const),
    ...plan.problems.map((row, at) => ['problems', at, 'itemNo', row.itemNo] as const),
    ...plan.directives.map((row, at) => ['directives', at, 'itemNo', row.itemNo] as const),
  ];
  const lists = [
    plan.units.map((row, at) => ['units', at, 'code', row.code] as const),
    plan.units.map((row, at) => ['units', at, 'sortOrder', String(row.sortOrder)] as const),
    plan.people.map((row, at) => ['people', at, 'code', row.code] as const),
    plan.groups.map((row, at) => ['groups', at, 'code', row.code] as const),
    ledger,
  ];
  return lists.flatMap((rows) => {
    const seen = new Set<string>();
    return rows.flatMap(([list, at, field, value]): PathFault[] => {
      if (!seen.has(value)) {
        seen.add(value);
        return [];
      }
      return [[[list, at, field], both(`${value} 重复`, `${value} is used twice`)]];
    });
  });
}

function unitFaults(plan: DemoPlan): PathFault[] {
  const parents = new Map(plan.units.map((unit) => [unit.code, unit.parent]));
  const leads = new Set(plan.items.map((item) => item.leadUnit));
  const grants = plan.people.flatMap((person) => person.roles);
  return plan.units.flatMap((unit, at): PathFault[] => {
    const faults: PathFault[] = [];
    if (unit.parent !== undefined && !parents.has(unit.parent))
      faults.push([['units', at, 'parent'], missing('单位', unit.parent)]);
    if (isInLoop(unit.code, parents))
      faults.push([['units', at, 'parent'], both('上级单位绕成了圈', 'the units above it form a loop')]);
    if (unit.quota === 0 && !leads.has(unit.code)) return faults;
    for (const [role, name] of [
      ['liaison', '联络员'],
      ['unitHead', '单位负责人'],
    ] as const)
      if (!grants.some((grant) => grant.role === role && grant.unit === unit.code))
        faults.push([['units', at], both(`没有${name}`, `nobody is its ${role}`)]);
    return faults;
  });
}

function isInLoop(start: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  let code = parents.get(start);
  while (code !== undefined && code !== start && !seen.has(code)) {
    seen.add(code);
    code = parents.get(code);
  }
  return code === start;
}

function peopleFaults(plan: DemoPlan): PathFault[] {
  const units = new Set(plan.units.map((unit) => unit.code));
  const people = new Set(plan.people.map((person) => person.code));
  const faults: PathFault[] = [];
  plan.people.forEach((person, at) => {
    person.roles.forEach((grant, index) => {
      if (grant.unit !== undefined && !units.has(grant.unit))
        faults.push([['people', at, 'roles', index, 'unit'], missing('单位', grant.unit)]);
    });
    person.contactUnits.forEach((unit, index) => {
      if (!units.has(unit)) faults.push([['people', at, 'contactUnits', index], missing('单位', unit)]);
    });
  });
  if (!plan.people.some((person) => person.roles.some((grant) => grant.role === 'coordinator')))
    faults.push([['people'], both('至少一名协调员', 'at least one coordinator')]);
  plan.groups.forEach((group, at) => {
    if (group.members === 'all') return;
    group.members.forEach((member, index) => {
      if (!people.has(member)) faults.push([['groups', at, 'members', index], missing('人员', member)]);
    });
  });
  return faults;
}

function itemFaults(plan: DemoPlan): PathFault[] {
  const units = new Set(plan.units.map((unit) => unit.code));
  const people = new Set(plan.people.map((person) => person.code));
  const faults: PathFault[] = [];
  plan.items.forEach((item, at) => {
    if (!units.has(item.leadUnit)) faults.push([['items', at, 'leadUnit'], missing('单位', item.leadUnit)]);
    item.supportingUnits.forEach((unit, index) => {
      const path = ['items', at, 'supportingUnits', index];
      if (!units.has(unit)) faults.push([path, missing('单位', unit)]);
      if (unit === item.leadUnit)
        faults.push([path, both('牵头单位不必再列为协同单位', 'the lead unit is not a supporting unit')]);
    });
    const rounds = plan.rounds.filter((round) => round.supervisionClass === item.supervisionClass).length;
    item.reports.forEach((report, index) => {
      const path = ['items', at, 'reports', index];
      if (report.round !== undefined && report.round > rounds)
        faults.push([[...path, 'round'], both(`该类别只有 ${rounds} 轮`, `the class has ${rounds} rounds`)]);
      if (report.by !== undefined && !people.has(report.by)) faults.push([[...path, 'by'], missing('人员', report.by)]);
    });
    item.extensions.forEach((extension, index) => {
      const path = ['items', at, 'extensions', index];
      if (extension.milestone > item.milestones.length)
        faults.push([[...path, 'milestone'], both('没有这个节点', 'there is no such milestone')]);
      if (extension.by !== undefined && !people.has(extension.by))
        faults.push([[...path, 'by'], missing('人员', extension.by)]);
    });
  });
  return faults;
}

function otherFaults(plan: DemoPlan): PathFault[] {
  const units = new Set(plan.units.map((unit) => unit.code));
  const people = new Map(plan.people.map((person) => [person.code, person]));
  const items = new Set(plan.items.map((item) => item.itemNo));
  const tags = tagsOf(plan);
  const faults: PathFault[] = [];
  const check = (list: string, at: number, field: string, ok: boolean, what: string) => {
    if (!ok) faults.push([[list, at, field], what]);
  };
  plan.problems.forEach((row, at) => {
    check('problems', at, 'leadUnit', units.has(row.leadUnit), missing('单位', row.leadUnit));
    check(
      'problems',
      at,
      'tag',
      tags.includes(row.tag),
      both(`分类只能是 ${tags.join('、')}`, 'not a tag of the taxonomy'),
    );
  });
  plan.directives.forEach((row, at) => {
    const isLeader = people.get(row.leader)?.roles.some((grant) => grant.role === 'leader') ?? false;
    check('directives', at, 'leader', isLeader, both(`${row.leader} 不是领导`, `${row.leader} is not a leader`));
    check('directives', at, 'leadUnit', units.has(row.leadUnit), missing('单位', row.leadUnit));
    const about = row.aboutItem;
    check('directives', at, 'aboutItem', about === undefined || items.has(about), missing('事项', about ?? ''));
  });
  plan.commitments.forEach((row, at) => {
    check('commitments', at, 'unit', units.has(row.unit), missing('单位', row.unit));
    check('commitments', at, 'itemNo', items.has(row.itemNo), missing('事项', row.itemNo));
    check('commitments', at, 'by', row.by === undefined || people.has(row.by), missing('人员', row.by ?? ''));
  });
  plan.scoreEntries.forEach((row, at) => {
    check('scoreEntries', at, 'unit', units.has(row.unit), missing('单位', row.unit));
  });
  return faults;
}
