import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addDays, createCalendar, type Day } from '../../domain/calendar.js';
import { isDaySpec, resolveDay } from '../../prisma/demo/planDay.js';
import type { DemoPlan } from '../../prisma/demo/planSchema.js';
import { PLAN_TAXONOMIES } from '../../prisma/demo/planTaxonomies.js';
import { type Checked, faultLine, readPlan } from '../../prisma/demo/readPlan.js';
import { evenPercent, type ResolvedPlan, resolvePlan } from '../../prisma/demo/resolvePlan.js';
import { projectRoot } from '../../prisma/projectRoot.js';

const { isWorkday } = createCalendar();
const SHIPPED = ['province', 'county2022'] as const;
const fileOf = (name: string) => join(projectRoot, 'prisma', 'demo', `${name}.json`);
const textOf = (name: string) => readFileSync(fileOf(name), 'utf8');

function expectOk<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(checked.faults.map(faultLine).join('\n'));
  return checked.value;
}
const planOf = (name: string): DemoPlan => expectOk(readPlan(textOf(name)));
const resolved = (name: string, on: Day): ResolvedPlan => expectOk(resolvePlan(planOf(name), on, isWorkday));
const faultsOf = (checked: Checked<unknown>): string[] => (checked.ok ? [] : checked.faults.map(faultLine));

/** A Wednesday in a week without holidays. */
const WEDNESDAY = '2026-03-18';

const byCode = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);

describe('a day of a plan', () => {
  test.each([
    // 2022-03-09 is a Wednesday; its week has no holidays.
    ['2022-12-10', '2022-03-09', '2022-12-10'],
    ['D+0', '2022-03-09', '2022-03-09'],
    ['D+14', '2022-03-09', '2022-03-23'],
    ['D-21', '2022-03-09', '2022-02-16'],
    ['W+0', '2022-03-09', '2022-03-09'],
    ['W+3', '2022-03-09', '2022-03-14'],
    ['W-3', '2022-03-09', '2022-03-04'],
    ['MD-49', '2022-03-09', '2022-01-17'],
    ['MD+0', '2022-03-13', '2022-03-14'],
    ['MW+0', '2022-03-09', '2022-03-07'],
    ['MW-1', '2022-03-09', '2022-03-04'],
    ['MW-5', '2022-03-09', '2022-02-28'],
    // Saturday 2022-03-12: counting begins on the Monday after.
    ['W+0', '2022-03-12', '2022-03-14'],
    ['W+1', '2022-03-12', '2022-03-15'],
    ['W-1', '2022-03-12', '2022-03-11'],
    // 清明: 2 April (a Saturday) is worked, 3 to 5 April are off.
    ['W+1', '2022-04-01', '2022-04-02'],
    ['W+2', '2022-04-01', '2022-04-06'],
    ['W-1', '2022-04-06', '2022-04-02'],
    ['MW+0', '2022-04-07', '2022-04-06'],
    ['MW-1', '2022-04-07', '2022-04-02'],
    // 劳动节: 24 April and 7 May are worked, 30 April to 4 May are off.
    ['W+1', '2022-04-22', '2022-04-24'],
    ['W+1', '2022-04-29', '2022-05-05'],
    ['W+3', '2022-04-29', '2022-05-07'],
  ])('%s on %s is %s', (spec, anchorOn, expected) => {
    expect(resolveDay(spec, anchorOn, isWorkday)).toBe(expected);
  });

  test('that is neither a form nor a real day is refused', () => {
    for (const text of ['2022-02-30', 'W3', 'X+1', 'W+', 'D+12345', '3月10日', ''])
      expect([text, isDaySpec(text)]).toEqual([text, false]);
    expect(() => resolveDay('W3', WEDNESDAY, isWorkday)).toThrow(RangeError);
  });

  test('cannot be found in a calendar without workdays', () => {
    expect(() => resolveDay('W+1', WEDNESDAY, () => false)).toThrow(RangeError);
  });
});

test('milestones without percents share 100 evenly, in steps of 5', () => {
  expect([1, 2, 3].map((n) => evenPercent(n, 3))).toEqual([35, 70, 100]);
  expect([1, 2, 3, 4].map((n) => evenPercent(n, 4))).toEqual([25, 50, 75, 100]);
  expect(evenPercent(1, 1)).toBe(100);
});

