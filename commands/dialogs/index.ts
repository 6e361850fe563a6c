import { answerObjectionDialog } from './answerObjection.js';
import { bulletinDialog } from './bulletin.js';
import { calendarAdd, calendarImport } from './calendar.js';
import { changeBoardDialog } from './changeBoard.js';
import { creditDialog } from './credit.js';
import type { Dialog } from './definition.js';
import { importColumns } from './importColumns.js';
import { objectionDialog } from './objection.js';
import { directiveDialog } from './directive.js';
import { reportProgress } from './reportProgress.js';
import { rulesCap, rulesOffsets, rulesQuiet } from './rules.js';
import { sendBack } from './sendBack.js';
import { tooMuchDialog } from './tooMuch.js';

/** Every guided dialog. */
export const dialogs: readonly Dialog<unknown>[] = [
  reportProgress,
  sendBack,
  bulletinDialog,
  directiveDialog,
  tooMuchDialog,
  calendarAdd,
  calendarImport,
  rulesQuiet,
  rulesCap,
  rulesOffsets,
  creditDialog,
  objectionDialog,
  answerObjectionDialog,
  changeBoardDialog,
  importColumns,
];
