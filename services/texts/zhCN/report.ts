import { bold, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day, distance } from './dates.js';

/** What every step of the guided report knows of the item. */
export interface ReportHead {
  itemNo: string;
  itemTitle: string;
  milestone: { name: string; dueOn: string; workdays: number; today: string; percent: number } | null;
  last: { percent: number; on: string } | null;
  fixing: { field: string; reason: string; by: string } | null;
}

const FIELDS: Record<string, string> = { percent: '进度', summary: '进展说明', blocker: '困难', evidence: '佐证材料' };

const head = (h: ReportHead, step: string): Line => title(`${h.itemNo} ${brief(h.itemTitle)}${step}`);

const lastTime = (h: ReportHead): string =>
  h.last ? `上次填报：${h.last.percent}%（${day(h.last.on)}）。` : '这是第一次填报。';

export const report = {
  fields: FIELDS,
  start: (h: ReportHead): Line[] => [
    head(h, ''),
    ...(h.milestone ? [text(`${h.milestone.name}　${distance(h.milestone)}（${day(h.milestone.dueOn)}）`)] : []),
    text(lastTime(h), '这次有没有进展？'),
    note('也可以直接发一句话，例：85%，主体封顶，正在做二次结构，无困难'),
  ],
  progress: '有进展',
  noChange: '无变化',
  percent: (h: ReportHead): Line[] => [
    head(h, '（1/4）'),
    text('目前完成多少？', lastTime(h)),
    ...(h.milestone ? [text(`本节点：${h.milestone.name}，到 ${h.milestone.percent}% 即完成。`)] : []),
  ],
  summary: (h: ReportHead, percent: number): Line[] => [
    head(h, `（2/4）`),
    text(`完成 ${percent}%。请用一句话说明做了什么。`),
  ],
  blocker: (h: ReportHead): Line[] => [
    head(h, '（3/4）'),
    text('有没有需要协调的困难？有请写一句，没有就点“没有困难”。'),
  ],
  noBlocker: '没有困难',
  evidence: (h: ReportHead, count: number): Line[] => [
    head(h, '（4/4）'),
    text(
      count === 0
        ? '有佐证材料可以现在发（照片或文件），没有就跳过。'
        : `已收到 ${count} 份。还有请继续发，没有就点“发完了”。`,
    ),
  ],
  evidenceDone: '发完了',
  confirm: (h: ReportHead, d: { percent: number; summary: string; blocker: string; evidence: string[] }): Line[] => [
    head(h, '　请核对'),
    text(bold('进度：'), `${d.percent}%`),
    text(bold('说明：'), ...(d.summary.includes('\n') ? [] : [d.summary])),
    ...(d.summary.includes('\n') ? quote(d.summary) : []),
    text(bold('困难：'), d.blocker === '' ? '没有' : d.blocker),
    text(bold('材料：'), d.evidence.length === 0 ? '没有' : d.evidence.join('、')),
  ],
  closing: (h: ReportHead): Line[] => [
    head(h, '　申请销号（1/2）'),
    text('填报 100%，提交后即申请销号。请用一句话说明完成情况。'),
    note('可以附照片或文件作佐证，复核更快。'),
  ],
  closesOut: (): Line => note('提交后即申请销号，复核通过前不再提醒。'),
  submit: '提交',
  change: { percent: '改进度', summary: '改说明', blocker: '改困难', evidence: '补材料' },
  fixing: (h: ReportHead, old: { percent: number; summary: string; blocker: string }): Line[] => {
    if (!h.fixing) return [];
    const before: Record<string, string> = {
      percent: `${old.percent}%`,
      summary: old.summary,
      blocker: old.blocker || '没有',
      evidence: '',
    };
    const words = before[h.fixing.field] ?? '';
    return [
      head(h, '　补充'),
      ...quote(`${h.fixing.reason}（${h.fixing.by}）`),
      ...(words === '' ? [] : [text(bold('原来填的：'), brief(words, 120))]),
      text(
        h.fixing.field === 'evidence'
          ? '请把材料发在这里（照片或文件）。其他内容不用重填。'
          : `请直接回复新的${FIELDS[h.fixing.field] ?? '内容'}。其他内容不用重填。`,
      ),
    ];
  },
  done: (d: {
    itemNo: string;
    noChange: boolean;
    percent: number;
    late: boolean;
    fixed: boolean;
    remaining: number;
    reached: string[];
    closeOut: 'awaitsHead' | 'requested' | null;
  }): Message => ({
    lines: [
      title(
        d.fixed
          ? `${d.itemNo} 的补充已提交`
          : `${d.itemNo} 已${d.noChange ? '登记“无变化”' : `填报 ${d.percent}%`}${d.late ? '（迟报）' : ''}`,
      ),
      ...(d.closeOut === null
        ? []
        : [
            text(
              d.closeOut === 'awaitsHead'
                ? '已申请销号【待销号】，先请单位负责人确认，再由督查室复核。'
                : '已申请销号【待销号】，复核通过即销号。',
            ),
          ]),
      ...(d.reached.length === 0 || d.closeOut !== null
        ? []
        : [text(`“${d.reached.join('”“')}”已报完成，复核通过后生效。`)]),
      text(
        d.noChange ? '本轮不再催报这一项。' : '需要补充时会告诉您，本轮不再催报这一项。',
        d.remaining > 0 ? `还有 ${d.remaining} 项待填报。` : '待填报的都办完了。',
      ),
    ],
  }),
  next: '下一项',
  nothingDue: (): Message => ({ lines: [text('现在没有待填报的事项。要提前填报，请发“我的事项”选一项。')] }),
  choose: (count: number): Line[] => [title(`待填报 ${count} 项`), text('请选一项开始：')],
  allNoChange: (done: string[], skipped: { itemNo: string; why: string }[]): Message => ({
    lines: [
      title(done.length === 0 ? '没有可以登记“无变化”的事项' : `已登记 ${done.length} 项“无变化”`),
      ...(done.length === 0 ? [] : [text(done.join('、'))]),
      ...skipped.map((each) => text(`${each.itemNo} ${each.why}，请单独填报。`)),
    ],
  }),
  overdueWhy: '已逾期或今日到期',
};
