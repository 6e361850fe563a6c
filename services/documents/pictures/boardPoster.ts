import { cut, join, plain } from './markup.js';
import type { Page } from './render.js';
import { BASE_CSS, COLOURS } from './theme.js';

/** A unit with its reasons, on the red or the black list. */
export interface PosterRow {
  place: string;
  name: string;
  /** Why, in small type: a line each. */
  why: string[];
  /** Records in order and records judged: '10/12'. */
  ratio: string;
  score: string;
  /** Length of the bar, 0–100. */
  bar: number;
  change: { kind: 'up' | 'down' | 'new' | 'same'; words: string };
  /** 样本少 and the like; '' when there is nothing to say. */
  mark: string;
}

/** One list of a poster, its head and its rows. */
export interface PosterList {
  heading: string;
  note: string;
  columns: [ratio: string, score: string, change: string];
  rows: PosterRow[];
  /** What stands there instead of rows. */
  empty: string;
}

/** A poster as words: everything on it, nothing to reckon any more. */
export interface BoardPosterData {
  title: string;
  campaign: string;
  period: string;
  /** '1/2' on boards of several pages, else ''. */
  pageWords: string;
  /** The whole campaign in figures; null on further pages. */
  total: {
    figures: { label: string; value: string; unit: string; tone: 'red' | 'ink' | 'up' | 'down' }[];
    /** Length of the meter, 0–100; null for none. */
    rate: number | null;
  } | null;
  red: PosterList | null;
  black: PosterList | null;
  middle: {
    heading: string;
    cells: { place: string; name: string; score: string; tone: 'up' | 'down' | 'new' | 'same'; change: string }[];
  } | null;
  notRanked: { heading: string; names: string[] } | null;
  footer: { left: string[]; right: string[] };
}

