import type { Message } from '../domain/message.js';
import type { ChatKind, Platform } from '../domain/roles.js';

/** Where a message comes from or goes to. */
export interface Address {
  /** The platform's own chat id, as a string. */
  chat: string;
  /** A forum topic within the chat; '' where there is none. */
  thread: string;
}

/** A file that came with an update; `ref` is what the adapter needs to fetch it. */
export interface InboundFile {
  ref: string;
  name: string;
  mime: string;
  /** Size in bytes as the platform says it; 0 when it does not. */
  bytes: number;
}

/** An update from a platform, decoded. Exactly one of text, button or file is set, or a file with text as its caption. */
export interface Inbound {
  platform: Platform;
  /** The platform's unique key of this update: a redelivery carries the same. */
  updateKey: string;
  address: Address;
  chatKind: ChatKind;
  /** The platform's id of the person, normalised (WeCom: lower case). */
  sender: string;
  senderName: string;
  text?: string;
  /** A pressed button: its id, and the message it stands under (for closing it). */
  button?: { id: string; messageId: string };
  file?: InboundFile;
  receivedAt: Date;
}

/**
 * What a platform said of a sending.
 * - sent: accepted; `messageId` is '' where the platform gives none.
 * - retry: surely not accepted; not before `afterMs` milliseconds. `scope` says who must wait.
 * - rejected: this message will never be accepted (our fault, or the chat's settings).
 * - unreachable: this address is gone (blocked, left, dissolved).
 * - unknown: the connection broke after the request was written; it may have been accepted.
 */
export type SendOutcome =
  | { kind: 'sent'; messageId: string }
  | { kind: 'retry'; afterMs: number; scope: 'chat' | 'platform'; error: string }
  | { kind: 'rejected'; error: string }
  | { kind: 'unreachable'; error: string }
  | { kind: 'unknown'; error: string };

/** What to send. `key` is the outbox row's, the same on every attempt. */
export type Outgoing =
  | { op: 'post'; key: string; address: Address; message: Message }
  /** Replaces the buttons of an earlier message by what was chosen. */
  | { op: 'close'; key: string; address: Address; messageId: string; chosen: string }
  /** Puts other words in the stead of an earlier message. */
  | { op: 'replace'; key: string; address: Address; messageId: string; message: Message }
  /** Takes an earlier message back; `note` says why, in its place where the platform can show it. */
  | { op: 'retract'; key: string; address: Address; messageId: string; note: string };

export interface Capabilities {
  /** The platform refuses a second message with the same key, so that a sending of unknown fate may be repeated. */
  refusesDuplicates: boolean;
  /** The platform can replace and retract messages of the bot. Without it such a change is never handed over. */
  edits?: boolean;
}

/** At most `count` sendings within `perMs` milliseconds, counted per chat, per group chat or over the whole platform. */
export interface LimitRule {
  scope: 'chat' | 'group' | 'platform';
  count: number;
  perMs: number;
}

/** Handles one update: resolves when it is committed (only then may it be acknowledged), rejects when it must come again. */
export type Receive = (inbound: Inbound) => Promise<void>;

/** A chat platform. */
export interface ChatPort {
  readonly platform: Platform;
  readonly capabilities: Capabilities;
  readonly limits: readonly LimitRule[];
  /** Begins to receive. Rejects when the platform refuses our credentials. */
  start(receive: Receive): Promise<void>;
  /** Stops receiving; resolves when no update is under way. */
  stop(): Promise<void>;
  /** Sends; never throws for a platform's answer. */
  send(outgoing: Outgoing): Promise<SendOutcome>;
  /** Fetches a received file's bytes. Throws UserError('fileTooLarge' | 'fileGone'). */
  download(file: InboundFile): Promise<Uint8Array>;
}
