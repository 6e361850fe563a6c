import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { lineChart, sparkline } from '../../../services/documents/pictures/chart.js';
import { boardPoster, type BoardPosterData } from '../../../services/documents/pictures/boardPoster.js';
import { plain } from '../../../services/documents/pictures/markup.js';
import { loadEngine } from '../../../services/documents/pictures/engine.js';
import { drawPng, openRenderer, renderPng } from '../../../services/documents/pictures/render.js';
import { boardPages } from '../../../services/documents/posterPages.js';
import { createThreads } from '../../../services/documents/threads.js';
import { pngSize } from '../../support/pngSize.js';

const row = (place: number) => ({
  place: String(place),
  name: `单位${place}`,
  why: ['原因'],
  ratio: '1/1',
  score: '99.0',
  bar: 99,
  change: { kind: 'up' as const, words: '▲1' },
  mark: '',
});
const WORDS = {
  pageOf: (page: number, of: number) => `${page}/${of}`,
  middleHeading: (places: readonly string[]) => `${places[0]}—${places.at(-1)}`,
};
const poster = (middle: number): BoardPosterData => ({
  title: '红黑榜',
  campaign: '测试行动',
  period: '2026年第36周',
  pageWords: '',
  total: { figures: [{ label: '总体达标率', value: '90.0', unit: '%', tone: 'red' }], rate: 90 },
  red: { heading: '红榜', note: '', columns: ['a', 'b', 'c'], rows: [1, 2, 3, 4, 5].map(row), empty: '' },
  black: { heading: '黑榜', note: '', columns: ['a', 'b', 'c'], rows: [row(998), row(999)], empty: '' },
  middle: {
    heading: '其他',
    cells: Array.from({ length: middle }, (_, index) => ({
      place: String(index + 6),
      name: `单位${index + 6}`,
      score: '80.0',
      tone: 'same' as const,
      change: '—',
    })),
  },
  notRanked: { heading: '未参与', names: ['甲', '乙'] },
  footer: { left: ['数据截至 2026-09-07 09:12', '评分规则 2026.1'], right: [''] },
});

describe('the poster of a board', () => {
  it('shows 60 units on a page, goes on with the next, and loses nobody', () => {
    const data = poster(150);
    const pages = Array.from({ length: boardPages.count(159) }, (_, index) => boardPages.page(data, index + 1, WORDS));
    const onPage = pages.map((page) =>
      [...(page.red?.rows ?? []), ...(page.black?.rows ?? []), ...(page.middle?.cells ?? [])]
        .map((each) => each.name)
        .concat(page.notRanked?.names ?? []),
    );
    expect(onPage.map((names) => names.length)).toEqual([60, 60, 39]);
    expect(new Set(onPage.flat()).size).toBe(159);
    expect(pages.map((page) => page.pageWords)).toEqual(['1/3', '2/3', '3/3']);
    expect(pages.map((page) => page.middle?.heading)).toEqual(['6—58', '59—118', '119—155']);
    expect(pages.map((page) => page.total !== null)).toEqual([true, false, false]);
  });

  it('is 1080 pixels wide and under 2 MB with 60 units, and the same picture every time', async () => {
    const page = boardPoster(poster(51));
    const png = await renderPng(page);
    expect(pngSize(png).width).toBe(1080);
    expect(png.byteLength).toBeLessThan(2 * 1024 * 1024);
    expect(Buffer.from(await renderPng(page)).equals(Buffer.from(png))).toBe(true);
  }, 30_000);

  it('shows people’s words as words: no markup, no emoji that no font has', () => {
    expect(plain('<script>&"🏆红🔴榜👍🏽')).toBe('&lt;script&gt;&amp;&quot;红榜');
    expect(plain('▲2　①—𬭚㛃\u202Ex')).toBe('▲2　①—𬭚㛃x');
    expect(boardPoster({ ...poster(0), campaign: '<b>x' }).html).toContain('&lt;b&gt;x');
  });

  it('is drawn whatever a unit is called', async () => {
    const data = poster(0);
    const names = ['长'.repeat(3000), '\u0000\u202E\uD800x', '<img src=http://x/y.png>', ''];
    const rows = names.map((name, index) => ({ ...row(index + 1), name, why: [name] }));
    const png = await renderPng(
      boardPoster({ ...data, red: { heading: '红榜', note: '', columns: ['a', 'b', 'c'], empty: '', rows } }),
    );
    expect(pngSize(png).width).toBe(1080);
  }, 30_000);
});

describe('a machine without the native renderer', () => {
  it('draws the same picture in WebAssembly', async () => {
    const missing = async () => Promise.reject(new Error('no binary for this machine'));
    const warned = once(process, 'warning');
    const engine = await loadEngine(missing);
    expect(String(await warned)).toContain('no binary for this machine');
    const page = boardPoster(poster(4));
    const png = await drawPng(await openRenderer(engine), page);
    expect(Buffer.from(png).equals(Buffer.from(await renderPng(page)))).toBe(true);
  }, 60_000);
});

describe('trend charts', () => {
  it('leave a gap where a week has no value, and name the last value', () => {
    const chart = lineChart({
      labels: ['1', '2', '3', '4', '5'],
      values: [50, 60, null, 80, 96.7],
      average: null,
      target: { name: '目标', percent: 90 },
    });
    expect(chart.match(/stroke-width="5"/g)).toHaveLength(2);
    expect(chart).toContain('96.7%');
    expect(sparkline([null, null])).not.toContain('<path');
  });
});

describe('document threads', () => {
  it('end work that takes too long and do the next in a new thread', async () => {
    const threads = createThreads({ timeLimitMs: 1 });
    await expect(threads.run('boardPoster', poster(10))).rejects.toThrow('took longer');
    await threads.stop();
    const patient = createThreads();
    expect(pngSize(await patient.run('boardPoster', poster(1))).width).toBe(1080);
    await patient.stop();
  }, 30_000);

  it('hand over thousands of rows whole, and a refusal as it was', async () => {
    const threads = createThreads();
    const reference = {
      units: [{ name: '县教育局', shortName: '教育局' }],
      referenceOn: '2026-09-07',
      endsOn: '2026-12-31',
      corrections: [],
    };
    const lines = Array.from({ length: 1234 }, (_, index) => `事${index},教育局,2026-10-1`);
    const bytes = new TextEncoder().encode(`任务,责任单位,办结时间\n${lines.join('\n')}`);
    const reading = await threads.run('readImport', { bytes, name: 'a.csv', reference, choices: {}, hidden: false });
    expect(reading.rows.map((each) => each.row)).toEqual(Array.from({ length: 1234 }, (_, index) => index + 2));
    await expect(
      threads.run('readImport', {
        bytes: new Uint8Array([0x50, 0x4b]),
        name: 'a.xlsx',
        reference,
        choices: {},
        hidden: false,
      }),
    ).rejects.toMatchObject({ code: 'tableBroken' });
    await threads.stop();
  }, 30_000);
});
