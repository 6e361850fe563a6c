import { z } from 'zod';
import type { InboundFile } from '../../port.js';

const fileRefSchema = z.discriminatedUnion('door', [
  z.object({ door: z.literal('app'), mediaId: z.string() }),
  // The address holds for five minutes; the bytes behind it are encrypted with a key of their own (doc 101463).
  z.object({ door: z.literal('robot'), url: z.string(), aesKey: z.string() }),
]);

/** Where the bytes of a received file are: in the app's media store, or behind an address that the robot was given. */
export type FileRef = z.infer<typeof fileRefSchema>;

/** A received file whose size WeCom does not say. */
export const fileOf = (ref: FileRef, name: string, mime: string): InboundFile => ({
  ref: JSON.stringify(ref),
  name,
  mime,
  bytes: 0,
});

/** Reads a reference back; null for one that is not ours. */
export function readFileRef(file: InboundFile): FileRef | null {
  try {
    return fileRefSchema.parse(JSON.parse(file.ref));
  } catch {
    return null;
  }
}
