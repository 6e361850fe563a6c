import type { StoredFile } from '../../../domain/message.js';
import type { Blobs } from '../../blobs.js';

/** WeCom keeps an upload for three days (doc 90253); ours is taken as gone an hour before, in ms. */
const KEEP_MS = 71 * 3_600_000;

/** Limits of an upload, in bytes (doc 90253; webhooks: doc 99110). Every file needs more than 5 bytes. */
export const MEDIA_LIMITS = { image: 10 * 1024 * 1024, file: 20 * 1024 * 1024, webhookImage: 2 * 1024 * 1024 } as const;
export const LEAST_MEDIA_BYTES = 6;

/** Pictures that WeCom shows in place. Anything else goes as a file. */
export const SHOWN_PICTURES: readonly string[] = ['image/png', 'image/jpeg'];

/** Uploads files once per place (app, a webhook, the robot) and three days, found by their SHA-256. */
export interface MediaCache {
  /** The media id of a file in a place. `upload` is called when there is none. Throws what upload throws, UserError('fileGone'). */
  idOf(
    place: string,
    type: 'image' | 'file',
    file: StoredFile,
    upload: (bytes: Uint8Array) => Promise<string>,
  ): Promise<string>;
  /** Forgets an id that was refused. */
  drop(place: string, type: 'image' | 'file', file: StoredFile): void;
}

/** A media cache over the bot's stored files. Ids are kept in memory: an upload more after a restart harms nobody. */
export function createMediaCache(blobs: Blobs, clockNow: () => Date): MediaCache {
  const known = new Map<string, { id: Promise<string>; until: number }>();
  const keyOf = (place: string, type: string, file: StoredFile) => `${place}|${type}|${file.sha256}|${file.name}`;

  return {
    async idOf(place, type, file, upload) {
      const key = keyOf(place, type, file);
      const now = clockNow().getTime();
      const kept = known.get(key);
      if (kept && now < kept.until) return kept.id;
      const id = blobs.read(file.sha256).then(upload);
      known.set(key, { id, until: now + KEEP_MS });
      id.catch(() => known.delete(key));
      return id;
    },
    drop(place, type, file) {
      known.delete(keyOf(place, type, file));
    },
  };
}
