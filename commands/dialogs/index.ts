import { answerObjectionDialog } from './answerObjection.js';
import { acceptRest } from './acceptRest.js';
import { bulletinDialog } from './bulletin.js';
import { calendarAdd, calendarImport } from './calendar.js';
import { cardsDialog } from './cards.js';
import { caseReasonDialog, submitCaseDialog } from './cases.js';
import { changeBoardDialog } from './changeBoard.js';
import { askCommitmentsDialog, declineCommitmentDialog, editCommitmentDialog } from './commitments.js';
import { creditDialog } from './credit.js';
import type { Dialog } from './definition.js';
import { newCampaign } from './newCampaign.js';
import { importColumns } from './importColumns.js';
import { goAway } from './goAway.js';
import { groupUnitsDialog } from './groupUnits.js';
import { refusal } from './refusal.js';
import { requestExemption } from './requestExemption.js';
import { requestExtension } from './requestExtension.js';
import { objectionDialog } from './objection.js';
import { directiveDialog } from './directive.js';
import { rulesCap, rulesOffsets, rulesQuiet } from './rules.js';
import { fileMatter } from './fileMatter.js';
import { filingTerms } from './filingTerms.js';
import { sendBackFilingDialog } from './sendBackFiling.js';
import { finding, findingDoubt, findingOn } from './finding.js';
import { refuseCloseOut } from './refuseCloseOut.js';
import { handOverDialog, removeReferralDialog } from './referrals.js';
import { reopen } from './reopen.js';
import { closeOutDialog, reportProgress } from './reportProgress.js';
import { sendBack } from './sendBack.js';
import { supportingPart } from './supportingPart.js';
import { tooMuchDialog } from './tooMuch.js';

/** Every guided dialog. */
export const dialogs: readonly Dialog<unknown>[] = [
  reportProgress,
  closeOutDialog,
  supportingPart,
  sendBack,
  acceptRest,
  refuseCloseOut,
  reopen,
  finding,
  findingOn,
  findingDoubt,
  fileMatter,
  filingTerms,
  sendBackFilingDialog,
  bulletinDialog,
  requestExtension,
  requestExemption,
  refusal,
  goAway,
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
  cardsDialog,
  submitCaseDialog,
  caseReasonDialog,
  handOverDialog,
  removeReferralDialog,
  groupUnitsDialog,
  askCommitmentsDialog,
  editCommitmentDialog,
  declineCommitmentDialog,
  newCampaign,
];
