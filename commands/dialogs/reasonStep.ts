import type { StepInput } from './definition.js';

/** A reason that other people read: enough to act on, short enough for a phone (UTF-16 units). */
const REASON_MIN = 4;
const REASON_MAX = 200;

/** Reads a reason, or says why not. */
export function readReason(
  input: StepInput,
): { ok: true; reason: string } | { ok: false; code: string; params?: Record<string, number> } {
  if (input.kind !== 'text') return { ok: false, code: 'stepNeedsText' };
  const reason = input.text.trim();
  if (reason.length < REASON_MIN) return { ok: false, code: 'reasonShort' };
  if (reason.length > REASON_MAX)
    return { ok: false, code: 'wordsLong', params: { length: reason.length, max: REASON_MAX } };
  return { ok: true, reason };
}
