import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day, shortDay } from './dates.js';

/** How a unit's list stands, for its own people. */
export interface FilingLine {
  unit: string;
  quota: number;
  confirmed: number;
  waiting: number;
  sentBack: number;
  short: number;
  dueOn: string;
}

interface Draft {
  unit: string;
  title: string;
  standard: string;
  measures: string;
  dueOn: string;
  supervisionClass: string;
}

const FIELDS: Record<string, string> = { title: '事项', standard: '标准', measures: '措施', due: '时限' };
const CLASSES: Record<string, string> = { major: '重点', special: '专项', routine: '常规' };
const MISSING = '【还没有填】';

const filed = ({ quota, short }: FilingLine): number => quota - short;
const counts = (each: FilingLine): string =>
  `应报 ${each.quota} 项，已报 ${filed(each)} 项，已确认 ${Math.min(each.confirmed, each.quota)} 项${
    each.sentBack > 0 ? `，退回待改 ${each.sentBack} 项` : ''
  }`;
const until = (dueOn: string, workdays: number): string =>
  workdays < 0 ? `已过时限 ${-workdays} 个工作日` : workdays === 0 ? '今天报齐' : `${day(dueOn)} 前报齐`;

const matter = (d: Draft): Line[] => [
  text(bold('事项：'), d.title || MISSING),
  text(bold('标准：'), d.standard || MISSING),
  ...(d.measures === '' ? [] : [text(bold('措施：'), d.measures)]),
  text(bold('完成时限：'), d.dueOn === '' ? MISSING : day(d.dueOn)),
  text(bold('督办类别：'), CLASSES[d.supervisionClass] ?? d.supervisionClass),
];

