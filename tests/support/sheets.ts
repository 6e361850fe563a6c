import { type CellValue, type MergeRange, writeXlsx } from 'hucre/xlsx';

/** A workbook of plain sheets. */
export function workbook(
  ...sheets: { name: string; rows: CellValue[][]; merges?: MergeRange[]; hiddenRows?: number[] }[]
): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(({ hiddenRows = [], ...sheet }) => ({
      ...sheet,
      rowDefs: new Map(hiddenRows.map((row) => [row, { hidden: true }])),
    })),
  });
}

/** A merged rectangle, 0-based and inclusive: [first row, first column, last row, last column]. */
export const merge = (startRow: number, startCol: number, endRow: number, endCol: number): MergeRange => ({
  startRow,
  startCol,
  endRow,
  endCol,
});
