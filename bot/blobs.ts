import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredFile } from '../domain/message.js';
import { UserError } from '../domain/userError.js';

const SHA256 = /^[0-9a-f]{64}$/;

/** Files of the data folder, each named by the SHA-256 of its bytes, so that equal files are kept once. */
export interface Blobs {
  /** Keeps the bytes and resolves once they are on disk. Keeping the same bytes again changes nothing. */
  put(bytes: Uint8Array, name: string, mime: string): Promise<StoredFile>;
  /** Absolute or data-folder-relative path of a kept file. Throws RangeError when this is no SHA-256 in lower-case hex. */
  path(sha256: string): string;
  /** Whether the file is there. */
  has(sha256: string): Promise<boolean>;
  /** The bytes. Throws UserError('fileGone') when there is no such file. */
  read(sha256: string): Promise<Uint8Array>;
}

/** Opens (and creates when needed) the folder of stored files: `<dataDir>/<folder>/<sha256>`. */
export function createBlobs(dataDir: string, folder = 'blobs'): Blobs {
  const home = join(dataDir, folder);

  function path(sha256: string): string {
    if (!SHA256.test(sha256)) throw new RangeError('not a SHA-256 in hex');
    return join(home, sha256);
  }

  const sizeOf = (file: string): Promise<number | null> =>
    stat(file).then(
      (found) => found.size,
      () => null,
    );

  return {
    path,
    has: async (sha256) => SHA256.test(sha256) && (await sizeOf(path(sha256))) !== null,
    async put(bytes, name, mime) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const stored = { sha256, name, mime, bytes: bytes.byteLength };
      if ((await sizeOf(path(sha256))) === bytes.byteLength) return stored;
      await mkdir(home, { recursive: true });
      const draft = join(home, `${sha256}.${randomUUID()}.tmp`);
      try {
        await writeThrough(draft, bytes);
        await rename(draft, path(sha256));
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await syncFolder(home);
      return stored;
    },
    async read(sha256) {
      if (!SHA256.test(sha256)) throw new UserError('fileGone');
      try {
        return await readFile(path(sha256));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError('fileGone');
        throw error;
      }
    },
  };
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A rename survives a power cut only once its folder is synced. Windows cannot open folders and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
