import { createCalendar } from '../../../domain/calendar.js';
import { UserError } from '../../../domain/userError.js';
import { NOTE_LINE, READ_ONLY_MARK } from '../../texts/zhCN/importWords.js';
import { choose, findHeader, headWords } from './columns.js';
import { type Grid, gridOf } from './grid.js';
import type {
  ColumnChoices,
  ImportReading,
  ImportReference,
  ImportRow,
  Problem,
  RosterRow,
  SheetReading,
} from './importTypes.js';
import { readLedgerRow } from './ledgerRows.js';
import { readTable } from './readTable.js';
import { readRosterRow } from './rosterRows.js';
import { unitReader } from './units.js';

/** A file to read, and how. */
export interface ImportInput {
  bytes: Uint8Array;
  name: string;
  reference: ImportReference;
  choices: ColumnChoices;
  /** Also read rows that are hidden in the file. */
  hidden: boolean;
}

/**
 * Reads an office's spreadsheet: finds the tables, their columns and rows, and what is wrong with them. Rosters come
 * first, so that a ledger may name their units. Throws UserError as readTable does, and 'tableNoHeader' when no sheet
 * holds a table that is known.
 */
export async function readImport({ bytes, name, reference, choices, hidden }: ImportInput): Promise<ImportReading> {
  const calendar = createCalendar(reference.corrections);
  const tables = (await readTable(bytes, name)).map((sheet) => {
    const grid = gridOf(sheet);
    const header = isReadOnly(grid) ? null : findHeader(grid);
    const columns = choose(header?.columns ?? [], choices[sheet.name]);
    return { grid, header, columns };
  });
  if (tables.every(({ header }) => header === null)) throw new UserError('tableNoHeader');
  const sheets: SheetReading[] = [];
  const rows: ImportRow[] = [];
  const units = [...reference.units];
  for (const kind of ['roster', 'ledger'] as const)
    for (const { grid, header, columns } of tables) {
      if (header?.kind !== kind) continue;
      const found = itemRows(grid, header.firstRow, columns, kind, hidden);
      const context = { grid, columns, reference, calendar, units: unitReader(units) };
      const read = found.items.map((group) =>
        kind === 'ledger' ? readLedgerRow(context, group) : readRosterRow(context, group[0] ?? 0),
      );
      rows.push(...read);
      for (const row of read)
        if (
          row.kind === 'roster' &&
          row.unit !== '' &&
          !units.some((unit) => unit.name === row.unit || unit.shortName === row.unit)
        )
          units.push({ name: row.unit, shortName: row.unitShort || row.unit });
      sheets.push({
        sheet: grid.name,
        kind,
        headerRow: header.firstRow,
        columns,
        rows: read.length,
        hiddenRows: found.hiddenRows,
        noteRows: found.noteRows,
      });
    }
  markDuplicates(rows);
  markSharedAccounts(rows);
  for (const { grid, header } of tables)
    if (!header)
      sheets.push({ sheet: grid.name, kind: null, headerRow: 0, columns: [], rows: 0, hiddenRows: 0, noteRows: 0 });
  return { sheets, rows };
}

/** Sheets of an export that only show something say so in their title. */
const isReadOnly = (grid: Grid): boolean => grid.rows > 0 && grid.text(0, 0).includes(READ_ONLY_MARK);

/** The rows of a table: those of one item together, without headings, notes, sums and repeated heads. */
function itemRows(
  grid: Grid,
  firstRow: number,
  columns: SheetReading['columns'],
  kind: 'ledger' | 'roster',
  hidden: boolean,
): { items: number[][]; hiddenRows: number; noteRows: number } {
  const items: number[][] = [];
  let hiddenRows = 0;
  let noteRows = 0;
  const mapped = columns.filter((column) => column.field !== null);
  const titleAt = mapped.find((column) => column.field === 'title')?.index;
  for (let row = firstRow; row < grid.rows; row++) {
    const own: { index: number; text: string }[] = [];
    for (let index = 0; index < grid.columns; index++) {
      const text = grid.own(row, index) ? grid.text(row, index) : '';
      if (text !== '') own.push({ index, text });
    }
    if (own.length === 0) continue;
    if (!hidden && grid.hidden(row)) {
      hiddenRows++;
      continue;
    }
    if (isNote(own, columns, mapped)) {
      noteRows++;
      continue;
    }
    const group = items.at(-1);
    if (kind === 'ledger' && titleAt !== undefined && !grid.own(row, titleAt) && group?.at(-1) === row - 1)
      group.push(row);
    else items.push([row]);
  }
  return { items, hiddenRows, noteRows };
}

/** Whether a row is a heading, a note, a sum, or the head again, and no row of the table. */
function isNote(
  own: readonly { index: number; text: string }[],
  columns: SheetReading['columns'],
  mapped: SheetReading['columns'],
): boolean {
  const [first] = own;
  if (first && NOTE_LINE.test(first.text)) return true;
  const again = own.filter(({ index, text }) => {
    const column = columns.find((each) => each.index === index);
    return column !== undefined && headWords(column.header) === headWords(text);
  });
  if (again.length >= 2 && again.length >= own.length - 1) return true;
  const telling = own.filter(({ index }) =>
    mapped.some((column) => column.index === index && column.field !== 'serial' && column.field !== 'remark'),
  );
  if (telling.length === 0) return true;
  // One cell alone, at the left edge or outside the title: 一、重点工作, or words under the table.
  const [only] = telling;
  return (
    own.length === 1 &&
    mapped.length > 1 &&
    (only?.index === 0 || mapped.find((column) => column.index === only?.index)?.field !== 'title')
  );
}

/** A number, or a title with its unit, that an earlier row of the file already has. */
function markDuplicates(rows: readonly ImportRow[]): void {
  const seen = new Map<string, ImportRow>();
  for (const row of rows) {
    const key =
      row.kind === 'roster'
        ? `roster\n${row.unit}\n${row.person}\n${row.role}\n${row.personCode}`
        : row.itemNo !== ''
          ? `no\n${row.itemNo.toUpperCase()}`
          : `title\n${row.title}\n${row.leadUnit}`;
    const first = seen.get(key);
    if (!first) seen.set(key, row);
    else {
      const problem: Problem = {
        column: '',
        cell: '',
        code: 'duplicate',
        params: { row: first.row, sheet: first.sheet },
      };
      row.problems.push(problem);
    }
  }
}

/** An account or a mobile number that stands beside two names: whose it is, nobody but the sender can tell. */
function markSharedAccounts(rows: readonly ImportRow[]): void {
  const users = new Map<string, { row: RosterRow; what: string }[]>();
  for (const row of rows) {
    if (row.kind !== 'roster' || row.person === '') continue;
    const own = [
      ...row.accounts.map(({ platform, id }) => ({ what: platform as string, id })),
      ...(row.mobile === '' ? [] : [{ what: 'mobile', id: row.mobile }]),
    ];
    for (const { what, id } of own) {
      const key = `${what} ${id}`;
      users.set(key, [...(users.get(key) ?? []), { row, what }]);
    }
  }
  const nameOf = (row: RosterRow) => `${row.personCode} ${row.person}`;
  for (const sharing of users.values())
    for (const { row, what } of sharing) {
      const other = sharing.find((each) => nameOf(each.row) !== nameOf(row))?.row;
      if (!other) continue;
      const params = { row: other.row, sheet: other.sheet, words: other.person };
      const code = what === 'mobile' ? 'mobileShared' : 'accountShared';
      row.problems.push({ ...(row.spots[what] ?? { column: '', cell: '' }), code, params });
    }
}
