import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where tests keep what lasts no longer than they do: in memory where there is such a folder, so that no disk is waited for. */
export const scratchFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
