import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Databases of a whole run of tests fit into this many bytes, with room to spare. */
const ENOUGH = 2 * 1024 ** 3;

/**
 * Where tests keep what lasts no longer than they do: in memory where there is such a folder with 2 GiB of room, so that no
 * disk is waited for; else the system's folder for temporary files.
 * @returns {string}
 */
export function scratchFolder() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize >= ENOUGH) return '/dev/shm';
  } catch {
    // No such folder here.
  }
  return tmpdir();
}
