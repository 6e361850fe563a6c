import { join, plain } from './markup.js';
import type { Page } from './render.js';
import { BASE_CSS, COLOURS } from './theme.js';

/** A unit with its reasons, on the red or the black list. */
export interface PosterRow {
  place: string;
  name: string;
  /** Why, in small type. */
  why: string;
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
    rate: number;
  } | null;
  red: PosterList | null;
  black: PosterList | null;
  middle: {
    heading: string;
    cells: { place: string; name: string; score: string; tone: 'up' | 'down' | 'new' | 'same'; change: string }[];
  } | null;
  notRanked: { heading: string; names: string[]; note: string } | null;
  footer: { left: string[]; right: string[] };
}

const CSS = `${BASE_CSS}
.head { display: flex; flex-direction: column; align-items: center; width: 1080px; padding: 58px 40px 108px 40px; background: linear-gradient(155deg, ${COLOURS.deep} 0%, ${COLOURS.red} 58%, #e2492c 100%); color: #ffffff; }
.head .big { display: block; font-size: 104px; line-height: 1.15; letter-spacing: 18px; margin-left: 18px; color: ${COLOURS.gold}; text-shadow: 0 5px 10px rgba(70, 0, 0, 0.45); }
.head .rule { display: flex; flex-direction: row; align-items: center; margin-top: 14px; }
.head .rule .bar { width: 90px; height: 2px; background: rgba(255, 226, 166, 0.7); }
.head .rule .dot { width: 10px; height: 10px; margin: 0 14px; background: ${COLOURS.gold}; transform: rotate(45deg); }
.head .campaign { display: block; margin-top: 16px; max-width: 940px; font-size: 34px; font-weight: 700; text-align: center; line-height: 1.35; }
.head .period { display: block; margin-top: 20px; padding: 8px 30px; border: 2px solid rgba(255, 226, 166, 0.65); border-radius: 30px; font-size: 27px; color: ${COLOURS.gold}; }
.raise { margin-top: -64px; }
.figures { display: flex; flex-direction: row; align-items: flex-end; justify-content: space-between; padding: 30px 36px 18px 36px; }
.figure { display: flex; flex-direction: column; }
.figure .label { display: block; font-size: 23px; color: ${COLOURS.soft}; }
.figure .row { display: flex; flex-direction: row; align-items: baseline; }
.figure .value { display: block; font-size: 46px; font-weight: 700; line-height: 1.25; }
.figure .first { font-size: 68px; line-height: 1.15; }
.figure .unit { display: block; margin-left: 6px; font-size: 22px; color: ${COLOURS.soft}; }
.tone-red { color: ${COLOURS.red}; } .tone-ink { color: ${COLOURS.ink}; } .tone-up { color: ${COLOURS.up}; } .tone-down { color: ${COLOURS.down}; }
.meter { display: flex; height: 18px; margin: 0 36px 30px 36px; border-radius: 9px; background: #efe4da; overflow: hidden; }
.meter .full { height: 18px; border-radius: 9px; background: linear-gradient(90deg, #f0a13a, ${COLOURS.red}); }
.bar-head { display: flex; flex-direction: row; align-items: center; height: 76px; padding: 0 30px; color: #ffffff; }
.bar-head .name { display: block; font-size: 36px; letter-spacing: 4px; }
.bar-head .note { display: block; margin-left: 16px; font-size: 23px; opacity: 0.85; flex-grow: 1; }
.bar-head .c1, .bar-head .c2, .bar-head .c3 { display: block; font-size: 22px; text-align: right; opacity: 0.9; }
.c1 { width: 128px; } .c2 { width: 118px; } .c3 { width: 92px; }
.is-red { background: linear-gradient(90deg, #b80f17, #e2452b); }
.is-black { background: linear-gradient(90deg, #1c1a20, #4a4751); }
.row-line { display: flex; flex-direction: row; align-items: center; min-height: 96px; padding: 14px 30px; border-bottom: 1px solid ${COLOURS.line}; }
.last { border-bottom: 0px solid #ffffff; }
.place { display: flex; align-items: center; justify-content: center; width: 54px; height: 54px; border-radius: 27px; font-size: 27px; font-weight: 700; flex-shrink: 0; }
.p-red { background: #fde8e4; color: ${COLOURS.red}; } .p-black { background: #e4e2e8; color: ${COLOURS.ink}; }
.p-1 { background: linear-gradient(145deg, #f3c64b, #cf8f06); color: #ffffff; } .p-2 { background: linear-gradient(145deg, #bfc7d1, #8a95a3); color: #ffffff; } .p-3 { background: linear-gradient(145deg, #d79a61, #a9652a); color: #ffffff; }
.who { display: flex; flex-direction: column; margin-left: 20px; width: 570px; flex-grow: 1; }
.who .name { display: flex; flex-direction: row; align-items: center; }
.who .unit { display: block; max-width: 430px; font-size: 31px; font-weight: 700; line-height: 1.25; }
.who .mark { display: block; margin-left: 12px; padding: 1px 10px; border-radius: 6px; font-size: 19px; color: ${COLOURS.amber}; background: #fbf1dc; }
.who .why { display: block; margin-top: 4px; padding-right: 16px; font-size: 22px; line-height: 1.35; color: ${COLOURS.soft}; }
.track { display: flex; width: 520px; height: 6px; margin-top: 8px; border-radius: 3px; background: #f0ebe6; overflow: hidden; }
.track .full { height: 6px; border-radius: 3px; }
.b-red { background: linear-gradient(90deg, #f08a5c, ${COLOURS.red}); } .b-black { background: #6a6772; }
.ratio { display: block; width: 128px; text-align: right; font-size: 25px; color: ${COLOURS.soft}; }
.score { display: block; width: 118px; text-align: right; font-size: 36px; font-weight: 700; }
.s-red { color: ${COLOURS.red}; } .s-black { color: ${COLOURS.ink}; }
.change { display: block; width: 92px; text-align: right; font-size: 27px; font-weight: 700; }
.empty { display: block; padding: 30px; font-size: 26px; color: ${COLOURS.soft}; }
.soft-head { display: block; padding: 20px 30px; font-size: 29px; letter-spacing: 2px; color: #5c4c40; background: #ede3d8; }
.grid { display: flex; flex-direction: row; flex-wrap: wrap; padding: 14px 18px; }
.cell { display: flex; flex-direction: row; align-items: center; width: 482px; height: 50px; padding: 0 14px; font-size: 25px; }
.cell .no { display: block; width: 44px; color: #a89a8e; font-size: 22px; }
.cell .name { display: block; width: 256px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.cell .sc { display: block; width: 84px; text-align: right; font-weight: 700; color: #5c4c40; }
.cell .ch { display: block; width: 70px; text-align: right; font-size: 21px; }
.names { display: block; padding: 20px 30px 24px 30px; font-size: 24px; line-height: 1.6; color: ${COLOURS.soft}; }
`;

