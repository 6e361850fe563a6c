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
  /** The platform's lasting id of the content, when it has one: content known by it is not fetched again. */
  lastingRef?: string;
  name: string;
  mime: string;
  /** Size in bytes as the platform says it; 0 when it does not. */
  bytes: number;
}

/**
 * Something that happened to a chat rather than being said in it.
 * - moved: the group has a new id (Telegram: it became a supergroup).
 * - membership: the bot was added to a group, removed from it, or its rights there changed.
 * - reachable: a person blocked the bot's private chat, or opened it again.
 */
export type ChatEvent =
  | { kind: 'moved'; to: string }
  | { kind: 'membership'; state: 'member' | 'admin' | 'removed'; canPost: boolean }
  | { kind: 'reachable'; reachable: boolean };

/**
 * An update from a platform, decoded. Exactly one of text, button, file or event is set, or a file with text as its caption.
 */
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
  event?: ChatEvent;
  /** The group's title, where the platform tells it. */
  chatTitle?: string;
  /** The platform's id of the message itself, for answering to it. */
  messageId?: string;
  /** The message of the bot's that this one answers. */
  replyTo?: string;
  receivedAt: Date;
}

/**
 * What a platform said of a sending.
 * - sent: accepted; `messageId` is '' where the platform gives none. `calls` is how many messages it took on the platform
 *   when more than one; `degraded` says what could not be done as asked ('topicGone': posted outside its topic).
 * - retry: surely not accepted; not before `afterMs` milliseconds. `scope` says who must wait.
 * - rejected: this message will never be accepted (our fault, or the chat's settings).
 * - unreachable: this address is gone (blocked, left, dissolved).
 * - moved: surely not accepted; the chat has another id now.
 * - unknown: the connection broke after the request was written; it may have been accepted.
 */
export type SendOutcome =
  | { kind: 'sent'; messageId: string; calls?: number; degraded?: 'topicGone' }
  | { kind: 'retry'; afterMs: number; scope: 'chat' | 'platform'; error: string }
  | { kind: 'rejected'; error: string }
  | { kind: 'unreachable'; error: string }
  | { kind: 'moved'; to: string }
  | { kind: 'unknown'; error: string };

/** What to send. `key` is the outbox row's, the same on every attempt. */
export type Outgoing =
  | { op: 'post'; key: string; address: Address; message: Message; replyTo?: string }
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
  /**
   * Shows a command menu, where the platform has menus, to people whose app speaks `language` (ISO 639-1), or to all whose
   * language has none of its own (null). Never throws; false when it was not accepted.
   */
  setMenu?(scope: MenuScope, entries: readonly MenuEntry[], language: string | null): Promise<boolean>;
}

/** Where a menu shows: in all private chats, in all groups, or in one chat. */
export type MenuScope = { kind: 'private' } | { kind: 'group' } | { kind: 'chat'; chat: string };

/** A command in a menu. `command` is 1–32 of a–z, 0–9 and _; `description` 1–256 characters. */
export interface MenuEntry {
  command: string;
  description: string;
}

/** How a platform's connection stands. */
export interface Connection {
  state: 'starting' | 'ok' | 'conflict' | 'unauthorized' | 'unreachable';
  /** What was said, without tokens; '' when all is well. */
  detail: string;
  /** The bot's own name there, which links to it contain; '' while it is not known. */
  account: string;
}
