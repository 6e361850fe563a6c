import { h } from './dom.js';

const TONES = [
  ['good', /已复核|已销号|已完成|已通过|已采纳|已同意|按时|红榜|优秀|清零/u],
  ['red', /逾期|黑榜|批评|失败|红色|超时/u],
  ['orange', /今日到期|今天到期|退回|橙色|异议|未填报|未签收/u],
  ['yellow', /黄色|滞后|催办/u],
  ['blue', /临期|还有|待|蓝色|预告|提醒|工作日/u],
];

/** The colour of a status mark, from its words: good, red, orange, yellow, blue or grey. */
export function toneOf(words) {
  return TONES.find(([, pattern]) => pattern.test(words))?.[0] ?? 'grey';
}

/** How the program marks a line of somebody's own words. */
const QUOTE = '│ ';

/** A status mark at the start of a line, and web addresses, as UTF-16 ranges. */
function findSpans(line) {
  const spans = [];
  const mark = /^(?:\d+[.、]\s*|·\s*)?(【[^【】]{1,24}】)/u.exec(line);
  if (mark) spans.push({ kind: 'mark', start: mark[0].length - mark[1].length, end: mark[0].length });
  for (const match of line.matchAll(/https?:\/\/[^\s<>"'（）()，。；、】]+/gu)) {
    spans.push({ kind: 'link', start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/**
 * Cuts a line into runs of one look: {text, bold, kind: 'plain'|'mark'|'link'}.
 * `bold` holds [start, end) ranges in UTF-16 units of the line. Marks and links stay whole.
 */
export function runsOf(line, bold = []) {
  const spans = findSpans(line);
  const cuts = new Set([0, line.length]);
  for (const { start, end } of spans) cuts.add(start).add(end);
  for (const place of bold.flat()) {
    const inside = spans.some(({ start, end }) => place > start && place < end);
    if (!inside && place > 0 && place < line.length) cuts.add(place);
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => ({
    text: line.slice(start, places[index + 1]),
    bold: bold.some(([from, to]) => start >= from && start < to),
    kind: spans.find((span) => span.start === start)?.kind ?? 'plain',
  }));
}

// Kept in the text for copying and reading aloud, but not drawn: what stands for it is drawn instead.
const unseen = (text) => h('span', { class: 'unseen' }, text);

function runNode(run) {
  if (run.kind === 'mark') {
    const words = run.text.slice(1, -1);
    return h('span', { class: `mark mark-${toneOf(words)}` }, unseen('【'), words, unseen('】'));
  }
  if (run.kind === 'link') return h('a', { href: run.text, target: '_blank', rel: 'noopener noreferrer' }, run.text);
  return run.bold ? h('strong', null, run.text) : run.text;
}

/** The nodes of a message's text; `bold` holds [start, end) ranges in UTF-16 units of the whole. */
export function textNodes(text, bold = []) {
  let offset = 0;
  return text.split('\n').map((line, index) => {
    const quoted = line.startsWith(QUOTE);
    const start = offset + (quoted ? QUOTE.length : 0);
    const words = quoted ? line.slice(QUOTE.length) : line;
    offset += line.length + 1;
    const own = bold.map((range) => range.map((place) => place - start));
    const nodes = runsOf(words, own).map(runNode);
    return [index > 0 ? '\n' : null, quoted ? h('span', { class: 'quote' }, unseen(QUOTE), nodes) : nodes];
  });
}
