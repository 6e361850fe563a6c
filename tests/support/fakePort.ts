import type { ChatPort, LimitRule, Outgoing, SendOutcome } from '../../bot/port.js';
import { messageText } from '../../domain/message.js';
import type { Platform } from '../../domain/roles.js';

/** What the next sendings to a chat answer: an outcome, or a function that gives one. */
export type Scripted = SendOutcome | (() => SendOutcome | Promise<SendOutcome>);

export interface FakePort extends ChatPort {
  /** Everything that was handed over, in order, whatever the answer. */
  calls: Outgoing[];
  /** The words of posts, in order: all, or those to one chat. */
  words(chat?: string): string[];
  /** Scripts the answers to the next sendings to a chat; afterwards everything is accepted. */
  answer(chat: string, ...outcomes: Scripted[]): void;
}

export interface FakePortOptions {
  platform?: Platform;
  limits?: readonly LimitRule[];
  refusesDuplicates?: boolean;
  edits?: boolean;
}

/** A platform that accepts everything unless told otherwise, and remembers it. */
export function fakePort({
  platform = 'sandbox',
  limits = [],
  refusesDuplicates = false,
  edits = false,
}: FakePortOptions = {}): FakePort {
  const calls: Outgoing[] = [];
  const scripts = new Map<string, Scripted[]>();
  return {
    platform,
    limits,
    capabilities: { refusesDuplicates, edits },
    calls,
    words: (chat) =>
      calls.flatMap((call) =>
        call.op === 'post' && (chat === undefined || call.address.chat === chat) ? [messageText(call.message)] : [],
      ),
    answer(chat, ...outcomes) {
      scripts.set(chat, [...(scripts.get(chat) ?? []), ...outcomes]);
    },
    async start() {},
    async stop() {},
    async send(outgoing) {
      calls.push(outgoing);
      const scripted = scripts.get(outgoing.address.chat)?.shift();
      if (typeof scripted === 'function') return scripted();
      return scripted ?? { kind: 'sent', messageId: `m${calls.length}` };
    },
    async download() {
      return new Uint8Array();
    },
  };
}
