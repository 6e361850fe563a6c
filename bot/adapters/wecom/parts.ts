import { createHash } from 'node:crypto';
import type { Button, Message, StoredFile } from '../../../domain/message.js';
import type { Choice } from '../../../prisma/store/wecom.js';
import type { Card } from './cardTypes.js';
import { cardsFor, cardText, type CardWords, fitsCards, headOnly } from './cards.js';
import { MEDIA_LIMITS, SHOWN_PICTURES } from './media.js';
import { choiceLines, type Dialect, isPlain, renderLines } from './render.js';
import { splitLines } from './split.js';

/** One request of a message: words, a card, or a file. `choices` are what a person may answer it with. */
export type Part = { choices: Choice[] } & (
  | { kind: 'text' | 'markdown'; text: string }
  | { kind: 'card'; card: Card }
  | { kind: 'media'; type: 'image' | 'file'; file: StoredFile }
);

/** Words that a message may need on WeCom beside its own. */
export interface PartWords extends CardWords {
  answerByLetter: string;
  choice: (letter: string, label: string) => string;
}

/** How a door takes messages. */
export interface Manner {
  dialect: Dialect;
  /** UTF-8 bytes of one text. */
  textBytes: number;
  /** Buttons: on cards, as letters to answer with, or not at all where nobody can answer. */
  buttons: 'cards' | 'letters' | 'none';
  /** Largest picture shown in place, in bytes; larger ones go as files. */
  imageBytes: number;
}

/** Room kept in every text for a line that tells a repeat, in UTF-8 bytes. */
const SPARE_BYTES = 48;

/** The app: 2,048 bytes a text (doc 90236). */
export const APP_MANNER: Manner = {
  dialect: 'app',
  textBytes: 2048 - SPARE_BYTES,
  buttons: 'cards',
  imageBytes: MEDIA_LIMITS.image,
};
/** A webhook: markdown_v2 of 4,096 bytes, pictures of 2 MB (doc 99110); nobody can answer it. */
export const WEBHOOK_MANNER: Manner = {
  dialect: 'v2',
  textBytes: 4096 - SPARE_BYTES,
  buttons: 'none',
  imageBytes: MEDIA_LIMITS.webhookImage,
};
/** The robot takes 20,480 bytes (doc 101031); a phone shows less at once. */
export const ROBOT_MANNER: Manner = {
  dialect: 'v2',
  textBytes: 4096 - SPARE_BYTES,
  buttons: 'letters',
  imageBytes: MEDIA_LIMITS.image,
};

/** The id that all parts of a message share, from the outbox row's key: 32 hex digits. */
export const messageIdOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);

/** The id of the n-th card of a message, unique per app for ever; and back. */
export const taskIdOf = (messageId: string, index: number): string => `${messageId}-${index}`;
export function readTaskId(taskId: string): { messageId: string; index: number } | null {
  const match = /^([0-9a-f]{32})-(\d{1,3})$/.exec(taskId);
  return match ? { messageId: match[1] as string, index: Number(match[2]) } : null;
}

/** The requests that a message becomes at a door, in order: words, picture, file, and what to answer with last. */
export function partsOf(message: Message, manner: Manner, messageId: string, words: PartWords): Part[] {
  const buttons = (message.buttons ?? []).flat();
  const files = [...(message.album ?? []), message.image, message.file].flatMap((file): Part[] =>
    file ? [mediaPart(file, manner)] : [],
  );
  if (buttons.length > 0 && manner.buttons === 'cards' && fitsCards(buttons)) {
    const whole = cardText(message);
    const texts = whole ? [] : textParts(message, manner);
    const before = [...texts, ...files];
    const taskId = (index: number) => taskIdOf(messageId, before.length + index);
    const cards = cardsFor(buttons, whole ?? headOnly(message, words), taskId, words);
    return [
      ...before,
      ...cards.map((each): Part => ({ kind: 'card', card: each.card, choices: each.buttons.map(unlettered) })),
    ];
  }
  if (buttons.length === 0 || manner.buttons === 'none') return [...textParts(message, manner), ...files];
  const choices = buttons.map(lettered);
  const offer = choiceLines(choices, { head: words.answerByLetter, choice: words.choice });
  const texts = textParts({ lines: [...message.lines, ...offer] }, manner);
  return [...files, ...texts.map((part, index) => (index === texts.length - 1 ? { ...part, choices } : part))];
}

const unlettered = ({ id, label }: Button): Choice => ({ letter: '', id, label });
/** A to Z, then AA, AB …: letters are never a percent, a date or a number that a dialog waits for. */
const lettered = ({ id, label }: Button, index: number): Choice => {
  const last = String.fromCharCode(65 + (index % 26));
  return { letter: index < 26 ? last : String.fromCharCode(64 + Math.floor(index / 26)) + last, id, label };
};

function textParts(message: Message, manner: Manner): Part[] {
  if (message.lines.length === 0) return [];
  // The app's markdown is not shown in WeChat, and a robot takes no plain text.
  const plain = manner.dialect === 'app' && isPlain(message);
  const lines = renderLines(message, plain ? 'plain' : manner.dialect);
  return splitLines(lines, manner.textBytes)
    .filter((text) => text.trim() !== '')
    .map((text): Part => ({ kind: plain ? 'text' : 'markdown', text, choices: [] }));
}

function mediaPart(file: StoredFile, manner: Manner): Part {
  const shown = SHOWN_PICTURES.includes(file.mime) && file.bytes <= manner.imageBytes;
  return { kind: 'media', type: shown ? 'image' : 'file', file, choices: [] };
}

/** What tells the content of a part: the same content has the same digest. */
export function digestOf(part: Part): string {
  const content = part.kind === 'media' ? [part.type, part.file.sha256] : part.kind === 'card' ? part.card : part.text;
  return createHash('sha256')
    .update(JSON.stringify([part.kind, content]))
    .digest('hex');
}
