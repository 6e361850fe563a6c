// npm run bench:documents: how long posters, imports and exports take, and whether the bot goes on answering meanwhile.
// The last line is JSON. Times are medians in ms; peaks are of the whole process with its threads, in MiB.
process.env.TZ = 'UTC'; // before anything reads the clock: days are reckoned in explicit zones

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from './build.mjs';
import { setUp } from './setup.mjs';

const UNITS = 44;
const ROWS = 10_000;
const ROUNDS = 3;

await setUp();
build();
const { buildApp } = await import('../dist/bot/app.js');
const { readConfig } = await import('../dist/bot/config.js');
const { createThreads } = await import('../dist/services/documents/threads.js');
const { writeWorkbook } = await import('../dist/services/documents/workbooks/writeWorkbook.js');

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const rounded = (value) => Math.round(value * 10) / 10;

/** Runs work and answers how long it took and the most memory seen meanwhile. */
async function measured(work) {
  globalThis.gc?.();
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10);
  const began = performance.now();
  const result = await work();
  const ms = performance.now() - began;
  clearInterval(watch);
  return { result, ms, peakMiB: Math.max(peak, process.memoryUsage.rss()) / 1024 / 1024 };
}

const row = (place, tone) => ({
  place: String(place),
  name: `省第${place}督办示范单位`,
  why: tone === 'red' ? ['本期可评 10 项，均未扣分'] : ['XM-014 逾期 4 个工作日未完成', 'XM-021 进展被退回；等 5 处'],
  ratio: '18/24',
  score: '87.4',
  bar: 87,
  change: { kind: 'up', words: '▲2' },
  mark: '',
});
const columns = ['达标/应评', '得分', '升降'];
const board = {
  title: '红黑榜',
  campaign: '作风建设行动',
  period: '2026年第36周（8月31日—9月6日）',
  pageWords: '',
  total: { rate: 85.7, figures: [{ label: '总体达标率', value: '85.7', unit: '%', tone: 'red' }] },
  red: { heading: '红榜', note: '', columns, rows: [1, 2, 3, 4, 5].map((place) => row(place, 'red')), empty: '' },
  black: { heading: '黑榜', note: '', columns, rows: [42, 43, 44].map((place) => row(place, 'black')), empty: '' },
  middle: {
    heading: '其他单位',
    cells: Array.from({ length: UNITS - 8 }, (_, index) => ({
      place: String(index + 6),
      name: `省第${index + 6}督办示范单位`,
      score: '90.1',
      tone: 'same',
      change: '—',
    })),
  },
  notRanked: null,
  footer: { left: ['数据截至 2026-09-07 09:12', '评分规则 2026.1'], right: ['督办工作专班'] },
};

async function posters() {
  const cold = [];
  const warm = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const threads = createThreads();
    cold.push((await measured(() => threads.run('boardPoster', board))).ms);
    for (let again = 0; again < 5; again++) {
      const { ms, result } = await measured(() => threads.run('boardPoster', board));
      warm.push(ms);
      bytes = result.byteLength;
    }
    await threads.stop();
  }
  return { posterColdMs: rounded(median(cold)), posterWarmMs: rounded(median(warm)), posterBytes: bytes };
}

/** A ledger of 10,000 rows as an office sends it. */
function ledger(units) {
  const rows = Array.from({ length: ROWS }, (_, index) => [
    `PL-${String(index + 1).padStart(5, '0')}`,
    `第 ${index + 1} 项重点任务：推进示范工程建设并按期交付使用`,
    units[index % units.length],
    units[(index + 7) % units.length],
    index % 3 === 0 ? '12月15日前' : '2026.12.20',
    '压实责任、倒排工期、挂图作战，每周调度一次，每月通报一次。',
  ]);
  const heads = ['事项编号', '工作任务', '责任单位', '配合单位', '办结时间', '工作措施'];
  return writeWorkbook({
    title: '台账',
    font: '等线',
    listSheet: '字典',
    sheets: [
      {
        name: '台账',
        title: '2026年重点任务台账',
        columns: heads.map((header) => ({ header, width: 20 })),
        rows,
        toneColumn: -1,
        tones: [],
      },
    ],
  });
}

