import type { BoardLineChange, Standing } from '../../../domain/boardChange.js';
import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { commitment, type CommitmentLine } from './commitment.js';
import { type BoardLine, board, clearanceLine, GRADES, periodName, rank, type ReasonLine } from './board.js';
import { points, shortDay } from './dates.js';

/** A unit's own line on a draft. */
export interface OwnLine extends BoardLine {
  periodKey: string;
  list: string;
  /** Units ranked in all. */
  ranked: number;
  reasons: ReasonLine[];
  revision: number;
  /** Commitments of the unit that fell due in the period. */
  commitments: CommitmentLine[];
}

const LISTS: Record<string, string> = { red: '拟列红榜', black: '拟列黑榜', middle: '不上榜' };
const STATUSES: Record<string, string> = {
  draft: '待审定',
  approved: '已审定，待发布',
  published: '已发布',
  withdrawn: '已撤回',
};

const name = (key: string) => `${periodName(key)}红黑榜`;

const standing = (to: Standing): string =>
  to.totalCenti === null
    ? '不参与排名'
    : `${points(to.totalCenti)} 分、第 ${to.place ?? ''} 名${LIST_AFTER[to.list] ?? ''}`;
const LIST_AFTER: Record<string, string> = { red: '、红榜', black: '、黑榜' };

function ownLines(d: OwnLine): Line[] {
  const lost = d.reasons.filter((each) => each.centi < 0);
  return [
    text(
      `${d.unit}：`,
      bold(`${points(d.totalCenti ?? 0)} 分`),
      `，${rank(d)}（共 ${d.ranked} 个单位），${LISTS[d.list] ?? '不上榜'}`,
      d.grade ? `，等次${GRADES[d.grade]}` : '',
      d.smallSample ? '（样本少，仅供参考）' : '',
      `。${lost.length > 0 ? `扣分 ${lost.length} 处：` : '没有扣分。'}`,
    ),
    ...lost.slice(0, 5).map((line) => text(`· ${board.reason(line)}`)),
    ...(lost.length > 5 ? [note(`还有 ${lost.length - 5} 处，点“看依据”查看。`)] : []),
    ...(d.clearance ? [text(`问题清零：${clearanceLine(d.clearance)}`)] : []),
    ...commitment.onOwnLine(d.commitments),
  ];
}

const changeLine = (each: BoardLineChange): Line =>
  text(`· ${each.unit}：由 ${standing(each.from)} 更正为 ${standing(each.to)}`);

