import { GrammyError, HttpError } from 'grammy';
import type { SendOutcome } from '../../port.js';

/** What a failed call means: an outcome, or something that another call can mend. */
export type Verdict =
  | SendOutcome
  /** The keyboard is as it should be already. */
  | { kind: 'alreadySo' }
  /** The topic was deleted or closed: the group itself can still be written to. */
  | { kind: 'topicGone' }
  /** A stored file id is not valid any more: upload again. */
  | { kind: 'fileForgotten' }
  /** The server does not know a field of ours. */
  | { kind: 'tooNew' };

/** Nothing was sent: the name was not found or nobody listened. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const UNAUTHORIZED_PAUSE_MS = 60_000;

/** Answers of the official server that say what to do, by its exact words (tdlib/telegram-bot-api, tdlib/td). */
const REFUSALS: readonly [RegExp, (description: string) => Verdict][] = [
  [/message is not modified|message to edit not found|message can't be edited/, () => ({ kind: 'alreadySo' })],
  [/message thread not found|TOPIC_CLOSED|TOPIC_DELETED/, () => ({ kind: 'topicGone' })],
  [/wrong file identifier|FILE_REFERENCE_|wrong remote file/i, () => ({ kind: 'fileForgotten' })],
  [/inline keyboard button|BUTTON_TYPE_INVALID|text buttons are unallowed/i, () => ({ kind: 'tooNew' })],
  [
    /blocked by the user|user is deactivated|can't initiate conversation|can't send messages to (the )?bot/,
    unreachable,
  ],
  [/kicked from|not a member of|chat was deleted|chat not found|PEER_ID_INVALID/, unreachable],
  [/not enough rights|have no rights|CHAT_WRITE_FORBIDDEN|need administrator rights/, () => rejected('noRights')],
];

function unreachable(description: string): SendOutcome {
  if (/blocked/.test(description)) return { kind: 'unreachable', error: 'blocked' };
  if (/deactivated/.test(description)) return { kind: 'unreachable', error: 'deactivated' };
  if (/kicked|not a member|deleted/.test(description)) return { kind: 'unreachable', error: 'removed' };
  return { kind: 'unreachable', error: 'notStarted' };
}

const rejected = (error: string): SendOutcome => ({ kind: 'rejected', error });

/** Classifies what a call that sends threw. */
export function verdictOf(error: unknown): Verdict {
  if (error instanceof GrammyError) return ofAnswer(error);
  if (error instanceof HttpError) {
    const code = codeOf(error.error);
    if (NEVER_CONNECTED.has(code)) return { kind: 'retry', afterMs: 0, scope: 'platform', error: code };
    return { kind: 'unknown', error: code };
  }
  return rejected(describeError(error));
}

function ofAnswer({ error_code, description, parameters }: GrammyError): Verdict {
  const said = `${error_code} ${description}`;
  if (parameters.migrate_to_chat_id !== undefined) return { kind: 'moved', to: String(parameters.migrate_to_chat_id) };
  if (error_code === 429)
    return { kind: 'retry', afterMs: (parameters.retry_after ?? 1) * 1000, scope: 'chat', error: 'tooManyRequests' };
  if (error_code === 401)
    return { kind: 'retry', afterMs: UNAUTHORIZED_PAUSE_MS, scope: 'platform', error: 'unauthorized' };
  // It may have been sent before the server failed.
  if (error_code >= 500) return { kind: 'unknown', error: said };
  for (const [words, verdict] of REFUSALS) if (words.test(description)) return verdict(description);
  return rejected(said);
}

/** Whether the token was refused: it is wrong or was revoked. */
export const isUnauthorized = (error: unknown): boolean =>
  error instanceof GrammyError && (error.error_code === 401 || (error.error_code === 404 && error.method === 'getMe'));

/** An error in words that are safe to log: grammY's own objects hold the token and people's words. */
export function describeError(error: unknown): string {
  if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
  if (error instanceof HttpError) return codeOf(error.error);
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return words.replace(/bot\d+:[\w-]+/g, 'bot…');
}

/** What broke a connection: the code of the innermost error that has one. */
function codeOf(error: unknown): string {
  const { code, name, cause, errors } = (error ?? {}) as {
    code?: unknown;
    name?: string;
    cause?: unknown;
    errors?: unknown[];
  };
  // Several addresses that were tried: they failed alike.
  if (cause) return codeOf(cause);
  if (typeof code === 'string') return code;
  return errors?.length ? codeOf(errors[0]) : (name ?? 'network');
}
