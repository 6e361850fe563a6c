import { addDays, type Day, laterOf, makeDay, partsOf, weekStart } from './day.js';
import {
  edgeOf,
  type FoundPoint,
  monthAfter,
  monthSpan,
  type Point,
  type PointContext,
  type Span,
  single,
} from './dueSpan.js';

type Pattern = [form: RegExp, read: (match: RegExpExecArray, context: PointContext) => FoundPoint];

const YEARS_ON: Record<string, number> = { 去: -1, 今: 0, 本: 0, 明: 1, 翌: 1, 来: 1, 后: 2 };
const TURNS: Record<string, number> = { 上: -1, 下: 1, 下下: 2 };
const DAYS_ON: Record<string, number> = { 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 };
const FEASTS: Record<string, [month: number, date: number]> = {
  元旦: [1, 1],
  五一: [5, 1],
  劳动节: [5, 1],
  七一: [7, 1],
  八一: [8, 1],
  十一: [10, 1],
  国庆: [10, 1],
};

const YEAR = '(?:(\\d{4}|\\d{2}|今|本|明|次|翌|来|去|后)年的?)?';
const TURN = '(上|下下|下|本|这|当)个?';
const n = (digits: string | undefined) => Number(digits);
/** 0 for 本, 这 and 当, −1 for 上, 1 for 下, 2 for 下下. */
const turnsOf = (word: string | undefined) => TURNS[word ?? ''] ?? 0;
const flagsOf = (edge: string | undefined) => ({ wide: !edge, fuzzy: edge === '初' || edge === '中' });
const fixed = (span: Span | null): FoundPoint => ({ at: () => span });

/** A point in the year its word names, in the year of the point before, or else in the ledger's, which may roll on. */
function inYear(word: string | undefined, context: PointContext, span: (year: number) => Span | null): FoundPoint {
  const before = context.previous?.at(0);
  const here = partsOf(context.referenceOn).year;
  if (word === '次') return fixed(span((before ? partsOf(before.endsOn).year : here) + 1));
  if (word && /\d/.test(word)) return fixed(span(n(word) + (word.length === 2 ? 2000 : 0)));
  if (word) return fixed(span(here + (YEARS_ON[word] ?? 0)));
  const told = before && context.previous?.rollsBy === null;
  const year = told ? partsOf(before.startsOn).year : context.year;
  return { at: (shift) => span(year + shift), rollsBy: told ? null : 'year' };
}

function bareDay(date: number, { previous, referenceOn }: PointContext): FoundPoint {
  const from = previous?.at(0)?.startsOn ?? referenceOn;
  const at = (shift: number) => {
    const { year, month } = monthAfter(from, shift);
    return single(makeDay(year, month, date));
  };
  return { at, rollsBy: previous ? null : 'month' };
}

function weekdayPoint(turn: string | undefined, char: string, { previous, referenceOn }: PointContext): FoundPoint {
  const monday = weekStart((turn ? null : previous?.at(0)?.endsOn) ?? referenceOn);
  const days = '一二三四五六日'.indexOf(char.replace('天', '日')) + 7 * turnsOf(turn);
  return { at: (shift) => single(addDays(monday, days + 7 * shift)), rollsBy: turn || previous ? null : 'week' };
}

function wholeWeek(turn: string | undefined, end: boolean, referenceOn: Day): FoundPoint {
  const monday = addDays(weekStart(referenceOn), 7 * turnsOf(turn));
  const startsOn = laterOf(monday, referenceOn);
  return { at: () => ({ startsOn, endsOn: laterOf(addDays(monday, end ? 6 : 4), startsOn) }), fuzzy: true };
}

