import { UserError } from '../../../domain/userError.js';
import type { InboundFile } from '../../port.js';
import type { WecomApi } from './api.js';
import { decryptFile, WecomCryptoError } from './crypto.js';
import { WecomApiError } from './errors.js';
import { readFileRef } from './fileRef.js';
import { getBytes, MOST_FILE_BYTES } from './http.js';

/**
 * Fetches a received file: from the app's media store (kept three days), or from the address that came to the robot (good
 * for five minutes, encrypted).
 * @param api null when the app's door is not open
 * @throws UserError('fileTooLarge' | 'fileGone'), WecomNetworkError
 */
export async function downloadFile(api: WecomApi | null, file: InboundFile): Promise<Uint8Array> {
  const ref = readFileRef(file);
  if (!ref) throw new UserError('fileGone');
  let bytes: Uint8Array | null | undefined;
  try {
    if (ref.door === 'app') bytes = await api?.download('media/get', { media_id: ref.mediaId });
    else {
      const sealed = await getBytes(ref.url);
      bytes = sealed && ref.aesKey !== '' ? decryptFile(sealed, ref.aesKey) : sealed;
    }
  } catch (error) {
    if (error instanceof WecomCryptoError) throw new UserError('fileGone');
    // 830002: over 20 MB must be asked for in pieces; we take no such file.
    if (error instanceof WecomApiError && error.errcode === 830002) bytes = null;
    else if (error instanceof WecomApiError && (error.fault === 'media' || error.fault === 'bad'))
      throw new UserError('fileGone');
    else throw error;
  }
  if (bytes === undefined) throw new UserError('fileGone');
  if (bytes === null || bytes.byteLength > MOST_FILE_BYTES)
    throw new UserError('fileTooLarge', { maxMiB: MOST_FILE_BYTES / 1024 / 1024 });
  return bytes;
}
