import type { InlineKeyboardMarkup, Message, MessageEntity, User } from 'grammy/types';

/** A chat as the server knows it. */
export interface ServerChat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title: string;
  /** Topics that exist, by their thread id. */
  topics: Set<number>;
  forum: boolean;
  /** What the next message's id is. */
  nextMessageId: number;
  messages: Map<number, StoredMessage>;
  /** Private: has the person pressed Start; group: is the bot in it. */
  open: boolean;
  /** Why nothing can be sent to it: the server's own words of a 403 or 400. */
  refusal: { code: number; description: string; parameters?: { migrate_to_chat_id: number } } | null;
}

/** A message of the bot or of a person. */
export interface StoredMessage {
  id: number;
  /** Server time of arrival, ms. */
  at: number;
  fromBot: boolean;
  text: string;
  entities: MessageEntity[];
  keyboard: InlineKeyboardMarkup | null;
  thread: number | null;
  replyTo: number | null;
  /** File ids it carries. */
  files: string[];
  mediaGroup: string | null;
}

/** A call that was made, in the order of arrival. */
export interface Call {
  at: number;
  method: string;
  payload: Record<string, unknown>;
  /** HTTP status, or what was done to the connection. */
  outcome: number | string;
}

/** A file that the server keeps. */
export interface ServerFile {
  id: string;
  uniqueId: string;
  name: string;
  bytes: Buffer;
}

export const BOT: User & { username: string } = {
  id: 7_000_001,
  is_bot: true,
  first_name: 'Duban',
  username: 'duban_test_bot',
};

export const newChat = (id: number, type: ServerChat['type'], title: string, open: boolean): ServerChat => ({
  id,
  type,
  title,
  topics: new Set(),
  forum: false,
  nextMessageId: 1,
  messages: new Map(),
  open,
  refusal: null,
});

/** A stored message as the Bot API shows it. */
export function shown(chat: ServerChat, message: StoredMessage, from: User): Message {
  return {
    message_id: message.id,
    date: Math.floor(message.at / 1000),
    chat: chatOf(chat),
    from,
    ...(message.thread === null ? {} : { message_thread_id: message.thread, is_topic_message: true }),
    ...(message.text === '' ? {} : { text: message.text, entities: message.entities }),
    ...(message.keyboard ? { reply_markup: message.keyboard } : {}),
  } as unknown as Message;
}

export const chatOf = (chat: ServerChat) =>
  chat.type === 'private'
    ? { id: chat.id, type: chat.type, first_name: chat.title }
    : { id: chat.id, type: chat.type, title: chat.title, ...(chat.forum ? { is_forum: true } : {}) };