const CSS = `${BASE_CSS}
.head { display: flex; flex-direction: column; align-items: center; width: 1080px; padding: 58px 40px 44px 40px; background: linear-gradient(155deg, ${COLOURS.deep} 0%, ${COLOURS.red} 58%, #e2492c 100%); color: #ffffff; }
.head .big { display: block; font-size: 104px; line-height: 1.15; letter-spacing: 18px; margin-left: 18px; color: ${COLOURS.gold}; text-shadow: 0 5px 10px rgba(70, 0, 0, 0.45); }
.head .rule { display: flex; flex-direction: row; align-items: center; margin-top: 14px; }
.head .rule .bar { width: 90px; height: 2px; background: rgba(255, 226, 166, 0.7); }
.head .rule .dot { width: 10px; height: 10px; margin: 0 14px; background: ${COLOURS.gold}; transform: rotate(45deg); }
.head .campaign { display: block; margin-top: 16px; max-width: 940px; font-size: 34px; font-weight: 700; text-align: center; line-height: 1.35; }
.head .period { display: block; margin-top: 20px; padding: 8px 30px; border: 2px solid rgba(255, 226, 166, 0.65); border-radius: 30px; font-size: 27px; color: ${COLOURS.gold}; }
.deep { padding-bottom: 108px; }
.raise { margin-top: -64px; }
.figures { display: flex; flex-direction: row; justify-content: space-between; padding: 30px 36px 20px 36px; }
.figure { display: flex; flex-direction: column; }
.figure .label { display: block; font-size: 23px; color: ${COLOURS.soft}; }
.figure .row { display: flex; flex-direction: row; align-items: baseline; height: 84px; }
.figure .value { display: block; font-size: 46px; font-weight: 700; line-height: 100px; }
.figure .first { font-size: 68px; }
.tight .value { font-size: 38px; } .tight .first { font-size: 54px; }
.figure .unit { display: block; margin-left: 6px; font-size: 22px; color: ${COLOURS.soft}; }
.tone-red { color: ${COLOURS.red}; } .tone-ink { color: ${COLOURS.ink}; } .tone-up { color: ${COLOURS.up}; } .tone-down { color: ${COLOURS.down}; }
.meter { display: flex; height: 18px; margin: 0 36px 30px 36px; border-radius: 9px; background: #efe4da; overflow: hidden; }
.meter .full { height: 18px; border-radius: 9px; background: linear-gradient(90deg, #f0a13a, ${COLOURS.red}); }
.bar-head { display: flex; flex-direction: row; align-items: center; height: 76px; padding: 0 30px; color: #ffffff; }
.bar-head .name { display: block; font-size: 36px; letter-spacing: 4px; }
.bar-head .note { display: block; margin-left: 16px; font-size: 23px; opacity: 0.85; flex-grow: 1; }
.bar-head .c1, .bar-head .c2, .bar-head .c3 { display: block; font-size: 22px; text-align: right; opacity: 0.9; }
.c1, .c2, .c3 { flex-shrink: 0; }
.c1 { width: 140px; } .c2 { width: 122px; } .c3 { width: 96px; }
.is-red { background: linear-gradient(90deg, #b80f17, #e2452b); }
.is-black { background: linear-gradient(90deg, #1c1a20, #4a4751); }
.row-line { display: flex; flex-direction: row; align-items: center; min-height: 96px; padding: 18px 30px; border-bottom: 1px solid ${COLOURS.line}; }
.last { border-bottom: 0px solid #ffffff; }
.place { display: flex; align-items: center; justify-content: center; width: 54px; height: 54px; border-radius: 27px; font-size: 27px; font-weight: 700; flex-shrink: 0; }
.p-red { background: #fde8e4; color: ${COLOURS.red}; } .p-black { background: #e4e2e8; color: ${COLOURS.ink}; }
.p-1 { background: linear-gradient(145deg, #fbdc7c, #dda51f); color: #6b4200; } .p-2 { background: linear-gradient(145deg, #e3e8ee, #a9b4c1); color: #37424f; } .p-3 { background: linear-gradient(145deg, #efc39a, #c9854a); color: #5a2e08; }
.digits { font-size: 22px; }
.who { display: flex; flex-direction: column; margin-left: 20px; width: 508px; flex-shrink: 0; }
.who .name { display: flex; flex-direction: row; align-items: center; }
.who .unit { display: block; flex-shrink: 1; font-size: 31px; font-weight: 700; line-height: 1.25; }
.who .long { font-size: 26px; }
.who .stack { flex-direction: column; align-items: flex-start; }
.who .stack .mark { margin: 6px 0 0 0; }
.who .mark { display: block; flex-shrink: 0; margin-left: 12px; padding: 1px 10px; border-radius: 6px; font-size: 19px; white-space: nowrap; color: ${COLOURS.amber}; background: #fbf1dc; }
.who .whys { display: flex; flex-direction: column; margin-top: 8px; }
.who .why { display: block; font-size: 22px; line-height: 1.45; color: ${COLOURS.soft}; }
.track { display: flex; width: 508px; height: 6px; margin-top: 10px; border-radius: 3px; background: #f0ebe6; overflow: hidden; }
.track .full { height: 6px; border-radius: 3px; }
.b-red { background: linear-gradient(90deg, #f08a5c, ${COLOURS.red}); } .b-black { background: #6a6772; }
.ratio { display: block; width: 140px; flex-shrink: 0; padding-right: 4px; text-align: right; font-size: 25px; color: ${COLOURS.soft}; }
.score { display: block; width: 122px; flex-shrink: 0; text-align: right; font-size: 36px; font-weight: 700; }
.s-red { color: ${COLOURS.red}; } .s-black { color: ${COLOURS.ink}; }
.change { display: block; width: 96px; flex-shrink: 0; text-align: right; font-size: 26px; font-weight: 700; }
.empty { display: block; padding: 30px; font-size: 26px; color: ${COLOURS.soft}; }
.soft-head { display: block; padding: 20px 30px; font-size: 29px; letter-spacing: 2px; color: #5c4c40; background: #ede3d8; }
.grid { display: flex; flex-direction: column; padding: 12px 18px; }
.pair { display: flex; flex-direction: row; justify-content: space-between; min-height: 50px; padding: 5px 12px; border-radius: 10px; }
.odd { background: ${COLOURS.zebra}; }
.cell { display: flex; flex-direction: row; align-items: center; width: 450px; font-size: 25px; flex-shrink: 0; }
.cell .no { display: block; width: 46px; flex-shrink: 0; text-align: right; color: ${COLOURS.faint}; font-size: 22px; }
.cell .name { display: block; width: 256px; margin-left: 14px; flex-shrink: 0; line-height: 1.25; }
.cell .long { font-size: 20px; }
.cell .sc { display: block; width: 72px; flex-shrink: 0; text-align: right; font-weight: 700; color: #5c4c40; }
.cell .ch { display: block; width: 62px; flex-shrink: 0; text-align: right; font-size: 20px; }
.names { display: block; padding: 20px 30px 24px 30px; font-size: 24px; line-height: 1.6; color: ${COLOURS.soft}; }
`;

const figure = (f: NonNullable<BoardPosterData['total']>['figures'][number], first: boolean): string =>
  join(
    `<div class="figure"><span class="label">${plain(f.label)}</span><div class="row">`,
    `<span class="value${first ? ' first' : ''} tone-${f.tone}">${plain(f.value)}</span>`,
    f.unit !== '' && `<span class="unit">${plain(f.unit)}</span>`,
    '</div></div>',
  );

