import { approvalActions, approvals } from './approvals.js';
import { away, awayActions, back } from './away.js';
import { board, boardActions, why } from './board.js';
import { bulletin, bulletinActions } from './bulletin.js';
import { cancel } from './cancel.js';
import type { Action, Command } from './definition.js';
import { exempt, exemptActions } from './exempt.js';
import { extend, extendActions } from './extend.js';
import { helpOn } from './help.js';
import { item, itemActions } from './item.js';
import { mine, mineActions } from './mine.js';
import { report, reportActions } from './report.js';
import { review, reviewActions } from './review.js';

/** Every command, in the order of menus and help. */
export const commands: readonly Command[] = [
  report,
  mine,
  item,
  extend,
  away,
  back,
  review,
  approvals,
  exempt,
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
  ...reviewActions,
  ...boardActions,
  ...bulletinActions,
  ...extendActions,
  ...approvalActions,
  ...exemptActions,
  ...awayActions,
];
