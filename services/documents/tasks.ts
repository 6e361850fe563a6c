import type { BoardPosterData } from './pictures/boardPoster.js';
import type { TrendData, UnitCardData } from './pictures/trendPage.js';
import type { OfficialDocument } from './words/officialLayout.js';
import type { WorkbookSpec } from './workbooks/writeWorkbook.js';
import type { ImportReading } from './tables/importTypes.js';
import type { markTable } from './tables/markTable.js';
import type { ImportInput } from './tables/readImport.js';

/** Work for the threads, by name: what goes in and what comes out. Everything is plain data. */
export interface Tasks {
  boardPoster: { input: BoardPosterData; output: Uint8Array };
  trend: { input: TrendData; output: Uint8Array };
  unitCard: { input: UnitCardData; output: Uint8Array };
  officialDocx: { input: OfficialDocument; output: Uint8Array };
  workbook: { input: WorkbookSpec; output: Uint8Array };
  readImport: { input: ImportInput; output: ImportReading };
  markTable: { input: Parameters<typeof markTable>[0]; output: Uint8Array };
}

export type TaskName = keyof Tasks;

/** Pictures need the fonts, tables much memory: each kind has a thread of its own, so that neither waits for the other. */
export type Lane = 'pictures' | 'tables';

/** Which thread does what. */
export const LANE_OF: Record<TaskName, Lane> = {
  boardPoster: 'pictures',
  trend: 'pictures',
  unitCard: 'pictures',
  officialDocx: 'tables',
  workbook: 'tables',
  readImport: 'tables',
  markTable: 'tables',
};

/** One document to make: the work, and what the file is called. */
export type DocumentTask = { [T in TaskName]: { name: T; input: Tasks[T]['input'] } }[Exclude<
  TaskName,
  'readImport'
>] & {
  file: { name: string; mime: string };
};

/** PNG, Word and Excel as platforms name them. */
export const MIME = {
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const;
