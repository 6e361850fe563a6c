import { chaseReports } from './chaseReports.js';
import type { Job } from './definition.js';
import { endDelegations } from './endDelegations.js';
import { morningDigest } from './morningDigest.js';
import { openReportRounds } from './openReportRounds.js';
import { publishBoard } from './publishBoard.js';
import { warnDeadlines } from './warnDeadlines.js';

/** Every scheduled job, in the order in which they run when several are due at the same instant. */
export const jobs: readonly Job[] = [
  endDelegations,
  openReportRounds,
  chaseReports,
  warnDeadlines,
  morningDigest,
  publishBoard,
];
