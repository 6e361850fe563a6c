import { type Button, type Line, lineText, type Message, type StoredFile } from '../../../domain/message.js';

/** Start (inclusive) and end (exclusive) of a run of text, in UTF-16 units. */
export type Range = [start: number, end: number];

/** What a message shows, without its buttons. Files are those of the bot's data folder, or the sandbox's for people's own. */
export interface Content {
  /** Lines joined by '\n', exactly as written: nothing in them is ever markup. */
  text: string;
  bold: Range[];
  image: StoredFile | null;
  file: StoredFile | null;
  /** The words were replaced after they had been read. */
  edited?: boolean;
  /** Taken back: why. The words stay, struck out. */
  retracted?: string;
}

/** A message of the bot as the sandbox shows it. */
export interface Rendered extends Content {
  rows: Button[][];
}

/** Put before every line of somebody's own words. */
export const QUOTE_MARK = '│ ';

/**
 * Turns a message into plain text with bold ranges. A title is bold as a whole, a quote carries `│ ` before each line,
 * small print is an ordinary line.
 */
export function render(message: Message): Rendered {
  let text = '';
  const bold: Range[] = [];
  message.lines.forEach((line, index) => {
    if (index > 0) text += '\n';
    if (line.kind === 'quote') text += QUOTE_MARK;
    bold.push(...boldRanges(line, text.length));
    text += lineText(line);
  });
  return {
    text,
    bold,
    rows: message.buttons?.filter((row) => row.length > 0) ?? [],
    image: message.image ?? null,
    file: message.file ?? null,
  };
}

function boldRanges(line: Line, start: number): Range[] {
  if (line.kind === 'title') {
    const { length } = lineText(line);
    return length > 0 ? [[start, start + length]] : [];
  }
  const ranges: Range[] = [];
  let at = start;
  for (const span of line.spans) {
    const words = typeof span === 'string' ? span : span.bold;
    if (typeof span !== 'string' && words !== '') ranges.push([at, at + words.length]);
    at += words.length;
  }
  return ranges;
}
