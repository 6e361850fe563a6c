import { plain } from './markup.js';
import { SANS } from './fonts.js';
import { COLOURS } from './theme.js';

/** A line of percents (0–100, null where there is nothing), as long as the labels. */
export type Values = readonly (number | null)[];

export interface LineChart {
  labels: readonly string[];
  values: Values;
  /** Dotted, for comparison; null for none. */
  average: { name: string; values: Values } | null;
  target: { name: string; percent: number } | null;
}

const WIDTH = 920;
const HEIGHT = 420;
const LEFT = 84;
const RIGHT = 814;
const TOP = 56;
const BOTTOM = 360;

/** Runs of neighbouring points: a week without a value is a gap, not a guess. */
function runs(values: Values, x: (index: number) => number, y: (value: number) => number): [number, number][][] {
  const found: [number, number][][] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const joined = index > 0 && values[index - 1] !== null;
    if (!joined) found.push([]);
    found.at(-1)?.push([x(index), y(value)]);
  });
  return found;
}

const path = (points: readonly [number, number][]): string =>
  points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** The lowest line of the grid: tens, so that the curve fills the picture without hiding small values. */
function floorOf(all: readonly number[]): number {
  const lowest = Math.min(100, ...all);
  return Math.max(0, Math.min(80, Math.floor((lowest - 5) / 10) * 10));
}

/** A line chart as SVG of 920 × 420: percents over weeks, with gaps, an average, a target and the last value named. */
export function lineChart({ labels, values, average, target }: LineChart): string {
  const numbers = [...values, ...(average?.values ?? [])].filter((value) => value !== null);
  const floor = floorOf([...numbers, ...(target ? [target.percent] : [])]);
  const x = (index: number) =>
    labels.length < 2 ? (LEFT + RIGHT) / 2 : LEFT + ((RIGHT - LEFT) * index) / (labels.length - 1);
  const y = (value: number) => BOTTOM - ((BOTTOM - TOP) * (value - floor)) / (100 - floor);
  const text = (at: number, down: number, words: string, more: string) =>
    `<text x="${at.toFixed(1)}" y="${down.toFixed(1)}" font-family="${SANS}" ${more}>${plain(words)}</text>`;
  const step = 100 - floor > 50 ? 20 : 10;
  const grid: string[] = [];
  for (let value = floor; value <= 100; value += step)
    grid.push(
      `<line x1="${LEFT}" y1="${y(value)}" x2="${RIGHT}" y2="${y(value)}" stroke="#ece6e0" stroke-width="1.5"/>`,
      text(LEFT - 12, y(value) + 7, `${value}%`, `font-size="21" fill="${COLOURS.soft}" text-anchor="end"`),
    );
  const every = Math.max(1, Math.ceil(labels.length / 6));
  const ticks = labels.map((label, index) =>
    (labels.length - 1 - index) % every === 0
      ? text(x(index), BOTTOM + 36, label, `font-size="21" fill="${COLOURS.soft}" text-anchor="middle"`)
      : '',
  );
  const own = runs(values, x, y);
  const areas = own
    .filter((run) => run.length > 1)
    .map((run) => `<path d="${path(run)}L${run.at(-1)?.[0]} ${BOTTOM}L${run[0]?.[0]} ${BOTTOM}Z" fill="url(#fall)"/>`);
  const lines = own.map((run) =>
    run.length > 1
      ? `<path d="${path(run)}" fill="none" stroke="${COLOURS.red}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>`
      : `<circle cx="${run[0]?.[0]}" cy="${run[0]?.[1]}" r="6" fill="${COLOURS.red}"/>`,
  );
  const others = runs(average?.values ?? [], x, y).map(
    (run) =>
      `<path d="${path(run)}" fill="none" stroke="#8e9aa8" stroke-width="3.5" stroke-dasharray="3 9" stroke-linecap="round"/>`,
  );
  const last = values.findLastIndex((value) => value !== null);
  const lastValue = values[last] ?? null;
  const averageLast = average?.values.findLast((value) => value !== null) ?? null;
  const notes: string[] = [];
  if (target)
    notes.push(
      `<line x1="${LEFT}" y1="${y(target.percent)}" x2="${RIGHT}" y2="${y(target.percent)}" stroke="${COLOURS.down}" stroke-width="2.5" stroke-dasharray="10 7"/>`,
    );
  // Names at the right edge, moved apart when they would stand on each other.
  const targetAt = target ? y(target.percent) + 7 : null;
  if (target && targetAt !== null)
    notes.push(text(RIGHT + 16, targetAt, target.name, `font-size="21" fill="${COLOURS.down}"`));
  if (average && averageLast !== null) {
    let at = y(averageLast) + 7;
    // The value stands at the right edge when it has fallen to the ground.
    if (lastValue !== null && y(lastValue) > BOTTOM - 52) at = Math.min(at, y(lastValue) - 22);
    if (targetAt !== null && Math.abs(at - targetAt) < 26) at = targetAt + (at >= targetAt ? 26 : -26);
    notes.push(text(RIGHT + 16, at, average.name, 'font-size="21" fill="#6f7b89"'));
  }
  if (lastValue !== null) {
    // Over the point, under it where the line comes from above, beside it where there is no room; the halo keeps it legible on the other lines.
    const fell = (values[last - 1] ?? 0) > lastValue;
    const down = y(lastValue) + (fell ? 46 : -22);
    const beside = down > BOTTOM - 6;
    const at = beside ? ([x(last) + 16, y(lastValue) + 11] as const) : ([x(last) + 10, down] as const);
    const style = `font-size="30" font-weight="700" text-anchor="${beside ? 'start' : 'end'}"`;
    notes.push(
      `<circle cx="${x(last)}" cy="${y(lastValue)}" r="10" fill="${COLOURS.red}" stroke="#ffffff" stroke-width="4"/>`,
      text(...at, `${lastValue}%`, `${style} fill="none" stroke="#ffffff" stroke-width="8" stroke-linejoin="round"`),
      text(...at, `${lastValue}%`, `${style} fill="${COLOURS.red}"`),
    );
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">` +
    `<defs><linearGradient id="fall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${COLOURS.red}" stop-opacity="0.24"/><stop offset="1" stop-color="${COLOURS.red}" stop-opacity="0"/></linearGradient></defs>` +
    `${grid.join('')}${ticks.join('')}${areas.join('')}${others.join('')}${lines.join('')}${notes.join('')}</svg>`
  );
}

/** A line of 250 × 52 without axes, its last point marked. */
export function sparkline(values: Values): string {
  const numbers = values.filter((value) => value !== null);
  const low = Math.min(100, ...numbers);
  const high = Math.max(0, ...numbers);
  const x = (index: number) => 8 + (234 * index) / Math.max(1, values.length - 1);
  const y = (value: number) => (high === low ? 26 : 44 - (36 * (value - low)) / (high - low));
  const drawn = runs(values, x, y);
  const end = drawn.at(-1)?.at(-1);
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="250" height="52" viewBox="0 0 250 52">' +
    drawn
      .map(
        (run) =>
          `<path d="${path(run)}" fill="none" stroke="${COLOURS.red}" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/>`,
      )
      .join('') +
    (end ? `<circle cx="${end[0]}" cy="${end[1]}" r="6" fill="${COLOURS.red}"/>` : '') +
    '</svg>'
  );
}
