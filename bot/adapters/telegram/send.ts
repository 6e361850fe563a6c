import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { StoredFile } from '../../../domain/message.js';
import { UserError } from '../../../domain/userError.js';
import type { Outgoing, SendOutcome } from '../../port.js';
import { callFor } from './calls.js';
import { change } from './change.js';
import { type Verdict, verdictOf } from './errors.js';
import { PART_GAP_MS } from './limits.js';
import { type Part, partsOf } from './plan.js';
import type { Uploads } from './uploads.js';

/** Three chats that are told to wait within this time mean that the bot as a whole is too fast, in ms. */
const CROWD_MS = 10_000;
const CROWD_CHATS = 3;
/** Messages of several parts that were begun and not finished, at most. */
const BEGUN_MAX = 500;
/** Letters of a closed keyboard's label. */
const CHOSEN_MAX = 40;

interface SendParts {
  api: Api;
  uploads: Uploads;
  /** Milliseconds of a clock that only runs forward. */
  ticks: () => number;
}

/** How far a message of several parts got, so that another attempt goes on there. */
interface Progress {
  done: number;
  messageId: string;
  topicGone: boolean;
}

/**
 * The sending side: makes the calls for a message and says what Telegram said. Telegram cannot recognise a repeated
 * message, so a connection that breaks after the request was written is an unknown fate.
 */
export function createSend({ api, uploads, ticks }: SendParts): (outgoing: Outgoing) => Promise<SendOutcome> {
  const begun = new Map<string, Progress>();
  const crowded = createCrowd(ticks);

  async function post(outgoing: Outgoing & { op: 'post' }): Promise<SendOutcome> {
    const parts = partsOf(outgoing.message);
    if (parts.length === 0) return { kind: 'rejected', error: 'empty message' };
    const progress = begun.get(outgoing.key) ?? { done: 0, messageId: '', topicGone: false };
    const first = progress.done;
    while (progress.done < parts.length) {
      if (progress.done > first) await sleep(PART_GAP_MS[outgoing.address.chat.startsWith('-') ? 'group' : 'private']);
      const verdict = await attempt(outgoing, parts[progress.done] as Part, progress);
      if (verdict.kind !== 'sent') {
        keep(outgoing.key, progress);
        return verdict;
      }
      progress.done += 1;
      progress.messageId = verdict.messageId;
    }
    begun.delete(outgoing.key);
    return {
      kind: 'sent',
      messageId: progress.messageId,
      ...(progress.done - first > 1 ? { calls: progress.done - first } : {}),
      ...(progress.topicGone ? { degraded: 'topicGone' } : {}),
    };
  }

  function keep(key: string, progress: Progress): void {
    if (progress.done === 0 && !progress.topicGone) return;
    begun.set(key, progress);
    const [oldest] = begun.keys();
    if (begun.size > BEGUN_MAX && oldest !== undefined) begun.delete(oldest);
  }

  /** Sends one part, and mends what another call can mend. */
  async function attempt(outgoing: Outgoing & { op: 'post' }, part: Part, progress: Progress): Promise<SendOutcome> {
    const { chat, thread } = outgoing.address;
    for (let uploadAgain = true; ; ) {
      const address = { chat, thread: progress.topicGone ? '' : thread };
      const replyTo = progress.done === 0 ? outgoing.replyTo : undefined;
      try {
        return { kind: 'sent', messageId: await callFor(api, uploads, part, { address, replyTo }) };
      } catch (error) {
        if (error instanceof UserError) return { kind: 'rejected', error: error.code };
        const verdict = verdictOf(error);
        if (verdict.kind === 'topicGone' && address.thread !== '') progress.topicGone = true;
        else if (verdict.kind === 'fileForgotten' && uploadAgain) {
          uploadAgain = false;
          for (const file of filesOf(part)) uploads.forget(file);
        } else return crowded(chat, asOutcome(verdict));
      }
    }
  }

  /** Puts what was chosen in the place of a message's buttons. */
  async function close({ address, messageId, chosen }: Outgoing & { op: 'close' }): Promise<SendOutcome> {
    const label = `✓ ${chosen}`.slice(0, CHOSEN_MAX);
    const edit = (rows: { text: string; disabled: object }[][]) =>
      api.editMessageReplyMarkup(address.chat, Number(messageId), { reply_markup: { inline_keyboard: rows } });
    const done: SendOutcome = { kind: 'sent', messageId };
    try {
      await edit([[{ text: label, disabled: {} }]]);
      return done;
    } catch (error) {
      let verdict = verdictOf(error);
      if (verdict.kind === 'tooNew') verdict = await edit([]).then((): Verdict => done, verdictOf);
      return verdict.kind === 'alreadySo' ? done : crowded(address.chat, asOutcome(verdict));
    }
  }

  return async (outgoing) => {
    try {
      if (outgoing.op === 'post') return await post(outgoing);
      return outgoing.op === 'close'
        ? await close(outgoing)
        : crowded(outgoing.address.chat, await change(api, outgoing));
    } catch (error) {
      // Rendering threw: nothing was sent, and it never will be.
      return { kind: 'rejected', error: error instanceof Error ? error.message : String(error) };
    }
  };
}

function asOutcome(verdict: Verdict): SendOutcome {
  switch (verdict.kind) {
    case 'alreadySo':
    case 'topicGone':
    case 'fileForgotten':
    case 'tooNew':
      return { kind: 'rejected', error: verdict.kind };
    default:
      return verdict;
  }
}

const filesOf = (part: Part): StoredFile[] => ('file' in part ? [part.file] : 'files' in part ? part.files : []);

/** Turns "this chat must wait" into "the platform must wait" when several chats hear it at the same time. */
function createCrowd(ticks: () => number): (chat: string, outcome: SendOutcome) => SendOutcome {
  let heard: { chat: string; at: number }[] = [];
  return (chat, outcome) => {
    if (outcome.kind !== 'retry' || outcome.error !== 'tooManyRequests') return outcome;
    const now = ticks();
    heard = [...heard.filter((each) => now - each.at < CROWD_MS && each.chat !== chat), { chat, at: now }];
    return heard.length >= CROWD_CHATS ? { ...outcome, scope: 'platform' } : outcome;
  };
}
