import { UserError } from '../../../domain/userError.js';
import type { SendOutcome } from '../../port.js';

/** What a code of WeCom's asks of us (doc 90313, and the pages named beside a code). */
export type Fault =
  | 'token' // refresh once, repeat once
  | 'busy' // come again in a moment
  | 'rate' // this bucket is full
  | 'media' // the media id is gone: upload again
  | 'member' // this person cannot be reached through us
  | 'gone' // this group or webhook is gone
  | 'noCallback' // cards need a callback address
  | 'unsafe' // the words could harm a client
  | 'setup' // the administrator must act; nobody can be reached until then
  | 'used' // a code that works once was used, or is too old
  | 'bad'; // our request is wrong

const FAULTS: [Fault, number[]][] = [
  ['token', [40001, 40014, 42001]],
  ['busy', [-1, 6000, 45033]],
  ['rate', [45009]],
  ['media', [40007]],
  ['member', [40003, 40031, 46004, 60111, 301021, 81013, 50002, 60011, 60021, 60030]],
  ['gone', [86001, 86003, 86008, 40050, 49008, 93006, 93000, 93004, 93008]],
  ['noCallback', [43012]],
  ['unsafe', [82004]],
  [
    'setup',
    [60020, 50003, 40013, 40091, 40056, 301002, 48001, 48002, 48004, 60031, 50001, 80001, 853000, 93019, 853006],
  ],
  ['used', [60140, 42014, 42015, 42016, 42017, 42018, 42052]],
];
const FAULT_OF = new Map(FAULTS.flatMap(([fault, codes]) => codes.map((code) => [code, fault] as const)));

/** What a code asks of us; a code nobody listed is our own mistake. */
export const faultOf = (errcode: number): Fault => FAULT_OF.get(errcode) ?? 'bad';

/** Pause after a full bucket, in ms: a minute's block lasts 60 s (doc 90312), and so does a webhook's. */
export const RATE_PAUSE_MS = 60_000;
/** Pause while the administrator has to act, in ms. */
export const SETUP_PAUSE_MS = 300_000;

/** An answer that is not the wished one. `errmsg` is for the log only: nothing may depend on it. */
export class WecomApiError extends Error {
  constructor(
    readonly errcode: number,
    errmsg: string,
  ) {
    super(`${errcode} ${errmsg}`.slice(0, 300));
    this.name = 'WecomApiError';
  }
  get fault(): Fault {
    return faultOf(this.errcode);
  }
}

/** Nothing was asked of WeCom, because it would be in vain until `untilMs` (ms since 1970). */
export class WecomPausedError extends Error {
  constructor(
    readonly untilMs: number,
    why: string,
  ) {
    super(why);
    this.name = 'WecomPausedError';
  }
}

/** The connection failed. `reached`: the request may have arrived. */
export class WecomNetworkError extends Error {
  constructor(
    readonly reached: boolean,
    why: string,
  ) {
    super(why);
    this.name = 'WecomNetworkError';
  }
}

/** What a failed sending to one chat means for the outbox. Rethrows what is not WeCom's or the network's. */
export function outcomeOf(error: unknown, nowMs: number): SendOutcome {
  if (error instanceof WecomPausedError)
    return { kind: 'retry', afterMs: Math.max(1000, error.untilMs - nowMs), scope: 'chat', error: error.message };
  if (error instanceof WecomNetworkError)
    return error.reached
      ? { kind: 'unknown', error: error.message }
      : // A host that cannot be reached is nobody's fault: messages wait for it, however long.
        { kind: 'retry', afterMs: 0, scope: 'platform', error: error.message };
  // A file that is no longer in the data folder.
  if (error instanceof UserError) return { kind: 'rejected', error: error.code };
  if (!(error instanceof WecomApiError)) throw error;
  const why = error.message;
  switch (error.fault) {
    case 'rate':
      return { kind: 'retry', afterMs: RATE_PAUSE_MS, scope: 'chat', error: why };
    case 'setup':
      return { kind: 'retry', afterMs: SETUP_PAUSE_MS, scope: 'chat', error: why };
    case 'busy':
    case 'token':
    case 'media':
      return { kind: 'retry', afterMs: 0, scope: 'chat', error: why };
    case 'member':
    case 'gone':
      return { kind: 'unreachable', error: why };
    default:
      return { kind: 'rejected', error: why };
  }
}
