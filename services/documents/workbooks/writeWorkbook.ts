import { type Cell, type CellStyle, type DataValidation, rangeRef, type WriteSheet, writeXlsx } from 'hucre/xlsx';

/** Colours of a status. */
export type Tone = 'red' | 'orange' | 'green' | 'grey' | 'plain';

/** A column: its head, its width in characters, and what may stand in it. */
export interface ColumnSpec {
  header: string;
  width: number;
  /** Offered in a drop-down; long lists stand on a hidden sheet. */
  list?: readonly string[];
  /** 'day' turns 'YYYY-MM-DD' into a real date. */
  kind?: 'text' | 'day' | 'number' | 'percent';
}

/** A sheet as words and figures. */
export interface SheetSpec {
  name: string;
  /** A line above the head, for sheets that are for looking at. */
  title: string | null;
  columns: ColumnSpec[];
  rows: (string | number | null)[][];
  /** The column with a colour for each row; -1 for none. */
  toneColumn: number;
  tones: Tone[];
}

export interface WorkbookSpec {
  title: string;
  /** Name of the font; every spreadsheet program in Chinese has it or one like it. */
  font: string;
  sheets: SheetSpec[];
  /** Name of the hidden sheet of lists. */
  listSheet: string;
}

const CELL_MAX = 32_767;
const HEAD: CellStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'B5121B' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: { bottom: { style: 'thin', color: { rgb: '8F0D13' } } },
};
const TITLE: CellStyle = { font: { bold: true, size: 16 }, alignment: { vertical: 'center' } };
const TONES: Record<Tone, [fill: string, font: string] | null> = {
  red: ['FDE4E1', 'B5121B'],
  orange: ['FEF0D8', '9A5B00'],
  green: ['E3F4E6', '1B6B2F'],
  grey: ['EDEDED', '6B6B6B'],
  plain: null,
};

/**
 * Writes a workbook: frozen head, widths, filters, drop-downs, status colours. Texts are stored as texts, also those that
 * begin like a formula: nothing in it is ever evaluated. A text longer than Excel keeps is cut at 32,767 units.
 */
export async function writeWorkbook({ title, font, sheets, listSheet }: WorkbookSpec): Promise<Uint8Array> {
  const lists: (string | null)[][] = [];
  const written = sheets.map((sheet) => sheetOf(sheet, lists, listSheet));
  if (lists.length > 0) {
    const height = Math.max(...lists.map((list) => list.length));
    const rows = Array.from({ length: height }, (_, row) => lists.map((list) => list[row] ?? null));
    written.push({ name: listSheet, rows, veryHidden: true });
  }
  return writeXlsx({ sheets: written, properties: { title }, defaultFont: { name: font, size: 11 } });
}

function sheetOf(sheet: SheetSpec, lists: (string | null)[][], listSheet: string): WriteSheet {
  const { columns, rows } = sheet;
  const head = sheet.title === null ? 0 : 1;
  const last = columns.length - 1;
  const cells = new Map<string, Partial<Cell>>();
  columns.forEach((_, column) => cells.set(`${head},${column}`, { style: HEAD }));
  if (sheet.title !== null) cells.set('0,0', { style: TITLE });
  sheet.tones.forEach((tone, index) => {
    const colours = TONES[tone];
    if (!colours || sheet.toneColumn < 0) return;
    cells.set(`${head + 1 + index},${sheet.toneColumn}`, {
      style: {
        fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: colours[0] } },
        font: { color: { rgb: colours[1] }, bold: true },
        alignment: { horizontal: 'center', vertical: 'top' },
      },
    });
  });
  const values = rows.map((row) => row.map((value, column) => valueOf(value, columns[column]?.kind)));
  const endRow = head + Math.max(1, rows.length);
  return {
    name: sheet.name,
    columns: columns.map(({ width, kind }) => ({
      width,
      style: {
        alignment: {
          vertical: 'top',
          wrapText: true,
          ...(kind === 'number' || kind === 'percent' ? { horizontal: 'right' } : {}),
        },
        ...(kind === 'day' ? { numFmt: 'yyyy-mm-dd' } : kind === 'percent' ? { numFmt: '0%' } : {}),
      },
    })),
    rows: [...(sheet.title === null ? [] : [[sheet.title]]), columns.map((column) => column.header), ...values],
    cells,
    rowDefs: new Map([
      [head, { height: 30 }],
      ...(sheet.title === null ? [] : ([[0, { height: 30 }]] as [number, { height: number }][])),
    ]),
    freezePane: { rows: head + 1, columns: sheet.title === null ? 2 : 1 },
    autoFilter: { range: rangeRef(head, 0, endRow, last) },
    dataValidations: validations(columns, head, endRow, lists, listSheet),
    pageSetup: {
      orientation: 'landscape',
      paperSize: 'a4',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$1:$${head + 1}`,
    },
  };
}

/** Lists of any length stand on a hidden sheet: Excel calls a file damaged whose own list has over 255 characters. */
function validations(
  columns: readonly ColumnSpec[],
  head: number,
  endRow: number,
  lists: (string | null)[][],
  listSheet: string,
): DataValidation[] {
  return columns.flatMap(({ list }, column) => {
    if (!list || list.length === 0) return [];
    const at = lists.push([...list]) - 1;
    const letter = columnName(at);
    return [
      {
        type: 'list' as const,
        allowBlank: true,
        showErrorMessage: true,
        errorStyle: 'warning' as const,
        formula1: `'${listSheet}'!$${letter}$1:$${letter}$${list.length}`,
        range: rangeRef(head + 1, column, endRow + 200, column),
      },
    ];
  });
}

const columnName = (index: number): string =>
  index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);

function valueOf(value: string | number | null, kind: ColumnSpec['kind']): string | number | Date | null {
  if (value === null || value === '') return null;
  if (kind === 'day' && typeof value === 'string') return new Date(`${value}T00:00:00Z`);
  // '_x000D_' stands for a carriage return in the format; the words themselves are written with their own escape.
  return typeof value === 'string' ? value.slice(0, CELL_MAX).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : value;
}
