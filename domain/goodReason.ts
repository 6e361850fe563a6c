import type { Day } from './day.js';

/**
 * Reasons on record that keep a unit from being chased or escalated: an extension asked before the due date and not
 * answered yet, an approved one, an exemption (容错), another unit that has to move first, a liaison on leave.
 */
export const GOOD_REASONS = [
  'extensionAsked',
  'extensionApproved',
  'exemption',
  'waitingForUnit',
  'delegateOnLeave',
] as const;
export type GoodReasonKind = (typeof GOOD_REASONS)[number];

/** A reason with the record behind it. It holds from `sinceOn` through `untilOn`; null means until it is taken back. */
export interface GoodReason {
  kind: GoodReasonKind;
  /** Id of the extension, exemption, report or delegation that says so. */
  recordId: number;
  sinceOn: Day;
  untilOn: Day | null;
}

/** The reason that holds on a day, the earliest recorded first, or null. Their order in the list does not matter. */
export function activeReason(reasons: readonly GoodReason[], on: Day): GoodReason | null {
  const active = reasons.filter(({ sinceOn, untilOn }) => sinceOn <= on && (untilOn === null || on <= untilOn));
  return (
    active.sort((a, b) => (a.sinceOn < b.sinceOn ? -1 : a.sinceOn > b.sinceOn ? 1 : a.recordId - b.recordId))[0] ?? null
  );
}
