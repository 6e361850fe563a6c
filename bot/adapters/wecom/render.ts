import { type Line, lineText, type Message } from '../../../domain/message.js';
import type { Choice } from '../../../prisma/store/wecom.js';

/** What a place understands: the app's markdown subset, a webhook's or robot's markdown_v2, or words alone. */
export type Dialect = 'app' | 'v2' | 'plain';

// WeCom documents no escape character; a full-width twin looks alike and is never markup.
const WIDE: Record<string, string> = {
  '*': '＊',
  '`': '｀',
  '<': '＜',
  '[': '［',
  ']': '］',
  '~': '～',
};

/** People's words made safe: no emphasis, link, mention, colour, heading, quote, list or table can come from them. */
export function plainWords(words: string, atStart: boolean): string {
  const calm = words
    .replace(/\r\n?|\n/g, ' ')
    // Control characters can crash clients (82004).
    .replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, '')
    .replace(/[*`<[\]~]/g, (sign) => WIDE[sign] ?? sign)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿');
  if (!atStart) return calm;
  return calm
    .replace(/^(\s*)#/, '$1＃')
    .replace(/^(\s*)>/, '$1＞')
    .replace(/^(\s*)\|/, '$1｜')
    .replace(
      /^(\s*)([-+=])(?=[\s\-=]|$)/,
      (_all, space: string, sign: string) => `${space}${{ '-': '－', '+': '＋', '=': '＝' }[sign]}`,
    );
}

/** A line in a dialect. */
export function renderLine(line: Line, dialect: Dialect): string {
  if (dialect === 'plain') return (line.kind === 'quote' ? '│ ' : '') + lineText(line);
  if (line.kind === 'title') return wrap(plainWords(lineText(line), false));
  let words = '';
  for (const span of line.spans) {
    if (typeof span === 'string') words += gap(words, span, dialect) + plainWords(span, words === '');
    else if ('due' in span) words += gap(words, span.due, dialect) + plainWords(span.due, words === '');
    else if (span.bold !== '') words += wrap(plainWords(span.bold, false));
  }
  if (line.kind === 'quote') return `> ${words}`;
  return line.kind === 'note' && dialect === 'app' && words !== '' ? `<font color="comment">${words}</font>` : words;
}

const wrap = (words: string): string => (words.trim() === '' ? words : `**${words.trim()}**`);

/** markdown_v2 follows CommonMark: emphasis that ends in punctuation only ends before a space. */
const gap = (before: string, after: string, dialect: Dialect): string =>
  dialect === 'v2' && before.endsWith('**') && after !== '' && !/^\s/.test(after) ? ' ' : '';

/** A message's words, one string for each line. In markdown_v2 an empty line ends a quote. */
export function renderLines(message: Message, dialect: Dialect): string[] {
  return message.lines.flatMap((line, index) => {
    const rendered = renderLine(line, dialect);
    const ends = dialect === 'v2' && line.kind !== 'quote' && message.lines[index - 1]?.kind === 'quote';
    return ends ? ['', rendered] : [rendered];
  });
}

/** Whether words alone say everything: one line, nothing bold. */
export const isPlain = (message: Message): boolean =>
  message.lines.length === 1 &&
  message.lines.every(({ kind, spans }) => kind === 'text' && spans.every((span) => typeof span === 'string'));

/** The lines that stand in place of buttons, for choices with letters. */
export function choiceLines(
  choices: readonly Choice[],
  words: { head: string; choice: (letter: string, label: string) => string },
): Line[] {
  return [
    { kind: 'note', spans: [words.head] },
    ...choices.map(({ letter, label }): Line => ({ kind: 'text', spans: [words.choice(letter, label)] })),
  ];
}
