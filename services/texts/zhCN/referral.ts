import { bold, type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { brief, day, shortDay } from './dates.js';
import { issuerName, OFFICE } from './documentNumber.js';
import { fullDay } from './official.js';
import { type ChainEvent, eventWords, recipientWords } from './referralEvents.js';

export type { ChainEvent } from './referralEvents.js';

/** A line of the list. */
export interface ReferralLine {
  itemNo: string;
  title: string;
  unit: string;
  supports: boolean;
  sinceOn: string;
  rounds: number;
  answeredOn: string | null;
  status: string;
}

/** What is known of the item of a chain. */
export interface ReferralHead {
  campaign: string;
  itemNo: string;
  title: string;
  task: string;
  target: string;
  consequence: string;
  unit: string;
  leadUnit: string;
  supports: boolean;
  responsiblePerson: string;
  filedOn: string;
  dueOn: string;
  percent: number;
  status: string;
  asked: number;
  unanswered: number;
  warnings: number;
  rungs: number;
}

const STATUSES: Record<string, string> = {
  open: '在办',
  closeOutRequested: '待销号',
  closed: '已销号',
  exempt: '已容错',
};

function mark(each: ReferralLine): string {
  if (each.status === 'closed') return '【已销号】';
  if (each.status === 'exempt') return '【已容错】';
  return each.answeredOn === null ? '【仍未报】' : `【${shortDay(each.answeredOn)}已补报】`;
}

/** Events shown in chat; all of them stand in the document. */
const SHOWN = 5;

const eventLine = (e: ChainEvent): Line => {
  const { stage, words } = eventWords(e);
  return text(`· ${shortDay(e.on)} ${stage}：${brief(words, 44)}`);
};

const sentence = (words: string): string => (/[。！？]$/.test(words) || words === '' ? words : `${words}。`);

export const referral = {
  list: (rows: ReferralLine[], rest: number, handedOver: number, buttons: Button[][]): Message => ({
    lines:
      rows.length === 0
        ? [
            title('移送清单　没有待定的事项'),
            text(`催办到最后一级仍未填报的事项会列在这里，移不移交由您决定。已登记移交 ${handedOver} 项。`),
          ]
        : [
            title(`移送清单　待定 ${rows.length + rest} 项，已移交 ${handedOver} 项`),
            ...rows.map((each) =>
              text(
                mark(each),
                `${each.itemNo} ${brief(each.title, 18)}（${each.unit}${each.supports ? '，协同' : ''}）　${shortDay(each.sinceOn)} 列入`,
              ),
            ),
            ...(rest > 0 ? [note(`还有 ${rest} 项，点“下一页”查看。`)] : []),
            note('系统只列出，不移交。点编号看全过程，再决定移交或移出。'),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  more: '下一页',
  line: (each: { itemNo: string; supports: boolean }) => `${each.itemNo}${each.supports ? '协同' : ''}`,
  open: '看移送清单',
  asWord: '下载材料',
  asSheet: '下载 Excel',
  listSheet: '下载清单',
  handOver: '登记移交',
  remove: '移出清单',
  card: (row: ReferralLine, head: ReferralHead, events: ChainEvent[], buttons: Button[][]): Message => ({
    lines: [
      title(`移送清单　${head.itemNo} ${brief(head.title, 20)}${mark(row)}`),
      text(
        bold('单位：'),
        head.unit,
        head.supports ? `（协同，牵头为${head.leadUnit}）` : '',
        head.responsiblePerson === '' ? '' : `　责任人 ${head.responsiblePerson}`,
      ),
      text(`完成时限 ${day(head.dueOn)}，进度 ${head.percent}%，${STATUSES[head.status] ?? head.status}`),
      text(
        `要求报告 ${head.asked} 次、到期未报 ${head.unanswered} 次，预警 ${head.warnings} 次，催办升级 ${head.rungs} 级次，${shortDay(row.sinceOn)} 列入清单。`,
      ),
      text(bold(`最近记录（共 ${events.length} 条）`)),
      ...events.slice(-SHOWN).map(eventLine),
      note('全部记录在材料里，每条都有日期和对象。移不移交、交给谁，由您决定。'),
    ],
    buttons,
  }),
  askTo: (d: { itemNo: string; unit: string }): Line[] => [
    title(`登记移交（1/3）　${d.itemNo}（${d.unit}）`),
    text('移交给哪个部门？例：县纪委监委驻点组、县委组织部'),
  ],
  askOn: (to: string): Line[] => [
    title(`登记移交（2/3）　${brief(to, 20)}`),
    text('哪天移交的？点“今天”，或写日期，例：9月28日'),
  ],
  today: '今天',
  confirm: (d: { itemNo: string; unit: string; to: string; on: string }): Line[] => [
    title(`登记移交（3/3）　请核对`),
    text(`${d.itemNo}（${d.unit}）`),
    text(`移交给：${d.to}`),
    text(`移交日期：${day(d.on)}`),
    note('这里只作登记，系统不会给任何人发消息。登记后从清单移出，记入审计。'),
  ],
  record: '登记',
  handedOver: (d: { itemNo: string; unit: string; to: string; on: string }): Message => ({
    lines: [
      title(`${d.itemNo}（${d.unit}）已登记移交`),
      text(`${shortDay(d.on)} 移交${d.to}。事项照常督办；以后再催办到最后一级的，会重新列入。`),
    ],
  }),
  askRemove: (d: { itemNo: string; unit: string }): Line[] => [
    title(`移出清单　${d.itemNo}（${d.unit}）`),
    text('为什么不移交？例：已于9月20日补报，情况属实。理由会留在记录里。'),
  ],
  removed: (d: { itemNo: string; unit: string }): Message => ({
    lines: [text(`${d.itemNo}（${d.unit}）已移出清单，理由已记录。以后再催办到最后一级的，会重新列入。`)],
  }),
  fileMessage: (itemNo: string, form: string): Message => ({
    lines: [
      title(`${itemNo} 移送材料（${form === 'docx' ? 'Word' : 'Excel'}）`),
      note(
        form === 'docx'
          ? '按公文格式排好，文号和主送单位留空，核对后由人移交。'
          : '与移送材料是同一份数据，一条记录一行。',
      ),
    ],
  }),
  listMessage: (count: number): Message => ({
    lines: [
      title(`移送清单 ${count} 项（Excel）`),
      note('第一页是待定的清单，第二页是每一项的全过程，第三页是已经登记移交和移出的。'),
    ],
  }),
  failed: '文件这次没有生成成功，请稍后再点一次。',
  fileName: (itemNo: string, unit: string, on: string, form: string) => `移送材料-${itemNo}-${unit}-${on}.${form}`,
  listName: (on: string) => `移送清单-${on}.xlsx`,
  listTitle: '移送清单',
  chainTitle: '催办全过程记录',
  listColumns: [
    { header: '编号', width: 12 },
    { header: '事项', width: 36 },
    { header: '单位', width: 20 },
    { header: '列入日期', width: 13, kind: 'day' as const },
    { header: '轮次', width: 8, kind: 'number' as const },
    { header: '现状', width: 16 },
  ],
  listRow: (each: ReferralLine): (string | number)[] => [
    each.itemNo,
    each.title,
    `${each.unit}${each.supports ? '（协同）' : ''}`,
    each.sinceOn,
    each.rounds,
    mark(each).slice(1, -1),
  ],
  doneTitle: '已处理',
  doneColumns: [
    { header: '编号', width: 12 },
    { header: '事项', width: 36 },
    { header: '单位', width: 20 },
    { header: '处理', width: 10 },
    { header: '日期', width: 13, kind: 'day' as const },
    { header: '移交给谁、移出理由', width: 40 },
    { header: '登记人', width: 12 },
  ],
  doneRow: (d: {
    itemNo: string;
    title: string;
    unit: string;
    outcome: string;
    on: string;
    words: string;
    by: string;
  }): string[] => [d.itemNo, d.title, d.unit, d.outcome === 'handedOver' ? '移交' : '移出', d.on, d.words, d.by],
  chainColumns: [
    { header: '编号', width: 12 },
    { header: '单位', width: 20 },
    { header: '日期', width: 13, kind: 'day' as const },
    { header: '环节', width: 12 },
    { header: '内容', width: 70 },
    { header: '对象和送达', width: 36 },
  ],
  chainRow: (head: ReferralHead, e: ChainEvent): string[] => {
    const { stage, words } = eventWords(e);
    return [head.itemNo, head.unit, e.on, stage, words, recipientWords(e)];
  },
  annex: (events: ChainEvent[]) => ({
    title: '催办全过程记录',
    columns: [
      { header: '序号', width: 1 },
      { header: '日期', width: 2.3 },
      { header: '环节', width: 1.8 },
      { header: '内容', width: 6, align: 'left' as const },
      { header: '对象和送达', width: 3.4, align: 'left' as const },
    ],
    rows: events.map((e, index) => {
      const { stage, words } = eventWords(e);
      return [String(index + 1), e.on, stage, words, recipientWords(e)];
    }),
  }),
  document: (head: ReferralHead, events: ChainEvent[], on: string) => {
    const plain = (words: string) => ({ kind: 'text' as const, words });
    const heading = (words: string) => ({ kind: 'heading' as const, words });
    const of = (...kinds: ChainEvent['what'][]) => events.filter((e) => kinds.includes(e.what));
    const listed = (list: ChainEvent[], none: string) =>
      list.length === 0
        ? [plain(none)]
        : list.map((e) => {
            const { words } = eventWords(e);
            const to = recipientWords(e);
            return plain(sentence(`${fullDay(e.on)}，${words}${to === '' ? '' : `；对象：${to}`}`));
          });
    return {
      head: '督办事项移送材料',
      number: `督移〔${on.slice(0, 4)}〕　号`,
      title: [`关于${head.itemNo}督办情况的移送材料`],
      addressee: '',
      body: [
        plain(`现将“${head.title}”（${head.itemNo}）督办过程汇总如下。`),
        heading('一、事项基本情况'),
        plain(
          sentence(
            `${head.supports ? `牵头单位${head.leadUnit}，协同单位${head.unit}` : `牵头单位${head.unit}`}${head.responsiblePerson === '' ? '' : `，责任人${head.responsiblePerson}`}，${fullDay(head.filedOn)}立项，完成时限${fullDay(head.dueOn)}，现报进度 ${head.percent}%，${STATUSES[head.status] ?? head.status}`,
          ),
        ),
        ...(head.task === '' ? [] : [plain(sentence(`任务：${head.task}`))]),
        ...(head.target === '' ? [] : [plain(sentence(`目标：${head.target}`))]),
        ...(head.consequence === '' ? [] : [plain(sentence(`事先明确的后果：${head.consequence}`))]),
        heading('二、催办经过'),
        plain(
          `共要求报告 ${head.asked} 次，到期未报 ${head.unanswered} 次；发出预警 ${head.warnings} 次；催办升级 ${head.rungs} 级次。逐级情况如下。`,
        ),
        ...listed(of('chased', 'chasedByHand'), '没有催办记录。'),
        heading('三、延期、容错和正当理由'),
        ...listed(of('extension', 'exemption', 'waiting'), '该单位没有申请延期或容错，没有登记其他正当理由。'),
        heading('四、进展报告、复核和检查'),
        ...listed(of('reported', 'verified', 'checked', 'part', 'directed'), '该单位没有提交过进展报告。'),
        ...(of('decided').length === 0 ? [] : [heading('五、此前的处理'), ...listed(of('decided'), '')]),
        plain('本材料由督办台账的留存记录汇集，全部记录见附件。是否移交、如何处理，由有关部门依规决定。'),
      ],
      issuer: issuerName(head.campaign),
      date: fullDay(on),
      copyTo: '内部材料，注意保存。',
      printedBy: OFFICE,
      printedOn: `${fullDay(on)}印发`,
    };
  },
};

type Params = Record<string, string | number>;

/** Refusals about referrals. */
export const referralErrors: Record<string, (p: Params) => string> = {
  referralGone: () => '这一项不在移送清单里：可能已经有人登记或移出了。请发“移送清单”查看。',
  referralChanged: () => '这一项又有新的催办记录。请重新打开，看过新的记录再定。',
  referralDay: (p) => `移交日期要在列入清单（${day(String(p.from))}）之后、今天之前（含今天）。`,
  referralTo: () => '请写明移交给哪个部门，2 到 40 个字。',
};
