import type { SpecialDay } from '../../../domain/calendar.js';
import { addDays } from '../../../domain/calendar.js';
import { type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { day, shortDay } from './dates.js';

const KINDS = { holiday: '休', workday: '班' } as const;

/** Lines of days on one message. */
const SHOWN = 7;

/** Days in a row with one name are one line. */
interface Run extends SpecialDay {
  until: string;
}

function runsOf(days: readonly SpecialDay[]): Run[] {
  const runs: Run[] = [];
  for (const each of days) {
    const last = runs.at(-1);
    if (
      last &&
      last.kind === each.kind &&
      last.name === each.name &&
      last.source === each.source &&
      addDays(last.until, 1) === each.on
    )
      last.until = each.on;
    else runs.push({ ...each, until: each.on });
  }
  return runs;
}

const run = (each: Run, year: string): string => {
  const on = `${each.on.slice(0, 4) === year ? '' : `${each.on.slice(0, 4)}年`}${day(each.on)}`;
  const until = each.until === each.on ? '' : `—${shortDay(each.until)}`;
  return `【${KINDS[each.kind]}】${on}${until}${each.name === '' ? '' : `　${each.name}`}${each.source === 'local' ? '（本地调整）' : ''}`;
};

const PROBLEMS: Record<string, string> = {
  json: '内容不是 JSON，请检查引号、逗号和方括号',
  form: '只能有 on、kind、name 三项，例：{"on":"2027-01-01","kind":"休","name":"元旦"}',
  day: 'on 不是日期，请写成 2027-01-01',
  kind: 'kind 请写“休”或“班”',
  name: 'name 最多 20 个字',
  twice: '同一天写了两次',
  count: '至少 1 天，最多 400 天',
};

export const calendar = {
  kinds: KINDS,
  show: (days: readonly SpecialDay[], missing: number[], today: string, buttons: Button[][]): Message => {
    const runs = runsOf(days);
    return {
      lines: [
        title('日历　近期放假和调休'),
        ...(runs.length === 0 ? [text('近期没有放假和调休安排。')] : []),
        ...runs.slice(0, SHOWN).map((each) => text(run(each, today.slice(0, 4)))),
        ...(runs.length > SHOWN ? [note(`还有 ${runs.length - SHOWN} 条，到时再显示。`)] : []),
        ...missing.map((year) => text(`${year} 年还没有节假日数据，按周一至周五上班计算。`)),
        note('其余按周一至周五上班。例：日历 添加 2026-12-31 休 单位统一调休'),
      ],
      buttons,
    };
  },
  open: '打开日历',
  add: '添加一天',
  import: '导入',
  remove: (on: string) => `删 ${shortDay(on)}`,
  saved: (on: string, kind: 'holiday' | 'workday', written: number, past: boolean): Message => ({
    lines: [
      text(
        written === 0
          ? `${day(on)}已经是“${KINDS[kind]}”，没有改动。`
          : `已改：${day(on)}按“${KINDS[kind]}”计算，提醒和工作日随之调整。`,
      ),
      ...(past && written > 0 ? [note('这一天已经过去：已发出的提醒不会收回，逾期天数会重新计算。')] : []),
    ],
  }),
  removed: (on: string, isWorkday: boolean): Message => ({
    lines: [text(`已删除${day(on)}的本地调整，这一天恢复为${isWorkday ? '上班' : '休息'}。`)],
  }),
  askDay: (): Line[] => [title('添加一天（1/3）'), text('哪一天？例：2026-12-31')],
  askKind: (on: string): Line[] => [title(`添加一天（2/3）　${day(on)}`), text('这一天休息还是上班？')],
  askName: (on: string, kind: 'holiday' | 'workday'): Line[] => [
    title(`添加一天（3/3）　${day(on)}　${KINDS[kind]}`),
    text('原因是什么？例：单位统一调休。不写请点“跳过”。'),
  ],
  holiday: '休息',
  workday: '上班',
  askImport: (): Line[] => [
    title('导入日历'),
    text('请发一个 JSON 文件，或直接粘贴内容。例：'),
    text('[{"on":"2027-01-01","kind":"休","name":"元旦"}]'),
    note('同一天以新导入的为准，重复导入不会多出记录。'),
  ],
  imported: (total: number, written: number): Message => ({
    lines: [
      text(
        written === 0
          ? `${total} 天与现有的完全一样，没有改动。`
          : `已导入 ${total} 天，其中新增或改动 ${written} 天。提醒和工作日随之调整。`,
      ),
    ],
  }),
  problems: (problems: { row: number; what: string }[]): Message => ({
    lines: [
      title(`没有导入：有 ${problems.length} 处要改`),
      ...problems
        .slice(0, SHOWN)
        .map((each) => text(`· ${each.row === 0 ? '' : `第 ${each.row} 条：`}${PROBLEMS[each.what] ?? each.what}`)),
      ...(problems.length > SHOWN ? [note(`还有 ${problems.length - SHOWN} 处。`)] : []),
      note('改好后请整份重发，没有问题才会一次导入。'),
    ],
  }),
  missing: (year: number, buttons: Button[][]): Message => ({
    lines: [
      title(`${year} 年的节假日还没有数据，请补充`),
      text('没有数据时按周一至周五上班计算，放假和调休前后的提醒、完成时限会不准。'),
      note('放假通知发布后，可以升级本程序，也可以打开日历逐日添加或导入。'),
    ],
    buttons,
  }),
};
