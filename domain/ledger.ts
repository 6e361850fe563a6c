/** 督办类别: 重点, 专项, 常规. */
export const SUPERVISION_CLASSES = ['major', 'special', 'routine'] as const;
export type SupervisionClass = (typeof SUPERVISION_CLASSES)[number];

/** A matter of the plan, a problem found, or a leader's directive. */
export const ITEM_KINDS = ['matter', 'problem', 'directive'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** open; closeOutRequested (待销号): a report of 100 waits for its verdict, nothing is asked meanwhile; closed; exempt. */
export const ITEM_STATUSES = ['open', 'closeOutRequested', 'closed', 'exempt'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

/** open; claimed: a report that is not verified yet says it is reached; done; exempt. */
export const MILESTONE_STATUSES = ['open', 'claimed', 'done', 'exempt'] as const;
export type MilestoneStatus = (typeof MILESTONE_STATUSES)[number];

/** What a verifier can ask to be mended. */
export const REPORT_FIELDS = ['percent', 'summary', 'blocker', 'evidence'] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

/** What a supporting unit says of its part: 已完成, 进行中, 需牵头单位协调. */
export const PART_STATES = ['done', 'inProgress', 'needsLead'] as const;
export type PartState = (typeof PART_STATES)[number];

/** Milestones reached at a percent: those that the figure covers, in order. */
export function reachedMilestones<M extends { percent: number; status: string }>(
  milestones: readonly M[],
  percent: number,
): M[] {
  return milestones.filter((milestone) => milestone.status !== 'exempt' && milestone.percent <= percent);
}

/** The milestone that is worked on: the first one still open, in order; null when none is. */
export function currentMilestone<M extends { status: string; position: number }>(milestones: readonly M[]): M | null {
  return (
    [...milestones].sort((a, b) => a.position - b.position).find((milestone) => milestone.status === 'open') ?? null
  );
}