const figure = (f: NonNullable<BoardPosterData['total']>['figures'][number], first: boolean): string =>
  join(
    `<div class="figure"><span class="label">${plain(f.label)}</span><div class="row">`,
    `<span class="value${first ? ' first' : ''} tone-${f.tone}">${plain(f.value)}</span>`,
    f.unit !== '' && `<span class="unit">${plain(f.unit)}</span>`,
    '</div></div>',
  );

function rowLine(row: PosterRow, tone: 'red' | 'black', last: boolean): string {
  const medal = tone === 'red' && /^[123]$/.test(row.place) ? `p-${row.place}` : `p-${tone}`;
  return join(
    `<div class="row-line${last ? ' last' : ''}"><div class="place ${medal}">${plain(row.place)}</div>`,
    `<div class="who"><div class="name"><span class="unit cut">${plain(row.name)}</span>`,
    row.mark !== '' && `<span class="mark">${plain(row.mark)}</span>`,
    `</div><div class="track"><div class="full b-${tone}" style="width: ${Math.round(row.bar * 5.2)}px"></div></div>`,
    row.why !== '' && `<span class="why">${plain(row.why)}</span>`,
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

const cell = (each: NonNullable<BoardPosterData['middle']>['cells'][number]): string =>
  `<div class="cell"><span class="no">${plain(each.place)}</span><span class="name">${plain(each.name)}</span><span class="sc">${plain(each.score)}</span><span class="ch ${each.tone}">${plain(each.change)}</span></div>`;

/** The red and black board of a period as one page. */
export function boardPoster(data: BoardPosterData): Page {
  const { total, red, black, middle, notRanked } = data;
  const html = join(
    '<div class="page"><div class="head">',
    `<span class="big serif">${plain(data.title)}</span><div class="rule"><div class="bar"></div><div class="dot"></div><div class="bar"></div></div>`,
    `<span class="campaign">${plain(data.campaign)}</span><span class="period">${plain(data.period)}${data.pageWords === '' ? '' : `　${plain(data.pageWords)}`}</span></div>`,
    total &&
      `<div class="card raise"><div class="figures">${total.figures.map((each, index) => figure(each, index === 0)).join('')}</div>` +
        `<div class="meter"><div class="full" style="width: ${Math.round(total.rate * 9.28)}px"></div></div></div>`,
    !total && '<div style="display: flex; height: 28px"></div>',
    red && list(red, 'red'),
    black && list(black, 'black'),
    middle &&
      `<div class="card"><span class="soft-head serif">${plain(middle.heading)}</span><div class="grid">${middle.cells.map(cell).join('')}</div></div>`,
    notRanked &&
      `<div class="card"><span class="soft-head serif">${plain(notRanked.heading)}</span><span class="names">${plain(notRanked.names.join('、'))}</span></div>`,
    `<div class="foot"><div style="display: flex; flex-direction: column">${data.footer.left.map((each) => `<span style="display: block">${plain(each)}</span>`).join('')}</div>`,
    `<div style="display: flex; flex-direction: column">${data.footer.right.map((each) => `<span class="right">${plain(each)}</span>`).join('')}</div></div></div>`,
  );
  return { html, css: CSS };
}
