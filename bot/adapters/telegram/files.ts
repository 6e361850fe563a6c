import type { Api } from 'grammy';
import { UserError } from '../../../domain/userError.js';
import type { InboundFile } from '../../port.js';
import type { TelegramAccess } from './api.js';
import { isUnauthorized } from './errors.js';
import { DOWNLOAD_MAX_BYTES } from './limits.js';

const MAX_MIB = DOWNLOAD_MAX_BYTES / 1024 / 1024;
const DOWNLOAD_MS = 60_000;
const ATTEMPTS = 3;

/**
 * Makes the function that fetches a received file: getFile, then the bytes, at most 20 MB. A connection that breaks is tried
 * again twice. Throws UserError('fileTooLarge' | 'fileGone').
 */
export function createDownload(access: TelegramAccess, api: Api): (file: InboundFile) => Promise<Uint8Array> {
  const tooLarge = () => new UserError('fileTooLarge', { maxMiB: MAX_MIB });

  async function once({ ref }: InboundFile): Promise<Uint8Array> {
    const { file_path } = await api.getFile(ref);
    if (file_path === undefined) throw new UserError('fileGone');
    const response = await fetch(`${access.apiRoot}/file/bot${access.token}/${file_path}`, {
      signal: AbortSignal.timeout(DOWNLOAD_MS),
    });
    if (!response.ok || !response.body) throw new Error(`file answer ${response.status}`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > DOWNLOAD_MAX_BYTES) throw tooLarge();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  return async (file) => {
    if (file.bytes > DOWNLOAD_MAX_BYTES) throw tooLarge();
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(file);
      } catch (error) {
        if (error instanceof UserError) throw error;
        if (error instanceof Error && /file is too big/.test(error.message)) throw tooLarge();
        if (attempt >= ATTEMPTS || isUnauthorized(error)) throw new UserError('fileGone');
      }
    }
  };
}
