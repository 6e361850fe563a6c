import { bold, type Button, type Line, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day, distance } from './dates.js';

export const directive = {
  open: '看事项',
  askWords: (item: string | null): Line[] => [
    title('批示'),
    ...(item === null ? [] : [text(item)]),
    text('请直接回复批示内容。'),
  ],
  give: '批示',
  askAbout: (words: string): Line[] => [
    title('作为批示下达'),
    ...quote(words),
    text('这是对哪一项的批示？也可以直接回复事项编号。'),
  ],
  noItem: '不针对具体事项',
  askUnit: (words: string): Line[] => [
    title('作为批示下达'),
    ...quote(words),
    text('由哪个单位办理？也可以直接回复单位名称。'),
  ],
  askDueOn: (words: string, unit: string): Line[] => [
    title('作为批示下达'),
    ...quote(words),
    text(`由${unit}办理，什么时候办结？也可以直接回复日期，例：下周五、9月底前。`),
  ],
  inWorkdays: (count: number, on: string) => `${count} 个工作日（${Number(on.slice(5, 7))}/${Number(on.slice(8))}）`,
  confirm: (d: { words: string; unit: string; item: string | null; dueOn: string }): Line[] => [
    title('批示　请核对'),
    ...quote(d.words),
    text(bold('办理单位：'), d.unit),
    ...(d.item === null ? [] : [text(bold('关联事项：'), d.item)]),
    text(bold('完成时限：'), day(d.dueOn)),
  ],
  issue: '下达',
  changeUnit: '改单位',
  changeDueOn: '改时限',
  issued: (d: { itemNo: string; unit: string; dueOn: string }): Message => ({
    lines: [
      title(`批示已下达，编号 ${d.itemNo}`),
      text(`由${d.unit}办理，完成时限 ${day(d.dueOn)}。联络员和单位负责人已收到，办结后向您报告。`),
    ],
  }),
  received: (d: {
    itemNo: string;
    leader: string;
    words: string;
    dueOn: string;
    workdays: number;
    today: string;
    buttons: Button[][];
  }): Message => ({
    lines: [
      title(`${d.leader}批示，请办理（${d.itemNo}）`),
      ...quote(d.words),
      text(`完成时限 ${day(d.dueOn)}，${distance(d)}。`),
      note('办结后请填报 100% 并写明结果，复核通过后会向领导报告。'),
    ],
    buttons: d.buttons,
  }),
  done: (d: { itemNo: string; words: string; unit: string; answer: string; buttons: Button[][] }): Message => ({
    lines: [
      title(`您的批示已办结（${d.itemNo}）`),
      ...quote(brief(d.words, 60)),
      text(bold(`${d.unit}：`), d.answer === '' ? '已按要求办结。' : d.answer),
    ],
    buttons: d.buttons,
  }),
};
