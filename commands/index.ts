import { approvalActions, approvals } from './approvals.js';
import { away, awayActions, back } from './away.js';
import { board, boardActions, boards, why } from './board.js';
import { boardChangeActions } from './boardChange.js';
import { boardDraftActions, objections } from './boardDraft.js';
import { bulletin, bulletinActions } from './bulletin.js';
import { chase, chaseActions, unreported } from './chase.js';
import { closeOut, closeOutActions, reopenCommand } from './closeOut.js';
import { fileCommand, filingActions, filingCommand } from './filing.js';
import { quota } from './quota.js';
import { findingActions, findingCommand } from './finding.js';
import { problemActions, problems } from './problems.js';
import { sample, sampleActions } from './sample.js';
import { burden, burdenActions } from './burden.js';
import { calendar, calendarActions } from './calendar.js';
import { campaign, campaignActions, campaigns } from './campaign.js';
import { cancel } from './cancel.js';
import { caseActions, cases, submitCaseCommand } from './cases.js';
import { commitmentActions, commitments } from './commitments.js';
import { exportCommand } from './exportFile.js';
import { exempt, exemptActions } from './exempt.js';
import { extend, extendActions } from './extend.js';
import { creditActions, fault, honour } from './credit.js';
import type { Action, Command, FileCommand, Listener } from './definition.js';
import { digestActions } from './digest.js';
import { directive, directiveActions, hearDirective } from './directive.js';
import { bindgroup, groupBindingActions, unbindgroup } from './groupBinding.js';
import { groupActions, groups } from './groups.js';
import { helpOn } from './help.js';
import { invite } from './invite.js';
import { importActions, importCommand, importFile } from './importFile.js';
import { item, itemActions } from './item.js';
import { mine, mineActions } from './mine.js';
import { nothingChosen } from './nothingChosen.js';
import { referralActions, referrals } from './referrals.js';
import { report, reportActions } from './report.js';
import { flags, review, reviewActions } from './review.js';
import { rules, rulesActions } from './rules.js';
import { sent, sentActions } from './sent.js';
import { status } from './status.js';
import { tooMuchActions } from './tooMuch.js';
import { summary, summaryActions } from './summary.js';
import { cards, unit, unitActions } from './unit.js';

/** Every command, in the order of menus and help. */
export const commands: readonly Command[] = [
  report,
  mine,
  item,
  closeOut,
  fileCommand,
  problems,
  findingCommand,
  review,
  filingCommand,
  quota,
  flags,
  sample,
  unreported,
  chase,
  referrals,
  reopenCommand,
  extend,
  away,
  back,
  approvals,
  exempt,
  commitments,
  board,
  boards,
  why,
  unit,
  cards,
  objections,
  honour,
  fault,
  directive,
  submitCaseCommand,
  cases,
  bulletin,
  campaign,
  campaigns,
  importCommand,
  exportCommand,
  summary,
  groups,
  sent,
  burden,
  rules,
  calendar,
  invite,
  bindgroup,
  unbindgroup,
  status,
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
  ...filingActions,
  ...reviewActions,
  ...sampleActions,
  ...chaseActions,
  ...boardActions,
  ...boardDraftActions,
  ...boardChangeActions,
  ...creditActions,
  ...bulletinActions,
  ...campaignActions,
  ...importActions,
  ...summaryActions,
  ...unitActions,
  ...extendActions,
  ...approvalActions,
  ...exemptActions,
  ...commitmentActions,
  ...caseActions,
  ...referralActions,
  ...digestActions,
  ...awayActions,
  ...directiveActions,
  ...groupActions,
  ...groupBindingActions,
  ...sentActions,
  ...burdenActions,
  ...tooMuchActions,
  ...rulesActions,
  ...calendarActions,
  nothingChosen,
];

/** Who hears plain words, in order. */
export const listeners: readonly Listener[] = [hearDirective];

/** Files that begin something by themselves. */
export const fileCommands: readonly FileCommand[] = [importFile];
