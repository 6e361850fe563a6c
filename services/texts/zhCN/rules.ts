import { RUNG_ACTS } from './chase.js';
import { bold, type Button, type Line, type Message, note, text, title } from '../../../domain/message.js';

interface ClassWords {
  cadence: string;
  dueSoonOffsets: readonly number[];
  overdueLadder: readonly number[];
}

/** What the page of rules says. */
export interface RulesWords {
  name: string;
  boardPolicy: string;
  quietHours: { from: string; to: string; workdaysOnly: boolean };
  weeklyCap: number;
  /** `redFrom` in centi-points. */
  board: { redSize: number; blackSize: number; redFrom: number };
  supervision: { major: ClassWords; special: ClassWords; routine: ClassWords };
  ladder: readonly { rung: string; afterWorkdays: number }[];
}

const CLASSES = { major: '重点', special: '专项', routine: '常规' } as const;
const CADENCES: Record<string, string> = { weekly: '每周', twoWeeks: '每两周', monthly: '每月' };
const NAMES = ['major', 'special', 'routine'] as const;

/** [10, 5, 0] → '提前 10、5 个工作日和当天'. */
function offsets(list: readonly number[]): string {
  const before = list.filter((each) => each > 0).sort((a, b) => b - a);
  const parts = [
    ...(before.length > 0 ? [`提前 ${before.join('、')} 个工作日`] : []),
    ...(list.includes(0) ? ['当天'] : []),
  ];
  return parts.length === 0 ? '到期前不提醒' : parts.join('和');
}

/** [1, 3] → '逾期第 1、3 个工作日，以后每周第一个工作日一次'. */
const overdue = (ladder: readonly number[]): string =>
  `${ladder.length > 0 ? `逾期第 ${ladder.join('、')} 个工作日，以后` : '逾期后'}每周第一个工作日一次`;

const hour = (time: string): string => time.replace(/^0/, '');

const quiet = (q: RulesWords['quietHours']): string =>
  `每天 ${hour(q.from)} 至次日 ${hour(q.to)}${q.workdaysOnly ? '，周末和节假日全天' : ''}`;

export const rules = {
  classes: CLASSES,
  page: (r: RulesWords, buttons: Button[][]): Message => ({
    lines: [
      title(`督办规则（${r.name}）`),
      text(
        bold('到期提醒：'),
        NAMES.map((name) => `${CLASSES[name]}${offsets(r.supervision[name].dueSoonOffsets)}`).join('；'),
      ),
      text(bold('逾期提醒：'), overdue(r.supervision.major.overdueLadder)),
      text(
        bold('进展填报：'),
        NAMES.map((name) => `${CLASSES[name]}${CADENCES[r.supervision[name].cadence] ?? ''}一次`).join('，'),
      ),
      text(
        bold('迟报催办：'),
        r.ladder.map((step) => `${step.afterWorkdays} 个工作日${RUNG_ACTS[step.rung] ?? step.rung}`).join('，'),
      ),
      text(bold('不打扰：'), `${quiet(r.quietHours)}。您发消息，随时回复。`),
      text(bold('每人每周：'), `最多 ${r.weeklyCap} 条，超过的通知、通报顺延到下周；到期和逾期的提醒照发`),
      text(
        bold('红黑榜：'),
        `每周一期，红榜前 ${r.board.redSize} 名（${r.board.redFrom / 100} 分以上），黑榜末 ${r.board.blackSize} 名，并列同列；`,
        r.boardPolicy === 'direct' ? '到时自动发布' : '经审核后发布',
      ),
      ...(buttons.length > 0 ? [note('改动立即生效，并留下记录。')] : []),
    ],
    ...(buttons.length > 0 ? { buttons } : {}),
  }),
  change: { quiet: '改不打扰时间', cap: '改每周上限', offsets: '改到期提醒' },
  askQuiet: (now: string): Line[] => [
    title('改不打扰时间（1/2）'),
    text(`现在是${now}。从几点到次日几点不打扰？例：20:00-08:00`),
    note('开始要在 16:00 至 22:00 之间，结束要在次日 7:00 至 10:00 之间。'),
  ],
  askDaysOff: (from: string, to: string): Line[] => [
    title(`改不打扰时间（2/2）　${hour(from)} 至次日 ${hour(to)}`),
    text('周末和节假日要不要也不打扰？'),
  ],
  daysOffQuiet: '不打扰',
  daysOffOpen: '可以发',
  askCap: (now: number): Line[] => [
    title('改每人每周上限'),
    text(`现在是 ${now} 条，每天早上的提醒也算一条。改成几条？请回复 1 到 50。`),
  ],
  askClass: (): Line[] => [title('改到期提醒（1/2）'), text('改哪一类事项？')],
  askOffsets: (name: keyof typeof CLASSES, now: readonly number[]): Line[] => [
    title(`改到期提醒（2/2）　${CLASSES[name]}`),
    text(`现在是${offsets(now)}。提前几个工作日提醒？当天写 0，例：10 5 2 0`),
  ],
  quiet,
  changed: (what: string): Message => ({ lines: [text(`已改：${what}。从现在起按新规则执行，已发出的不受影响。`)] }),
  quietChanged: (q: RulesWords['quietHours']): string => `不打扰时间为${quiet(q)}`,
  capChanged: (cap: number): string => `每人每周最多 ${cap} 条`,
  offsetsChanged: (name: keyof typeof CLASSES, list: readonly number[]): string =>
    `${CLASSES[name]}事项${offsets(list)}`,
};
