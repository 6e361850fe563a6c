import { type Button, lineText, type Message, note, text, title } from '../../../domain/message.js';
import { brief } from './dates.js';

/** A row of the send record. */
export interface SentLine {
  id: number;
  to: string;
  kind: string;
  status: string;
  /** A code: why it waits, failed or was not sent; '' when there is nothing to say. */
  reason: string;
  at: Date;
  /** Not before this instant; null when it may go. */
  waitsUntil: Date | null;
  /** What was said, or will be; null when that is not known yet, or any more. */
  words: Message | null;
  canResend: boolean;
}

const KINDS: Record<string, string> = {
  warning: '每日提醒',
  chase: '催办',
  digest: '领导晨报',
  board: '红黑榜',
  change: '榜单更正或撤回',
  bulletin: '通报',
  notice: '通知',
};

const STATUSES: Record<string, string> = {
  pending: '待发送',
  sending: '正在发送',
  sent: '已发送',
  failed: '未送达',
  unknown: '不确定是否送达',
  expired: '过期未发',
  cancelled: '已取消',
};

const REASONS: Record<string, string> = {
  quietHours: '休息时间',
  weeklyCap: '本周已到上限',
  noIdentity: '没有绑定聊天账号',
  answered: '发送前已办完',
  expired: '过了当天',
  timeout: '平台没有回应',
  processEnded: '发送时程序中断',
  adapterThrew: '发送时程序出错',
  composeFailed: '生成内容时出错，稍后再试',
  holdCheckFailed: '检查休息时间时出错，稍后再试',
};

/** A platform's own code is told as one. */
const reasonOf = (code: string): string => REASONS[code] ?? (code === '' ? '' : `代码 ${code}`);

const FILTERS: Record<string, string> = {
  all: '全部',
  waiting: '待发送',
  sent: '已发送',
  trouble: '没发出去',
  cancelled: '已取消',
};

const state = (line: SentLine, at: (instant: Date) => string): string => {
  const words = STATUSES[line.status] ?? line.status;
  const reason = line.status === 'sent' ? '' : reasonOf(line.reason);
  if (line.waitsUntil) return `等待（${reason === '' ? '休息时间' : reason}，${at(line.waitsUntil)} 发）`;
  return reason === '' ? words : `${words}（${reason}）`;
};

export const sent = {
  filters: FILTERS,
  page: (d: {
    lines: SentLine[];
    total: number;
    rest: number;
    filter: string;
    person: string;
    at: (instant: Date) => string;
    buttons: Button[][];
  }): Message => {
    const about = [d.person, d.filter === 'all' ? '' : (FILTERS[d.filter] ?? '')].filter((each) => each !== '');
    const scope = about.length === 0 ? '' : `（${about.join('，')}）`;
    return {
      lines: [
        title(`发送记录 ${d.total} 条${scope}`),
        ...(d.lines.length === 0 ? [text('没有这样的记录。')] : []),
        ...d.lines.flatMap((line) => [
          text(
            `${line.canResend ? `#${line.id}　` : ''}${d.at(line.at)}　${line.to}　${KINDS[line.kind] ?? line.kind}　${state(line, d.at)}`,
          ),
          note(
            line.words?.lines[0]
              ? `　${brief(lineText(line.words.lines[0]), 30)}`
              : line.status === 'pending'
                ? '　发送时按当时情况生成'
                : '　内容没有保留',
          ),
        ]),
        ...(d.rest > 0 ? [note(`还有 ${d.rest} 条，点“下一页”查看。`)] : []),
      ],
      buttons: d.buttons,
    };
  },
  more: '下一页',
  resend: (id: number) => `重发 #${id}`,
  resent: (id: number, again: boolean, until: string | null): Message => ({
    lines: [
      text(
        again
          ? `#${id} 已经安排过重发，不会再发第二次。`
          : until === null
            ? `#${id} 已重新发送，结果请看发送记录。`
            : `#${id} 已安排重发，现在是休息时间，${until} 发出。`,
      ),
    ],
  }),
};
