import type { SandboxChat } from '../adapters/sandbox/chats.js';
import type { SandboxMessage } from '../adapters/sandbox/messages.js';

/** A chat as the API answers it; `lastMessageId` is 0 in an empty one. */
export function chatView(chat: SandboxChat, lastMessageId: number): object {
  return { id: chat.id, title: chat.title, kind: chat.kind, members: chat.members, lastMessageId };
}

/** A message as the API answers it. `rows` holds the buttons' ids as they are laid out, `bold` UTF-16 ranges [start, end). */
export function messageView(message: SandboxMessage): object {
  const url = (kind: 'image' | 'file'): string | null =>
    message[kind] ? `/sandbox/api/messages/${message.id}/${kind}` : null;
  return {
    id: message.id,
    at: message.at,
    from: message.from,
    text: message.text,
    buttons: message.rows.flat(),
    image: url('image'),
    file: url('file'),
    bold: message.bold,
    rows: message.rows.map((row) => row.map(({ id }) => id)),
    chosen: message.chosen,
    fileName: (message.file ?? message.image)?.name ?? null,
    ...(message.edited ? { edited: true } : {}),
    ...(message.retracted === undefined ? {} : { retracted: message.retracted }),
  };
}
