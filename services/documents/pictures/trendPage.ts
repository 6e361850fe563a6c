import { type LineChart, lineChart, sparkline, type Values } from './chart.js';
import { cut, join, plain, svgUrl } from './markup.js';
import type { Page } from './render.js';
import { BASE_CSS, COLOURS } from './theme.js';

/** A trend picture as words: figures, a chart, and lines below it. */
export interface TrendData {
  title: string;
  subtitle: string;
  figures: { label: string; value: string; unit: string; tone: 'red' | 'ink' | 'down' }[];
  chart: LineChart & { heading: string; note: string; empty: string };
  /** Units with their own small lines; null for none. */
  units: {
    heading: string;
    rows: { name: string; values: Values; value: string; change: { kind: 'up' | 'down' | 'same'; words: string } }[];
  } | null;
  /** Items, each with a mark; null for none. */
  items: { heading: string; rows: ItemLine[]; more: string } | null;
  footer: { left: string; right: string };
}

/** An item on a picture. */
export interface ItemLine {
  no: string;
  title: string;
  note: string;
  mark: string;
  tone: 'red' | 'amber' | 'green' | 'grey';
}

export const LIST_CSS = `
.band { display: flex; flex-direction: column; width: 1080px; padding: 46px 52px 40px 52px; background: linear-gradient(120deg, ${COLOURS.deep} 0%, ${COLOURS.red} 70%, #e2492c 100%); color: #ffffff; margin-bottom: 28px; }
.band .title { display: block; font-size: 52px; line-height: 1.3; color: ${COLOURS.gold}; }
.band .wide { font-size: 40px; } .band .wider { font-size: 34px; }
.band .sub { display: block; margin-top: 8px; font-size: 27px; color: #ffeeda; }
.tiles { display: flex; flex-direction: row; margin: 0 40px 28px 40px; justify-content: space-between; }
.tile { display: flex; flex-direction: column; padding: 22px 24px 20px 24px; background: #ffffff; border-radius: 20px; box-shadow: 0 6px 20px rgba(90, 40, 20, 0.09); }
.tile .label { display: block; font-size: 23px; color: ${COLOURS.soft}; }
.tile .row { display: flex; flex-direction: row; align-items: baseline; }
.tile .value { display: block; font-size: 52px; font-weight: 700; line-height: 1.25; }
.tile .unit { display: block; margin-left: 6px; font-size: 22px; color: ${COLOURS.soft}; }
.t-red { color: ${COLOURS.red}; } .t-ink { color: ${COLOURS.ink}; } .t-down { color: ${COLOURS.down}; }
.section { display: block; padding: 28px 40px 8px 40px; font-size: 34px; color: ${COLOURS.red}; }
.hint { display: block; padding: 0 40px 0 40px; font-size: 22px; color: ${COLOURS.soft}; }
.line { display: flex; flex-direction: row; align-items: center; min-height: 84px; padding: 14px 40px; border-bottom: 1px solid ${COLOURS.line}; }
.end { border-bottom: 0px solid #ffffff; }
.line .no { display: block; width: 146px; padding-right: 18px; font-size: 24px; line-height: 1.3; color: ${COLOURS.faint}; flex-shrink: 0; }
.line .body { display: flex; flex-direction: column; width: 560px; flex-grow: 1; }
.line .words { display: block; font-size: 28px; font-weight: 500; line-height: 1.35; }
.line .small { display: block; margin-top: 4px; font-size: 22px; color: ${COLOURS.soft}; line-height: 1.4; }
.mark { display: block; margin-left: 18px; padding: 5px 16px; border-radius: 10px; font-size: 22px; flex-shrink: 0; }
.m-red { color: #b5121b; background: #fde4e1; } .m-amber { color: #855203; background: #fdf0d5; } .m-green { color: #1b6b2f; background: #e2f4e6; } .m-grey { color: #6b6460; background: #efebe7; }
.spark-name { display: block; width: 360px; padding-right: 20px; font-size: 29px; font-weight: 500; line-height: 1.3; }
.spark-long { font-size: 24px; }
.spark-value { display: block; width: 170px; text-align: right; font-size: 30px; font-weight: 700; color: ${COLOURS.red}; }
.no-value { color: #a3968b; }
.spark-change { display: block; width: 130px; text-align: right; font-size: 26px; font-weight: 700; }
.more { display: block; padding: 18px 40px 26px 40px; font-size: 23px; color: ${COLOURS.soft}; }
`;

