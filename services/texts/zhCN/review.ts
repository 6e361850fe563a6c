import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day, dayAndTime } from './dates.js';

/** A report as its verifier sees it. */
export interface ReviewCard {
  itemNo: string;
  title: string;
  unit: string;
  author: string;
  on: string;
  percent: number;
  previousPercent: number | null;
  summary: string;
  blocker: string;
  evidence: string[];
  flags: string[];
  reached: string[];
  version: number;
  waiting: number;
  /** Earlier reports on the item by the same unit. */
  earlier: number;
  /** 申请销号: accepting it closes the item. */
  closesOut: boolean;
  /** The unit's head who agreed to the close-out; null when nobody was asked. */
  confirmedBy: string | null;
  /** The head was asked and has not answered in three days. */
  headSilent: boolean;
}

/** A report in the list that is accepted at once. */
export interface BatchLine {
  reportId: number;
  itemNo: string;
  unit: string;
  percent: number;
  previousPercent: number;
  summary: string;
}

/** One report in a history. */
export interface VersionLine {
  on: string;
  version: number;
  percent: number;
  noChange: boolean;
  summary: string;
  author: string;
  evidence: number;
  status: string;
  verdict: { verdict: string; by: string; on: string; field: string | null; reason: string } | null;
}

const FLAGS: Record<string, string> = {
  fallingPercent: '进度比上次低',
  suddenComplete: '直接报到 100%，没有佐证材料',
  copiedText: '说明与以前的填报几乎一样',
  reusedEvidence: '材料以前的填报已经用过',
};

const FLAG_NAMES: Record<string, string> = {
  fallingPercent: '进度回落',
  suddenComplete: '突报 100% 无材料',
  copiedText: '说明雷同',
  reusedEvidence: '材料重复',
};

const STATES: Record<string, string> = {
  submitted: '待复核',
  accepted: '无变化，不需复核',
  superseded: '已由后一次填报代替',
  withdrawn: '单位负责人未同意销号，已撤回',
};

function verdictOf(v: VersionLine): string {
  if (!v.verdict) return STATES[v.status] ?? v.status;
  const who = `${v.verdict.by} ${day(v.verdict.on)}`;
  if (v.verdict.verdict === 'accepted') return `${who} 通过`;
  return `${who} 退回，补${FIELDS[v.verdict.field ?? ''] ?? '充'}：${brief(v.verdict.reason, 40)}`;
}

const FIELDS: Record<string, string> = { percent: '进度', summary: '进展说明', blocker: '困难', evidence: '佐证材料' };

const FIXES: Record<string, string> = {
  percent: '改进度',
  summary: '补充说明',
  blocker: '补充困难',
  evidence: '补充材料',
};

