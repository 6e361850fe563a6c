import type { Correction, Day } from '../../../domain/calendar.js';
import type { LedgerField, RosterField } from '../../texts/zhCN/importWords.js';

/** What is wrong with a cell. `column` is the head of its column as it stands in the file, `cell` its name ('F5'). */
export interface Problem {
  column: string;
  cell: string;
  code: string;
  params: Record<string, string | number>;
}

/** A milestone of an imported item. */
export interface ImportedMilestone {
  name: string;
  dueOn: Day;
  percent: number;
  standard: string;
}

/** A row of the ledger as read. Fields whose column the file does not have are not in `given` and stay as they are. */
export interface LedgerRow {
  kind: 'ledger';
  sheet: string;
  /** 1-based, as the spreadsheet numbers it. */
  row: number;
  given: LedgerField[];
  itemNo: string;
  title: string;
  /** Names of units; the lead one first. */
  leadUnit: string;
  supportingUnits: string[];
  texts: Record<TextField, string>;
  supervisionClass: string;
  itemKind: string;
  source: string;
  /** Written out with names and percents, or null: then only days are given. */
  milestones: ImportedMilestone[] | null;
  /** The due days, in order. */
  dueOns: Day[];
  /** The due cell's own words, where a day was reckoned from them. */
  dueWords: string;
  guessed: boolean;
  problems: Problem[];
}

/** Fields of plain text. */
export const TEXT_FIELDS = [
  'responsiblePerson',
  'task',
  'measures',
  'target',
  'standard',
  'safeguard',
  'consequence',
  'tag',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** A row of a roster as read: a unit, and perhaps a person of it. */
export interface RosterRow {
  kind: 'roster';
  sheet: string;
  row: number;
  given: RosterField[];
  unit: string;
  unitShort: string;
  unitCode: string;
  unitKind: string;
  parent: string;
  sortOrder: number | null;
  quota: number | null;
  person: string;
  personCode: string;
  personTitle: string;
  role: string;
  accounts: { platform: 'wecom' | 'telegram'; id: string }[];
  /** 11 digits of a number in mainland China; '' where there is none. */
  mobile: string;
  /** Where what must be nobody else's stands, by what it is: 'wecom', 'telegram', 'mobile'. */
  spots: Record<string, Pick<Problem, 'column' | 'cell'>>;
  problems: Problem[];
}

export type ImportRow = LedgerRow | RosterRow;

/** A sheet as it was understood. `columns` are those with a head; `field` is null for one that is not read. */
export interface SheetReading {
  sheet: string;
  kind: 'ledger' | 'roster' | null;
  /** 1-based row of the (last) head row; 0 without one. */
  headerRow: number;
  columns: { index: number; header: string; field: string | null }[];
  rows: number;
  hiddenRows: number;
  /** Headings between rows and notes under the table, which are no rows. */
  noteRows: number;
}

/** A person's corrections of the guessed columns: sheet → column (0-based) → field, '' for "leave it out". */
export type ColumnChoices = Record<string, Record<string, string>>;

/** What reading a file needs to know of the campaign. */
export interface ImportReference {
  units: { name: string; shortName: string }[];
  /** The day the file is read on, in the campaign's zone. */
  referenceOn: Day;
  endsOn: Day;
  corrections: Correction[];
}

/** A file as it was understood, before it is compared with the ledger. */
export interface ImportReading {
  sheets: SheetReading[];
  rows: ImportRow[];
}
