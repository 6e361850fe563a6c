import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day } from './dates.js';

export const closeOut = {
  confirm: '同意申请',
  refuse: '不同意',
  look: '看事项',
  request: '申请销号',
  askHead: (d: { itemNo: string; title: string; by: string; summary: string }, buttons: Button[][]): Message => ({
    lines: [
      title(`${d.itemNo} 申请销号，请您确认`),
      text(brief(d.title, 40)),
      ...quote(`${brief(d.summary, 120)}（${d.by}）`),
      note('您同意后由督查室复核，复核通过才销号。3 天内没有表态的，直接转督查室。'),
    ],
    buttons,
  }),
  confirmed: (itemNo: string): Message => ({ lines: [text(`${itemNo} 已同意申请销号，转督查室复核。`)] }),
  askRefusal: (itemNo: string): Line[] => [
    title(`${itemNo} 暂不申请销号`),
    text('还差什么？请写一句，联络员会原样看到。'),
  ],
  refused: (itemNo: string): Message => ({ lines: [text(`${itemNo} 继续办理，您的意见已转联络员。`)] }),
  refusedByHead: (itemNo: string, head: string, reason: string, buttons: Button[][]): Message => ({
    lines: [
      title(`${itemNo} 暂不申请销号`),
      ...quote(`${reason}（${head}）`),
      note('这次填报已撤回，不计退回。补充后请重新填报。'),
    ],
    buttons,
  }),
  askReopenReason: (itemNo: string, name: string): Line[] => [
    title(`重新办理 ${itemNo} ${brief(name)}（1/2）`),
    text('为什么要重新办理？请写一句，联络员和单位负责人会原样看到。'),
  ],
  askReopenDue: (itemNo: string): Line[] => [
    title(`重新办理 ${itemNo}（2/2）`),
    text('完成时限定在哪一天？可以点选，也可以写，例：9月30日前、10个工作日内。'),
  ],
  reopenCheck: (itemNo: string, reason: string, dueOn: string): Line[] => [
    title(`重新办理 ${itemNo}　请核对`),
    ...quote(reason),
    text(bold('完成时限：'), day(dueOn)),
  ],
  reopen: '重新办理',
  reopenedDone: (itemNo: string, told: number): Message => ({
    lines: [text(`${itemNo} 已重新办理，已通知 ${told} 人（联络员和单位负责人）。`)],
  }),
  reopened: (
    d: { itemNo: string; title: string; reason: string; dueOn: string; by: string },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`${d.itemNo} 需要重新办理`),
      text(brief(d.title, 40)),
      ...quote(`${d.reason}（${d.by}，督查室）`),
      text(bold('完成时限：'), day(d.dueOn)),
    ],
    buttons,
  }),
};
