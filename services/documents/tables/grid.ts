import type { CellValue, RawSheet } from './readTable.js';

/** A sheet whose merged cells all show their text, as a reader sees them. Rows and columns are 0-based. */
export interface Grid {
  name: string;
  rows: number;
  columns: number;
  text(row: number, column: number): string;
  value(row: number, column: number): CellValue;
  /** Whether the cell is its own: not merged, or the first of its merged cells. */
  own(row: number, column: number): boolean;
  hidden(row: number): boolean;
}

/** The longest text of a cell that is looked at, in UTF-16 units (the most that Excel keeps). */
const CELL_MAX = 32_767;

/** Lays a sheet out. Merged cells that overlap the sheet's edge end there. */
export function gridOf(sheet: RawSheet): Grid {
  const { rows, merges } = sheet;
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const origin = new Map<number, number>();
  const key = (row: number, column: number) => row * 16_384 + column;
  for (const merge of merges) {
    const endRow = Math.min(merge.endRow, rows.length - 1);
    const endCol = Math.min(merge.endCol, columns - 1);
    for (let row = Math.max(0, merge.startRow); row <= endRow; row++)
      for (let column = Math.max(0, merge.startCol); column <= endCol; column++)
        if (row !== merge.startRow || column !== merge.startCol)
          origin.set(key(row, column), key(merge.startRow, merge.startCol));
  }
  const hidden = new Set(sheet.hiddenRows);
  const value = (row: number, column: number): CellValue => {
    const from = origin.get(key(row, column));
    return (from === undefined ? rows[row]?.[column] : rows[Math.floor(from / 16_384)]?.[from % 16_384]) ?? null;
  };
  return {
    name: sheet.name,
    rows: rows.length,
    columns,
    value,
    text: (row, column) => cellText(value(row, column)),
    own: (row, column) => !origin.has(key(row, column)),
    hidden: (row) => hidden.has(row),
  };
}

/** A cell's value as text: days as 'YYYY-MM-DD', line ends as '\n', without control characters and outer space. */
export function cellText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return typeof value === 'string' ? cleanText(value) : String(value);
}

/** People's words in the form in which the ledger keeps and compares them. */
export const cleanText = (text: string): string =>
  text
    .slice(0, CELL_MAX)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}|[\u200B\uFEFF]/gu, '')
    .trim();
