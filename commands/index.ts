import { board, boardActions, why } from './board.js';
import { bulletin, bulletinActions } from './bulletin.js';
import { chase, chaseActions, unreported } from './chase.js';
import { closeOut, closeOutActions, reopenCommand } from './closeOut.js';
import { cancel } from './cancel.js';
import type { Action, Command } from './definition.js';
import { findingActions, findingCommand } from './finding.js';
import { problemActions, problems } from './problems.js';
import { sample, sampleActions } from './sample.js';
import { helpOn } from './help.js';
import { item, itemActions } from './item.js';
import { mine, mineActions } from './mine.js';
import { report, reportActions } from './report.js';
import { flags, review, reviewActions } from './review.js';

/** Every command, in the order of menus and help. */
export const commands: readonly Command[] = [
  report,
  mine,
  item,
  closeOut,
  problems,
  findingCommand,
  review,
  flags,
  sample,
  unreported,
  chase,
  reopenCommand,
  board,
  why,
  bulletin,
  helpOn(() => commands),
  cancel,
];

/** Every button outside dialogs. */
export const actions: readonly Action[] = [
  ...reportActions,
  ...mineActions,
  ...itemActions,
  ...closeOutActions,
  ...problemActions,
  ...findingActions,
  ...reviewActions,
  ...sampleActions,
  ...chaseActions,
  ...boardActions,
  ...bulletinActions,
];
