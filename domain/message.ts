import type { DocumentRequest } from './document.js';

/**
 * A run of text within a line. Plain strings are escaped by every platform; nothing in them is ever markup. `due` are
 * words for a calendar day `on` ('YYYY-MM-DD'), which a platform may make tappable; it shows the words in any case.
 */
export type Span = string | { bold: string } | { due: string; on: string };

/**
 * One line of a message. `title` is the first line that says what it is and what is wanted; `quote` is somebody's own
 * words; `note` is small print; `fold` is a line of a long list that a platform may show folded. A line holds no line break.
 */
export interface Line {
  kind: 'title' | 'text' | 'quote' | 'note' | 'fold';
  spans: Span[];
}

/** A button. `id` is at most 64 UTF-8 bytes (Telegram's callback_data), `label` at most 10 characters (WeCom's cards). */
export interface Button {
  id: string;
  label: string;
  style?: 'primary' | 'danger';
}

/** A file in the data folder, found by its SHA-256. */
export interface StoredFile {
  sha256: string;
  name: string;
  mime: string;
  /** Size in bytes. */
  bytes: number;
}

/** A small text file that is made for one message and carried within it, such as a sheet of links. */
export interface Sheet {
  /** File name with its ending, such as '邀请.csv'. */
  name: string;
  mime: string;
  /** The whole content; a sheet for Excel begins with U+FEFF. */
  content: string;
}

/** A picture or file that is made before its message goes. */
export interface Attachment {
  request: DocumentRequest;
  /** Added to the message when it cannot be made, so that nobody waits for it in vain. */
  otherwise: Line[];
}

/** What the bot says, before any platform's markup. `buttons` are rows. */
export interface Message {
  lines: Line[];
  buttons?: Button[][];
  image?: StoredFile;
  file?: StoredFile;
  /** More pictures, shown together before the words. */
  album?: StoredFile[];
  sheet?: Sheet;
  /** Holds something that must not be kept: the words are dropped from the send record once the message is settled. */
  secret?: boolean;
  /** Becomes `image` or `file` before a platform sees the message. */
  attach?: Attachment;
}

/** Breaks a text at line breaks into lines of one kind, so that people's own words keep their shape. */
function linesOf(kind: Line['kind'], spans: Span[]): Line {
  return { kind, spans: spans.filter((span) => span !== '') };
}

/** The first line: what this is and what is wanted. */
export const title = (...spans: Span[]): Line => linesOf('title', spans);
/** An ordinary line. */
export const text = (...spans: Span[]): Line => linesOf('text', spans);
/** Small print under a message. */
export const note = (...spans: Span[]): Line => linesOf('note', spans);
/** Somebody's own words, one line for each of theirs. */
export const quote = (words: string): Line[] => words.split(/\r?\n/).map((part) => linesOf('quote', [part]));
/** A line of a long list. */
export const fold = (...spans: Span[]): Line => linesOf('fold', spans);
/** Words for a calendar day 'YYYY-MM-DD'. */
export const due = (words: string, on: string): Span => ({ due: words, on });
/** Bold words within a line. */
export const bold = (words: string): Span => ({ bold: words });

/** The words of a span without markup. */
export const spanText = (span: Span): string =>
  typeof span === 'string' ? span : 'bold' in span ? span.bold : span.due;

/** The words of a line without markup. */
export const lineText = (line: Line): string => line.spans.map(spanText).join('');

/** The words of a message without markup, lines joined by '\n'. */
export const messageText = (message: Message): string => message.lines.map(lineText).join('\n');
