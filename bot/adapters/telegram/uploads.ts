import { InputFile } from 'grammy';
import type { StoredFile } from '../../../domain/message.js';
import type { Blobs } from '../../blobs.js';

/** Files of the data folder as Telegram takes them: uploaded once, afterwards named by the id that Telegram gave. */
export interface Uploads {
  /** What to put into a call. Throws UserError('fileGone') when the file is not in the data folder. */
  source(file: StoredFile, as: 'photo' | 'document'): Promise<InputFile | string>;
  /** Keeps the id that Telegram gave. */
  remember(file: StoredFile, as: 'photo' | 'document', fileId: string | undefined): void;
  /** Forgets an id that Telegram does not take any more. */
  forget(file: StoredFile): void;
}

/** Ids kept at once; each is a few hundred bytes. */
const KEPT = 1_000;

/** Telegram drops these characters or ends the name at them; line breaks would break the upload itself. */
export const plainName = (name: string): string => name.replace(/[;"%\r\n]/g, '').trim() || 'file';

/** An empty cache over the data folder. It lasts as long as the process: after a restart each file is uploaded once more. */
export function createUploads(blobs: Blobs): Uploads {
  const ids = new Map<string, string>();
  const key = (file: StoredFile, as: string) => `${as}:${file.sha256}:${file.name}`;
  return {
    async source(file, as) {
      return ids.get(key(file, as)) ?? new InputFile(await blobs.read(file.sha256), plainName(file.name));
    },
    remember(file, as, fileId) {
      if (fileId === undefined) return;
      ids.set(key(file, as), fileId);
      const [oldest] = ids.keys();
      if (ids.size > KEPT && oldest !== undefined) ids.delete(oldest);
    },
    forget(file) {
      for (const as of ['photo', 'document']) ids.delete(key(file, as));
    },
  };
}
