import { readXlsx } from 'hucre/xlsx';
import { UserError } from '../../../domain/userError.js';
import { readCsv } from './readCsv.js';
import { zipGuard } from './zipGuard.js';

/** The largest file that is read, in bytes, and the most rows of all its sheets. */
export const TABLE_MAX_BYTES = 10 * 1024 * 1024;
export const TABLE_MAX_ROWS = 50_000;
/** A ledger with more columns than this is no ledger. */
const COLUMNS_MAX = 200;

/** A cell's value; formulas are their last result, never evaluated. Dates are UTC wall clock. */
export type CellValue = string | number | boolean | Date | null;

/** A rectangle of cells, all 0-based and inclusive. */
export interface Merge {
  startRow: number;
  startCol: number;
  endRow: number;
  endCol: number;
}

/** A sheet as it stands in the file. */
export interface RawSheet {
  name: string;
  rows: CellValue[][];
  merges: Merge[];
  /** 0-based. */
  hiddenRows: number[];
}

/**
 * Reads a .xlsx or .csv file by its content: visible sheets only. Throws UserError('fileTooLarge' | 'tableBomb' |
 * 'tableBroken' | 'tableFormat' | 'tableTooManyRows' | 'csvQuote').
 */
export async function readTable(bytes: Uint8Array, name: string): Promise<RawSheet[]> {
  if (bytes.byteLength > TABLE_MAX_BYTES)
    throw new UserError('fileTooLarge', { maxMiB: TABLE_MAX_BYTES / 1024 / 1024 });
  const sheets = isZip(bytes) ? await readSheets(bytes) : [readCsvOrRefuse(bytes, name)];
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  if (rows > TABLE_MAX_ROWS) throw new UserError('tableTooManyRows', { max: TABLE_MAX_ROWS });
  return sheets;
}

/** A ZIP begins with PK: every .xlsx does. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

async function readSheets(bytes: Uint8Array): Promise<RawSheet[]> {
  zipGuard(bytes);
  try {
    const book = await readXlsx(bytes, {
      sheets: (sheet) => !sheet.hidden && !sheet.veryHidden,
      maxRows: TABLE_MAX_ROWS + 1,
    });
    return book.sheets.map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows.map((row) => row.slice(0, COLUMNS_MAX)),
      merges: (sheet.merges ?? []).filter(
        (merge) => merge.startCol < COLUMNS_MAX && merge.startRow < sheet.rows.length,
      ),
      hiddenRows: [...(sheet.rowDefs ?? [])].filter(([, row]) => row.hidden === true).map(([index]) => index),
    }));
  } catch (error) {
    // Whatever a damaged workbook makes the library throw, the person can only send another file.
    throw error instanceof UserError ? error : new UserError('tableBroken');
  }
}

function readCsvOrRefuse(bytes: Uint8Array, name: string): RawSheet {
  // Old .xls files, pictures, PDF: binary, and no text in any encoding that we read.
  if (!/\.(csv|txt|tsv)$/i.test(name) && bytes.subarray(0, 4096).includes(0)) throw new UserError('tableFormat');
  return { name: name.replace(/\.[^.]*$/, ''), rows: readCsv(bytes), merges: [], hiddenRows: [] };
}
