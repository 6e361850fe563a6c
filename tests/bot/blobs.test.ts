import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBlobs } from '../../bot/blobs.js';
import { dropFolder, makeFolder } from './sandboxHarness.js';

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => dropFolder(folder));

describe('stored files', () => {
  it('are kept once, named by their SHA-256, and only such names are paths', async () => {
    const blobs = createBlobs(folder);
    const [one, two] = await Promise.all([
      blobs.put(Buffer.from('abc'), '一.txt', 'text/plain'),
      blobs.put(Buffer.from('abc'), '二.txt', 'text/plain'),
    ]);
    expect(one.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(two).toEqual({ ...one, name: '二.txt' });
    expect(readdirSync(join(folder, 'blobs'))).toEqual([one.sha256]);
    expect(Buffer.from(await blobs.read(one.sha256)).toString()).toBe('abc');
    expect(() => blobs.path('../sandbox.db')).toThrow(RangeError);
    await expect(blobs.read('0'.repeat(64))).rejects.toMatchObject({ code: 'fileGone' });
  });
});
