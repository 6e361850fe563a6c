import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { day } from './dates.js';

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
}

const FLAGS: Record<string, string> = {
  fallingPercent: '进度比上次低',
  suddenComplete: '直接报到 100%，没有佐证材料',
  copiedText: '说明与以前的填报几乎一样',
};

const FIELDS: Record<string, string> = { percent: '进度', summary: '进展说明', blocker: '困难', evidence: '佐证材料' };

export const review = {
  fields: FIELDS,
  flags: FLAGS,
  empty: (): Message => ({ lines: [text('没有待复核的进展。')] }),
  card: (c: ReviewCard, buttons: Button[][]): Message => ({
    lines: [
      title(`待复核 ${c.waiting} 份　${c.itemNo} ${c.title}`),
      text(`${c.unit}　${c.author}　${day(c.on)}${c.version > 1 ? `　第 ${c.version} 次填报` : ''}`),
      text(bold('进度：'), `${c.percent}%${c.previousPercent === null ? '' : `（上次 ${c.previousPercent}%）`}`),
      text(bold('说明：')),
      ...quote(c.summary),
      ...(c.blocker === '' ? [] : [text(bold('困难：'), c.blocker)]),
      text(bold('材料：'), c.evidence.length === 0 ? '没有' : c.evidence.join('、')),
      ...(c.reached.length === 0 ? [] : [text(`通过后“${c.reached.join('”“')}”记为完成。`)]),
      ...c.flags.map((flag) => text(`【请核对】${FLAGS[flag] ?? flag}`)),
    ],
    buttons,
  }),
  accept: '通过',
  sendBack: '退回补充',
  skip: '看下一份',
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
  sentBackDone: (itemNo: string, who: string): Message => ({
    lines: [text(`${itemNo} 已退回，${who}会收到您写的这句话。`)],
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
  fix: '补充说明',
  closed: (itemNo: string, name: string): Message => ({
    lines: [title(`${itemNo} 已销号`), text(`“${name}”复核通过，不再需要填报。`)],
  }),
};
