import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import type { StoredFile } from '../../../domain/message.js';
import type { Blobs } from '../../blobs.js';
import type { Inbound, InboundFile } from '../../port.js';
import type { Member } from './chats.js';
import { SandboxError } from './errors.js';
import type { SandboxStore } from './store.js';

/** The most that a person can upload at once, in bytes (20 MB, as Telegram lets a bot fetch). */
export const MAX_UPLOAD_BYTES = 20 * 1024 * 1024;

/** Pictures that the page shows in place; any other file is a card. */
export const PICTURE_TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Where an input went: its chat, and the newest message over all chats before it. */
export interface InputTrace {
  chatId: string;
  before: number;
}

/** What people do on the platform. Each is on disk, with the update it causes, when the function returns. */
export interface Inputs {
  /** Writes in a chat. Throws SandboxError('chatUnknown' | 'notMember'). */
  say(input: { as: string; chat: string; text: string }): InputTrace;
  /** Presses a button. Throws SandboxError('messageUnknown' | 'notMember' | 'buttonUnknown' | 'buttonDisabled'). */
  press(input: { as: string; message: number; button: string }): InputTrace;
  /** Sends a file with an optional caption. Throws SandboxError('chatUnknown' | 'notMember' | 'fileEmpty' | 'fileTooLarge'). */
  upload(input: Upload): Promise<InputTrace>;
}

/** A file that a person sends; `mime` is what the browser says of it. */
export interface Upload {
  as: string;
  chat: string;
  name: string;
  mime: string;
  bytes: Uint8Array;
  text?: string;
}

const MIME = /^[a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*$/;
const NAME_CHARACTERS = 120;

/** The last part of a path, without control characters, at most 120 characters; its ending stays. */
function plainName(raw: string): string {
  const last = (raw.split(/[/\\]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').trim();
  if (last === '' || last === '.' || last === '..') return 'file';
  const ending = extname(last).length <= 10 ? extname(last) : '';
  const stem = Array.from(last.slice(0, last.length - ending.length));
  return stem.slice(0, NAME_CHARACTERS - ending.length).join('') + ending;
}

function plainMime(raw: string): string {
  const mime = raw.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return MIME.test(mime) && mime.length <= 100 ? mime : 'application/octet-stream';
}

/** The platform's side of what people do; `files` keeps what they upload. */
export function createInputs(store: SandboxStore, files: Blobs, clockNow: () => Date): Inputs {
  function queue(chatId: string, kind: Inbound['chatKind'], sender: Member, rest: Partial<Inbound>, at: Date): void {
    store.addUpdate({
      platform: 'sandbox',
      // Not the row's number: the bot remembers keys for longer than this store may live.
      updateKey: randomUUID(),
      address: { chat: chatId, thread: '' },
      chatKind: kind,
      sender: sender.id,
      senderName: sender.name,
      receivedAt: at,
      ...rest,
    });
  }

  function write(as: string, chat: string, text: string, stored: StoredFile | null): InputTrace {
    const picture = stored !== null && PICTURE_TYPES.includes(stored.mime);
    return store.transaction(() => {
      const { kind, member } = store.enter(chat, as, true);
      const before = store.lastMessageId();
      const at = clockNow();
      const image = picture ? stored : null;
      store.addMessage(chat, at, member, { text, bold: [], rows: [], image, file: picture ? null : stored });
      queue(
        chat,
        kind,
        member,
        { ...(text === '' ? {} : { text }), ...(stored ? { file: inboundFile(stored) } : {}) },
        at,
      );
      return { chatId: chat, before };
    });
  }

  return {
    say: ({ as, chat, text }) => write(as, chat, text, null),
    press: ({ as, message: messageId, button: buttonId }) =>
      store.transaction(() => {
        const message = store.findMessage(messageId);
        if (!message) throw new SandboxError('messageUnknown');
        const { kind, member } = store.enter(message.chatId, as, false);
        const button = message.rows.flat().find(({ id }) => id === buttonId);
        if (!button) throw new SandboxError('buttonUnknown');
        if (button.disabled) throw new SandboxError('buttonDisabled');
        const before = store.lastMessageId();
        const pressed = { id: button.id, messageId: String(messageId) };
        queue(message.chatId, kind, member, { button: pressed }, clockNow());
        return { chatId: message.chatId, before };
      }),
    async upload({ as, chat, name, mime, bytes, text }) {
      if (bytes.byteLength > MAX_UPLOAD_BYTES) throw new SandboxError('fileTooLarge');
      if (bytes.byteLength === 0) throw new SandboxError('fileEmpty');
      // Refuses before anything is kept; asked again in the transaction that writes.
      store.transaction(() => store.enter(chat, as, true));
      return write(as, chat, text ?? '', await files.put(bytes, plainName(name), plainMime(mime)));
    },
  };
}

const inboundFile = ({ sha256, name, mime, bytes }: StoredFile): InboundFile => ({ ref: sha256, name, mime, bytes });
