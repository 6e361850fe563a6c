import type { StoredFile } from '../../domain/message.js';
import type { Tx } from './tx.js';

/** The stored file behind a platform's lasting id, when it was fetched before; null otherwise. */
export async function knownFile(db: Tx, platform: string, ref: string): Promise<StoredFile | null> {
  const row = await db.remoteFile.findUnique({ where: { platform_ref: { platform, ref } } });
  return row && { sha256: row.sha256, name: row.name, mime: row.mime, bytes: row.bytes };
}

/** Keeps which stored file a platform's lasting id stands for. */
export async function rememberFile(db: Tx, platform: string, ref: string, file: StoredFile, now: Date): Promise<void> {
  const { sha256, name, mime, bytes } = file;
  const data = { sha256, name, mime, bytes, createdAt: now };
  await db.remoteFile.upsert({
    where: { platform_ref: { platform, ref } },
    create: { platform, ref, ...data },
    update: data,
  });
}