export const filing = {
  fields: FIELDS,
  classes: CLASSES,
  milestone: '完成',
  file: '报送事项',
  look: '清单报送',
  fix: '修改',
  askTitle: (d: { unit: string; quota: number; filed: number; listDueOn: string }): Line[] => [
    title(`报送事项（${d.unit}，应报 ${d.quota} 项，已报 ${d.filed} 项）　报什么事项？`),
    text('请写清楚要办成什么事，例：新建 3 所社区托育园。'),
    note(`也可以一次写全：事项：…；标准：…；措施：…；时限：12月20日。${day(d.listDueOn)} 前报齐。`),
  ],
  askStandard: (name: string): Line[] => [
    title(`${brief(name)}　办到什么标准？`),
    text('请写能检查的标准，例：11 月底前全部开园，普惠学位 180 个。'),
  ],
  askMeasures: (name: string): Line[] => [
    title(`${brief(name)}　有哪些措施？`),
    text('一两句话写要点。没有就点“跳过”。'),
  ],
  askDue: (name: string, endsOn: string): Line[] => [
    title(`${brief(name)}　什么时候办完？`),
    text(`请写日期，例：12月20日、11月底。不晚于 ${day(endsOn)}。`),
  ],
  askClass: (name: string): Line[] => [
    title(`${brief(name)}　属于哪一类？`),
    text('重点每周报进展，专项每两周，常规每月。'),
  ],
  check: (d: Draft, missing: string[]): Line[] => [
    title(`报送事项（${d.unit}）　请核对`),
    ...matter(d),
    note(
      missing.length === 0
        ? '提交后由督查室确认，确认了就列入台账；有要改的会退回，只改那一处。'
        : `还缺：${missing.map((each) => FIELDS[each] ?? each).join('、')}。点“继续填”补上。`,
    ),
  ],
  submit: '提交',
  fill: '继续填',
  change: { title: '改事项', standard: '改标准', measures: '改措施', due: '改时限', class: '改类别' } as Record<
    string,
    string
  >,
  done: (name: string, each: FilingLine, buttons: Button[][]): Message => ({
    lines: [
      title(`已报送：${brief(name, 30)}（${each.unit}）`),
      text(`${counts(each)}。`),
      note(
        each.short === 0 ? '已经报齐，等督查室确认；不再催报。' : `还差 ${each.short} 项，${day(each.dueOn)} 前报齐。`,
      ),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  again: '再报一项',
  lists: (
    lists: (FilingLine & { campaign: string; returned: { title: string; field: string; reason: string }[] })[],
    several: boolean,
    buttons: Button[][],
  ): Message => ({
    lines: [
      title('清单报送　请选一项'),
      ...lists.flatMap((each) => [
        text(bold(several ? `${each.unit}〔${brief(each.campaign, 18)}〕` : each.unit), `　${counts(each)}`),
        ...each.returned.map((row) =>
          text(`【退回改${FIELDS[row.field] ?? ''}】${brief(row.title, 18)}：${brief(row.reason, 30)}`),
        ),
      ]),
    ],
    buttons,
  }),
  allDone: (lists: FilingLine[]): Message => ({
    lines: [
      title('清单已经报齐，不用再报'),
      ...lists.map((each) => text(`· ${each.unit}　${counts(each)}`)),
      note('要更换已报的事项，请联系督查室退回后修改。'),
    ],
  }),
  complete: (campaign: string, unit: string, quota: number): Message => ({
    lines: [
      title(`${unit}报送的 ${quota} 项已全部确认，列入台账`),
      text(campaign),
      note('以后按类别报进展，到期前提醒。发“我的事项”查看。'),
    ],
  }),
  sentBack: (
    d: { campaign: string; title: string; field: string; reason: string; by: string },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`报送的事项被退回，只需改“${FIELDS[d.field] ?? d.field}”`),
      text(bold(brief(d.title, 30)), `　${d.campaign}`),
      ...quote(`${d.reason}（${d.by}，督查室）`),
      note('其他内容不用重填，改好再提交一次就行。'),
    ],
    buttons,
  }),
  card: (
    d: Draft & {
      author: string;
      late: boolean;
      version: number;
      asked: string;
      quota: number;
      confirmed: number;
      waiting: number;
    },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`待确认事项（${d.unit}）　共 ${d.waiting} 项待确认`),
      ...matter(d),
      text(`报送人：${d.author}${d.late ? '　【迟报】' : ''}　该单位应报 ${d.quota} 项，已确认 ${d.confirmed} 项`),
      ...(d.asked === '' ? [] : [note(`第 ${d.version} 次提交，上次要求：${brief(d.asked, 40)}`)]),
    ],
    buttons,
  }),
  accept: '确认',
  sendBack: '退回',
  skip: '看下一项',
  accepted: (itemNo: string, name: string, unit: string): Message => ({
    lines: [text(`已确认，列入台账：${itemNo} ${brief(name, 30)}（${unit}）。`)],
  }),
  noneWaiting: (): Message => ({ lines: [text('报来的事项都处理完了。发“报送情况”看谁还没报齐。')] }),
  askField: (name: string): Line[] => [title(`退回“${brief(name)}”　要改哪一处？`)],
  askReason: (name: string, field: string): Line[] => [
    title(`退回“${brief(name)}”　${FIELDS[field] ?? field}要怎么改？`),
    text('联络员会原样看到，只改这一处。例：标准要写清楚数量和完成到什么程度。'),
  ],
  sentBackDone: (name: string, unit: string, told: string[]): Message => ({
    lines: [
      text(
        `已退回“${brief(name)}”（${unit}）。${told.length === 0 ? '该单位还没有联络员，没有人收到。' : `已告知${told.join('、')}。`}`,
      ),
    ],
  }),
  overview: (
    d: {
      quota: number;
      filed: number;
      confirmed: number;
      waiting: number;
      late: boolean;
      units: number;
      short: FilingLine[];
      shortUnits: number;
      rest: number;
    },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`清单报送　应报 ${d.quota} 项，已报 ${d.filed} 项，已确认 ${d.confirmed} 项`),
      text(
        d.shortUnits === 0
          ? `${d.units} 个单位全部报齐${d.waiting > 0 ? `，${d.waiting} 项待确认` : ''}。`
          : `${d.shortUnits} 个单位没有报齐${d.waiting > 0 ? `；${d.waiting} 项待确认` : ''}：`,
      ),
      ...d.short.map((each) =>
        text(
          `· ${each.unit}　应报 ${each.quota}，已报 ${filed(each)}${each.sentBack > 0 ? `，退回 ${each.sentBack}` : ''}（${shortDay(each.dueOn)}前）`,
        ),
      ),
      ...(d.rest > 0 ? [text(`还有 ${d.rest} 个单位，点“下一页”查看。`)] : []),
      ...(d.shortUnits > 0
        ? [note(d.late ? '已过时限的，每隔几个工作日催一次；报齐就停。' : '只催没有报齐的单位，跟早上的提醒一起发。')]
        : []),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  review: (waiting: number): string => `逐项确认 ${waiting}`,
  notSet: (): Message => ({
    lines: [title('还没有规定报送任务'), text('发“报送任务”设置，例：报送任务 市州4项、部门2项，7月15日前')],
  }),
  chase: (each: FilingLine & { workdays: number }, buttons: Button[][]): Message => ({
    lines: [
      title(`清单报送还差 ${each.short} 项（${each.unit}，${until(each.dueOn, each.workdays)}）`),
      text(`${counts(each)}。`),
      note(each.workdays < 0 ? '报齐就不再催。迟迟不报的，将告知单位负责人。' : '报齐就不再提醒。'),
    ],
    buttons,
  }),
  chaseHead: (each: FilingLine & { workdays: number }): Message => ({
    lines: [
      title(`请过问：清单报送还差 ${each.short} 项（${each.unit}，${until(each.dueOn, each.workdays)}）`),
      note('由联络员发“报送事项”办理，报齐就不再提醒。'),
    ],
  }),
  told: (facts: { waiting: number; units: number; missing: number } | null): Line[] =>
    facts
      ? [
          text(
            `· 清单报送　待确认 ${facts.waiting} 项${facts.units > 0 ? `，${facts.units} 个单位还差 ${facts.missing} 项` : ''}`,
          ),
        ]
      : [],
  askTerms: (campaign: string, terms: { label: string; quota: number; dueOn: string }[]): Line[] => [
    title(`报送任务（${brief(campaign, 24)}）　各单位报几项、何时报齐？`),
    ...terms.map((each) =>
      text(`现在：${each.label}${each.quota > 0 ? `各 ${each.quota} 项` : '按各单位的数'}，${day(each.dueOn)} 前`),
    ),
    text('请写一句话，例：市州4项、部门2项，7月15日前。单独一个单位的写：教育局3项。'),
  ],
  checkTerms: (
    lines: { label: string; units: number; unitId: number | null; quota: number; dueOn: string }[],
  ): Line[] => [
    title('报送任务　请核对'),
    ...lines.map((each) =>
      text(
        bold(each.label),
        `　${each.unitId === null ? `${each.units} 个单位，每个 ${each.quota} 项，共 ${each.units * each.quota} 项` : `${each.quota} 项`}　${day(each.dueOn)} 前`,
      ),
    ),
    note('确定后，联络员发“报送事项”就能报；到期前只提醒没报齐的。'),
  ],
  kinds: { prefecture: '市州', department: '部门', county: '县区', township: '乡镇', other: '其他' } as Record<
    string,
    string
  >,
  setTerms: '确定',
  rewrite: '重新写',
  termsSet: (): Message => ({
    lines: [text('报送任务已定。'), note('发“报送情况”随时看谁没报齐；要让各单位马上知道，可以发一期工作提示通报。')],
  }),
};
