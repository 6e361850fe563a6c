import { createHash } from 'node:crypto';
import type { Message, StoredFile } from '../../../domain/message.js';
import type { Blobs } from '../../blobs.js';
import { WecomApiError } from './errors.js';
import { postFile, postJson, wordOf } from './http.js';
import type { MediaCache } from './media.js';
import { messageIdOf, type Part, partsOf, type PartWords, WEBHOOK_MANNER } from './parts.js';
import { type DoorSender, type Given, NOTHING_GIVEN } from './send.js';

export interface WebhookParts {
  apiRoot: string;
  blobs: Blobs;
  media: MediaCache;
  words: PartWords;
}

/** Posts to groups through their webhooks: one way, no token, 20 messages a minute each. */
export function createWebhooks({ apiRoot, blobs, media, words }: WebhookParts) {
  const address = (path: string, key: string, more = '') =>
    `${apiRoot}/cgi-bin/webhook/${path}?key=${encodeURIComponent(key)}${more}`;

  const upload = (key: string, file: StoredFile) => async (bytes: Uint8Array) => {
    const answer = await postFile(address('upload_media', key, '&type=file'), {
      bytes,
      name: file.name,
      mime: file.mime,
    });
    return wordOf(answer.media_id);
  };

  async function bodyOf(key: string, part: Part): Promise<Record<string, unknown>> {
    switch (part.kind) {
      case 'card':
        throw new RangeError('a webhook takes no cards that are answered');
      case 'media': {
        if (part.type === 'file')
          return {
            msgtype: 'file',
            file: { media_id: await media.idOf(key, 'file', part.file, upload(key, part.file)) },
          };
        const bytes = await blobs.read(part.file.sha256);
        const md5 = createHash('md5').update(bytes).digest('hex');
        return { msgtype: 'image', image: { base64: Buffer.from(bytes).toString('base64'), md5 } };
      }
      case 'text':
        return { msgtype: 'text', text: { content: part.text } };
      default:
        return { msgtype: 'markdown_v2', markdown_v2: { content: part.text } };
    }
  }

  async function deliver(key: string, part: Part): Promise<Given> {
    const send = async () => postJson(address('send', key), await bodyOf(key, part));
    try {
      await send();
    } catch (error) {
      if (!(error instanceof WecomApiError) || error.fault !== 'media' || part.kind !== 'media') throw error;
      media.drop(key, part.type, part.file);
      await send();
    }
    return NOTHING_GIVEN;
  }

  return {
    sender: (key: string, message: Message): DoorSender => ({
      door: 'webhook',
      compose: (rowKey) => partsOf(message, WEBHOOK_MANNER, messageIdOf(rowKey), words),
      deliver: (part) => deliver(key, part),
    }),
  };
}
