import { type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { day, shortDay } from './dates.js';

/** Somebody who may cover. */
interface Cover {
  name: string;
  where: string;
  sameUnit: boolean;
  bound: boolean;
  awayUntil: string | null;
}

interface Ended {
  by: string;
  name: string;
  delegate: string;
  /** Reports that the delegate handed in. */
  reports: number;
  /** Requests that wait now. */
  requests: number;
  /** Numbers of items whose report was sent back meanwhile. */
  toMend: string[];
}

const coverLine = (c: Cover): string => {
  const marks = [c.bound ? '' : '还没有绑定', c.awayUntil === null ? '' : `外出到 ${shortDay(c.awayUntil)}`];
  const shown = marks.filter((mark) => mark !== '');
  return `· ${c.name}（${[c.where, ...shown].join('，')}）`;
};

const waits = (requests: number, toMend: string[]): string => {
  const mend = toMend.length > 0 ? `被退回待补充的有 ${toMend.join('、')}。` : '';
  if (requests > 0) return `现有待填报 ${requests} 项。${mend}`;
  return mend === '' ? '现在没有待填报的事项。' : mend;
};

export const delegation = {
  /** 杜宇航, 韩晓雯 → '杜宇航（代韩晓雯）'. */
  actedFor: (name: string, absent: string | undefined): string => (absent ? `${name}（代${absent}）` : name),
  inUnit: (unit: string, absent: string | null): string => (absent === null ? unit : `${unit}，代${absent}`),
  askUntil: (): Line[] => [
    title('外出代办（1/2）'),
    text('外出到哪一天（含当天）？'),
    note('点下面的日期，或直接回复，例：周五、9月18日、3天'),
  ],
  until: (on: string, isToday: boolean): string => (isToday ? '今天' : day(on)),
  askCover: (endsOn: string, offered: Cover[]): Line[] => [
    title('外出代办（2/2）'),
    text(`外出到 ${day(endsOn)}。由谁代办？`),
    ...offered.map((each) => text(coverLine(each))),
    note(
      offered.length > 0
        ? '没有列出的，请回复姓名（本专项行动的联络员或单位负责人）。'
        : '请回复姓名（本专项行动的联络员或单位负责人）。',
    ),
  ],
  confirm: (d: { today: string; endsOn: string; cover: Cover; covers: string[] }): Line[] => [
    title('外出代办　请核对'),
    text(`${day(d.today)} 至 ${day(d.endsOn)}，由${d.cover.name}（${d.cover.where}）代办。`),
    ...(d.cover.bound ? [] : [text(`${d.cover.name}还没有绑定。绑定之前待办仍发给您，其间不升级催办。`)]),
    ...(d.cover.sameUnit ? [] : [text(`${d.cover.name}不是本单位人员，代办期间能看到本单位的事项。`)]),
    ...(d.covers.length === 0 ? [] : [text(`您正在代${d.covers.join('、')}办理，确认后转回本人并告诉他们。`)]),
    note('待填报和待审批的事转给代办人，记录写明代谁办理。到期自动转回；提前回来，发“销假”。'),
  ],
  confirmYes: '确认外出',
  done: (d: { name: string; endsOn: string; requests: number; bound: boolean }): Message => ({
    lines: [
      title(`已登记：外出到 ${day(d.endsOn)}，由${d.name}代办`),
      text(
        d.bound
          ? `${d.requests > 0 ? `待填报 ${d.requests} 项已转给${d.name}。` : ''}已告诉${d.name}。`
          : `${d.name}绑定之前，待办仍发给您。`,
        '到期自动转回；提前回来，请发“销假”。',
      ),
    ],
  }),
  toDelegate: (d: { name: string; endsOn: string; requests: number }, buttons: Button[][]): Message => ({
    lines: [
      title(`${d.name}外出，请您代办到 ${day(d.endsOn)}`),
      text(
        d.requests > 0 ? `待填报 ${d.requests} 项已转给您。` : '',
        `每天的待办也会发给您，填报和审批记录写明“代${d.name}”。`,
      ),
      note('到期自动转回。不便代办的，请点“不能代办”。'),
    ],
    buttons,
  }),
  decline: '不能代办',
  declined: (name: string): Message => ({ lines: [text(`已转回${name}，并告诉本人另请人代办。`)] }),
  mend: (itemNo: string) => `补 ${itemNo}`,
  endedForPerson: (d: Ended, buttons: Button[][]): Message => ({
    lines: [
      title(
        d.by === 'delegate'
          ? `${d.delegate}不便代办，事项转回给您`
          : d.by === 'delegateAway'
            ? `${d.delegate}也外出了，事项转回给您`
            : '代办已到期，事项转回给您',
      ),
      text(d.reports > 0 ? `${d.delegate}代您填报 ${d.reports} 次。` : '', waits(d.requests, d.toMend)),
      ...(d.by === 'time' ? [] : [note('需要另请人代办，请再发“外出”。')]),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  endedForDelegate: (d: Ended): Message => ({
    lines: [
      title(d.by === 'time' ? `代${d.name}办理已到期` : `${d.name}已回来，代办结束`),
      text(d.reports > 0 ? `其间您代报 ${d.reports} 次，记录写明“代${d.name}”。` : '', '今后的待办不再发给您。'),
    ],
  }),
  back: (delegates: string[], requests: number, toMend: string[], buttons: Button[][]): Message => ({
    lines: [title('已销假'), text(`事项已从${delegates.join('、')}处转回，并已告诉对方。`, waits(requests, toMend))],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
};