export const review = {
  fields: FIELDS,
  flags: FLAGS,
  empty: (): Message => ({ lines: [text('没有待复核的进展。')] }),
  busy: (waiting: number, people: string[]): Message => ({
    lines: [
      title(`剩下 ${waiting} 份正由${people.join('、')}复核`),
      text('为免重复，暂不显示给您。10 分钟内没有办完的，再发“复核”就能看到。'),
    ],
  }),
  card: (c: ReviewCard, buttons: Button[][]): Message => ({
    lines: [
      title(`待复核 ${c.waiting} 份　${c.closesOut ? '【待销号】' : ''}${c.itemNo} ${c.title}`),
      text(`${c.unit}　${c.author}　${day(c.on)}${c.version > 1 ? `　第 ${c.version} 次填报` : ''}`),
      text(bold('进度：'), `${c.percent}%${c.previousPercent === null ? '' : `（上次 ${c.previousPercent}%）`}`),
      text(bold('说明：')),
      ...quote(c.summary),
      ...(c.blocker === '' ? [] : [text(bold('困难：'), c.blocker)]),
      text(bold('材料：'), c.evidence.length === 0 ? '没有' : c.evidence.join('、')),
      ...(c.closesOut
        ? [
            text(
              `申请销号${c.confirmedBy === null ? '' : `（单位负责人${c.confirmedBy}已同意）`}${c.headSilent ? '（单位负责人 3 天内没有表态）' : ''}，通过后即销号。`,
            ),
          ]
        : []),
      ...(c.closesOut || c.reached.length === 0 ? [] : [text(`通过后“${c.reached.join('”“')}”记为完成。`)]),
      ...c.flags.map((flag) => text(`【请核对】${FLAGS[flag] ?? flag}`)),
    ],
    buttons,
  }),
  accept: '通过',
  sendBack: '退回补充',
  skip: '看下一份',
  versions: '看历次',
  evidence: '看材料',
  acceptRest: (count: number) => `通过其余 ${count} 份`,
  batch: (lines: BatchLine[]): Line[] => [
    title(`一次通过 ${lines.length} 份，请核对`),
    ...lines.map((each) =>
      text(`· ${each.unit} ${each.itemNo}　${each.previousPercent}% → ${each.percent}%　${brief(each.summary, 24)}`),
    ),
    note('都没有疑点、没有困难，也不是申请销号。有疑问的请先点“取消”单独看。'),
  ],
  batchConfirm: '全部通过',
  batchNone: (): Message => ({ lines: [text('现在没有可以一次通过的进展。有疑点、有困难和申请销号的请逐份复核。')] }),
  batchDone: (accepted: string[], leftOut: number): Message => ({
    lines: [
      title(`已通过 ${accepted.length} 份`),
      ...(accepted.length === 0 ? [] : [text(accepted.join('、'))]),
      ...(leftOut === 0 ? [] : [text(`另有 ${leftOut} 份已由别人复核，没有改动。`)]),
    ],
  }),
  history: (itemNo: string, name: string, versions: VersionLine[], more: number): Message => ({
    lines: [
      title(`${itemNo} ${brief(name)}　历次填报`),
      ...versions.map((v) =>
        text(
          bold(`${day(v.on)} ${v.percent}%`),
          `　${v.author}${v.version > 1 ? `（第 ${v.version} 次）` : ''}：${v.noChange ? '无变化' : brief(v.summary, 40)}`,
          v.evidence > 0 ? `　材料 ${v.evidence} 份` : '',
          `（${verdictOf(v)}）`,
        ),
      ),
      ...(more > 0 ? [note(`更早的还有 ${more} 次。`)] : []),
    ],
  }),
  file: (itemNo: string, at: number, count: number, name: string): Line[] => [
    text(`${itemNo} 材料 ${at}/${count}　${name}`),
  ],
  noFiles: (itemNo: string): Message => ({ lines: [text(`${itemNo} 这次填报没有附材料。`)] }),
  flagNames: FLAG_NAMES,
  flagTable: (
    days: number,
    units: { unit: string; total: number; counts: { flag: string; count: number }[] }[],
  ): Message => ({
    lines: [
      title(units.length === 0 ? `近 ${days} 天没有带疑点的填报` : `近 ${days} 天的疑点（${units.length} 个单位）`),
      ...units
        .slice(0, 10)
        .map((each) =>
          text(
            bold(`${each.unit} ${each.total}`),
            `　${each.counts.map(({ flag, count }) => `${FLAG_NAMES[flag] ?? flag} ${count}`).join('、')}`,
          ),
        ),
      ...(units.length > 10 ? [text(`还有 ${units.length - 10} 个单位。`)] : []),
      note('疑点只提示复核时多看一眼，不计分。'),
    ],
  }),
  accepted: (itemNo: string, closed: boolean): Message => ({
    lines: [text(closed ? `${itemNo} 已通过，事项销号。` : `${itemNo} 已通过。`)],
  }),
  askField: (itemNo: string): Line[] => [title(`退回 ${itemNo}（1/2）`), text('请联络员补哪一处？')],
  askReason: (itemNo: string, field: string): Line[] => [
    title(`退回 ${itemNo}（2/2）`),
    text(`“${FIELDS[field] ?? field}”缺什么？请写一句，联络员会原样看到。`),
  ],
  askConfirm: (itemNo: string, field: string, reason: string): Line[] => [
    title(`退回 ${itemNo}　请核对`),
    text(bold('补充：'), FIELDS[field] ?? field),
    ...quote(reason),
  ],
  confirm: '退回',
  sentBackDone: (d: { itemNo: string; who: string; heldUntil: Date | null; zone: string }): Message => ({
    lines: [
      text(
        d.who === ''
          ? `${d.itemNo} 已退回。该单位没有登记联络员，请直接告知。`
          : d.heldUntil
            ? `${d.itemNo} 已退回。现在是休息时间，您写的这句话 ${dayAndTime(d.heldUntil, d.zone)} 发给${d.who}。`
            : `${d.itemNo} 已退回，${d.who}会收到您写的这句话。`,
      ),
    ],
  }),
  sentBack: (d: {
    itemNo: string;
    field: string;
    reason: string;
    verifier: string;
    until: string;
    buttons: Button[][];
  }): Message => ({
    lines: [
      title(`${d.itemNo} 的进展被退回，只需补一处：${FIELDS[d.field] ?? d.field}`),
      ...quote(`${d.reason}（${d.verifier}，督查室）`),
      note(`其他内容不用重填。${d.until} 12:00 前补充，不影响按时率。`),
    ],
    buttons: d.buttons,
  }),
  /** Names what is asked for: '补充材料' under a report whose evidence is missing. */
  fix: (field: string) => FIXES[field] ?? '补充填报',
  closed: (itemNo: string, name: string): Message => ({
    lines: [title(`${itemNo} 已销号`), text(`“${name}”复核通过，不再需要填报。`)],
  }),
};
