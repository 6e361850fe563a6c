import { approval } from './approval.js';
import { board } from './board.js';
import { bulletin } from './bulletin.js';
import { bundle } from './bundle.js';
import { chase } from './chase.js';
import { common } from './common.js';
import { delegation } from './delegation.js';
import { digest } from './digest.js';
import { errors } from './errors.js';
import { exemption } from './exemption.js';
import { extension } from './extension.js';
import { help } from './help.js';
import { item } from './item.js';
import { report } from './report.js';
import { review } from './review.js';

/** Simplified Chinese, the bot's first language. */
export const zhCN = {
  ...common,
  ...errors,
  help,
  item,
  bundle,
  report,
  review,
  board,
  digest,
  bulletin,
  approval,
  chase,
  delegation,
  exemption,
  extension,
};
