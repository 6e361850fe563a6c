import type { Calendar, Day } from '../../../domain/calendar.js';
import { codeOf, type CodeField, type LedgerField } from '../../texts/zhCN/importWords.js';
import { columnLetters } from './columns.js';
import { readDue } from './dueCell.js';
import type { Grid } from './grid.js';
import {
  type ImportReference,
  type LedgerRow,
  type Problem,
  type SheetReading,
  TEXT_FIELDS,
  type TextField,
} from './importTypes.js';
import { readMilestones } from './milestoneCell.js';
import type { UnitReader } from './units.js';

const TITLE_MAX = 200;
const TEXT_MAX = 5000;
const ITEM_NO_MAX = 40;

/** What reading rows needs. */
export interface RowContext {
  grid: Grid;
  columns: SheetReading['columns'];
  reference: ImportReference;
  calendar: Calendar;
  units: UnitReader;
}

/** The cells of an item: one row, or several under a title that is merged over them. */
export function readLedgerRow(context: RowContext, rows: readonly number[]): LedgerRow {
  const { grid, columns, reference, calendar, units } = context;
  const first = rows[0] ?? 0;
  const problems: Problem[] = [];
  const columnOf = new Map(
    columns.flatMap((column) => (column.field === null ? [] : [[column.field, column] as const])),
  );
  const problem = (field: LedgerField, code: string, params: Problem['params'] = {}) => {
    const column = columnOf.get(field);
    problems.push({
      column: column?.header ?? '',
      cell: column ? `${columnLetters(column.index)}${first + 1}` : '',
      code,
      params,
    });
  };
  /** The field's texts in the item's rows, each once. */
  const all = (field: LedgerField): string[] => {
    const column = columnOf.get(field);
    if (!column) return [];
    return [...new Set(rows.map((row) => grid.text(row, column.index)).filter((text) => text !== ''))];
  };
  const text = (field: LedgerField, max = TEXT_MAX): string => {
    const words = all(field).join('\n');
    if (words.length > max) problem(field, 'tooLong', { max });
    return words;
  };
  const code = (field: CodeField & LedgerField): string => {
    const words = text(field);
    const found = words === '' ? '' : codeOf(field, words);
    if (found === null) problem(field, 'codeUnknown', { words: words.slice(0, 20) });
    return found ?? '';
  };

  const lead = units(all('leadUnit').join('\n'));
  const supporting = units(all('supportingUnits').join('\n'));
  if (lead.lead.length + lead.unknown.length === 0) problem('leadUnit', 'unitMissing');
  for (const words of lead.unknown) problem('leadUnit', 'unitUnknown', { words: words.slice(0, 30) });
  for (const words of supporting.unknown) problem('supportingUnits', 'unitUnknown', { words: words.slice(0, 30) });
  const [leadUnit = '', ...others] = lead.lead;
  const title = text('title', TITLE_MAX) || text('task', TITLE_MAX);
  if (title === '') problem('title', 'titleMissing');

  const structured = readMilestones(all('milestones').join('\n'));
  const { dueOns, guessed, dueWords } = dues();
  function dues(): { dueOns: Day[]; guessed: boolean; dueWords: string } {
    if (structured) return { dueOns: structured.map((each) => each.dueOn), guessed: false, dueWords: '' };
    const field: LedgerField =
      columnOf.has('due') && all('due').length > 0 ? 'due' : columnOf.has('milestones') ? 'milestones' : 'due';
    const cells = all(field);
    const reads = (cells.length > 0 ? cells : ['']).map((cell) => readDue(cell, reference, calendar));
    const bad = reads.findIndex((read) => read.code !== undefined);
    if (bad >= 0) problem(field, reads[bad]?.code ?? '', { words: (cells[bad] ?? '').slice(0, 30) });
    return {
      dueOns: [...new Set(reads.flatMap((read) => read.dueOns))].sort(),
      guessed: reads.some((read) => read.guessed),
      dueWords: cells.join('、'),
    };
  }

  return {
    kind: 'ledger',
    sheet: grid.name,
    row: first + 1,
    given: [...columnOf.keys()] as LedgerField[],
    itemNo: text('itemNo', ITEM_NO_MAX),
    title,
    leadUnit,
    supportingUnits: [...new Set([...others, ...lead.supporting, ...supporting.lead, ...supporting.supporting])].filter(
      (name) => name !== leadUnit,
    ),
    texts: Object.fromEntries(TEXT_FIELDS.map((field) => [field, text(field)])) as Record<TextField, string>,
    supervisionClass: code('supervisionClass'),
    itemKind: code('kind'),
    source: code('source'),
    milestones: structured,
    dueOns,
    dueWords,
    guessed,
    problems,
  };
}
