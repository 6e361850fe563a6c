import { bold, type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';
import { brief, shortDay } from './dates.js';

/** One word of 太频繁, with the ask it is about. */
export interface FeedbackLine {
  name: string;
  unit: string;
  quote: string;
  note: string;
  at: Date;
}

/** What a campaign cost one unit's liaisons and heads in a week. Counts, unless said otherwise. */
export interface BurdenLine {
  unit: string;
  /** Messages the bot began that reached them; answers to what they did are not counted. */
  messages: number;
  /** Items that a report was asked for. */
  requests: number;
  /** Rungs of the chase ladder that were climbed. */
  chases: number;
  /** Reports handed in, and how many of them are known to the second. */
  answers: number;
  timed: number;
  /** Time in the dialogs of those that are known, in seconds, and buttons pressed in them. */
  seconds: number;
  presses: number;
  /** Reports handed in late, and in quiet hours or on days off. */
  late: number;
  quiet: number;
  /** How often they said that it is too much. */
  tooMuch: number;
  /** The estimate that units are sorted by: minutes in dialogs and one for each message. */
  minutes: number;
  /** The same of the week before. */
  minutesBefore: number;
}

/** Words about feedback that fit into a bundle. */
const TOLD_MAX = 2;

const who = (f: FeedbackLine): string => `${f.name}${f.unit === '' ? '' : `（${f.unit}）`}`;

const one = (f: FeedbackLine): Line =>
  text(`· ${who(f)}：“${brief(f.quote, 26)}”${f.note === '' ? '' : `　补充：${brief(f.note, 40)}`}`);

const weekName = (key: string, startsOn: string, endsOn: string): string =>
  `第 ${Number(/W(\d+)$/.exec(key)?.[1] ?? 0)} 周（${shortDay(startsOn)}—${shortDay(endsOn)}）`;

const trend = (line: BurdenLine): string => {
  const by = line.minutes - line.minutesBefore;
  if (by === 0) return '与上周持平';
  return by > 0 ? `比上周多 ${by} 分钟` : `比上周少 ${-by} 分钟`;
};

const minutesEach = (line: BurdenLine): string => {
  const seconds = Math.round(line.seconds / Math.max(1, line.timed));
  return seconds < 60 ? `${seconds} 秒` : `${Math.round(seconds / 60)} 分钟`;
};

const METHOD = '用时＝填报时间＋每条消息按 1 分钟估算，只用来减负，不参与评分。';

export const burden = {
  feedback: '看反映',
  addNote: '补一句',
  /** The lines of a coordinators' bundle; none when nobody said anything. */
  told: (feedback: FeedbackLine[]): Line[] =>
    feedback.length === 0
      ? []
      : [
          text(bold(`反映太频繁 ${feedback.length} 次`)),
          ...feedback.slice(0, TOLD_MAX).map(one),
          ...(feedback.length > TOLD_MAX ? [note(`还有 ${feedback.length - TOLD_MAX} 次，点“看反映”查看。`)] : []),
        ],
  heard: (again: boolean, buttons: Button[][]): Message => ({
    lines: again
      ? [text('这一条您已经反映过，已记下。')]
      : [
          title('已记下：这一条太频繁'),
          text('下一个工作日早上转给协调员，附上您收到的这条消息。不用再说明，也不影响评分。'),
        ],
    buttons,
  }),
  askNote: (): Line[] => [title('想补充一句吗？'), text('直接回复就行，协调员会原样看到。不补充请点“跳过”。')],
  noted: (words: string): Message => ({
    lines: [text(words === '' ? '好的，已按原样记下。' : '已补上，协调员会原样看到。')],
  }),
  list: (
    lines: FeedbackLine[],
    total: number,
    rest: number,
    day: (at: Date) => string,
    buttons: Button[][],
  ): Message => ({
    lines:
      total === 0
        ? [text('还没有人反映太频繁。')]
        : [
            title(`反映太频繁 ${total} 次`),
            ...lines.flatMap((each) => [
              text(`· ${day(each.at)}　${who(each)}：“${brief(each.quote, 30)}”`),
              ...(each.note === '' ? [] : [note(`　补充：${brief(each.note, 60)}`)]),
            ]),
            ...(rest > 0 ? [note(`还有 ${rest} 次，点“下一页”查看。`)] : []),
          ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  /** All units, heaviest first; `from` is the place of the first line. */
  units: (d: {
    week: { key: string; startsOn: string; endsOn: string };
    lines: BurdenLine[];
    from: number;
    rest: number;
    buttons: Button[][];
  }): Message => ({
    lines: [
      title(`减负情况　${weekName(d.week.key, d.week.startsOn, d.week.endsOn)}`),
      ...(d.lines.length === 0 ? [text('这一周没有给各单位发过消息，也没有人填报。')] : []),
      ...d.lines.map((each, index) =>
        text(
          `${d.from + index + 1}. ${each.unit}　约 ${each.minutes} 分钟（${trend(each)}）：`,
          `消息 ${each.messages} 条，要求填报 ${each.requests} 项，催办 ${each.chases} 次，填报 ${each.answers} 份`,
          each.tooMuch > 0 ? `，反映太频繁 ${each.tooMuch} 次` : '',
        ),
      ),
      ...(d.rest > 0 ? [note(`还有 ${d.rest} 个单位，点“下一页”查看。`)] : []),
      note(METHOD),
    ],
    buttons: d.buttons,
  }),
  /** One unit, as its own people see it. */
  unit: (week: { key: string; startsOn: string; endsOn: string }, line: BurdenLine, buttons: Button[][]): Message => ({
    lines: [
      title(`减负情况　${line.unit}　${weekName(week.key, week.startsOn, week.endsOn)}`),
      text(bold(`约 ${line.minutes} 分钟`), `，${trend(line)}。`),
      text(`收到消息 ${line.messages} 条，要求填报 ${line.requests} 项，催办 ${line.chases} 次。`),
      text(
        line.timed === 0
          ? `填报 ${line.answers} 份。`
          : `填报 ${line.answers} 份，平均每份 ${minutesEach(line)}、点 ${Math.round(line.presses / line.timed)} 下。`,
      ),
      ...(line.answers === 0 ? [] : [text(`其中迟报 ${line.late} 份，夜间和休息日填报 ${line.quiet} 份。`)]),
      ...(line.tooMuch === 0 ? [] : [text(`反映太频繁 ${line.tooMuch} 次，已转协调员。`)]),
      note(METHOD),
    ],
    buttons,
  }),
  weekBefore: '上一周',
  weekAfter: '下一周',
  more: '下一页',
};
