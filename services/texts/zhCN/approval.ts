import { type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { shortDay } from './dates.js';
import { exemption, type ExemptionWords } from './exemption.js';
import { extension, type ExtensionWords } from './extension.js';

/** One line of the morning bundle about a request that waits. */
export interface ApprovalLine {
  kind: 'extension' | 'exemption';
  itemNo: string;
  unit: string;
  late: boolean;
  toOn: string | null;
}

const line = (each: ApprovalLine): string => {
  const what = each.toOn === null ? '申请容错' : `申请延期到 ${shortDay(each.toOn)}`;
  return `【待审批${each.late ? '，时限已过' : ''}】${each.itemNo}（${each.unit}）${what}`;
};

const SHOWN = 3;

export const approval = {
  open: '去审批',
  waiting: '待审批',
  yes: '同意',
  no: '不同意',
  next: '看下一件',
  seeItem: '看事项',
  empty: (): Message => ({ lines: [text('没有待您审批的申请。')] }),
  lines: (waiting: readonly ApprovalLine[]): Line[] => [
    ...waiting.slice(0, SHOWN).map((each) => text(line(each))),
    ...(waiting.length > SHOWN ? [text(`还有 ${waiting.length - SHOWN} 件待审批。`)] : []),
  ],
  titleLine: (count: number): Line => title(`待您审批 ${count} 件`),
  extensionCard: (
    w: ExtensionWords & {
      unit: string;
      head: string;
      waiting: number;
      before: number;
      late: boolean;
      effect: { toOn: string; workdaysLate: number; lostIfKept: number; lostIfExtended: number };
      next: string;
    },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`待审批 ${w.waiting} 件　${w.itemNo} 申请延期（${w.unit}）`),
      ...extension.body(w),
      text(extension.effect(w.effect)),
      ...(w.before > 0 ? [text(`这个节点此前已延期 ${w.before} 次。`)] : []),
      ...(w.head === '' ? [] : [text(`单位负责人${w.head}已同意。`)]),
      ...(w.late && w.next === 'approved' && w.head === ''
        ? [text('完成时限已过，单位负责人尚未审批，可以直接决定。')]
        : []),
      note(w.next === 'approved' ? '同意后完成时限立即更改。' : '您同意后转督查室审批。'),
    ],
    buttons,
  }),
  exemptionCard: (w: ExemptionWords & { waiting: number }, buttons: Button[][]): Message => ({
    lines: [title(`待审批 ${w.waiting} 件　${w.itemNo} 申请容错`), ...exemption.body(w), note(exemption.effect)],
    buttons,
  }),
};
