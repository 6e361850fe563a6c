import { type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day } from './dates.js';

/** A supporting unit's part, as the lead unit sees it. */
export interface PartLine {
  unit: string;
  state: string;
  summary: string;
}

const STATES: Record<string, string> = { done: '已完成', inProgress: '进行中', needsLead: '需牵头单位协调' };

const partWords = (part: PartLine): string =>
  `${part.unit}${STATES[part.state] ?? part.state}${part.summary === '' ? '' : `，${part.summary.replace(/[。；;]+$/, '')}`}`;

export const supporting = {
  states: STATES,
  fill: '填协同情况',
  /** The lead unit's draft, assembled from the parts. */
  draft: (parts: PartLine[]): string => `${parts.map(partWords).join('；')}。`,
  parts: (parts: PartLine[]): Line[] => [
    text('协同单位已反馈，可以直接用，也可以自己写：'),
    ...quote(supporting.draft(parts)),
  ],
  useDraft: '用这段汇总',
  needsLead: (parts: PartLine[]): Line[] =>
    parts.filter((part) => part.state === 'needsLead').map((part) => text(`${part.unit}请您单位协调：${part.summary}`)),
  askState: (d: { itemNo: string; title: string; leadUnit: string; dueOn: string }): Line[] => [
    title(`${d.itemNo} ${brief(d.title)}　请报协同情况（1/2）`),
    text(`牵头单位：${d.leadUnit}。请在 ${day(d.dueOn)} 前反馈，由牵头单位汇总上报。`),
    text('您单位负责的部分办得怎么样？'),
  ],
  askSummary: (d: { itemNo: string; state: string }): Line[] => [
    title(`${d.itemNo} 协同情况（2/2）　${STATES[d.state] ?? ''}`),
    text(
      d.state === 'needsLead' ? '需要牵头单位协调什么？请用一句话说清楚。' : '请用一句话说明办了什么，没有可以跳过。',
    ),
  ],
  done: (d: { itemNo: string; late: boolean; leadUnit: string; remaining: number }): Message => ({
    lines: [
      title(`${d.itemNo} 协同情况已报${d.late ? '（迟报）' : ''}`),
      text(
        `由${d.leadUnit}汇总上报，本轮不再催报这一项。`,
        d.remaining > 0 ? `还有 ${d.remaining} 项待填报。` : '待填报的都办完了。',
      ),
    ],
  }),
  wait: '等协同单位',
  waiting: (itemNo: string, units: string[]): Message => ({
    lines: [
      title(`${itemNo} 已登记：等${units.join('、')}反馈`),
      text('已提醒对方。对方反馈前不催办您单位，反馈后请及时汇总填报。'),
    ],
  }),
  silent: (units: string[]): Line => note(`还没有反馈的协同单位：${units.join('、')}。要等的请点“等协同单位”。`),
  waitedFor: (d: { itemNo: string; title: string; leadUnit: string }, buttons: Button[][]): Message => ({
    lines: [
      title(`${d.itemNo} ${brief(d.title)}　${d.leadUnit}在等您单位的协同情况`),
      text('选一个状态、写一句话就可以。反馈后由牵头单位汇总上报。'),
    ],
    buttons,
  }),
};
