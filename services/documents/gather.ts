import type { DocumentRequest } from '../../domain/document.js';
import type { Ctx } from '../context.js';
import { bulletinTask, summaryTask } from './gatherOfficial.js';
import { posterTask } from './gatherPoster.js';
import { campaignTrendTask, unitCardTask, unitTrendTask } from './gatherUnit.js';
import { referralFileTask, referralListTask } from './gatherReferral.js';
import { workbookTask } from './gatherWorkbook.js';
import type { DocumentTask } from './tasks.js';

/**
 * Reads what a document shows, as words and figures. Reads only. Throws UserError when the record it is about is gone.
 */
export async function gather(ctx: Ctx, request: DocumentRequest): Promise<DocumentTask> {
  switch (request.make) {
    case 'boardPoster':
      return posterTask(ctx, request);
    case 'workbook':
      return workbookTask(ctx, request);
    case 'bulletinFile':
      return bulletinTask(ctx, request);
    case 'summaryFile':
      return summaryTask(ctx, request);
    case 'referralFile':
      return referralFileTask(ctx, request);
    case 'referralList':
      return referralListTask(ctx, request);
    case 'unitTrend':
      return unitTrendTask(ctx, request);
    case 'campaignTrend':
      return campaignTrendTask(ctx, request);
    case 'unitCard':
      return unitCardTask(ctx, request);
  }
}