async function imports() {
  const dataDir = mkdtempSync(join(tmpdir(), 'duban-bench-'));
  const app = await buildApp(readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error' }));
  await app.start();
  await app.settle();
  const codeOf = async (role) =>
    (await app.database.roleGrant.findFirst({ where: { role }, include: { person: true } })).person.code;
  const coordinator = await codeOf('coordinator');
  const liaison = await codeOf('liaison');
  const chat = `p-${coordinator}`;
  const store = app.sandbox.store;
  const newest = (of) => {
    const message = store.findMessage(store.lastMessageId(of));
    return message?.from === 'bot' ? message : null;
  };
  const waitFor = (of, test) =>
    new Promise((resolve) => {
      const look = () => {
        const message = newest(of);
        if (!message || !test(message)) return;
        stop();
        resolve(message);
      };
      const stop = app.sandbox.onChange((changed) => changed === of && look());
      look();
    });
  const press = async (label) => {
    const message = newest(chat);
    const button = message.rows.flat().find((each) => each.label === label);
    await app.sandbox.press({ as: coordinator, message: message.id, button: button.id });
  };
  /** Asks as a liaison, again and again, until told to stop; answers the slowest reply in ms. */
  function asking() {
    const replies = [];
    const state = { over: false };
    const done = (async () => {
      while (!state.over) {
        const before = store.lastMessageId(`p-${liaison}`);
        const began = performance.now();
        await app.sandbox.say({ as: liaison, chat: `p-${liaison}`, text: '帮助' });
        await waitFor(`p-${liaison}`, (message) => message.id > before);
        replies.push(performance.now() - began);
        await sleep(20);
      }
    })();
    return async () => {
      state.over = true;
      await done;
      return { slowest: Math.max(...replies), median: median(replies), count: replies.length };
    };
  }
  const units = (await app.database.unit.findMany({ where: { campaigns: { some: {} } } })).map((unit) => unit.name);
  const bytes = await ledger(units);
  // Whoever asks first in a process pays for what is loaded once.
  const warmUp = asking();
  await sleep(1000);
  const idle = await warmUp();
  console.log(
    `replies while nothing else happens: median ${rounded(idle.median)} ms, slowest ${rounded(idle.slowest)} ms`,
  );

  const reads = [];
  const peaks = [];
  const slowest = [];
  for (let round = 0; round < ROUNDS; round++) {
    const stop = asking();
    const { ms, peakMiB } = await measured(async () => {
      await app.sandbox.upload({ as: coordinator, chat, name: `台账${round}.xlsx`, mime: '', bytes });
      await waitFor(chat, (message) => message.text.includes(`试读“台账${round}.xlsx”`));
    });
    const replies = await stop();
    reads.push(ms);
    peaks.push(peakMiB);
    slowest.push(replies.slowest);
    console.log(
      `read ${ROWS} rows: ${rounded(ms)} ms, peak ${rounded(peakMiB)} MiB; ${replies.count} replies meanwhile, median ${rounded(replies.median)} ms, slowest ${rounded(replies.slowest)} ms`,
    );
  }
  const write = await measured(async () => {
    await press('确认导入');
    await waitFor(chat, (message) => message.text.includes('已导入'));
  });
  console.log(`write ${ROWS} rows: ${rounded(write.ms)} ms, peak ${rounded(write.peakMiB)} MiB`);

  const exports = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = store.lastMessageId(chat);
    const { ms, peakMiB } = await measured(async () => {
      await app.sandbox.say({ as: coordinator, chat, text: '/export 台账' });
      await waitFor(chat, (message) => message.id > before && message.file !== null);
    });
    exports.push(ms);
    peaks.push(peakMiB);
    console.log(`export: ${rounded(ms)} ms, peak ${rounded(peakMiB)} MiB${round > 0 ? ' (from the cache)' : ''}`);
  }
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
  return {
    replyMsIdle: rounded(idle.median),
    importRows: ROWS,
    importMs: rounded(median(reads) + write.ms),
    importReadMs: rounded(median(reads)),
    importWriteMs: rounded(write.ms),
    importPeakMiB: rounded(Math.max(...peaks, write.peakMiB)),
    exportMs: rounded(exports[0]),
    slowestReplyMsDuringImport: rounded(median(slowest)),
  };
}

const poster = await posters();
console.log(
  `poster of ${UNITS} units: cold ${poster.posterColdMs} ms, warm ${poster.posterWarmMs} ms, ${poster.posterBytes} bytes`,
);
console.log(JSON.stringify({ ...poster, ...(await imports()) }));
