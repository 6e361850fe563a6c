import type { SupervisionClass } from './ledger.js';

/** How often a class reports: every ISO week, every two weeks from the campaign's start, every month. */
export const CADENCES = ['weekly', 'twoWeeks', 'monthly'] as const;
export type Cadence = (typeof CADENCES)[number];

/** 预警等级, mildest first. */
export const WARNING_LEVELS = ['blue', 'yellow', 'orange', 'red'] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

/** How one supervision class is watched. All numbers of days are workdays. */
export interface ClassRules {
  cadence: Cadence;
  /** Workdays left before a due date on which a warning goes out; 0 is the due day. */
  dueSoonOffsets: readonly number[];
  /** Workdays over on which an overdue milestone is warned about, ascending; after the last, on the first workday of each week. */
  overdueLadder: readonly number[];
  /** How many points of 100 the percent may trail the share of workdays elapsed before the level is yellow. */
  behindBy: number;
}

export type SupervisionRules = Readonly<Record<SupervisionClass, ClassRules>>;

const OVERDUE = { overdueLadder: [1, 3, 5], behindBy: 20 } as const;

/** Defaults of the three classes (domain rules A5, B1): 重点 weekly, 专项 every two weeks, 常规 monthly. */
export const DEFAULT_SUPERVISION_RULES: SupervisionRules = {
  major: { cadence: 'weekly', dueSoonOffsets: [10, 5, 2, 0], ...OVERDUE },
  special: { cadence: 'twoWeeks', dueSoonOffsets: [7, 3, 0], ...OVERDUE },
  routine: { cadence: 'monthly', dueSoonOffsets: [3, 0], ...OVERDUE },
};

/** Where a unit stands from one period to the next (月度三色). */
export type UnitLight = 'green' | 'yellow' | 'red';

/**
 * The light of a period, given the light of the period before: anything overdue is red, anything behind plan is
 * yellow, and a unit that was red and caught up is yellow first, green only the period after (domain rule C3). Call it
 * once per period; calling it again with the same two arguments gives the same light.
 */
export function lightOf(previous: UnitLight | null, now: { overdue: number; behind: number }): UnitLight {
  if (now.overdue > 0) return 'red';
  return now.behind > 0 || previous === 'red' ? 'yellow' : 'green';
}
