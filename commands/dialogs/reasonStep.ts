import type { StepInput } from './definition.js';

/** A reason that other people read: enough to act on, short enough for a phone (UTF-16 units). */
const REASON = { min: 4, max: 200, short: 'reasonShort' };

type Read = { ok: true; words: string } | { ok: false; code: string; params?: Record<string, number> };

/** Reads a sentence of `min` to `max` UTF-16 units, or says why not; `short` is the code of the error for fewer. */
export function readWords(input: StepInput, { min, max, short }: { min: number; max: number; short: string }): Read {
  if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
  const words = input.text.trim();
  if (words.length < min) return { ok: false, code: short };
  if (words.length > max) return { ok: false, code: 'wordsLong', params: { length: words.length, max } };
  return { ok: true, words };
}

/** Reads a reason, or says why not. */
export const readReason = (input: StepInput): Read => readWords(input, REASON);
