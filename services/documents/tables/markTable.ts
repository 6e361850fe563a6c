import { writeCsv } from 'hucre/csv';
import { openXlsx, saveXlsx, writeXlsx } from 'hucre/xlsx';
import { readCsv } from './readCsv.js';
import { isZip } from './readTable.js';
import { zipGuard } from './zipGuard.js';

/** What to write beside rows: 1-based row of a sheet, and the words. */
export interface Mark {
  sheet: string;
  row: number;
  words: string;
}

const MARKED = {
  font: { color: { rgb: 'C00000' }, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FDE9E7' } },
  alignment: { wrapText: true, vertical: 'center' },
} as const;

/**
 * The same file with one more column, right of all others, that says what is wrong with a row. Sheets, formats, merged
 * cells and formulas of a workbook stay; a CSV comes back in UTF-8.
 * @param heads row of each sheet's head, 1-based, where the column's own head goes
 */
export async function markTable(input: {
  bytes: Uint8Array;
  header: string;
  heads: Record<string, number>;
  marks: Mark[];
}): Promise<Uint8Array> {
  const { bytes, header, heads, marks } = input;
  if (!isZip(bytes)) return markCsv(readCsv(bytes), header, Object.values(heads)[0] ?? 1, marks);
  zipGuard(bytes);
  const book = await openXlsx(bytes, { readStyles: true });
  for (const sheet of book.sheets) {
    const own = marks.filter((mark) => mark.sheet === sheet.name);
    if (own.length === 0) continue;
    const column = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
    const cells = (sheet.cells ??= new Map());
    for (const { row, words } of [{ row: heads[sheet.name] ?? 1, words: header }, ...own]) {
      const line = (sheet.rows[row - 1] ??= []);
      while (line.length < column) line.push(null);
      line[column] = words;
      cells.set(`${row - 1},${column}`, { value: words, type: 'string', style: MARKED });
    }
    const columns = (sheet.columns ??= []);
    while (columns.length < column) columns.push({});
    columns[column] = { width: 44 };
  }
  try {
    return await saveXlsx(book);
  } catch {
    // A part of the workbook that cannot be written again: its values are what matters.
    return writeXlsx({ sheets: book.sheets.map(({ name, rows, merges }) => ({ name, rows, merges: merges ?? [] })) });
  }
}

function markCsv(rows: string[][], header: string, head: number, marks: readonly Mark[]): Uint8Array {
  const words = new Map(marks.map((mark) => [mark.row, mark.words]));
  words.set(head, header);
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const marked = rows.map((row, index) => [
    ...row,
    ...Array<string>(width - row.length).fill(''),
    words.get(index + 1) ?? '',
  ]);
  return new TextEncoder().encode(writeCsv(marked, { escapeFormulae: true, bom: true }));
}
