import type { DocumentRequest } from '../../domain/document.js';
import type { Ctx } from '../context.js';
import { posterTask } from './gatherPoster.js';
import type { TaskName, Tasks } from './tasks.js';

/** One document to make: the work, and what the file is called. */
export type DocumentTask = { [T in TaskName]: { name: T; input: Tasks[T]['input'] } }[TaskName] & {
  file: { name: string; mime: string };
};

/** PNG, Word and Excel as platforms name them. */
export const MIME = {
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const;

/**
 * Reads what a document shows, as words and figures. Reads only. Throws UserError when the record it is about is gone.
 */
export async function gather(ctx: Ctx, request: DocumentRequest): Promise<DocumentTask> {
  switch (request.make) {
    case 'boardPoster':
      return posterTask(ctx, request);
    default:
      throw new Error(`not made: ${request.make}`);
  }
}