export const boardLife = {
  reasons: '看依据',
  object: '提出异议',
  openDraft: '看草案',
  approve: '审定发布',
  handle: '处理异议',
  answerNext: '答复异议',
  agree: '同意',
  disagree: '不同意',
  counts: '发送情况',
  correct: '更正',
  withdraw: '撤回',
  talkYes: '约谈',
  talkNo: '不约谈',
  more: '更早的',
  credit: '看加扣分',
  ownLine: (d: OwnLine, until: string, buttons: Button[][]): Message => ({
    lines: [
      title(`${name(d.periodKey)}（预告，只有本单位可见）`),
      ...ownLines(d),
      text(`认为有误，请在 ${until} 前提出；没有异议不用回复，审定后发布。`),
    ],
    buttons,
  }),
  ownLineChanged: (d: OwnLine, until: string, buttons: Button[][]): Message => ({
    lines: [
      title(`${name(d.periodKey)}有更正，本单位的结果变了`),
      ...ownLines(d),
      note(`起因是其他单位的异议成立后重新计算。有疑问请联系督查室（异议时限 ${until}）。`),
    ],
    buttons,
  }),
  askApproval: (key: string, open: number, coordinator: boolean, buttons: Button[][]): Message => ({
    lines: [
      title(`${name(key)}待审定`),
      text(
        open > 0
          ? `异议时限已过，还有 ${open} 件异议没有答复，答复后才能审定。`
          : '异议时限已过，异议均已答复，可以审定发布。',
      ),
      text(
        coordinator
          ? '需两个人办理：一人看草案核对，另一人审定。今天 15:42 前审定的按时发布。'
          : '请您审定。今天 15:42 前审定的按时发布，没有审定的不发布。',
      ),
    ],
    buttons,
  }),
  notApproved: (key: string, buttons: Button[][]): Message => ({
    lines: [
      title(`${name(key)}没有按时审定，今天不发布`),
      text('各群没有收到榜单。核对并由另一人审定后，立即发布；不办理则一直不发布，不再提醒。'),
    ],
    buttons,
  }),
  checked: (key: string): Message => ({
    lines: [
      title(`${name(key)}已记为由您核对`),
      text('还需另一位协调员或领导点“审定发布”。您核对的榜单不能由您审定。'),
    ],
  }),
  approved: (key: string, day: string): Message => ({
    lines: [title(`${name(key)}已审定`), text(`将在 ${day} 15:42 发布到绑定的群。`)],
  }),
  publishedNow: (key: string): Message => ({
    lines: [title(`${name(key)}已审定，正在发布`), text('榜单正在发往绑定的群，点“发送情况”查看结果。')],
  }),
  draftHead: (status: string, open: number): Line[] => [
    note(`草案，${STATUSES[status] ?? status}${open > 0 ? `；未答复异议 ${open} 件` : ''}。下面是发布时的样子。`),
  ],
  askPoint: (d: { periodKey: string; unit: string; points: { words: string }[] }): Line[] => [
    title(`对${name(d.periodKey)}提出异议（1/3）`),
    text('对哪一处有异议？'),
    ...d.points.slice(0, 12).map((each, index) => text(`${index + 1}. ${each.words}`)),
  ],
  pointLabel: (index: number) => `第 ${index + 1} 处`,
  askWhy: (point: string): Line[] => [
    title('提出异议（2/3）'),
    text(`对“${point}”，理由是什么？请直接回复，写清事实。`),
  ],
  askFile: (): Line[] => [title('提出异议（3/3）'), text('有证明材料请发一张照片或一个文件，没有就点“跳过”。')],
  objectionDone: (until: string): Message => ({
    lines: [title('异议已提交'), text(`督查室会书面答复；榜单审定前都会答复您。同一处不用重复提出（时限 ${until}）。`)],
  }),
  objectionRaised: (
    d: { periodKey: string; unit: string; point: string; reason: string; author: string },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`${d.unit}对${name(d.periodKey)}有异议，请答复`),
      text(`异议：${d.point}`),
      ...quote(d.reason),
      note(`${d.author} 提出。没有答复的异议会挡住审定。`),
    ],
    buttons,
  }),
  objectionCard: (
    d: {
      status: string;
      periodKey: string;
      unit: string;
      point: string;
      reason: string;
      answer: string;
      author: string;
      file: string | null;
    },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`${d.unit}对${name(d.periodKey)}的异议${OBJECTION_STATES[d.status] ?? ''}`),
      text(`异议：${d.point}`),
      ...quote(d.reason),
      text(`提出人：${d.author}${d.file ? `　材料：${d.file}` : ''}`),
      ...(d.answer === '' ? [] : [text(`答复：${d.answer}`)]),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  accept: '成立，剔除',
  reject: '不成立',
  noObjections: (): Message => ({ lines: [text('没有待答复的异议。')] }),
  askAnswer: (d: { unit: string; point: string; accepted: boolean }): Line[] => [
    title(d.accepted ? '异议成立：这条记录不再计分，榜单重新计算' : '异议不成立：得分不变'),
    text(`${d.unit}：${d.point}`),
    text('答复怎么写？对方收到的就是您写的这段话。'),
  ],
  confirmAnswer: (d: { unit: string; point: string; accepted: boolean; answer: string }): Line[] => [
    title(`请核对对${d.unit}的答复（${d.accepted ? '成立' : '不成立'}）`),
    text(d.point),
    ...quote(d.answer),
  ],
  sendAnswer: '发出答复',
  answered: (unit: string, accepted: boolean, changed: number): Message => ({
    lines: [
      title(`对${unit}的答复已发出`),
      text(
        accepted
          ? `这条记录不再计分，草案已重新计算，${changed} 个单位的得分或名次有变化。您改动过草案，要由另一人审定。`
          : '得分不变。',
      ),
    ],
  }),
  objectionAnswered: (
    d: {
      periodKey: string;
      point: string;
      accepted: boolean;
      answer: string;
      by: string;
      totalCenti: number | null;
      place: number | null;
      list: string;
    },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`${name(d.periodKey)}：您的异议${d.accepted ? '成立，这一处不再扣分' : '没有采纳'}`),
      text(d.point),
      ...quote(d.answer),
      text(`现为 ${standing(d)}。`),
      note(`${d.by} 答复（督查室）`),
    ],
    buttons,
  }),
  changeHead: (d: { periodKey: string; changes: BoardLineChange[] }): Line[] => [
    title(`更正${name(d.periodKey)}`),
    ...(d.changes.length === 0
      ? [text('按现在的台账重新计算，结果没有变化，不用更正。')]
      : [text(`按现在的台账重新计算，${d.changes.length} 个单位有变化：`), ...d.changes.slice(0, 8).map(changeLine)]),
  ],
  askReason: (kind: string): Line[] => [
    text(kind === 'correction' ? '更正的原因是什么？会写在更正说明里。' : '撤回的原因是什么？会在群里说明。'),
  ],
  withdrawHead: (key: string): Line[] => [title(`撤回${name(key)}`)],
  confirmChange: (d: { kind: string; periodKey: string; reason: string }): Line[] => [
    title(`请核对：${KINDS[d.kind] ?? ''}${name(d.periodKey)}`),
    text(`原因：${d.reason}`),
    text(
      d.kind === 'correction'
        ? '办理后，群里原来的榜单换成更正后的，并另发一条更正说明。'
        : '办理后，群里的榜单作废并注明原因。平台不支持撤回的，会另发一条撤回说明。',
    ),
  ],
  confirmLabel: (kind: string) => KINDS[kind] ?? '办理',
  changeAsked: (d: { periodKey: string; kind: string; reason: string; by: string }, buttons: Button[][]): Message => ({
    lines: [
      title(`${d.by}提出${KINDS[d.kind] ?? ''}${name(d.periodKey)}，请您审定`),
      text(`原因：${d.reason}`),
      text('同意后立即办理；不同意则榜单不变。'),
    ],
    buttons,
  }),
  changeWaiting: (kind: string, people: string[]): Message => ({
    lines: [
      title(`${KINDS[kind] ?? ''}已提交审定`),
      text(`已请${people.slice(0, 4).join('、')}${people.length > 4 ? '等' : ''}审定，任一人同意后立即办理。`),
    ],
  }),
  changeDecided: (kind: string, agreed: boolean, by: string, buttons: Button[][]): Message => ({
    lines: [
      title(`${by}${agreed ? '同意' : '不同意'}${KINDS[kind] ?? ''}榜单`),
      text(agreed ? '已经办理，点“发送情况”看各群结果。' : '榜单不变。'),
    ],
    ...(agreed ? { buttons } : {}),
  }),
  correctedDone: (changes: number, groups: number, buttons: Button[][]): Message => ({
    lines: [title('榜单已更正'), text(`${changes} 个单位有变化，更正说明正在发往 ${groups} 个群。`)],
    buttons,
  }),
  withdrawnDone: (posted: number, waiting: number, buttons: Button[][]): Message => ({
    lines: [
      title('榜单已撤回'),
      text(
        posted > 0 ? `正在撤回群里的 ${posted} 条；平台不支持撤回的，改发一条撤回说明。` : '榜单还没有发到群里。',
        waiting > 0 ? `还没发出的 ${waiting} 条不再发送。` : '',
      ),
    ],
    buttons,
  }),
  refusedDone: (): Message => ({ lines: [text('已记录不同意，榜单不变。')] }),
  corrected: (key: string, reason: string, changes: BoardLineChange[]): Message => ({
    lines: [
      title(`更正：${name(key)}以更正后的为准`),
      text(`原因：${reason}`),
      ...changes.slice(0, 10).map(changeLine),
      ...(changes.length > 10 ? [note(`还有 ${changes.length - 10} 个单位的名次相应调整。`)] : []),
      note('此前发布的同期榜单如未显示“已更正”，以本条为准。发“红黑榜”查看全文。'),
    ],
  }),
  retracted: (reason: string) => `已撤回，原因：${reason}`,
  withdrawn: (key: string, reason: string): Message => ({
    lines: [
      title(`${name(key)}已撤回，此前发布的榜单作废`),
      text(`原因：${reason}`),
      note('本平台不支持撤回已发出的消息，请以本条为准。'),
    ],
  }),
  posts: (rows: { group: string; op: string; status: string; error: string | null }[]): Message => ({
    lines: [
      title('榜单发送情况'),
      ...(rows.length === 0 ? [text('还没有发到任何群。')] : []),
      ...rows
        .slice(-12)
        .map((row) => text(`· ${row.group}　${OPS[row.op] ?? row.op}：${outcome(row.status, row.error)}`)),
    ],
  }),
  list: (
    campaign: string,
    rows: { periodKey: string; startsOn: string; endsOn: string; status: string; revision: number }[],
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`红黑榜（${campaign}）`),
      ...(rows.length === 0 ? [text('还没有榜单。')] : []),
      ...rows.map((row) =>
        text(
          `· ${periodName(row.periodKey)}（${shortDay(row.startsOn)}—${shortDay(row.endsOn)}）　${STATUSES[row.status] ?? row.status}`,
        ),
      ),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  shortName: (key: string) => periodName(key).replace(/^\d+年/, ''),
  talkProposed: (
    d: { unit: string; periodKey: string; totalCenti: number; place: number },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`建议约谈 ${d.unit}，请决定`),
      text(`${name(d.periodKey)} ${points(d.totalCenti)} 分，第 ${d.place} 名，等次一般。`),
      text('点“约谈”后通知该单位负责人；点“不约谈”只作记录，不通知。'),
    ],
    buttons,
  }),
  talkSet: (
    d: { unit: string; periodKey: string; totalCenti: number; place: number },
    by: string,
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`拟就${periodName(d.periodKey)}工作约谈${d.unit}`),
      text(`本期 ${points(d.totalCenti)} 分，第 ${d.place} 名，等次一般。`),
      text('时间和地点由督查室另行通知。请准备未完成事项的原因和补救措施。'),
      note(`督查室 ${by}`),
    ],
    buttons,
  }),
  talkDecided: (unit: string, confirmed: boolean, told: string[]): Message => ({
    lines: [
      text(
        confirmed
          ? `已确定约谈${unit}${told.length > 0 ? `，已通知${told.join('、')}` : '。该单位没有登记负责人，请自行通知'}。`
          : `已记录：不约谈${unit}。`,
      ),
    ],
  }),
};

const OBJECTION_STATES: Record<string, string> = { open: '', accepted: '（已成立）', rejected: '（不成立）' };
const KINDS: Record<string, string> = { correction: '更正', withdrawal: '撤回' };
const OPS: Record<string, string> = { post: '发布', replace: '换成更正后的', retract: '撤回' };

function outcome(status: string, error: string | null): string {
  if (status === 'sent') return '已完成';
  if (status === 'pending' || status === 'sending') return '等待';
  if (status === 'cancelled') return '没有发出';
  return error === 'editsUnsupported' ? '平台不支持，请在群里手工说明' : '没有成功';
}
