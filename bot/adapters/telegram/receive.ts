import type { Chat, ChatMember, Message, MessageEntity, Update, UserFromGetMe } from 'grammy/types';
import { textsFor } from '../../../services/texts/index.js';
import type { ChatEvent, Inbound, InboundFile } from '../../port.js';

/** Decodes an update into what the bot understands; null for what it has no use for (other bots, channels, service messages). */
export function inboundOf(update: Update, me: UserFromGetMe, receivedAt: Date): Inbound | null {
  const common = { platform: 'telegram', updateKey: `${me.id}:${update.update_id}`, receivedAt } as const;
  if (update.callback_query) {
    const { from, message, data } = update.callback_query;
    if (!message || data === undefined || !isServed(message.chat)) return null;
    return {
      ...common,
      ...placeOf(message.chat, 'message_thread_id' in message ? topicOf(message) : ''),
      ...personOf(from),
      button: { id: data, messageId: String(message.message_id) },
    };
  }
  if (update.my_chat_member) {
    const { chat, from, new_chat_member } = update.my_chat_member;
    if (!isServed(chat)) return null;
    return { ...common, ...placeOf(chat, ''), ...personOf(from), event: membership(chat, new_chat_member) };
  }
  const { message } = update;
  if (!message || !isServed(message.chat)) return null;
  const from = message.from ?? { id: 0, first_name: '' };
  const place = {
    ...common,
    ...placeOf(message.chat, topicOf(message)),
    ...personOf(from),
    messageId: String(message.message_id),
  };
  if (message.migrate_to_chat_id !== undefined)
    return { ...place, event: { kind: 'moved', to: String(message.migrate_to_chat_id) } };
  if (from.is_bot) return null;
  return said(place, message, me);
}

function said(place: Inbound, message: Message, me: UserFromGetMe): Inbound | null {
  const reply = message.reply_to_message?.from?.id === me.id ? String(message.reply_to_message.message_id) : undefined;
  const answering = { ...place, ...(reply === undefined ? {} : { replyTo: reply }) };
  const file = fileOf(message);
  const words = message.text ?? message.caption ?? '';
  if (file) return { ...answering, file, ...(words === '' ? {} : { text: words }) };
  if (message.text === undefined) {
    // A sticker or a location in a private chat deserves an answer; a service message does not.
    return place.chatKind === 'private' && isContent(message) ? { ...answering, text: '' } : null;
  }
  const text = addressed(message.text, message.entities ?? [], me);
  return text === null ? null : { ...answering, text };
}

/** The words without our own name before or behind them; null when a command is meant for another bot. */
function addressed(text: string, entities: readonly MessageEntity[], me: UserFromGetMe): string | null {
  const own = `@${me.username}`.toLowerCase();
  const first = entities.find((entity) => entity.offset === 0);
  if (first?.type === 'bot_command') {
    const command = text.slice(0, first.length);
    const at = command.indexOf('@');
    if (at < 0) return text;
    return command.slice(at).toLowerCase() === own ? command.slice(0, at) + text.slice(first.length) : null;
  }
  if (first?.type === 'mention' && text.slice(0, first.length).toLowerCase() === own) {
    const rest = text.slice(first.length).trim();
    return rest === '' ? '/help' : `/${rest}`;
  }
  return text;
}

function fileOf(message: Message): InboundFile | null {
  const names = textsFor(undefined).onboarding.fileNames;
  const photo = message.photo?.at(-1);
  if (photo) return described(photo, `${names.photo}-${message.message_id}.jpg`, 'image/jpeg');
  const { document, video, audio, voice } = message;
  if (document)
    return described(document, document.file_name ?? `${names.document}-${message.message_id}`, document.mime_type);
  if (video)
    return described(
      video,
      video.file_name ?? `${names.video}-${message.message_id}.mp4`,
      video.mime_type ?? 'video/mp4',
    );
  if (audio)
    return described(
      audio,
      audio.file_name ?? `${names.audio}-${message.message_id}.mp3`,
      audio.mime_type ?? 'audio/mpeg',
    );
  if (voice) return described(voice, `${names.voice}-${message.message_id}.ogg`, voice.mime_type ?? 'audio/ogg');
  return null;
}

function described(
  { file_id, file_unique_id, file_size }: { file_id: string; file_unique_id: string; file_size?: number },
  name: string,
  mime = 'application/octet-stream',
): InboundFile {
  return { ref: file_id, lastingRef: file_unique_id, name, mime, bytes: file_size ?? 0 };
}

function membership(chat: Chat, member: ChatMember): ChatEvent {
  const gone = member.status === 'left' || member.status === 'kicked';
  if (chat.type === 'private') return { kind: 'reachable', reachable: !gone };
  if (gone) return { kind: 'membership', state: 'removed', canPost: false };
  const state = member.status === 'administrator' || member.status === 'creator' ? 'admin' : 'member';
  return { kind: 'membership', state, canPost: member.status !== 'restricted' || member.can_send_messages };
}

const isServed = (chat: Chat): boolean => chat.type !== 'channel';

const isContent = (message: Message): boolean =>
  Boolean(message.sticker ?? message.location ?? message.contact ?? message.poll ?? message.video_note);

/** The topic of a message; the General topic of a forum has none, as sending to it must not name one. */
const topicOf = (message: Pick<Message, 'message_thread_id' | 'is_topic_message'>): string =>
  message.is_topic_message && message.message_thread_id !== undefined ? String(message.message_thread_id) : '';

function placeOf(chat: Chat, thread: string): Pick<Inbound, 'address' | 'chatKind' | 'chatTitle'> {
  return {
    address: { chat: String(chat.id), thread },
    chatKind: chat.type === 'private' ? 'private' : 'group',
    ...(chat.title === undefined ? {} : { chatTitle: chat.title }),
  };
}

function personOf(from: {
  id: number;
  first_name: string;
  last_name?: string;
}): Pick<Inbound, 'sender' | 'senderName'> {
  return { sender: String(from.id), senderName: [from.first_name, from.last_name].filter(Boolean).join(' ') };
}