/** Wide figures are set smaller, so that five stand beside each other. */
function totals({ figures, rate }: NonNullable<BoardPosterData['total']>): string {
  const tight = figures.reduce((sum, { value, unit }) => sum + [...value].length + unit.length, 0) > 26;
  return join(
    `<div class="card raise"><div class="figures${tight ? ' tight' : ''}">${figures.map((each, index) => figure(each, index === 0)).join('')}</div>`,
    rate === null
      ? '<div style="display: flex; height: 12px"></div>'
      : `<div class="meter"><div class="full" style="width: ${Math.round(rate * 9.28)}px"></div></div>`,
    '</div>',
  );
}

function rowLine(row: PosterRow, tone: 'red' | 'black', last: boolean): string {
  const long = [...row.name].length > 13;
  const medal = tone === 'red' && /^[123]$/.test(row.place) ? `p-${row.place}` : `p-${tone}`;
  return join(
    `<div class="row-line${last ? ' last' : ''}"><div class="place ${medal}${row.place.length > 2 ? ' digits' : ''}">${plain(row.place)}</div>`,
    `<div class="who"><div class="name${long ? ' stack' : ''}"><span class="unit${long ? ' long' : ''}">${plain(cut(row.name, 38))}</span>`,
    row.mark !== '' && `<span class="mark">${plain(row.mark)}</span>`,
    `</div><div class="track"><div class="full b-${tone}" style="width: ${Math.round(row.bar * 5.08)}px"></div></div>`,
    row.why.length > 0 &&
      `<div class="whys">${row.why.map((each) => `<span class="why">${plain(cut(each, 60))}</span>`).join('')}</div>`,
    `</div><span class="ratio">${plain(row.ratio)}</span><span class="score s-${tone}">${plain(row.score)}</span>`,
    `<span class="change ${row.change.kind}">${plain(row.change.words)}</span></div>`,
  );
}

function list(data: PosterList, tone: 'red' | 'black'): string {
  const [ratio, score, change] = data.columns;
  const columns = `<span class="c1">${plain(ratio)}</span><span class="c2">${plain(score)}</span><span class="c3">${plain(change)}</span>`;
  return join(
    `<div class="card"><div class="bar-head is-${tone}"><span class="name serif">${plain(data.heading)}</span>`,
    `<span class="note">${plain(data.note)}</span>${data.rows.length > 0 ? columns : ''}</div>`,
    data.rows.map((row, index) => rowLine(row, tone, index === data.rows.length - 1)).join(''),
    data.rows.length === 0 && `<span class="empty">${plain(data.empty)}</span>`,
    '</div>',
  );
}

type Cell = NonNullable<BoardPosterData['middle']>['cells'][number];

const cell = (each: Cell): string =>
  `<div class="cell"><span class="no">${plain(each.place)}</span><span class="name${[...each.name].length > 10 ? ' long' : ''}">${plain(cut(each.name, 24))}</span><span class="sc">${plain(each.score)}</span><span class="ch ${each.tone}">${plain(each.change)}</span></div>`;

/** Two cells a line, every other line shaded, so that the eye keeps to it. */
function grid(cells: readonly Cell[]): string {
  const pairs = Array.from({ length: Math.ceil(cells.length / 2) }, (_, index) =>
    cells.slice(index * 2, index * 2 + 2).map(cell),
  );
  return `<div class="grid">${pairs.map((pair, index) => `<div class="pair${index % 2 === 1 ? ' odd' : ''}">${pair.join('')}</div>`).join('')}</div>`;
}

/** The red and black board of a period as one page. */
export function boardPoster(data: BoardPosterData): Page {
  const { total, red, black, middle, notRanked } = data;
  const html = join(
    `<div class="page"><div class="head${total ? ' deep' : ''}">`,
    `<span class="big serif">${plain(data.title)}</span><div class="rule"><div class="bar"></div><div class="dot"></div><div class="bar"></div></div>`,
    `<span class="campaign">${plain(data.campaign)}</span><span class="period">${plain(data.period)}${data.pageWords === '' ? '' : `　${plain(data.pageWords)}`}</span></div>`,
    total && totals(total),
    !total && '<div style="display: flex; height: 28px"></div>',
    red && list(red, 'red'),
    black && list(black, 'black'),
    middle &&
      `<div class="card"><span class="soft-head serif">${plain(middle.heading)}</span>${grid(middle.cells)}</div>`,
    notRanked &&
      `<div class="card"><span class="soft-head serif">${plain(notRanked.heading)}</span><span class="names">${plain(notRanked.names.join('、'))}</span></div>`,
    `<div class="foot"><div style="display: flex; flex-direction: column">${data.footer.left.map((each) => `<span style="display: block">${plain(each)}</span>`).join('')}</div>`,
    `<div style="display: flex; flex-direction: column">${data.footer.right.map((each) => `<span class="right">${plain(each)}</span>`).join('')}</div></div></div>`,
  );
  return { html, css: CSS };
}
