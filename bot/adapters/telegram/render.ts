import type { InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import { instantOf } from '../../../domain/calendar.js';
import { type Button, type Line, type Message, spanText } from '../../../domain/message.js';
import { BUTTONS_MAX, BUTTONS_PER_ROW, CALLBACK_DATA_MAX_BYTES } from './limits.js';
import type { RichText } from './richText.js';

/** Lists and quotes longer than this many lines are folded. */
const FOLD_ABOVE = 4;
/** Where due days end: a due day is tappable as this instant of it. */
const DUE_TIME = '23:59';
const DUE_ZONE = 'Asia/Shanghai';

/**
 * Turns a message's lines into text with entities. Nothing is escaped because nothing is parsed: what people wrote cannot
 * become markup. A title is bold, quotes are block quotes, folded lists and long quotes can be opened, due days are tappable.
 */
export function richText(message: Message): RichText {
  const entities: MessageEntity[] = [];
  let text = '';
  for (const run of runsOf(message.lines)) {
    if (text !== '') text += '\n';
    const start = text.length;
    run.forEach((line, index) => {
      if (index > 0) text += '\n';
      entities.push(...spansOf(line, text.length));
      text += line.spans.map(spanText).join('');
    });
    const kind = run[0]?.kind;
    const long = run.length > FOLD_ABOVE;
    if (text.length > start && (kind === 'quote' || (kind === 'fold' && long)))
      entities.push({
        type: long ? 'expandable_blockquote' : 'blockquote',
        offset: start,
        length: text.length - start,
      });
  }
  return { text, entities };
}

/** Neighbouring lines that are shown as one block; any other line stands alone. */
function runsOf(lines: readonly Line[]): Line[][] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && last[0]?.kind === line.kind && (line.kind === 'quote' || line.kind === 'fold')) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

function spansOf(line: Line, start: number): MessageEntity[] {
  const entities: MessageEntity[] = [];
  let offset = start;
  for (const span of line.spans) {
    const { length } = spanText(span);
    if (length > 0 && typeof span !== 'string') {
      if ('due' in span) {
        const unix_time = Math.floor(instantOf(span.on, DUE_TIME, DUE_ZONE).getTime() / 1000);
        // Without a format the words stay as they are.
        entities.push({ type: 'date_time', offset, length, unix_time, date_time_format: '' });
      } else if (line.kind !== 'title') entities.push({ type: 'bold', offset, length });
    }
    offset += length;
  }
  if (line.kind === 'title' && offset > start)
    entities.unshift({ type: 'bold', offset: start, length: offset - start });
  return entities;
}

/** The keyboard of a message; rows that are too wide are wrapped. Throws RangeError for what Telegram would refuse. */
export function keyboard(rows: readonly Button[][] | undefined): InlineKeyboardMarkup | undefined {
  const inline_keyboard = (rows ?? []).flatMap((row) => wrap(row.map(buttonOf)));
  if (inline_keyboard.length === 0) return undefined;
  if (inline_keyboard.flat().length > BUTTONS_MAX) throw new RangeError('too many buttons');
  return { inline_keyboard };
}

function buttonOf({ id, label, style }: Button): InlineKeyboardButton {
  if (Buffer.byteLength(id) > CALLBACK_DATA_MAX_BYTES) throw new RangeError(`button id too long: ${id}`);
  return { text: label, callback_data: id, ...(style ? { style } : {}) };
}

function wrap<T>(row: T[]): T[][] {
  return row.length === 0 ? [] : [row.slice(0, BUTTONS_PER_ROW), ...wrap(row.slice(BUTTONS_PER_ROW))];
}
