import { bold, type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { shortDay } from './dates.js';
import { LEDGER_HEADERS, ROSTER_HEADERS } from './importWords.js';

type Params = Record<string, string | number>;

const PROBLEMS: Record<string, (p: Params) => string> = {
  titleMissing: () => '没有事项名称',
  unitMissing: () => '没有写单位',
  unitUnknown: (p) => `单位“${p.words}”不在名册里`,
  dueMissing: () => '没有写完成时限',
  dueUnclear: (p) => `没有认出时限“${p.words}”，请写成 2026-09-30 这样的日期`,
  codeUnknown: (p) => `没有认出“${p.words}”，请从下拉列表里选`,
  tooLong: (p) => `超过 ${p.max} 字`,
  duplicate: (p) => `与“${p.sheet}”第 ${p.row} 行重复`,
  numberUnclear: (p) => `“${p.words}”不是整数`,
  accountUnclear: (p) => `“${p.words}”不像账号`,
  accountTaken: (p) => `账号或编号已经属于${p.words}`,
  accountShared: (p) => `与“${p.sheet}”第 ${p.row} 行（${p.words}）的账号相同，请核对是谁的`,
  mobileUnclear: () => '不是 11 位手机号，请核对',
  mobileShared: (p) => `与“${p.sheet}”第 ${p.row} 行（${p.words}）的手机号相同，请核对是谁的`,
  mobileTaken: (p) => `手机号已经登记给${p.words}`,
  roleNotAllowed: () => '协调员和管理员只能由管理员导入',
};

/** What a row's problem says. */
const problem = (code: string, params: Params): string => PROBLEMS[code]?.(params) ?? code;

/** Our name for a field: the first of its heads. */
const field = (name: string): string =>
  ((LEDGER_HEADERS as Record<string, readonly string[]>)[name] ??
    (ROSTER_HEADERS as Record<string, readonly string[]>)[name] ?? [name])[0] ?? name;

/** A row that is wrong, for people. */
export interface ProblemLine {
  sheet: string;
  row: number;
  column: string;
  code: string;
  params: Params;
}

/** What a dry run found. */
export interface DryRunFacts {
  name: string;
  sheets: {
    sheet: string;
    kind: string | null;
    rows: number;
    hiddenRows: number;
    columns: { header: string; field: string | null }[];
  }[];
  totals: { rows: number; new: number; changed: number; unchanged: number; wrong: number; guessed: number };
  problems: ProblemLine[];
  examples: { words: string; dueOn: string }[];
}

const problemLine = (each: ProblemLine): string =>
  `· “${each.sheet}”第 ${each.row} 行${each.column === '' ? '' : `“${each.column}”`}：${problem(each.code, each.params)}`;

const columnsLine = (sheet: DryRunFacts['sheets'][number]): Line[] => {
  const read = sheet.columns.filter(
    (column) => column.field !== null && column.field !== 'serial' && column.field !== 'remark',
  );
  const left = sheet.columns.filter((column) => column.field === null);
  const pair = ({ header, field: name }: { header: string; field: string | null }) =>
    header === field(name ?? '') ? header : `${header}→${field(name ?? '')}`;
  return [
    text(
      bold(`“${sheet.sheet}”`),
      `${sheet.kind === 'roster' ? '名册' : '台账'} ${sheet.rows} 行`,
      sheet.hiddenRows > 0 ? `（另有隐藏的 ${sheet.hiddenRows} 行没有读）` : '',
    ),
    text(`列：${read.map(pair).join('、')}`),
    ...(left.length === 0 ? [] : [note(`没有用到的列：${left.map((column) => column.header).join('、')}`)]),
  ];
};

const counts = (t: DryRunFacts['totals']): string =>
  `新增 ${t.new}　修改 ${t.changed}　不变 ${t.unchanged}　有误 ${t.wrong}`;

export const importing = {
  problem,
  field,
  milestoneName: (number: number, of: number) => (number === of ? '办结' : `第 ${number} 个节点`),
  /** /import without a file. */
  how: (): Message => ({
    lines: [
      title('导入台账或名册'),
      text('请把 Excel（.xlsx）或 CSV 文件直接发到这里，10 MB、5 万行以内。'),
      text('先试读给您看：新增、修改、有误各多少，点“确认导入”才写入。'),
      note('台账至少要有事项名称、责任单位、完成时限三列，列名和顺序不限。'),
    ],
  }),
  reading: (name: string): Message => ({
    lines: [text(`“${name}”已收到，正在试读，读完发给您看。现在还没有写入任何内容。`)],
  }),
  applying: (): Message => ({ lines: [text('正在写入，完成后告诉您结果。')] }),
  dryRun: (d: DryRunFacts, buttons: Button[][]): Message => ({
    lines: [
      title(`试读“${d.name}”：${counts(d.totals)}`),
      ...d.sheets
        .filter((sheet) => sheet.kind !== null)
        .slice(0, 3)
        .flatMap(columnsLine),
      ...(d.examples.length === 0
        ? []
        : [
            text(
              `时限按文字推算 ${d.totals.guessed} 行，如 ${d.examples.map((each) => `“${each.words}”为 ${shortDay(each.dueOn)}`).join('，')}。`,
            ),
          ]),
      ...(d.problems.length === 0
        ? []
        : [text(bold('有误的行')), ...d.problems.slice(0, 5).map((each) => text(problemLine(each)))]),
      ...(d.problems.length > 5 ? [note(`还有 ${d.problems.length - 5} 处，都标在随附文件最后一列。`)] : []),
      text(
        d.totals.new + d.totals.changed === 0
          ? d.totals.wrong === 0
            ? '和台账完全一致，不用导入。'
            : '没有可以导入的行。改好随附文件后再发一次。'
          : `现在还没有写入。确认后一次写入 ${d.totals.new + d.totals.changed} 行${d.totals.wrong > 0 ? '，有误的行跳过' : ''}。`,
      ),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  /** For the command line. */
  summary: (totals: DryRunFacts['totals'], dryRun: boolean) =>
    `${dryRun ? '试读（没有写入）' : '已导入'}：${counts(totals)}`,
  lineFor: (each: { sheet: string; row: number; column: string; message: string }) =>
    `· “${each.sheet}”第 ${each.row} 行${each.column === '' ? '' : `“${each.column}”`}：${each.message}`,
  more: (count: number) => `还有 ${count} 处，加 --json 可看全部。`,
  done: (d: { name: string; totals: DryRunFacts['totals'] }): Message => ({
    lines: [
      title(`“${d.name}”已导入`),
      text(`新增 ${d.totals.new}　修改 ${d.totals.changed}　不变 ${d.totals.unchanged}　跳过 ${d.totals.wrong}`),
      note('同一个文件再导一次不会重复。'),
    ],
  }),
  failed: (name: string, words: string): Message => ({ lines: [title(`“${name}”没有读成`), text(words)] }),
  broke: (name: string, incident: string): Message => ({
    lines: [
      text(`“${name}”没有处理成功，是系统的问题，已记录（编号 ${incident}）。没有写入任何内容，请稍后再发一次。`),
    ],
  }),
  cancelled: (): Message => ({ lines: [text('这次导入已取消，没有写入任何内容。')] }),
  confirm: '确认导入',
  cancel: '取消',
  columns: '改列',
  withHidden: '连隐藏行',
  confirmed: '已确认',
  wasCancelled: '已取消',
  rereading: '重新试读',
  markedHeader: '导入提示',
  markedFile: (name: string) => name.replace(/(\.[^.]*)?$/, '-标注$1'),
  askColumn: (sheet: string, columns: { header: string; field: string | null }[]): Line[] => [
    title(`改列（“${sheet}”）`),
    ...columns.map((column) => text(`${column.header}：${column.field === null ? '不读' : field(column.field)}`)),
    text('要改哪一列？'),
  ],
  askField: (header: string): Line[] => [title(`“${header}”是什么？`), text('请选这一列的意思。')],
  ignore: '不读这列',
};
