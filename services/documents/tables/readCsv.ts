import { parseCsv } from 'hucre/csv';
import { UserError } from '../../../domain/userError.js';

/** A field longer than this, or of more lines, is an unclosed quote that swallowed the rest of the file. */
const FIELD_MAX = 5000;
const LINES_MAX = 40;

/**
 * Reads comma- or tab-separated text in UTF-8, UTF-16 (as Excel writes "Unicode text") or GB18030, of which GBK and
 * GB2312 are parts. Values stay text. Throws UserError('csvQuote' | 'tableFormat').
 */
export function readCsv(bytes: Uint8Array): string[][] {
  const text = decode(bytes);
  // Control characters other than line ends and tabs: this is no text.
  if (/[^\P{Cc}\t\n\v\f\r]/u.test(text.slice(0, 4096))) throw new UserError('tableFormat');
  let rows: string[][];
  try {
    rows = parseCsv(text).map((row) => row.map((cell) => unescape(String(cell ?? ''))));
  } catch {
    throw new UserError('tableBroken');
  }
  for (const [index, row] of rows.entries())
    if (row.some((cell) => cell.length > FIELD_MAX || cell.split('\n').length > LINES_MAX))
      throw new UserError('csvQuote', { row: index + 1 });
  return rows;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Takes off the apostrophe that keeps a spreadsheet from reading a text as a formula. */
const unescape = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
