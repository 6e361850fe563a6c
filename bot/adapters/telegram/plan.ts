import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Message, Sheet, StoredFile } from '../../../domain/message.js';
import { ALBUM_MAX, CAPTION_MAX, PHOTO_MAX_BYTES, TEXT_MAX } from './limits.js';
import { keyboard, richText } from './render.js';
import { type RichText, splitText } from './richText.js';

/** One call that sends: words, or files with a caption. The keyboard hangs on the last one. */
export type Part = (
  | { kind: 'text'; words: RichText }
  | { kind: 'photo' | 'document'; file: StoredFile; words: RichText }
  | { kind: 'sheet'; sheet: Sheet; words: RichText }
  | { kind: 'album'; files: StoredFile[] }
) & { keyboard?: InlineKeyboardMarkup };

const NO_WORDS: RichText = { text: '', entities: [] };

/**
 * The calls that a message takes, in order: pictures and files first, then the words, in as many parts as their length
 * asks for. Words that fit stand as the caption of the last file. Empty for an empty message; throws RangeError for a
 * keyboard that Telegram would refuse.
 */
export function partsOf(message: Message): Part[] {
  const media = mediaOf(message);
  const words = richText(message);
  const last = media.at(-1);
  const parts: Part[] =
    last && last.kind !== 'album' && words.text.length <= CAPTION_MAX
      ? [...media.slice(0, -1), { ...last, words }]
      : [...media, ...splitText(words, TEXT_MAX).map((part): Part => ({ kind: 'text', words: part }))];
  const markup = keyboard(message.buttons);
  const end = parts.pop();
  return end ? [...parts, markup ? { ...end, keyboard: markup } : end] : [];
}

function mediaOf({ image, file, album = [], sheet }: Message): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < album.length; at += ALBUM_MAX) {
    const files = album.slice(at, at + ALBUM_MAX);
    const [only] = files;
    if (files.length > 1) parts.push({ kind: 'album', files });
    else if (only) parts.push(pictureOf(only));
  }
  if (image) parts.push(pictureOf(image));
  if (file) parts.push({ kind: 'document', file, words: NO_WORDS });
  if (sheet) parts.push({ kind: 'sheet', sheet, words: NO_WORDS });
  return parts;
}

const pictureOf = (file: StoredFile): Part => ({
  kind: file.bytes <= PHOTO_MAX_BYTES && /^image\/(png|jpeg)$/.test(file.mime) ? 'photo' : 'document',
  file,
  words: NO_WORDS,
});
