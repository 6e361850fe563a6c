import type { ImportReading } from '../documents/tables/importTypes.js';
import type { Phrases } from '../texts/index.js';
import { type RowOutcome, type RowState, totalsOf } from './outcome.js';

/** What an import found or did, as `npm run import -- FILE --json` prints it. Rows are numbered as the spreadsheet does. */
export interface ImportReport {
  sheets: {
    sheet: string;
    kind: 'ledger' | 'roster' | null;
    headerRow: number;
    columns: { column: string; field: string | null }[];
    rows: number;
    hiddenRows: number;
    noteRows: number;
  }[];
  rows: {
    sheet: string;
    row: number;
    state: RowState;
    item: Record<string, unknown>;
    changes: string[];
    problems: { column: string; cell: string; code: string; message: string }[];
  }[];
  totals: Record<RowState | 'rows' | 'guessed', number>;
}

/** Puts a report together. */
export function importReport(reading: ImportReading, outcomes: readonly RowOutcome[], t: Phrases): ImportReport {
  return {
    sheets: reading.sheets.map(({ columns, ...sheet }) => ({
      ...sheet,
      columns: columns.map((column) => ({ column: column.header, field: column.field })),
    })),
    rows: outcomes.map(({ row, state, changes }) => ({
      sheet: row.sheet,
      row: row.row,
      state,
      item: itemOf(row),
      changes,
      problems: row.problems.map(({ column, cell, code, params }) => ({
        column,
        cell,
        code,
        message: t.importing.problem(code, params),
      })),
    })),
    totals: totalsOf(outcomes),
  };
}

function itemOf(row: RowOutcome['row']): Record<string, unknown> {
  if (row.kind === 'roster') {
    const { unit, person, personTitle, role } = row;
    return { unit, person, personTitle, role };
  }
  const { itemNo, title, leadUnit, supportingUnits, dueOns, milestones, supervisionClass, texts } = row;
  return {
    itemNo,
    title,
    leadUnit,
    supportingUnits,
    dueOn: dueOns.at(-1) ?? null,
    dueOns,
    ...(milestones ? { milestones } : {}),
    supervisionClass,
    ...texts,
  };
}
