import type { DocumentRequest } from '../../domain/document.js';
import type { Ctx } from '../context.js';
import { posterTask } from './gatherPoster.js';
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
    default:
      throw new Error(`not made: ${request.make}`);
  }
}