// At each place of the phrase the first form that fits is taken, so that fuller forms stand before shorter ones.
const PATTERNS: readonly Pattern[] = [
  [/(\d{4})([-./])(\d{1,2})\2(\d{1,2})日?(?!\d)/y, (m) => fixed(single(makeDay(n(m[1]), n(m[3]), n(m[4]))))],
  [/(20\d\d)(\d\d)(\d\d)(?!\d)/y, (m) => fixed(single(makeDay(n(m[1]), n(m[2]), n(m[3]))))],
  [/(\d{4})[-./](\d{1,2})(?![./\d]|-\d{1,2}(?!\d))/y, (m) => ({ ...fixed(monthSpan(n(m[1]), n(m[2]))), wide: true })],
  [
    /(\d{1,2})[./](\d{1,2})日?(?!\d|[./]\d|[%亿万元个])/y,
    (m, c) => inYear(undefined, c, (year) => single(makeDay(year, n(m[1]), n(m[2])))),
  ],
  [
    new RegExp(`${YEAR}(\\d{1,2})月份?(\\d{1,2})(?:日|号|(?![\\d个项天周件家名次%.:年月]))`, 'y'),
    (m, c) => inYear(m[1], c, (year) => single(makeDay(year, n(m[2]), n(m[3])))),
  ],
  [
    new RegExp(`${YEAR}(\\d{1,2})月份?(上旬|中旬|下旬|[初中底末内])?`, 'y'),
    (m, c) => ({ ...inYear(m[1], c, (year) => edgeOf(monthSpan(year, n(m[2])), m[3])), ...flagsOf(m[3]) }),
  ],
  [
    new RegExp(`${YEAR}第?([1-4])季度?([底末内])?`, 'y'),
    (m, c) => ({
      ...inYear(m[1], c, (year) => edgeOf(monthSpan(year, n(m[2]) * 3 - 2, n(m[2]) * 3), m[3])),
      ...flagsOf(m[3]),
    }),
  ],
  [
    new RegExp(`${YEAR}([上下])半年([底末内])?`, 'y'),
    (m, c) => {
      const first = m[2] === '上' ? 1 : 7;
      return { ...inYear(m[1], c, (year) => edgeOf(monthSpan(year, first, first + 5), m[3])), ...flagsOf(m[3]) };
    },
  ],
  [
    /(20\d\d|\d\d|今|本|明|次|翌|来|去|后)年(?:([底末中内])|(?!度|来|初|\d))/y,
    (m, c) => ({
      ...inYear(m[1], c, (year) => edgeOf(monthSpan(year, 1, 12), m[2])),
      wide: !m[2],
      fuzzy: !m[2] || m[2] === '中',
    }),
  ],
  [
    /年([底末中内])/y,
    (m, c) => ({ ...inYear(undefined, c, (year) => edgeOf(monthSpan(year, 1, 12), m[1])), ...flagsOf(m[1]) }),
  ],
  [
    new RegExp(`${TURN}月份?(?:(\\d{1,2})[日号]?|(上旬|中旬|下旬|[初中底末内]))?`, 'y'),
    (m, c) => {
      const { year, month } = monthAfter(c.referenceOn, turnsOf(m[1]));
      if (m[2]) return fixed(single(makeDay(year, month, n(m[2]))));
      return { ...fixed(edgeOf(monthSpan(year, month), m[3])), ...flagsOf(m[3]) };
    },
  ],
  [
    /月([底末中内])/y,
    (m, c) => {
      const at = (shift: number) => {
        const { year, month } = monthAfter(c.referenceOn, shift);
        return edgeOf(monthSpan(year, month), m[1]);
      };
      return { at, rollsBy: 'month', ...flagsOf(m[1]) };
    },
  ],
  [
    new RegExp(`(?:${TURN}季度?([底末内])?|季度?([底末内]))`, 'y'),
    (m, c) => {
      const { year, month } = monthAfter(c.referenceOn, turnsOf(m[1]) * 3);
      const last = Math.ceil(month / 3) * 3;
      const edge = m[2] ?? m[3];
      return { ...fixed(edgeOf(monthSpan(year, last - 2, last), edge)), ...flagsOf(edge) };
    },
  ],
  [new RegExp(`(?:${TURN})?(?:周|星期|礼拜)([一二三四五六日天])`, 'y'), (m, c) => weekdayPoint(m[1], m[2] ?? '', c)],
  [new RegExp(`${TURN}(?:周|星期|礼拜)([末底])?`, 'y'), (m, c) => wholeWeek(m[1], Boolean(m[2]), c.referenceOn)],
  [/周末/y, (_, c) => wholeWeek(undefined, true, c.referenceOn)],
  [/([12]\d|3[01]|[1-9])[日号](?!楼|线|文|院|令)/y, (m, c) => bareDay(n(m[1]), c)],
  [/(?:即日|现在|目前)(?=开始|起|至|到|[~—-])/y, (_, c) => fixed(single(c.referenceOn))],
  [
    /(大后|后|明|今|昨)[天日](?!常|期|志|报)/y,
    (m, c) => fixed(single(addDays(c.referenceOn, DAYS_ON[m[1] ?? ''] ?? 0))),
  ],
  [
    /(元旦|五一|劳动节|七一|八一|十一|国庆)节?(?=[之以]?前)/y,
    (m, c) => {
      const [month, date] = FEASTS[m[1] ?? ''] ?? [0, 0];
      const eve = (year: number) => {
        const feast = makeDay(year, month, date);
        return single(feast === null ? null : addDays(feast, -1));
      };
      return { ...inYear(undefined, c, eve), fuzzy: true };
    },
  ],
];

/** All date expressions of a normalised phrase, in their order. Digits inside a longer number or word are no date. */
export function scanPoints(text: string, referenceOn: Day, year: number): Point[] {
  const points: Point[] = [];
  for (let index = 0, end = 0; index < text.length; index++) {
    if (/\d/.test(text[index] ?? '') && /\w[-./]?$/.test(text.slice(end, index))) continue;
    const context = { referenceOn, year, previous: points.at(-1) ?? null };
    for (const [form, read] of PATTERNS) {
      form.lastIndex = index;
      const match = form.exec(text);
      if (!match) continue;
      end = form.lastIndex;
      points.push({ rollsBy: null, wide: false, fuzzy: false, ...read(match, context), index, end });
      index = end - 1;
      break;
    }
  }
  return points;
}
