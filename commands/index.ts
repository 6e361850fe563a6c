import { board, boardActions, boards, why } from './board.js';
import { boardChangeActions } from './boardChange.js';
import { boardDraftActions, objections } from './boardDraft.js';
import { bulletin, bulletinActions } from './bulletin.js';
import { burden, burdenActions } from './burden.js';
import { calendar, calendarActions } from './calendar.js';
import { cancel } from './cancel.js';
import { creditActions, fault, honour } from './credit.js';
import type { Action, Command, Listener } from './definition.js';
import { directive, directiveActions, hearDirective } from './directive.js';
import { groupActions, groups } from './groups.js';
import { helpOn } from './help.js';
import { item, itemActions } from './item.js';
import { mine, mineActions } from './mine.js';
import { nothingChosen } from './nothingChosen.js';
import { report, reportActions } from './report.js';
import { review, reviewActions } from './review.js';
import { rules, rulesActions } from './rules.js';
import { sent, sentActions } from './sent.js';
import { tooMuchActions } from './tooMuch.js';

/** Every command, in the order of menus and help. */
export const commands: readonly Command[] = [
  report,
  mine,
  item,
  review,
  board,
  boards,
  why,
  objections,
  honour,
  fault,
  directive,
  bulletin,
  groups,
  sent,
  burden,
  rules,
  calendar,
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
  ...boardDraftActions,
  ...boardChangeActions,
  ...creditActions,
  ...bulletinActions,
  ...directiveActions,
  ...groupActions,
  ...sentActions,
  ...burdenActions,
  ...tooMuchActions,
  ...rulesActions,
  ...calendarActions,
  nothingChosen,
];

/** Who hears plain words, in order. */
export const listeners: readonly Listener[] = [hearDirective];
