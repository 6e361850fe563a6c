import { announcePhase } from './announcePhase.js';
import { askBoardApproval } from './askBoardApproval.js';
import { chaseFilings } from './chaseFilings.js';
import { chaseReports } from './chaseReports.js';
import type { Job } from './definition.js';
import { endDelegations } from './endDelegations.js';
import { draftBoard } from './draftBoard.js';
import { drawSample } from './drawSample.js';
import { groupDigest } from './groupDigest.js';
import { morningDigest } from './morningDigest.js';
import { openReportRounds } from './openReportRounds.js';
import { publishApprovedBoard } from './publishApprovedBoard.js';
import { publishBoard } from './publishBoard.js';
import { sweepOld } from './sweepOld.js';
import { warnCalendar } from './warnCalendar.js';
import { warnDeadlines } from './warnDeadlines.js';

/** Every scheduled job, in the order in which they run when several are due at the same instant. */
export const jobs: readonly Job[] = [
  endDelegations,
  announcePhase,
  openReportRounds,
  chaseReports,
  chaseFilings,
  drawSample,
  warnDeadlines,
  morningDigest,
  draftBoard,
  publishBoard,
  askBoardApproval,
  publishApprovedBoard,
  groupDigest,
  warnCalendar,
  sweepOld,
];
