import type { Clearance } from '../../../domain/clearance.js';
import { type Button, type Line, type Message, text, title } from '../../../domain/message.js';
import { brief, shortDay } from './dates.js';

const percent = (tenths: number | null): string =>
  tenths === null ? '—' : `${Math.floor(tenths / 10)}.${tenths % 10}`;

/** How many of the problems that are due were cleared, behind a wide space; '' when there is no problem. */
const problemsWords = (c: Clearance): string => {
  if (c.due === 0) return c.open === 0 ? '' : `　问题在册 ${c.open} 个，都未到时限`;
  return `　问题清零 ${c.cleared}/${c.due}`;
};

/** Rates in tenths of a percent. */
export interface UnitFigures {
  open: number;
  overdue: number;
  closed: number;
  clearance: Clearance;
  weeks: { week: number; due: number; onTime: number; onTimeRate: number | null }[];
  late: { itemNo: string; title: string; dueOn: string; workdays: number }[];
}

const values = (weeks: readonly { onTimeRate: number | null }[]) =>
  weeks.map((each) => (each.onTimeRate === null ? null : each.onTimeRate / 10));

const overall = (weeks: UnitFigures['weeks']): number | null => {
  const due = weeks.reduce((sum, each) => sum + each.due, 0);
  return due === 0 ? null : Math.round((weeks.reduce((sum, each) => sum + each.onTime, 0) * 1000) / due);
};

const figures = (d: UnitFigures) => [
  { label: '在办', value: String(d.open), unit: '项', tone: 'ink' as const },
  { label: '逾期', value: String(d.overdue), unit: '项', tone: d.overdue > 0 ? ('red' as const) : ('down' as const) },
  { label: '已销号', value: String(d.closed), unit: '项', tone: 'ink' as const },
  {
    label: '见底清零率',
    value: d.clearance.basisPoints === null ? '—' : String(Math.floor(d.clearance.basisPoints / 100)),
    unit: d.clearance.basisPoints === null ? '' : '%',
    tone: 'ink' as const,
  },
];

const chartOf = (weeks: UnitFigures['weeks'], average: { name: string; weeks: UnitFigures['weeks'] } | null) => ({
  heading: '按期完成率',
  note: `近 ${weeks.length} 周每周到期节点中按期完成的占比；当周没有节点到期的空着`,
  empty: `近 ${weeks.length} 周没有到期的时间节点。`,
  labels: weeks.map((each) => `第${each.week}周`),
  values: values(weeks),
  average: average ? { name: average.name, values: values(average.weeks) } : null,
  target: { name: '目标 90%', percent: 90 },
});

const CARDS: Record<string, { name: string; heading: string; empty: string }> = {
  targets: { name: '晒目标', heading: '目标任务', empty: '还没有目标任务。' },
  problems: { name: '晒问题', heading: '问题清单', empty: '没有在册问题。' },
  results: { name: '晒成效', heading: '办结事项', empty: '还没有办结的事项。' },
};

/** An item on one of the three cards; its days are YYYY-MM-DD, percent is 0–100. */
interface CardItem {
  itemNo: string;
  title: string;
  target: string;
  dueOn: string;
  status: string;
  percent: number;
  overdue: boolean;
  closedOn: string | null;
}

