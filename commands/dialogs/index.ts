import { bulletinDialog } from './bulletin.js';
import type { Dialog } from './definition.js';
import { importColumns } from './importColumns.js';
import { reportProgress } from './reportProgress.js';
import { sendBack } from './sendBack.js';

/** Every guided dialog. */
export const dialogs: readonly Dialog<unknown>[] = [reportProgress, sendBack, bulletinDialog, importColumns];
