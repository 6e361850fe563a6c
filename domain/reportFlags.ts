import { isCopied } from './similarity.js';

/** What a verifier is told to look at. A flag accuses nobody: it says what is unusual, and a person decides. */
export const REPORT_FLAGS = ['fallingPercent', 'suddenComplete', 'copiedText', 'reusedEvidence'] as const;
export type ReportFlag = (typeof REPORT_FLAGS)[number];

/** A rise to 100 from this percent or more is an ordinary finish. */
const ORDINARY_FINISH = 80;

/** A report and what is known from before. Percents are 0–100; `previousPercent` is that of the last accepted report. */
export interface FlagInput {
  percent: number;
  summary: string;
  evidenceCount: number;
  previousPercent: number;
  /** Summaries of earlier reports that this one may have been copied from. */
  earlierSummaries: readonly string[];
  /** Whether a file of this report already stood under an earlier one of the item (other than the one it mends). */
  evidenceReused?: boolean;
}

/** The flags of a report (domain rule B6), in the order of REPORT_FLAGS; empty when nothing is unusual. */
export function flagsFor(input: FlagInput): ReportFlag[] {
  const { percent, previousPercent, evidenceCount, summary, earlierSummaries } = input;
  const raised: Record<ReportFlag, boolean> = {
    fallingPercent: percent < previousPercent,
    suddenComplete: percent === 100 && evidenceCount === 0 && previousPercent < ORDINARY_FINISH,
    copiedText: earlierSummaries.some((earlier) => isCopied(summary, earlier)),
    reusedEvidence: input.evidenceReused ?? false,
  };
  return REPORT_FLAGS.filter((flag) => raised[flag]);
}
