import { board, boardActions, why } from './board.js';
import { bulletin, bulletinActions } from './bulletin.js';
import { cancel } from './cancel.js';
import type { Action, Command, FileCommand } from './definition.js';
import { exportCommand } from './exportFile.js';
import { help } from './help.js';
import { importActions, importCommand, importFile } from './importFile.js';
import { item, itemActions } from './item.js';
import { mine, mineActions } from './mine.js';
import { report, reportActions } from './report.js';
import { review, reviewActions } from './review.js';
import { summary, summaryActions } from './summary.js';
import { unit, unitActions } from './unit.js';

/** Every command, in the order of menus and help. */
export const commands: readonly Command[] = [
  report,
  mine,
  item,
  review,
  board,
  why,
  unit,
  bulletin,
  importCommand,
  exportCommand,
  summary,
  help,
  cancel,
];

/** Every button outside dialogs. */
export const actions: readonly Action[] = [
  ...reportActions,
  ...mineActions,
  ...itemActions,
  ...reviewActions,
  ...boardActions,
  ...bulletinActions,
  ...importActions,
  ...summaryActions,
  ...unitActions,
];

/** Files that begin something by themselves. */
export const fileCommands: readonly FileCommand[] = [importFile];
