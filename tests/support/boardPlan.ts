import { type Plan, smallPlan } from './plans.js';

/** A unit of the board's campaign: its items' milestones of one week. */
interface UnitOfBoard {
  code: string;
  name: string;
  /** Milestones due in the week that were completed in time, and those that were not. */
  done: number;
  missed: number;
}

/** 第 36 周: 8月31日—9月6日 2026. */
const UNITS: UnitOfBoard[] = [
  { code: 'jia', name: '甲局', done: 4, missed: 0 },
  { code: 'yi', name: '乙局', done: 3, missed: 0 },
  { code: 'bing', name: '丙局', done: 2, missed: 1 },
  { code: 'ding', name: '丁局', done: 1, missed: 2 },
  { code: 'wu', name: '戊局', done: 0, missed: 4 },
  { code: 'ji', name: '己局', done: 0, missed: 2 },
  { code: 'geng', name: '庚局', done: 0, missed: 0 },
];

/**
 * A campaign whose week 36 has: two units without loss (甲局, 乙局: a tie), one with a single late item among three (丙局),
 * two with several (丁局, 戊局), one with several but too few records to be judged by (己局), and one with nothing due (庚局).
 */
export function boardPlan(): Plan {
  return smallPlan((plan) => {
    // Four black places: 丙局 stands in the last of them.
    plan.campaign.rules = { blackSize: 4 };
    plan.units = UNITS.map(({ code, name }, index) => ({
      code,
      name: `县${name}`,
      shortName: name,
      kind: 'department',
      sortOrder: index + 1,
      quota: 1,
    }));
    plan.people = [
      ...UNITS.flatMap(({ code, name }) => [
        { code: `${code}-l`, name: `${name}联络员`, roles: [{ role: 'liaison' as const, unit: code }] },
        { code: `${code}-h`, name: `${name}局长`, roles: [{ role: 'unitHead' as const, unit: code }] },
      ]),
      { code: 'gao', name: '高峰', roles: [{ role: 'leader' as const }], contactUnits: UNITS.map(({ code }) => code) },
      { code: 'wangmin', name: '王敏', roles: [{ role: 'coordinator' as const }] },
    ];
    let number = 0;
    plan.items = UNITS.flatMap(({ code, done, missed }) =>
      [...Array(done).fill(true), ...Array(missed).fill(false)].map((isDone: boolean) => {
        const itemNo = `XM-${String(++number).padStart(3, '0')}`;
        return {
          itemNo,
          title: `第${number}项`,
          task: '办好',
          supervisionClass: 'routine' as const,
          leadUnit: code,
          filedOn: '2026-08-03',
          milestones: [
            { name: '第一步', percent: 50, dueOn: '2026-09-03', ...(isDone ? { completedOn: '2026-09-02' } : {}) },
            { name: '第二步', dueOn: '2026-12-18' },
          ],
          reports: isDone
            ? [{ on: '2026-09-02', percent: 50, summary: '第一步办完', verified: 'accepted' as const }]
            : [],
        };
      }),
    );
  });
}
