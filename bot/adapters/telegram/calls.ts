import { type Api, InputFile } from 'grammy';
import type { Message as Sent } from 'grammy/types';
import type { Address } from '../../port.js';
import type { Part } from './plan.js';
import { plainName, type Uploads } from './uploads.js';

/** Where and how a part goes. */
export interface Target {
  address: Address;
  replyTo: string | undefined;
}

/** Makes the call for one part of a message. @returns the id of the (last) message; throws what grammY throws, or UserError('fileGone') */
export async function callFor(api: Api, uploads: Uploads, part: Part, { address, replyTo }: Target): Promise<string> {
  const { chat, thread } = address;
  const other = {
    ...(thread === '' ? {} : { message_thread_id: Number(thread) }),
    ...(replyTo === undefined
      ? {}
      : { reply_parameters: { message_id: Number(replyTo), allow_sending_without_reply: true } }),
    ...(part.keyboard ? { reply_markup: part.keyboard } : {}),
  };
  const idOf = (sent: Sent) => String(sent.message_id);
  switch (part.kind) {
    case 'text':
      return idOf(
        await api.sendMessage(chat, part.words.text, {
          ...other,
          entities: part.words.entities,
          link_preview_options: { is_disabled: true },
        }),
      );
    case 'photo': {
      const { file } = part;
      const sent = await api.sendPhoto(chat, await uploads.source(file, 'photo'), { ...other, ...captionOf(part) });
      uploads.remember(file, 'photo', sent.photo.at(-1)?.file_id);
      return idOf(sent);
    }
    case 'document': {
      const { file } = part;
      const sent = await api.sendDocument(chat, await uploads.source(file, 'document'), {
        ...other,
        ...captionOf(part),
      });
      uploads.remember(file, 'document', sent.document?.file_id);
      return idOf(sent);
    }
    case 'sheet': {
      const { sheet } = part;
      const file = new InputFile(Buffer.from(sheet.content, 'utf8'), plainName(sheet.name));
      return idOf(await api.sendDocument(chat, file, { ...other, ...captionOf(part) }));
    }
    case 'album': {
      const { reply_markup: _, ...rest } = other;
      const media = await Promise.all(
        part.files.map(async (file) => ({ type: 'photo' as const, media: await uploads.source(file, 'photo') })),
      );
      const sent = await api.sendMediaGroup(chat, media, rest);
      return String(sent.at(-1)?.message_id ?? '');
    }
  }
}

function captionOf({ words }: Extract<Part, { words: unknown }>) {
  return words.text === '' ? {} : { caption: words.text, caption_entities: words.entities };
}
