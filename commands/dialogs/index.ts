import { bulletinDialog } from './bulletin.js';
import type { Dialog } from './definition.js';
import { goAway } from './goAway.js';
import { refusal } from './refusal.js';
import { reportProgress } from './reportProgress.js';
import { requestExemption } from './requestExemption.js';
import { requestExtension } from './requestExtension.js';
import { sendBack } from './sendBack.js';

/** Every guided dialog. */
export const dialogs: readonly Dialog<unknown>[] = [
  reportProgress,
  sendBack,
  bulletinDialog,
  requestExtension,
  requestExemption,
  refusal,
  goAway,
];
