import { board } from './board.js';
import { boardLife } from './boardLife.js';
import { bulletin } from './bulletin.js';
import { bundle } from './bundle.js';
import { burden } from './burden.js';
import { calendar } from './calendar.js';
import { common } from './common.js';
import { credit } from './credit.js';
import { directive } from './directive.js';
import { digest } from './digest.js';
import { errors } from './errors.js';
import { group } from './group.js';
import { exporting } from './exporting.js';
import { help } from './help.js';
import { importing } from './importing.js';
import { item } from './item.js';
import { official } from './official.js';
import { readPeriod } from './periods.js';
import { poster } from './poster.js';
import { report } from './report.js';
import { review } from './review.js';
import { rules } from './rules.js';
import { sent } from './sent.js';
import { unit } from './unit.js';

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
  boardLife,
  credit,
  digest,
  bulletin,
  directive,
  group,
  burden,
  calendar,
  rules,
  sent,
  poster,
  importing,
  exporting,
  official,
  unit,
  readPeriod,
};
