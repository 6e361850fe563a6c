// The entry of the document threads.
import { parentPort } from 'node:worker_threads';
import { UserError } from '../../domain/userError.js';
import { boardPoster } from './pictures/boardPoster.js';
import { trendPage, unitCardPage } from './pictures/trendPage.js';
import { renderPng } from './pictures/render.js';
import { markTable } from './tables/markTable.js';
import { readImport } from './tables/readImport.js';
import { officialDocx } from './words/officialLayout.js';
import { writeWorkbook } from './workbooks/writeWorkbook.js';
import type { TaskName, Tasks } from './tasks.js';
import type { Failure, Reply, Request } from './threads.js';

const doers: { [T in TaskName]: (input: Tasks[T]['input']) => Promise<Tasks[T]['output']> } = {
  boardPoster: (data) => renderPng(boardPoster(data)),
  trend: (data) => renderPng(trendPage(data)),
  unitCard: (data) => renderPng(unitCardPage(data)),
  officialDocx,
  workbook: writeWorkbook,
  readImport,
  markTable,
};

/** Rows of one part: a few milliseconds for who receives them. */
const PART_ROWS = 250;
let rest: unknown[] = [];

parentPort?.on('message', (request: Request) => {
  const { id } = request;
  if ('more' in request) {
    const part = rest.splice(0, PART_ROWS);
    answer({ id, ok: true, part, partsToCome: rest.length > 0 });
    return;
  }
  doers[request.name](request.input as never).then(
    (output) => answerWith(id, output),
    (error: unknown) => answer({ id, ok: false, error: failureOf(error) }),
  );
});

function answerWith(id: number, output: unknown): void {
  const { rows } = output as { rows?: unknown[] };
  if (!Array.isArray(rows) || rows.length <= PART_ROWS) return answer({ id, ok: true, output, partsToCome: false });
  rest = rows;
  answer({ id, ok: true, output: { ...(output as object), rows: [] }, partsToCome: true });
}

function answer(reply: Reply): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
  parentPort?.postMessage(reply);
}

function failureOf(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    message,
    stack: stack ?? message,
    user: error instanceof UserError ? { code: error.code, params: error.params } : null,
  };
}
