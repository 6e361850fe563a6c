import type { DocumentRequest } from './document.js';

/** A run of text within a line. Plain strings are escaped by every platform; nothing in them is ever markup. */
export type Span = string | { bold: string };

/**
 * One line of a message. `title` is the first line that says what it is and what is wanted; `quote` is somebody's own
 * words; `note` is small print. A line holds no line break.
 */
export interface Line {
  kind: 'title' | 'text' | 'quote' | 'note';
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
/** Bold words within a line. */
export const bold = (words: string): Span => ({ bold: words });

/** The words of a line without markup. */
export const lineText = (line: Line): string =>
  line.spans.map((span) => (typeof span === 'string' ? span : span.bold)).join('');

/** The words of a message without markup, lines joined by '\n'. */
export const messageText = (message: Message): string => message.lines.map(lineText).join('\n');