describe.each(SHIPPED)('the shipped plan %s', (name) => {
  const plan = planOf(name);

  test('has every unit file its quota', () => {
    for (const unit of plan.units)
      expect([unit.code, plan.items.filter((item) => item.leadUnit === unit.code).length]).toEqual([
        unit.code,
        unit.quota,
      ]);
  });

  test('has a liaison, a head and a contact leader for every unit that takes part', () => {
    const taking = plan.units.filter((unit) => unit.quota > 0).map((unit) => unit.code);
    const holders = (role: string) =>
      plan.people.flatMap((p) => p.roles.filter((r) => r.role === role).map((r) => r.unit));
    expect(holders('liaison').toSorted(byCode)).toEqual([...taking].toSorted(byCode));
    expect(holders('unitHead').toSorted(byCode)).toEqual([...taking].toSorted(byCode));
    expect(plan.people.flatMap((person) => person.contactUnits).sort()).toEqual([...taking].sort());
  });

  test('repeats no title, no name of a person and no sentence of a report', () => {
    const twice = (list: string[]) => list.filter((text, at) => text !== '' && list.indexOf(text) !== at);
    expect(twice([...plan.items, ...plan.problems].map((row) => row.title))).toEqual([]);
    expect(twice(plan.people.map((person) => person.name))).toEqual([]);
    expect(twice(plan.items.flatMap((item) => [item.task, item.measures, item.target, item.consequence]))).toEqual([]);
    for (const item of plan.items)
      for (const report of item.reports.filter((one) => one.verified === 'accepted' && !one.noChange))
        expect(
          plan.items.flatMap((i) => i.reports).filter((r) => r.verified === 'accepted' && r.summary === report.summary),
        ).toHaveLength(1);
  });

  test('answers all six questions of an item card', () => {
    for (const item of plan.items) {
      const card = [item.task, item.measures, item.target, item.standard, item.safeguard, item.consequence];
      expect([item.itemNo, card.filter((text) => text === '')]).toEqual([item.itemNo, []]);
    }
  });

  test('is a file that a person can edit', () => {
    expect(statSync(fileOf(name)).size).toBeLessThan(250_000);
    expect(
      Math.max(
        ...textOf(name)
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThan(300);
  });
});

describe('the province', () => {
  const plan = planOf('province');

  test('has 8 prefectures with 4 items and 36 departments with 2: 104 in all', () => {
    const files = (kind: string) => plan.units.filter((unit) => unit.kind === kind).map((unit) => unit.quota);
    expect(files('prefecture')).toEqual(Array(8).fill(4));
    expect(files('department')).toEqual(Array(36).fill(2));
    expect(plan.items.map((item) => item.itemNo).slice(-1)).toEqual(['XM-104']);
    // Every list is filed on the first day, so that nobody is chased for it.
    const led = (code: string) => plan.items.filter((item) => item.leadUnit === code && item.source !== 'directive');
    expect(plan.units.filter(({ code, quota }) => led(code).length < quota)).toEqual([]);
  });

  test('spreads its items over the three classes', () => {
    const count = (c: string) => plan.items.filter((item) => item.supervisionClass === c).length;
    expect([count('major'), count('special'), count('routine')]).toEqual([20, 34, 50]);
  });

  test('can begin on any day, holidays included', () => {
    const broken: string[] = [];
    for (let on = '2025-12-20'; on <= '2026-12-31'; on = addDays(on, 1))
      for (const line of faultsOf(resolvePlan(plan, on, isWorkday))) broken.push(`${on} ${line}`);
    expect(broken).toEqual([]);
  });

  test('gives the first liaison one item overdue, one due today and one due in five workdays', () => {
    const today = resolved('province', WEDNESDAY);
    const first = today.units[0]?.code;
    const next = today.items
      .filter((item) => item.leadUnit === first)
      .map((item) => item.milestones.find((milestone) => milestone.completedOn === undefined)?.dueOn);
    expect(next).toEqual(['2026-03-16', '2026-03-18', '2026-03-25', '2026-04-07']);
  });

  test('has something due on every one of the first twenty workdays, and never more than four', () => {
    const today = resolved('province', WEDNESDAY);
    const dues = today.items.flatMap((item) => item.milestones.map((milestone) => milestone.dueOn));
    for (let n = 0; n < 20; n++) {
      const on = resolveDay(`W+${n}`, WEDNESDAY, isWorkday);
      const count = dues.filter((due) => due === on).length;
      expect([on, count >= 1 && count <= 4]).toEqual([on, true]);
    }
  });

  test('shows last week five units without fault, three far behind, and three with nothing to judge', () => {
    const shares = faultSharesOf(resolved('province', WEDNESDAY), '2026-03-09', '2026-03-15');
    const units = (holds: (share: number | null) => boolean) =>
      [...shares].flatMap(([unit, share]) => (holds(share) ? [unit] : [])).sort();
    expect(units((share) => share === null)).toEqual(['guangdian', 'jiguan', 'waishi']);
    expect(units((share) => share === 0)).toEqual(['gongan', 'shijian', 'shuochuan', 'yibao', 'yunze']);
    expect(units((share) => share !== null && share > 0.7)).toEqual(['henglan', 'tiyu', 'zhujian']);
    expect(units((share) => share !== null && share > 0.5 && share <= 0.7)).toEqual([]);
  });

  test('leaves a few reports to verify and two extensions to decide on the first morning', () => {
    expect(plan.items.flatMap((item) => item.reports).filter((report) => report.verified === undefined)).toHaveLength(
      5,
    );
    const asked = plan.items.flatMap((item) => item.extensions).map((extension) => extension.status);
    expect(asked.sort()).toEqual(['approved', 'pending', 'pending', 'refused']);
  });
});

describe('the county of 2022', () => {
  const plan = planOf('county2022');

  test('has the three phases and the taxonomy of its notice', () => {
    const { phases } = plan.campaign;
    expect(phases.map((phase) => [phase.startsOn, phase.endsOn])).toEqual([
      ['2022-02-24', '2022-03-10'],
      ['2022-03-10', '2022-06-10'],
      ['2022-06-10', '2022-12-10'],
    ]);
    expect(plan.campaign.taxonomy).toBe('sixAspects');
    expect(PLAN_TAXONOMIES.sixAspects.tags).toHaveLength(6);
  });

  test('begins on its first day, with nothing before it', () => {
    expect(plan.campaign.clockStartsOn).toBe('2022-02-24');
    resolved('county2022', '2022-02-24');
    const days = [...textOf('county2022').matchAll(/"(\d{4}-\d\d-\d\d)"/g)].map((match) => match[1] ?? '');
    expect(days.filter((on) => on < '2022-02-24')).toEqual([]);
  });

  test('has items due on make-up workdays and on days off', () => {
    const dues = new Set(plan.items.flatMap((item) => item.milestones.map((milestone) => milestone.dueOn)));
    for (const on of ['2022-04-02', '2022-04-05', '2022-04-06', '2022-04-24', '2022-04-30', '2022-05-04', '2022-05-07'])
      expect([on, dues.has(on)]).toEqual([on, true]);
  });
});

/**
 * The share of each unit's week that went wrong, of all that a board could judge: milestones reached or open, rounds
 * due, verdicts on reports. null: nothing to judge.
 */
function faultSharesOf(plan: ResolvedPlan, from: Day, to: Day): Map<string, number | null> {
  const inWeek = (on: Day) => on >= from && on <= to;
  const verdictsOf = (unit: string) => {
    const items = plan.items.filter((item) => item.leadUnit === unit);
    return items.flatMap((item): boolean[] => [
      ...item.milestones
        .filter(({ dueOn, completedOn }) => dueOn <= to && (completedOn === undefined || inWeek(completedOn)))
        .map(({ dueOn, completedOn }) => completedOn !== undefined && completedOn <= dueOn),
      ...plan.rounds
        .filter((round) => round.supervisionClass === item.supervisionClass)
        .flatMap((round, at) => {
          if (!inWeek(round.dueOn) || item.filedOn > round.opensOn) return [];
          const answer = item.reports.find((report) => report.round === at + 1);
          return [answer !== undefined && !answer.late];
        }),
      ...item.reports
        .filter((report) => report.verified !== undefined && inWeek(report.verifiedOn))
        .map((report) => report.verified === 'accepted'),
    ]);
  };
  return new Map(
    plan.units.map(({ code }) => {
      const verdicts = verdictsOf(code);
      return [code, verdicts.length === 0 ? null : verdicts.filter((good) => !good).length / verdicts.length];
    }),
  );
}