export const unit = {
  /** The text beside the trend picture: everything that it shows in figures. */
  card: (d: { unit: string; figures: UnitFigures }, buttons: Button[][]): Message => {
    const rate = overall(d.figures.weeks);
    return {
      lines: [
        title(d.unit),
        text(`在办 ${d.figures.open} 项　逾期 ${d.figures.overdue} 项　已销号 ${d.figures.closed} 项`),
        text(
          rate === null
            ? `近 ${d.figures.weeks.length} 周没有到期的时间节点。`
            : `近 ${d.figures.weeks.length} 周按期完成率 ${percent(rate)}%`,
          problemsWords(d.figures.clearance) || '　没有在册问题',
        ),
        ...d.figures.late
          .slice(0, 5)
          .map((each) => text(`【逾期 ${each.workdays} 个工作日】${each.itemNo} ${brief(each.title)}`)),
      ],
      ...(buttons.length > 0 ? { buttons } : {}),
    };
  },
  failed: '趋势图这次没有生成成功，以上面的文字为准。',
  cardFailed: '图片这次没有生成成功，以上面的文字为准。',
  trend: (d: { unit: string; campaign: string; figures: UnitFigures; average: UnitFigures['weeks']; on: string }) => ({
    title: d.unit,
    subtitle: `${d.campaign}　截至${shortDay(d.on)}`,
    figures: figures(d.figures),
    chart: chartOf(d.figures.weeks, { name: '平均', weeks: d.average }),
    units: null,
    items:
      d.figures.late.length === 0
        ? null
        : {
            heading: `逾期事项 ${d.figures.late.length} 项`,
            rows: d.figures.late.slice(0, 6).map((each) => ({
              no: each.itemNo,
              title: each.title,
              note: `完成时限 ${shortDay(each.dueOn)}`,
              mark: `逾期 ${each.workdays} 个工作日`,
              tone: 'red' as const,
            })),
            more: d.figures.late.length > 6 ? `还有 ${d.figures.late.length - 6} 项。` : '',
          },
    footer: { left: `数据截至 ${d.on}`, right: '逾期按工作日计算' },
  }),
  trendFile: (name: string, on: string) => `${name}-趋势-${on}.png`,
  campaignTrend: (d: {
    campaign: string;
    on: string;
    figures: UnitFigures;
    units: { name: string; weeks: UnitFigures['weeks'] }[];
  }) => ({
    title: '联点单位走势',
    subtitle: `${d.campaign}　截至${shortDay(d.on)}`,
    figures: figures(d.figures),
    chart: chartOf(d.figures.weeks, null),
    units: {
      heading: '各单位按期完成率',
      rows: d.units.map((each) => {
        const half = Math.floor(each.weeks.length / 2);
        const now = overall(each.weeks.slice(half));
        const then = overall(each.weeks.slice(0, half));
        const by = now === null || then === null ? null : now - then;
        return {
          name: each.name,
          values: values(each.weeks),
          value: now === null ? '—' : `${percent(now)}%`,
          change:
            by === null || by === 0
              ? { kind: 'same' as const, words: '—' }
              : {
                  kind: by > 0 ? ('up' as const) : ('down' as const),
                  words: `${by > 0 ? '▲' : '▼'}${percent(Math.abs(by))}`,
                },
        };
      }),
    },
    items: null,
    footer: { left: `数据截至 ${d.on}`, right: '升降：近 6 周与前 6 周比' },
  }),
  cards: CARDS,
  cardFile: (name: string, card: string, on: string) => `${name}-${CARDS[card]?.name ?? card}-${on}.png`,
  cardMessage: (name: string, card: string, d: UnitFigures): Message => ({
    lines: [
      title(`${name}　${CARDS[card]?.name ?? ''}`),
      text(`在办 ${d.open} 项　逾期 ${d.overdue} 项　已销号 ${d.closed} 项`, problemsWords(d.clearance)),
    ],
  }),
  /** Items of a card when it is said in words. */
  cardWordsMost: 8,
  cardWords: (d: { card: string; items: readonly CardItem[]; more: number }): Line[] => [
    ...(d.items.length === 0 ? [text(CARDS[d.card]?.empty ?? '')] : []),
    ...d.items.map((each) => {
      const state =
        each.status === 'closed'
          ? `${each.closedOn === null ? '' : shortDay(each.closedOn)}销号`
          : each.status === 'exempt'
            ? '已容错'
            : `${shortDay(each.dueOn)}前，${each.overdue ? '逾期' : `${each.percent}%`}`;
      return text(`· ${each.itemNo} ${brief(each.title, 20)}（${state}）`);
    }),
    ...(d.more > 0 ? [text(`还有 ${d.more} 项。`)] : []),
  ],
  toGroup: '发到工作群',
  toOne: (name: string) => `发到${brief(name, 8)}`,
  toAll: (count: number) => `全部 ${count} 个群`,
  noGroup: '没有可以发的群：还没有绑定工作群，或各群都限定了别的单位。',
  sentToGroup: (d: { titles: string[]; already: number; held: boolean }): Message => ({
    lines: [
      text(
        d.titles.length === 0
          ? d.already > 0
            ? '今天已经发过，一个群一天只发一次。'
            : '没有可以发的群。'
          : `${d.held ? '已排好，工作时间发到' : '正在发到'} ${d.titles.length} 个工作群：${d.titles.slice(0, 5).join('、')}${d.titles.length > 5 ? ' 等' : ''}。`,
        d.titles.length > 0 && d.already > 0 ? `另有 ${d.already} 个群今天已经发过，不重发。` : '',
      ),
    ],
  }),
  askUnit: (count: number, shown: number): Line[] => [
    title('三晒（1/3）　晒哪个单位？'),
    text(shown < count ? `共 ${count} 个单位，请写单位名称里的两个字以上，比如“教育”。` : '请点一个，或写单位名称。'),
  ],
  askCard: (name: string): Line[] => [
    title(`三晒（2/3）　${name}`),
    text('晒什么？晒目标是承担的事项和时限，晒问题是问题清单，晒成效是已经办结的事项。下一步先看卡片，再选群发。'),
  ],
  cardPage: (d: {
    unit: string;
    campaign: string;
    card: string;
    on: string;
    figures: UnitFigures;
    items: readonly CardItem[];
    more: number;
  }) => {
    const { name = '', heading = '', empty = '' } = CARDS[d.card] ?? {};
    return {
      title: `${name} · ${d.unit}`,
      subtitle: `${d.campaign}　${shortDay(d.on)}`,
      figures: figures(d.figures),
      heading,
      empty,
      rows: d.items.map((each) => ({
        no: each.itemNo,
        title: each.title,
        note:
          d.card === 'results'
            ? `${each.closedOn === null ? '' : `${shortDay(each.closedOn)}销号`}${each.target === '' ? '' : `　${brief(each.target, 40)}`}`
            : `完成时限 ${shortDay(each.dueOn)}${each.target === '' ? '' : `　目标：${brief(each.target, 40)}`}`,
        mark:
          each.status === 'closed'
            ? '已销号'
            : each.status === 'exempt'
              ? '已免责'
              : each.overdue
                ? '逾期'
                : `${each.percent}%`,
        tone:
          each.status === 'closed'
            ? ('green' as const)
            : each.status === 'exempt'
              ? ('grey' as const)
              : each.overdue
                ? ('red' as const)
                : ('amber' as const),
      })),
      more: d.more > 0 ? `还有 ${d.more} 项。` : '',
      footer: { left: `数据截至 ${d.on}`, right: d.campaign },
    };
  },
};
