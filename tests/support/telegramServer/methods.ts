import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import { BOT, type ServerChat, type ServerFile, type StoredMessage, shown } from './state.js';

/** What a method answers: a result, or an error as the official server words it. */
export type Answered =
  | { ok: true; result: unknown }
  | { ok: false; error_code: number; description: string; parameters?: object };

/** A call's payload, with uploads under their part names. */
export interface Request {
  fields: Record<string, unknown>;
  uploads: Record<string, { filename: string; data: Buffer }>;
}

/** What the methods work on. */
export interface World {
  chats: Map<string, ServerChat>;
  files: Map<string, ServerFile>;
  menus: Map<string, unknown>;
  now: () => number;
  /** Callback queries that were answered, by id. */
  answered: Map<string, number>;
  addFile(name: string, bytes: Buffer): ServerFile;
}

export const good = (result: unknown): Answered => ({ ok: true, result });
export const bad = (error_code: number, description: string, parameters?: object): Answered => ({
  ok: false,
  error_code,
  description,
  ...(parameters ? { parameters } : {}),
});

const SENDS = new Set(['sendmessage', 'sendphoto', 'senddocument', 'sendmediagroup']);
/** Whether a method counts against the sending limits. */
export const isSend = (method: string): boolean => SENDS.has(method) || method.startsWith('editmessage');

/** Runs a method that has to do with messages; null for one that is not known. */
export function messageMethod(world: World, method: string, request: Request): Answered | null {
  const { fields } = request;
  if (SENDS.has(method)) return send(world, method, request);
  if (method === 'editmessagereplymarkup') return edit(world, fields, (message) => message.text);
  if (method === 'editmessagetext')
    return edit(world, fields, (message) => (message.files.length > 0 ? null : wordsOf(fields.text)));
  if (method === 'editmessagecaption') return edit(world, fields, () => wordsOf(fields.caption));
  if (method === 'deletemessage') {
    const gone = world.chats.get(String(fields.chat_id))?.messages.delete(Number(fields.message_id));
    return gone ? good(true) : bad(400, 'Bad Request: message to delete not found');
  }
  if (method === 'answercallbackquery') {
    const id = String(fields.callback_query_id);
    world.answered.set(id, (world.answered.get(id) ?? 0) + 1);
    return good(true);
  }
  if (method === 'setmycommands') {
    const language = typeof fields.language_code === 'string' ? `@${fields.language_code}` : '';
    world.menus.set(JSON.stringify(fields.scope ?? { type: 'default' }) + language, fields.commands);
    return good(true);
  }
  if (method === 'getfile') {
    const file = world.files.get(String(fields.file_id));
    if (!file) return bad(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
    if (file.bytes.length > 20 * 1024 * 1024) return bad(400, 'Bad Request: file is too big');
    return good({
      file_id: file.id,
      file_unique_id: file.uniqueId,
      file_size: file.bytes.length,
      file_path: `files/${file.id}`,
    });
  }
  return null;
}

/** Why a chat cannot be written to now; null when it can. */
function refusal(chat: ServerChat | undefined): Answered | null {
  if (!chat) return bad(400, 'Bad Request: chat not found');
  if (chat.refusal) return bad(chat.refusal.code, chat.refusal.description, chat.refusal.parameters);
  if (chat.open) return null;
  return chat.type === 'private'
    ? bad(403, "Forbidden: bot can't initiate conversation with a user")
    : bad(403, 'Forbidden: bot is not a member of the supergroup chat');
}

const wordsOf = (field: unknown): string => (typeof field === 'string' ? field : '');

function send(world: World, method: string, request: Request): Answered {
  const { fields } = request;
  const chat = world.chats.get(String(fields.chat_id));
  const refused = refusal(chat);
  if (refused || !chat) return refused ?? bad(400, 'Bad Request: chat not found');
  const text = wordsOf(fields.text) || wordsOf(fields.caption);
  const entities = (fields.entities ?? fields.caption_entities ?? []) as MessageEntity[];
  const thread = fields.message_thread_id === undefined ? null : Number(fields.message_thread_id);
  const keyboard = (fields.reply_markup ?? null) as InlineKeyboardMarkup | null;
  const wrong =
    (method === 'sendmessage' && text.trim() === '' && bad(400, 'Bad Request: message text is empty')) ||
    (method === 'sendmessage' && text.length > 4096 && bad(400, 'Bad Request: message is too long')) ||
    (method !== 'sendmessage' && text.length > 1024 && bad(400, 'Bad Request: message caption is too long')) ||
    (thread !== null && !chat.topics.has(thread) && bad(400, 'Bad Request: message thread not found')) ||
    wrongEntities(text, entities) ||
    wrongKeyboard(keyboard);
  if (wrong) return wrong;
  const reply = (fields.reply_parameters as { message_id?: number } | undefined)?.message_id ?? null;
  const common = { text, entities, keyboard, thread, replyTo: reply, files: [] as string[], mediaGroup: null };
  if (method === 'sendmessage') return good(shown(chat, store(world, chat, common), BOT));
  if (method === 'sendmediagroup') return sendAlbum(world, chat, request, common);
  const kind = method === 'sendphoto' ? 'photo' : 'document';
  const file = fileFrom(world, fields[kind], request);
  if (!file) return bad(400, 'Bad Request: wrong file identifier/HTTP URL specified');
  const message = shown(chat, store(world, chat, { ...common, files: [file.id] }), BOT);
  const media = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length };
  return good({
    ...message,
    ...(kind === 'photo' ? { photo: [{ ...media, width: 1, height: 1 }] } : { document: media }),
  });
}

