import type { Calendar } from '../domain/calendar.js';
import type { StoredFile } from '../domain/message.js';
import type { Actor, ChatKind, Platform } from '../domain/roles.js';
import type { Tx } from '../prisma/store/tx.js';

/** The chat that an update came from; replies go back to it. */
export interface Origin {
  platform: Platform;
  chat: string;
  thread: string;
  kind: ChatKind;
  /** The campaign that the group is bound to; null in private chats and unbound groups. */
  campaignId: number | null;
  /** The campaign that a pressed button is about, when its message says so. */
  pressedIn?: number;
  /** The group's title, '' where it is not told. */
  chatTitle: string;
  /** The platform's id and name of who speaks, bound or not. */
  sender: string;
  senderName: string;
  /** A file that came with the update, already stored. */
  file: StoredFile | null;
  /** Its words, when it is a small text file (UTF-8, at most 256 KiB, .json or .txt); null otherwise. */
  fileText: string | null;
}

/** What every use case gets: one open transaction, the time, and who acts from where (null in jobs). */
export interface Ctx {
  db: Tx;
  now: Date;
  calendar: Calendar;
  actor: Actor | null;
  origin: Origin | null;
  /** Which campaign an answer is about, noted when whoever asked is in several; null while none was. */
  spokenOf?: { campaign: { id: number; name: string } | null };
}

/** A context in which somebody acts from a chat. */
export interface ChatCtx extends Ctx {
  actor: Actor;
  origin: Origin;
}

/** A context in which somebody speaks who may not be bound yet. */
export interface ArrivalCtx extends Ctx {
  origin: Origin;
}
