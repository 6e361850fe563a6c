import type { CommitmentStanding } from '../../../domain/commitment.js';
import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day, longDay, shortDay } from './dates.js';
import { quoted, unstopped } from './quoting.js';

/** A commitment that fell due, for a unit's own line. */
export interface CommitmentLine {
  itemNo: string;
  words: string;
  dueOn: string;
  standing: CommitmentStanding;
}

/** What is signed for an item. */
export interface SignedWords {
  words: string;
  by: string;
  on: string;
  version: number;
}

const STANDINGS: Record<CommitmentStanding, string> = {
  kept: '已兑现',
  late: '逾期后完成',
  missed: '未兑现',
  open: '未到期',
  exempt: '已容错',
};

/** '承诺 XM-001“……”：已兑现（时限 9月11日）'. */
export const commitmentWords = (each: CommitmentLine): string =>
  `承诺 ${each.itemNo}${quoted(each.words, 36)}：${STANDINGS[each.standing]}（时限 ${shortDay(each.dueOn)}）`;

const STATES: Record<string, string> = { asked: '待签', signed: '已签', declined: '不签' };

/** One line of the list of who signed and who has not. */
export interface CommitmentRow {
  itemNo: string;
  title: string;
  unit: string;
  status: string;
  askedOn: string;
  answeredOn: string | null;
  by: string;
  reason: string;
}

function row(each: CommitmentRow): string {
  const detail =
    each.status === 'signed'
      ? `${each.by} ${shortDay(each.answeredOn ?? each.askedOn)}`
      : each.status === 'declined'
        ? `理由：${brief(each.reason, 24)}`
        : `${shortDay(each.askedOn)} 请签`;
  return `【${STATES[each.status] ?? ''}】${each.itemNo} ${brief(each.title, 16)}（${each.unit}，${detail}）`;
}

