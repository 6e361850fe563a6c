import { LEDGER_HEADERS, ROSTER_HEADERS } from '../../texts/zhCN/importWords.js';
import type { Grid } from './grid.js';
import type { ColumnChoices, SheetReading } from './importTypes.js';

/** How far down the head of a table may stand. */
const SEARCH_ROWS = 20;

/** The head of a table: what it is, and what its columns mean. */
export interface Header {
  kind: 'ledger' | 'roster';
  /** 0-based row of the first data row. */
  firstRow: number;
  columns: SheetReading['columns'];
}

type Known = [words: string, field: string][];
const known = (headers: Record<string, readonly string[]>): Known =>
  Object.entries(headers).flatMap(([field, words]) => words.map((word): [string, string] => [word, field]));
const KNOWN = { ledger: known(LEDGER_HEADERS), roster: known(ROSTER_HEADERS) };
/** Columns without which a table is not of its kind. */
const ASIDE = new Set(['serial', 'remark', 'status', 'percent', 'phone']);

/** A head's words without spaces, brackets and signs: '完成时限（年/月/日）' → '完成时限'. */
export const headWords = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[((【[][^))】\]]*[))】\]]/g, '')
    .replace(/[\s:：*/、．.,，;；]/g, '')
    .toLowerCase();

/** The field that a head means, and how surely: 3 it is the word, 2 it ends with it, 1 it holds it. */
function fieldOf(text: string, kind: Header['kind']): { field: string; sure: number } | null {
  const words = headWords(text);
  if (words === '' || words.length > 20) return null;
  let best: { field: string; sure: number; length: number } | null = null;
  for (const [word, field] of KNOWN[kind]) {
    const sure = words === word ? 3 : words.endsWith(word) ? 2 : words.includes(word) && word.length >= 3 ? 1 : 0;
    if (sure > 0 && (!best || sure > best.sure || (sure === best.sure && word.length > best.length)))
      best = { field, sure, length: word.length };
  }
  return best;
}

/** Finds the head of a table in a sheet's first rows: one row, or two with merged cells. Null when there is none. */
export function findHeader(grid: Grid): Header | null {
  let best: { header: Header; score: number } | null = null;
  for (let row = 0; row < Math.min(SEARCH_ROWS, grid.rows); row++)
    for (const depth of [1, 2])
      for (const kind of ['ledger', 'roster'] as const) {
        const found = readHead(grid, row, depth, kind);
        if (found && (!best || found.score > best.score)) best = found;
      }
  return best?.header ?? null;
}

function readHead(
  grid: Grid,
  row: number,
  depth: number,
  kind: Header['kind'],
): { header: Header; score: number } | null {
  if (row + depth > grid.rows) return null;
  const columns: (SheetReading['columns'][number] & { sure: number })[] = [];
  for (let index = 0; index < grid.columns; index++) {
    const upper = grid.text(row, index);
    const lower = depth === 2 ? grid.text(row + 1, index) : '';
    const header = (lower || upper).replace(/\s+/g, '');
    if (header === '') continue;
    const guess = fieldOf(lower, kind) ?? fieldOf(upper, kind);
    columns.push({ index, header, field: guess?.field ?? null, sure: guess?.sure ?? 0 });
  }
  if (depth === 2 ? !spans(grid, row) : reachesDown(grid, row)) return null;
  keepSurest(columns);
  const fields = new Set(columns.flatMap(({ field }) => (field === null || ASIDE.has(field) ? [] : [field])));
  const enough =
    kind === 'ledger'
      ? fields.size >= 2 &&
        (fields.has('title') || fields.has('itemNo') || fields.has('task')) &&
        (fields.has('leadUnit') || fields.has('due') || fields.has('milestones'))
      : fields.has('unit') &&
        (fields.has('person') || fields.has('unitKind') || fields.has('sortOrder') || fields.has('unitShort'));
  if (!enough) return null;
  const score =
    columns.reduce((sum, each) => sum + (each.field === null ? 0 : each.sure), 0) - (depth - 1) * 0.5 - row * 0.01;
  return {
    score,
    header: {
      kind,
      firstRow: row + depth,
      columns: columns.map(({ index, header, field }) => ({ index, header, field })),
    },
  };
}

/** A head of two rows holds a merged cell: one that spans columns, or one that spans both rows. */
function spans(grid: Grid, row: number): boolean {
  for (let column = 0; column < grid.columns; column++)
    if (!grid.own(row + 1, column) || (column > 0 && !grid.own(row, column))) return true;
  return false;
}

/** A head cell that is merged with the one below: the head goes on there. */
function reachesDown(grid: Grid, row: number): boolean {
  for (let column = 0; column < grid.columns; column++)
    if (
      grid.own(row, column) &&
      !grid.own(row + 1, column) &&
      grid.text(row, column) !== '' &&
      grid.text(row, column) === grid.text(row + 1, column)
    )
      return true;
  return false;
}

/** Of several columns for one field the surest is taken, the first when they are equal; remarks may stand often. */
function keepSurest(columns: { field: string | null; sure: number }[]): void {
  const best = new Map<string, { field: string | null; sure: number }>();
  for (const column of columns) {
    if (column.field === null || column.field === 'remark') continue;
    const other = best.get(column.field);
    if (!other || column.sure > other.sure) {
      if (other) other.field = null;
      best.set(column.field, column);
    } else column.field = null;
  }
}

/** The columns as a person corrected them: a field that was given to a column is taken from the others. */
export function choose(
  columns: SheetReading['columns'],
  choices: ColumnChoices[string] | undefined,
): SheetReading['columns'] {
  if (!choices) return columns;
  const taken = new Set(Object.values(choices).filter((field) => field !== ''));
  return columns.map((column) => {
    const choice = choices[String(column.index)];
    if (choice !== undefined) return { ...column, field: choice === '' ? null : choice };
    return column.field !== null && taken.has(column.field) ? { ...column, field: null } : column;
  });
}

/** A column's letters: 0 → 'A', 27 → 'AB'. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? columnLetters(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
}