export function band(title: string, subtitle: string): string {
  const { length } = [...title];
  const size = length > 40 ? ' wider' : length > 17 ? ' wide' : '';
  return `<div class="band"><span class="title serif${size}">${plain(cut(title, 66))}</span><span class="sub">${plain(subtitle)}</span></div>`;
}

export function tiles(figures: TrendData['figures']): string {
  const width = Math.floor((1000 - (figures.length - 1) * 18) / Math.max(1, figures.length));
  const tile = (each: TrendData['figures'][number]) =>
    `<div class="tile" style="width: ${width}px"><span class="label">${plain(each.label)}</span><div class="row"><span class="value t-${each.tone}">${plain(each.value)}</span><span class="unit">${plain(each.unit)}</span></div></div>`;
  return `<div class="tiles">${figures.map(tile).join('')}</div>`;
}

export function itemList(heading: string, rows: readonly ItemLine[], more: string): string {
  const line = (row: ItemLine, index: number) =>
    join(
      `<div class="line${index === rows.length - 1 && more === '' ? ' end' : ''}"><span class="no">${plain(row.no)}</span><div class="body"><span class="words">${plain(cut(row.title, 36))}</span>`,
      row.note !== '' && `<span class="small">${plain(row.note)}</span>`,
      `</div>${row.mark === '' ? '' : `<span class="mark m-${row.tone}">${plain(row.mark)}</span>`}</div>`,
    );
  return `<div class="card"><span class="section serif">${plain(heading)}</span>${rows.map(line).join('')}${more === '' ? '' : `<span class="more">${plain(more)}</span>`}</div>`;
}

export const foot = (left: string, right: string): string =>
  `<div class="foot"><span style="display: block">${plain(left)}</span><span class="right">${plain(right)}</span></div>`;

/** The trend of a unit, or of several, as one page. */
export function trendPage(data: TrendData): Page {
  const { chart, units, items } = data;
  const drawn = chart.values.some((value) => value !== null);
  const html = join(
    '<div class="page">',
    band(data.title, data.subtitle),
    tiles(data.figures),
    `<div class="card"><span class="section serif">${plain(chart.heading)}</span><span class="hint">${plain(drawn ? chart.note : chart.empty)}</span>`,
    drawn && `<img src="${svgUrl(lineChart(chart))}" style="width: 920px; height: 420px; margin: 8px 40px 16px 40px"/>`,
    !drawn && '<div style="display: flex; height: 30px"></div>',
    '</div>',
    units && units.rows.length > 0 && unitList(units),
    items && items.rows.length > 0 && itemList(items.heading, items.rows, items.more),
    foot(data.footer.left, data.footer.right),
    '</div>',
  );
  return { html, css: BASE_CSS + LIST_CSS };
}

function unitList({ heading, rows }: NonNullable<TrendData['units']>): string {
  const line = (row: (typeof rows)[number], index: number) =>
    `<div class="line${index === rows.length - 1 ? ' end' : ''}"><span class="spark-name${[...row.name].length > 11 ? ' spark-long' : ''}">${plain(cut(row.name, 28))}</span>` +
    `<img src="${svgUrl(sparkline(row.values))}" style="width: 250px; height: 52px"/><span class="spark-value${/\d/.test(row.value) ? '' : ' no-value'}">${plain(row.value)}</span><span class="spark-change ${row.change.kind}">${plain(row.change.words)}</span></div>`;
  return `<div class="card"><span class="section serif">${plain(heading)}</span>${rows.map(line).join('')}</div>`;
}

/** One of the three cards (晒目标, 晒问题, 晒成效) as words. */
export interface UnitCardData {
  title: string;
  subtitle: string;
  figures: TrendData['figures'];
  heading: string;
  rows: ItemLine[];
  more: string;
  empty: string;
  footer: { left: string; right: string };
}

/** A card of 三晒 as one page. */
export function unitCardPage(data: UnitCardData): Page {
  const html = join(
    '<div class="page">',
    band(data.title, data.subtitle),
    tiles(data.figures),
    data.rows.length > 0
      ? itemList(data.heading, data.rows, data.more)
      : `<div class="card"><span class="section serif">${plain(data.heading)}</span><span class="more">${plain(data.empty)}</span></div>`,
    foot(data.footer.left, data.footer.right),
    '</div>',
  );
  return { html, css: BASE_CSS + LIST_CSS };
}
