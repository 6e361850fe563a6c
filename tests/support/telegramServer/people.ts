import type { ChatMemberUpdated, InlineKeyboardButton, MessageEntity, Update, User } from 'grammy/types';
import { store } from './methods.js';
import type { LoopbackServer } from './server.js';
import { BOT, chatOf, newChat, type ServerChat, type StoredMessage } from './state.js';

/** A person on Telegram, as tests move them. */
export interface Someone {
  id: number;
  /** Writes in the private chat (which opens it), or in a group; `replyTo` answers a message. */
  says(text: string, options?: { chat?: ServerChat; thread?: number; replyTo?: number }): number;
  /** Presses a button of a message. */
  presses(message: StoredMessage, button: InlineKeyboardButton, chat?: ServerChat): number;
  sendsPhoto(bytes: Buffer, options?: { caption?: string; album?: string }): number;
  sendsFile(name: string, mime: string, bytes: Buffer, size?: number): number;
  blocks(): void;
  unblocks(): void;
  chat: ServerChat;
}

/** The person with this id; their private chat is closed until they write. */
export function someone(server: LoopbackServer, id: number, name: string): Someone {
  const { world, updates } = server;
  const known = world.chats.get(String(id));
  const chat = known ?? newChat(id, 'private', name, false);
  world.chats.set(String(id), chat);
  const user: User = { id, is_bot: false, first_name: name };

  function message(place: ServerChat, text: string, more: object, thread?: number, replyTo?: number): number {
    if (place === chat) chat.open = true;
    const fields = { text, entities: [], keyboard: null, thread: thread ?? null, replyTo: replyTo ?? null };
    const { id: message_id } = store(world, place, { ...fields, files: [], mediaGroup: null }, false);
    const answered = replyTo === undefined ? undefined : place.messages.get(replyTo);
    return updates.push({
      message: {
        message_id,
        date: Math.floor(Date.now() / 1000),
        chat: chatOf(place),
        from: user,
        ...(thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }),
        ...(answered ? { reply_to_message: { message_id: answered.id, from: answered.fromBot ? BOT : user } } : {}),
        ...more,
      },
    } as unknown as Omit<Update, 'update_id'>);
  }

  function membership(status: 'member' | 'kicked'): void {
    const change = {
      chat: chatOf(chat),
      from: user,
      date: 0,
      old_chat_member: { user: BOT },
      new_chat_member: { user: BOT, status },
    };
    updates.push({ my_chat_member: change as unknown as ChatMemberUpdated });
  }

  const fileFields = (bytes: Buffer, name: string, size = bytes.length) => {
    // Telegram knows content that was sent before.
    const known = [...world.files.values()].find((each) => each.name === name && each.bytes.equals(bytes));
    const file = known ?? world.addFile(name, bytes);
    return { file_id: file.id, file_unique_id: file.uniqueId, file_size: size };
  };

  return {
    id,
    chat,
    says: (text, { chat: place = chat, thread, replyTo } = {}) =>
      message(place, text, { text, entities: entitiesOf(text) }, thread, replyTo),
    presses(pressed, button, place = chat) {
      const data = 'callback_data' in button ? button.callback_data : '';
      return updates.push({
        callback_query: {
          id: `press-${Math.random()}`,
          from: user,
          chat_instance: '1',
          data,
          message: {
            message_id: pressed.id,
            date: 1,
            chat: chatOf(place),
            ...(pressed.thread === null ? {} : { message_thread_id: pressed.thread, is_topic_message: true }),
          },
        },
      } as unknown as Omit<Update, 'update_id'>);
    },
    sendsPhoto: (bytes, { caption, album } = {}) =>
      message(chat, caption ?? '', {
        photo: [{ ...fileFields(bytes, 'photo.jpg'), width: 1, height: 1 }],
        ...(caption === undefined ? {} : { caption }),
        ...(album === undefined ? {} : { media_group_id: album }),
      }),
    sendsFile: (name, mime, bytes, size) =>
      message(chat, '', { document: { ...fileFields(bytes, name, size), file_name: name, mime_type: mime } }),
    blocks() {
      chat.refusal = { code: 403, description: 'Forbidden: bot was blocked by the user' };
      membership('kicked');
    },
    unblocks() {
      chat.refusal = null;
      membership('member');
    },
  };
}

/** A group that the bot is in. Telling the bot of it is up to `joins`. */
export function group(server: LoopbackServer, id: number, title: string, topics: number[] = []): ServerChat {
  const chat = newChat(id, topics.length > 0 || id < -1e12 ? 'supergroup' : 'group', title, true);
  chat.forum = topics.length > 0;
  for (const topic of topics) chat.topics.add(topic);
  server.world.chats.set(String(id), chat);
  return chat;
}

/** Tells the bot what became of its place in a group. */
export function membershipOf(
  server: LoopbackServer,
  chat: ServerChat,
  status: 'member' | 'administrator' | 'restricted' | 'kicked' | 'left',
  by: Someone,
): void {
  chat.open = status !== 'kicked' && status !== 'left';
  const new_chat_member = { user: BOT, status, ...(status === 'restricted' ? { can_send_messages: false } : {}) };
  const from = { id: by.id, is_bot: false, first_name: '' };
  const change = { chat: chatOf(chat), from, date: 0, old_chat_member: { user: BOT }, new_chat_member };
  server.updates.push({ my_chat_member: change as unknown as ChatMemberUpdated });
}

/** Makes a supergroup of a group: the old id answers where it went; `tell` sends the service message too. */
export function upgrade(server: LoopbackServer, chat: ServerChat, id: number, tell: boolean): ServerChat {
  const there = group(server, id, chat.title);
  chat.refusal = {
    code: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: id },
  };
  if (tell)
    server.updates.push({
      message: {
        message_id: 999,
        date: 0,
        chat: chatOf(chat),
        from: { id: 1, is_bot: false, first_name: '' },
        migrate_to_chat_id: id,
      },
    } as unknown as Omit<Update, 'update_id'>);
  return there;
}

/** The entities that Telegram's clients mark: a command or a mention at the start. */
function entitiesOf(text: string): MessageEntity[] {
  const command = /^\/[a-z0-9_]+(@\w+)?/i.exec(text)?.[0];
  if (command !== undefined) return [{ type: 'bot_command', offset: 0, length: command.length }];
  const mention = /^@\w+/.exec(text)?.[0];
  return mention === undefined ? [] : [{ type: 'mention', offset: 0, length: mention.length }];
}
