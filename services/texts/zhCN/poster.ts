import { board, causeWords, type ReasonLine } from './board.js';
import { points, shortDay } from './dates.js';
import { OFFICE } from './documentNumber.js';
import { periodWords } from './periods.js';

type Change = 'up' | 'down' | 'new' | 'same';

/** A unit's line, for a poster. */
export interface PosterEntry {
  list: string;
  sortOrder: number;
  unit: string;
  place: number | null;
  tie: boolean;
  totalCenti: number | null;
  smallSample: boolean;
  /** Why it is not ranked; null when it is. */
  cause: string | null;
  change: { kind: string; by: number };
  reasons: ReasonLine[];
  sampleSize: number;
  good: number;
  judged: number;
}

const CHANGES: Record<string, (by: number) => string> = {
  up: (by) => `▲${by}`,
  down: (by) => `▼${by}`,
  new: () => '新',
};

const change = ({ kind, by }: PosterEntry['change']): { kind: Change; words: string } => ({
  kind: kind === 'up' || kind === 'down' || kind === 'new' ? kind : 'same',
  words: CHANGES[kind]?.(by) ?? '—',
});

const row = (entry: PosterEntry) => ({
  place: String(entry.place ?? ''),
  name: entry.unit,
  why: entry.reasons.length > 0 ? board.inLines(entry.reasons) : [board.clean(entry.sampleSize)],
  ratio: `${entry.good}/${entry.judged}`,
  score: points(entry.totalCenti ?? 0),
  bar: Math.min(100, (entry.totalCenti ?? 0) / 100),
  // Last places rise by others' ties only: an arrow up beside criticism says nothing.
  change:
    entry.list === 'black' && entry.change.kind === 'up' ? { kind: 'same' as const, words: '' } : change(entry.change),
  mark: [entry.tie ? '并列' : '', entry.smallSample ? '样本少' : ''].filter(Boolean).join(' · '),
});

const tenths = (value: number): string => `${Math.floor(Math.abs(value) / 10)}.${Math.abs(value) % 10}`;

/** Where the units of a part stand: '第 6—37 名'. Places are in order. */
const placesWords = (places: readonly string[]): string => {
  const [first = '', last = first] = [places[0], places.at(-1)];
  if (first !== last) return `第 ${first}—${last} 名`;
  return places.length > 1 ? `并列第 ${first} 名` : `第 ${first} 名`;
};

const COLUMNS: [string, string, string] = ['达标/应评', '得分', '升降'];

export const poster = {
  partOf: (campaign: string) => `${campaign}（部分单位）`,
  pageOf: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  middleHeading: (places: readonly string[]) => `其他单位（${placesWords(places)}）`,
  boardFile: (periodKey: string, page: number) => `红黑榜-${periodKey}${page > 1 ? `-${page}` : ''}.png`,
  /** Added to a message whose picture could not be made. */
  failed: '榜单图片这次没有生成成功，以上面的文字为准。',
  nextPage: (periodKey: string, page: number, pages: number) =>
    `${periodWords(periodKey)}红黑榜（图 ${page}/${pages}）`,
  board(d: {
    campaign: string;
    week: { year: number; week: number } | null;
    periodKey: string;
    startsOn: string;
    endsOn: string;
    formulaVersion: string;
    dataAt: string;
    total: { good: number; judged: number; tenths: number | null; change: number | null };
    entries: PosterEntry[];
  }) {
    const of = (list: string) => d.entries.filter((entry) => entry.list === list);
    const [red, black, middle] = [of('red'), of('black'), of('middle')];
    const notRanked = of('notRanked').sort((a, b) => a.sortOrder - b.sortOrder);
    const causes = new Set(notRanked.map((entry) => entry.cause ?? ''));
    const [cause = ''] = causes;
    const { total } = d;
    const tone = (n: number): 'up' | 'down' => (n >= 0 ? 'up' : 'down');
    return {
      title: '红黑榜',
      campaign: d.campaign,
      period: `${periodWords(d.periodKey)}（${shortDay(d.startsOn)}—${shortDay(d.endsOn)}）`,
      pageWords: '',
      total: {
        rate: total.tenths === null ? null : total.tenths / 10,
        figures: [
          {
            label: '总体达标率',
            value: total.tenths === null ? '—' : tenths(total.tenths),
            unit: total.tenths === null ? '' : '%',
            tone: total.tenths === null ? ('ink' as const) : ('red' as const),
          },
          ...(total.change === null
            ? []
            : [
                {
                  label: '较上期',
                  value: total.change === 0 ? '持平' : `${total.change > 0 ? '▲' : '▼'}${tenths(total.change)}`,
                  unit: total.change === 0 ? '' : '百分点',
                  tone: total.change === 0 ? ('ink' as const) : tone(total.change),
                },
              ]),
          { label: '应评', value: String(total.judged), unit: '项', tone: 'ink' as const },
          { label: '达标', value: String(total.good), unit: '项', tone: 'ink' as const },
          {
            label: '失分',
            value: String(total.judged - total.good),
            unit: '项',
            tone: total.judged > total.good ? ('red' as const) : ('ink' as const),
          },
        ],
      },
      red: {
        heading: '红榜',
        note: red.length > 0 ? `共 ${red.length} 个单位` : '',
        columns: COLUMNS,
        rows: red.map(row),
        empty: '本期没有单位列入红榜。',
      },
      black: {
        heading: '黑榜',
        note: black.length > 0 ? `共 ${black.length} 个单位` : '',
        columns: COLUMNS,
        rows: black.map(row),
        empty: '本期没有单位列入黑榜。',
      },
      middle:
        middle.length === 0
          ? null
          : {
              heading: '其他单位',
              cells: middle.map((entry) => {
                const { kind, words } = change(entry.change);
                return {
                  place: String(entry.place ?? ''),
                  name: entry.unit,
                  score: points(entry.totalCenti ?? 0),
                  tone: kind,
                  change: words,
                };
              }),
            },
      notRanked:
        notRanked.length === 0
          ? null
          : {
              heading: `未参与排名 ${notRanked.length} 个${causes.size === 1 ? `（${causeWords(cause)}）` : ''}`,
              // With one cause the heading says it; with two each name says its own.
              names: notRanked.map((entry) =>
                causes.size === 1 ? entry.unit : `${entry.unit}（${causeWords(entry.cause ?? '')}）`,
              ),
            },
      footer: {
        left: [`数据截至 ${d.dataAt}`, `评分规则 ${d.formulaVersion}`],
        right: [`${d.campaign.length > 24 ? '' : d.campaign}${OFFICE}`, '私聊发“得分”可看依据'],
      },
    };
  },
};