type NewMessage = Omit<StoredMessage, 'id' | 'at' | 'fromBot'>;

function sendAlbum(world: World, chat: ServerChat, request: Request, common: NewMessage): Answered {
  const media = request.fields.media as { media: string }[];
  if (media.length < 2 || media.length > 10)
    return bad(400, 'Bad Request: there must be 2-10 items in the media group');
  const files = media.map((each) => fileFrom(world, each.media, request));
  if (files.some((file) => !file)) return bad(400, 'Bad Request: wrong file identifier/HTTP URL specified');
  const mediaGroup = `album-${chat.nextMessageId}`;
  return good(
    files.map((file) => shown(chat, store(world, chat, { ...common, files: [file?.id ?? ''], mediaGroup }), BOT)),
  );
}

function fileFrom(world: World, given: unknown, { uploads }: Request): ServerFile | undefined {
  const name = /^attach:\/\/(.+)$/.exec(String(given))?.[1];
  if (name === undefined) return world.files.get(String(given));
  const upload = uploads[name];
  return upload && world.addFile(upload.filename, upload.data);
}

/** Adds a message to a chat. */
export function store(world: World, chat: ServerChat, message: NewMessage, fromBot = true): StoredMessage {
  const stored = { ...message, id: chat.nextMessageId++, at: world.now(), fromBot };
  chat.messages.set(stored.id, stored);
  return stored;
}

/** Gives a message other words and buttons; `words` is null where there is no text to edit. */
function edit(
  world: World,
  fields: Record<string, unknown>,
  words: (message: StoredMessage) => string | null,
): Answered {
  const chat = world.chats.get(String(fields.chat_id));
  const refused = refusal(chat);
  if (refused) return refused;
  const message = chat?.messages.get(Number(fields.message_id));
  if (!chat || !message?.fromBot) return bad(400, 'Bad Request: message to edit not found');
  const text = words(message);
  if (text === null) return bad(400, 'Bad Request: there is no text in the message to edit');
  const keyboard = (fields.reply_markup ?? null) as InlineKeyboardMarkup | null;
  const wrong = wrongKeyboard(keyboard);
  if (wrong) return wrong;
  if (message.text === text && JSON.stringify(message.keyboard) === JSON.stringify(keyboard))
    return bad(
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  message.text = text;
  message.keyboard = keyboard;
  return good(shown(chat, message, BOT));
}

function wrongEntities(text: string, entities: readonly MessageEntity[]): Answered | null {
  for (const { offset, length, type } of entities) {
    const inside = offset >= 0 && length > 0 && offset + length <= text.length;
    const splits = (at: number) =>
      /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
    if (!inside || splits(offset) || splits(offset + length))
      return bad(400, `Bad Request: can't parse entities: entity ${type} has wrong bounds`);
  }
  return null;
}

function wrongKeyboard(keyboard: InlineKeyboardMarkup | null): Answered | null {
  const rows = keyboard?.inline_keyboard ?? [];
  if (rows.some((row) => row.length > 8) || rows.flat().length > 100)
    return bad(400, 'Bad Request: reply markup is too long');
  const tooLong = rows
    .flat()
    .some((button) => 'callback_data' in button && Buffer.byteLength(button.callback_data) > 64);
  return tooLong ? bad(400, 'Bad Request: BUTTON_DATA_INVALID') : null;
}
