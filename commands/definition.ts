import type { ZodType } from 'zod';
import type { Message, StoredFile } from '../domain/message.js';
import type { ChatKind, Role } from '../domain/roles.js';
import type { ChatCtx } from '../services/context.js';
import type { DialogStart } from './dialogs/definition.js';

/** What a command, a button or a finished dialog answers with. */
export interface Answer {
  /** Sent to the chat that asked, in order. */
  reply?: Message | Message[];
  /** After a press: the message's buttons are replaced by these words (what was chosen). Absent: they stay. */
  close?: string;
  /** Opens a guided dialog in this chat, after the reply. */
  dialog?: DialogStart;
  /** What somebody may do has changed: their command menu may have to. */
  rolesChanged?: true;
}

/** Who may, and where. Checked by the router at every use; bodies never check it. */
export interface Guard {
  /** 'everyone' is every bound person, whatever the role. */
  roles: readonly Role[] | 'everyone';
  chats: readonly ChatKind[];
}

/** A command: /name, or one of its Chinese words. */
export interface Command<A = unknown> extends Guard {
  /** 1–32 of a–z, 0–9 and _ (Telegram's rule for a command). */
  name: string;
  /** Chinese words that work without a slash in a private chat. */
  aliases: readonly string[];
  /** Parses the words after the command (trimmed). Throws what zod throws; the router answers with the examples. */
  args: ZodType<A, string>;
  examples: readonly string[];
  run(ctx: ChatCtx, args: A): Promise<Answer>;
}

/** What the bot does with a file that no open dialog waits for. */
export interface FileCommand extends Guard {
  accepts(file: StoredFile): boolean;
  run(ctx: ChatCtx, file: StoredFile): Promise<Answer>;
}

/** What a button does. `id` is the record, `token` tells a stale press. Must be idempotent. */
export interface Action extends Guard {
  name: string;
  run(ctx: ChatCtx, id: number, token: string): Promise<Answer>;
}

/** Hears words that are no command and no answer to a dialog. The first listener whose roles and chat fit gets them. */
export interface Listener extends Guard {
  hear(ctx: ChatCtx, words: string): Promise<Answer>;
}