export const commitment = {
  /** The wording that a head is offered at first. */
  draft: (d: { title: string; target: string; dueOn: string }): string =>
    `${longDay(d.dueOn)}前完成${quoted(unstopped(d.title), 60)}${d.target === '' ? '' : `，做到：${brief(unstopped(d.target), 80)}`}。`,
  /** A line under an item that comes due. */
  quoted: (each: SignedWords): string => `　承诺（${each.by} ${shortDay(each.on)}签）：${quoted(each.words, 40)}`,
  onCard: (each: SignedWords | null): Line[] =>
    each === null
      ? []
      : [
          text(
            bold('承诺：'),
            `${quoted(each.words)}（${each.by}，${shortDay(each.on)} 签${each.version > 1 ? `，第 ${each.version} 次签` : ''}）`,
          ),
        ],
  onOwnLine: (lines: CommitmentLine[]): Line[] => lines.slice(0, 2).map((each) => text(commitmentWords(each))),
  sign: '签承诺',
  see: '看承诺',
  edit: '改一改',
  decline: '不签',
  next: '看下一项',
  oneByOne: '逐项签',
  ask: '请负责人签',
  remind: '催签',
  more: '下一页',
  item: '看事项',
  list: (
    d: { signed: number; asked: number; declined: number; rows: CommitmentRow[]; rest: number; notAsked: number },
    buttons: Button[][],
  ): Message => ({
    lines:
      d.signed + d.asked + d.declined === 0
        ? [
            title('承诺书　还没有请负责人签'),
            text(`在办事项 ${d.notAsked} 项。点“请负责人签”选范围，原文由事项的目标和时限生成，负责人可以改。`),
          ]
        : [
            title(`承诺书　已签 ${d.signed} 项，待签 ${d.asked} 项，不签 ${d.declined} 项`),
            ...d.rows.map((each) => text(row(each))),
            ...(d.rest > 0 ? [note(`还有 ${d.rest} 项，点“下一页”查看。`)] : []),
            ...(d.notAsked > 0 ? [note(`另有 ${d.notAsked} 项在办事项没有请签。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  own: (rows: CommitmentRow[], buttons: Button[][]): Message => ({
    lines:
      rows.length === 0
        ? [text('没有要您签的承诺，也没有签过的。')]
        : [title(`您签的承诺 ${rows.length} 项`), ...rows.slice(0, 10).map((each) => text(row(each)))],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  askScope: (d: { count: number; classes: { name: string; count: number }[] }): Line[] => [
    title('请负责人签承诺（1/2）'),
    text(
      d.count === 0
        ? '在办事项都已经请签过了。可以写事项编号或单位名称，再请一次没签的。'
        : `还有 ${d.count} 项没有请签。请哪些事项的负责人签？也可以写事项编号或单位名称。`,
    ),
  ],
  scope: { major: '重点', special: '专项', routine: '常规', all: '全部' } as Record<string, string>,
  scopeLabel: (name: string, count: number): string => `${name} ${count} 项`,
  askConfirm: (d: { items: { itemNo: string; title: string; unit: string }[]; units: number }): Line[] => [
    title(`请负责人签承诺（2/2）　${d.units} 个单位 ${d.items.length} 项`),
    ...d.items.slice(0, 8).map((each) => text(`· ${each.itemNo} ${brief(each.title, 18)}（${each.unit}）`)),
    ...(d.items.length > 8 ? [note(`还有 ${d.items.length - 8} 项。`)] : []),
    note('每位负责人只收一条，逐项看原文后签、改，或说明理由不签。'),
  ],
  send: '发给负责人',
  sent: (d: { people: number; items: number; without: string[]; held: boolean }): Message => ({
    lines: [
      title(
        d.people === 0 ? '没有发出请签' : `已请 ${d.people} 位负责人签 ${d.items} 项${d.held ? '，工作时间发出' : ''}`,
      ),
      ...(d.without.length > 0 ? [text(`没有登记负责人，没有发：${d.without.slice(0, 8).join('、')}`)] : []),
      note('谁签了、谁没签，发“承诺书”查看。'),
    ],
  }),
  reminded: (people: number): Message => ({
    lines: [text(people === 0 ? '今天已经催过，或没有待签的。' : `已催 ${people} 位负责人。今天不再重复催。`)],
  }),
  asked: (
    d: { units: string[]; rows: { itemNo: string; title: string; dueOn: string }[]; again: boolean },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`${d.again ? '还有承诺待签' : '请签承诺'} ${d.rows.length} 项（${d.units.join('、')}）`),
      ...d.rows.slice(0, 8).map((each) => text(`· ${each.itemNo} ${brief(each.title, 18)}（${day(each.dueOn)} 前）`)),
      ...(d.rows.length > 8 ? [note(`还有 ${d.rows.length - 8} 项。`)] : []),
      note('点“逐项签”看原文。可以改了再签，也可以不签并说明理由。'),
    ],
    buttons,
  }),
  card: (
    d: {
      itemNo: string;
      title: string;
      dueOn: string;
      status: string;
      draft: string;
      signed: SignedWords[];
      reason: string;
      waiting: number;
      mine: boolean;
    },
    buttons: Button[][],
  ): Message => {
    const [holds, ...earlier] = d.signed;
    return {
      lines: [
        title(
          d.status === 'signed' || !d.mine
            ? `承诺　${d.itemNo} ${brief(d.title, 20)}【${STATES[d.status] ?? ''}】`
            : `请签承诺${d.waiting > 1 ? `（共 ${d.waiting} 项）` : ''}　${d.itemNo} ${brief(d.title, 20)}`,
        ),
        ...quote(holds?.words ?? d.draft),
        text(
          `完成时限 ${day(d.dueOn)}`,
          holds ? `　${holds.by} ${shortDay(holds.on)} 签` : '',
          d.status === 'declined' ? `　不签的理由：${d.reason}` : '',
        ),
        ...earlier
          .slice(0, 3)
          .map((each) => text(`第 ${each.version} 次（${shortDay(each.on)}）：${brief(each.words, 60)}`)),
        ...(d.mine
          ? [
              note(
                holds
                  ? '要改动请点“改一改”，改后重新签，以前签的都保留。'
                  : '由您本人签。事项到期时会提示这句话，兑现情况写进得分依据。',
              ),
            ]
          : []),
      ],
      ...(buttons.length > 0 ? { buttons } : {}),
    };
  },
  signedDone: (itemNo: string, version: number, dueOn: string): Message => ({
    lines: [
      title(`${itemNo} 的承诺已签${version > 1 ? `（第 ${version} 次）` : ''}`),
      text(`到期前会提示您，完成时限 ${day(dueOn)}。`),
    ],
  }),
  askWords: (d: { itemNo: string; words: string }): Line[] => [
    title(`改 ${d.itemNo} 的承诺（1/2）`),
    text('现在的原文：'),
    ...quote(d.words),
    text('改成什么？写完整的一句，做什么、到什么程度。'),
  ],
  confirmWords: (d: { itemNo: string; words: string }): Line[] => [
    title(`改 ${d.itemNo} 的承诺（2/2）　请核对`),
    ...quote(d.words),
    note('点“签承诺”即生效，并告知督查室。以前签的保留在记录里。'),
  ],
  editWords: '再改',
  askReason: (itemNo: string): Line[] => [
    title(`${itemNo} 不签承诺`),
    text('请写一句理由，督查室会看到。不签不影响得分，事项照常办理。'),
  ],
  declinedDone: (itemNo: string): Message => ({
    lines: [text(`已记录：${itemNo} 不签承诺，理由已告知督查室。以后想签，打开事项卡点“签承诺”。`)],
  }),
  told: (
    d: {
      itemNo: string;
      title: string;
      unit: string;
      by: string;
      what: 'declined' | 'changed' | 'reworded';
      words: string;
    },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(
        d.what === 'declined'
          ? `${d.unit}${d.by}没有签 ${d.itemNo} 的承诺`
          : d.what === 'changed'
            ? `${d.unit}${d.by}改了 ${d.itemNo} 的承诺并重新签了`
            : `${d.unit}${d.by}签了 ${d.itemNo} 的承诺，原文有改动`,
      ),
      text(brief(d.title, 30)),
      ...quote(d.words),
      note(
        d.what === 'declined'
          ? '不签不影响得分。可以与该单位商量后再请一次。'
          : d.what === 'changed'
            ? '以前签的保留在承诺的记录里。'
            : '以上是改后签的原文，兑现情况按它核对。',
      ),
    ],
    buttons,
  }),
};

type Params = Record<string, string | number>;

/** Refusals about commitments. */
export const commitmentErrors: Record<string, (p: Params) => string> = {
  commitmentGone: () => '没有找到这项承诺。请发“承诺书”重新打开。',
  commitmentChanged: () => '承诺的原文刚刚改过。请发“承诺书”，看过新的原文再签。',
  commitmentSigned: (p) => `${p.itemNo} 的承诺已经签过，不用再签。要改动请点“改一改”。`,
  commitmentNotYours: () => '承诺由单位负责人本人签，代办人和其他人不能代签。',
  commitmentClosed: (p) => `${p.itemNo} 已经办结或容错，不用再签承诺。`,
  commitmentShort: () => '太短了，请写完整的一句：做什么、到什么程度。',
  commitmentScope: (p) =>
    `没有找到“${p.query}”的在办事项，或都已经签过。请写事项编号（XM-014）或单位名称，也可以点下面的按钮。`,
};
