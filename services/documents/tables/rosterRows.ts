import { codeOf, type CodeField, type RosterField } from '../../texts/zhCN/importWords.js';
import { columnLetters } from './columns.js';
import type { Problem, RosterRow } from './importTypes.js';
import type { RowContext } from './ledgerRows.js';

const NAME_MAX = 60;
/** Between two numbers of one cell. */
const NUMBER_JOINT = /[/、,，;；]|\s{2,}|\n/;

/**
 * Reads a phone cell: '+86 138-0013-8000' is the mobile number '13800138000'; of several the first mobile one counts. A
 * landline or an extension is '' (no account is known by it); null for what is no number at all.
 */
export function mobileIn(words: string): string | null {
  const numbers = words
    .normalize('NFKC')
    .split(NUMBER_JOINT)
    .map((each) => each.replace(/[\s\-–—.()]/g, '').replace(/^(?:\+|00)?86(?=1)/, ''))
    .filter((each) => each !== '');
  const mobile = numbers.find((each) => /^1[3-9]\d{9}$/.test(each));
  if (mobile !== undefined) return mobile;
  const within = /(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/.exec(words.normalize('NFKC'));
  if (within) return within[0].replace(/\D/g, '');
  return numbers.every((each) => /^(?!1[3-9])\d{3,12}(?:转\d+)?$/.test(each)) ? '' : null;
}

/** A row of a roster. A person without a role is the unit's liaison: that is whom rosters list. */
export function readRosterRow({ grid, columns }: Pick<RowContext, 'grid' | 'columns'>, row: number): RosterRow {
  const problems: Problem[] = [];
  const columnOf = new Map(
    columns.flatMap((column) => (column.field === null ? [] : [[column.field, column] as const])),
  );
  const problem = (field: RosterField, code: string, params: Problem['params'] = {}) => {
    const column = columnOf.get(field);
    problems.push({
      column: column?.header ?? '',
      cell: column ? `${columnLetters(column.index)}${row + 1}` : '',
      code,
      params,
    });
  };
  const text = (field: RosterField): string => {
    const column = columnOf.get(field);
    const words = column ? grid.text(row, column.index).replace(/\s+/g, ' ') : '';
    if (words.length > NAME_MAX) problem(field, 'tooLong', { max: NAME_MAX });
    return words;
  };
  const code = (field: CodeField & RosterField): string => {
    const words = text(field);
    const found = words === '' ? '' : codeOf(field, words);
    if (found === null) problem(field, 'codeUnknown', { words: words.slice(0, 20) });
    return found ?? '';
  };
  const number = (field: RosterField): number | null => {
    const words = text(field);
    if (words === '') return null;
    if (/^\d{1,6}$/.test(words)) return Number(words);
    problem(field, 'numberUnclear', { words: words.slice(0, 20) });
    return null;
  };

  const unit = text('unit');
  const person = text('person').replace(/\s/g, '');
  const role = code('role') || 'liaison';
  if (unit === '' && (person === '' || role === 'liaison' || role === 'unitHead')) problem('unit', 'unitMissing');
  const accounts: RosterRow['accounts'] = [];
  const wecom = text('wecom');
  if (/^[A-Za-z0-9][\w@.-]{0,63}$/.test(wecom)) accounts.push({ platform: 'wecom', id: wecom.toLowerCase() });
  else if (wecom !== '') problem('wecom', 'accountUnclear', { words: wecom.slice(0, 30) });
  const telegram = text('telegram');
  if (/^\d{3,15}$/.test(telegram)) accounts.push({ platform: 'telegram', id: telegram });
  else if (telegram !== '') problem('telegram', 'accountUnclear', { words: telegram.slice(0, 30) });
  const mobile = mobileIn(text('phone'));
  if (mobile === null) problem('phone', 'mobileUnclear');
  const spot = (field: RosterField) => {
    const column = columnOf.get(field);
    return { column: column?.header ?? '', cell: column ? `${columnLetters(column.index)}${row + 1}` : '' };
  };
  return {
    kind: 'roster',
    sheet: grid.name,
    row: row + 1,
    given: [...columnOf.keys()] as RosterField[],
    unit,
    unitShort: text('unitShort'),
    unitCode: text('unitCode'),
    unitKind: code('unitKind'),
    parent: text('parent'),
    sortOrder: number('sortOrder'),
    quota: number('quota'),
    person,
    personCode: text('personCode'),
    personTitle: text('personTitle'),
    role,
    accounts,
    mobile: mobile ?? '',
    spots: { wecom: spot('wecom'), telegram: spot('telegram'), mobile: spot('phone') },
    problems,
  };
}
