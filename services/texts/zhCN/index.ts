import { approval } from './approval.js';
import { board } from './board.js';
import { boardLife } from './boardLife.js';
import { bulletin } from './bulletin.js';
import { bundle } from './bundle.js';
import { chase } from './chase.js';
import { closeOut } from './closeOut.js';
import { delegation } from './delegation.js';
import { exemplary } from './exemplary.js';
import { exemption } from './exemption.js';
import { extension } from './extension.js';
import { burden } from './burden.js';
import { calendar } from './calendar.js';
import { commitment } from './commitment.js';
import { campaign } from './campaign.js';
import { common } from './common.js';
import { credit } from './credit.js';
import { directive } from './directive.js';
import { digest } from './digest.js';
import { doctor } from './doctor.js';
import { errors } from './errors.js';
import { filing } from './filing.js';
import { finding } from './finding.js';
import { group } from './group.js';
import { exporting } from './exporting.js';
import { help } from './help.js';
import { importing } from './importing.js';
import { item } from './item.js';
import { onboarding } from './onboarding.js';
import { official } from './official.js';
import { readPeriod } from './periods.js';
import { poster } from './poster.js';
import { referral } from './referral.js';
import { report } from './report.js';
import { review } from './review.js';
import { sample } from './sample.js';
import { supporting } from './supporting.js';
import { rules } from './rules.js';
import { sent } from './sent.js';
import { wecom } from './wecom.js';
import { unit } from './unit.js';
import { wecomOnboarding } from './wecomOnboarding.js';

/** Simplified Chinese, the bot's first language. */
export const zhCN = {
  ...common,
  ...errors,
  help,
  campaign,
  item,
  bundle,
  report,
  review,
  closeOut,
  finding,
  filing,
  sample,
  supporting,
  chase,
  board,
  approval,
  delegation,
  exemption,
  extension,
  boardLife,
  credit,
  commitment,
  exemplary,
  referral,
  digest,
  bulletin,
  directive,
  group,
  burden,
  calendar,
  rules,
  sent,
  onboarding,
  doctor,
  wecom,
  wecomOnboarding,
  poster,
  importing,
  exporting,
  official,
  unit,
  readPeriod,
};
