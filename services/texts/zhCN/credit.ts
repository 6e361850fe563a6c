import { type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { exactPoints } from './dates.js';

const KINDS: Record<string, string> = { honour: '表扬加分', fault: '确认扣分' };
const STATES: Record<string, string> = {
  proposed: '待另一人确认',
  confirmed: '已生效',
  refused: '没有通过',
  withdrawn: '已撤销',
};

/** An honour or fault that is being entered or was. */
export interface CreditWords {
  kind: string;
  unit: string;
  /** Centi-points, positive. */
  points: number;
  reason: string;
  evidence: string;
}

const signed = (d: { kind: string; points: number }): string => exactPoints(d.kind === 'honour' ? d.points : -d.points);

const body = (d: CreditWords): Line[] => [
  text(`${d.unit}　${signed(d)} 分`),
  text(`事由：${d.reason}`),
  text(`依据：${d.evidence}`),
];

export const credit = {
  askUnit: (kind: string): Line[] => [title(`${KINDS[kind] ?? ''}（1/4）`), text('哪个单位？请回复单位名称。')],
  askPoints: (kind: string, unit: string): Line[] => [
    title(`${KINDS[kind] ?? ''}（2/4）　${unit}`),
    text('几分？0.01 到 10 之间，最多两位小数，比如 1.5。'),
  ],
  askReason: (kind: string, unit: string): Line[] => [
    title(`${KINDS[kind] ?? ''}（3/4）　${unit}`),
    text(kind === 'honour' ? '因为什么？例：做法获上级简报推广。' : '因为什么？只写事实，例：进度多报，经复核属实。'),
  ],
  askEvidence: (kind: string, unit: string): Line[] => [
    title(`${KINDS[kind] ?? ''}（4/4）　${unit}`),
    text('依据是哪份文件或记录？例：督查核查单第 6 号。'),
  ],
  check: (d: CreditWords): Line[] => [
    title(`请核对：${KINDS[d.kind] ?? ''}`),
    ...body(d),
    note(d.kind === 'honour' ? '提交后从今天起计入。' : '扣分要由另一位协调员或领导确认，确认当天起计入。'),
  ],
  submit: '提交',
  honourDone: (d: CreditWords): Message => ({
    lines: [title(`已登记${KINDS.honour}`), ...body(d), note('计入今天所在的周、月、季和年。')],
  }),
  faultAsked: (d: CreditWords, people: string[]): Message => ({
    lines: [
      title('扣分已提交确认'),
      ...body(d),
      text(`已请${people.slice(0, 4).join('、')}${people.length > 4 ? '等' : ''}确认，任一人确认后计入。`),
    ],
  }),
  confirmFault: (d: CreditWords & { by: string }, buttons: Button[][]): Message => ({
    lines: [title(`${d.by}提出一项扣分，请您确认`), ...body(d), text('确认后计入该单位得分，并写明事由和依据。')],
    buttons,
  }),
  confirm: '确认扣分',
  refuse: '不同意',
  decided: (
    unit: string,
    d: { kind: string; points: number; reason: string },
    confirmed: boolean,
    by: string,
  ): Message => ({
    lines: [text(`${by}${confirmed ? '已确认' : '不同意'}对${unit}的扣分（${signed(d)}，${d.reason}）。`)],
  }),
  done: (unit: string, confirmed: boolean): Message => ({
    lines: [text(confirmed ? `对${unit}的扣分已生效，从今天起计入。` : `已记录不同意，${unit}的得分不变。`)],
  }),
  card: (d: CreditWords & { status: string; countsOn: string; enteredBy: string; decidedBy: string }): Message => ({
    lines: [
      title(`${KINDS[d.kind] ?? ''}（${STATES[d.status] ?? d.status}）`),
      ...body(d),
      note(
        `计入日期 ${d.countsOn}${d.enteredBy ? `　${d.enteredBy} 登记` : ''}${d.decidedBy ? `　${d.decidedBy} 确认` : ''}`,
      ),
    ],
  }),
};
