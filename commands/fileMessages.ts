import type { Message, StoredFile } from '../domain/message.js';
import type { Phrases } from '../services/texts/index.js';

/** Pictures that every platform shows as such; anything else goes as a file. */
const PICTURES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Stored files as messages, one each, numbered. */
export function fileMessages(t: Phrases, itemNo: string, files: readonly StoredFile[]): Message[] {
  return files.map((file, index) => ({
    lines: t.review.file(itemNo, index + 1, files.length, file.name),
    ...(PICTURES.includes(file.mime) ? { image: file } : { file }),
  }));
}
