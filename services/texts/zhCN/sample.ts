import { bold, type Button, type Message, note, quote, text, title } from '../../../domain/message.js';
import { brief, day, shortDay } from './dates.js';

/** A round's draw with its reports. */
export interface SampleView {
  drawId: number;
  supervisionClass: string;
  /** The round's days: when it was asked for, and when it was due. */
  opensOn: string;
  dueOn: string;
  seed: string;
  /** How many reports were drawn from. */
  of: number;
  /** Whether the draw, made again from the seed just now, is the one on record. */
  same: boolean;
  lines: {
    sampledId: number;
    reportId: number;
    itemNo: string;
    unit: string;
    percent: number;
    summary: string;
    status: string;
  }[];
}

const CLASSES: Record<string, string> = { major: '重点', special: '专项', routine: '常规' };
const STATES: Record<string, string> = { open: '【待核实】', confirmed: '【属实】', doubted: '【存疑】' };

export const sample = {
  none: (): Message => ({
    lines: [text('还没有抽查。每轮报告截止后的第一个工作日，从复核通过的进展里抽取。')],
  }),
  views: (views: SampleView[], buttons: Button[][]): Message => ({
    lines: [
      title(`抽查　待核实 ${views.flatMap(({ lines }) => lines).filter(({ status }) => status === 'open').length} 份`),
      ...views.flatMap((view) => [
        text(
          bold(`${CLASSES[view.supervisionClass] ?? ''}　${shortDay(view.opensOn)}至${shortDay(view.dueOn)}一轮`),
          `　${view.of} 份里抽 ${view.lines.length} 份`,
        ),
        ...view.lines.map((line) =>
          text(`${STATES[line.status] ?? ''}${line.unit} ${line.itemNo}　${line.percent}% ${brief(line.summary, 20)}`),
        ),
        note(
          view.same
            ? `抽查编号 ${view.seed}。刚才按编号重抽一遍，结果一致。`
            : `抽查编号 ${view.seed}。按编号重抽，结果与记录不一致，请联系管理员核查。`,
        ),
      ]),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  card: (
    c: {
      itemNo: string;
      title: string;
      unit: string;
      author: string;
      on: string;
      percent: number;
      summary: string;
      evidence: number;
      status: string;
    },
    buttons: Button[][],
  ): Message => ({
    lines: [
      title(`抽查核实　${c.itemNo} ${brief(c.title)}`),
      text(`${c.unit}　${c.author}　${day(c.on)} 填报 ${c.percent}%`),
      ...quote(c.summary),
      text(c.evidence === 0 ? '没有附材料。' : `附材料 ${c.evidence} 份。`),
      note(c.status === 'open' ? '现场核实后请点一个。存疑的会登记为问题。' : `${STATES[c.status] ?? ''}已核实。`),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  told: (buttons: Button[][]): Message => ({
    lines: [
      title('上一轮进展报告已抽查，请核实'),
      text(
        '从复核通过的进展里随机抽取，按抽查编号可以重抽验证。请到现场或调阅材料核实，属实的点一下，存疑的登记为问题。',
      ),
    ],
    buttons,
  }),
  confirm: '属实',
  doubt: '存疑，登记问题',
  confirmed: (itemNo: string): Message => ({ lines: [text(`${itemNo} 抽查属实，已记录。`)] }),
};
