import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestDatabases } from './database.js';

/** Where an app keeps what it knows. Nothing may be connected to it while it is kept or put back. */
interface Place {
  databaseUrl: string;
  dataDir: string;
}

/** What happened up to a moment, kept to be told again without being lived again. */
interface Kept {
  database: string;
  dataDir: string;
}

/** By what happened. `undefined`: told once; the first that is told a second time is kept. */
const stories = new Map<string, Kept | undefined>();

/** A moment of a story. At most one of the two is there. */
export interface Chapter {
  /** This moment is known: it can be put in place of living up to it. */
  kept?: { putBack(): Promise<void> };
  /** This moment is worth keeping, once it was lived. */
  keep?(): Promise<void>;
}

/**
 * Many tests begin with the same morning: the same plan, the clock moved to the same times, and nobody has said a word.
 * What comes of it is the same each time, so that the third one and all later ones of a process get the second one's copy.
 * @param beginning everything that decides how it begins, apart from the database
 */
export function createStory(databases: TestDatabases, beginning: unknown, place: Place) {
  let key: string | null = JSON.stringify([databases.provider, beginning]);
  return {
    /** Somebody spoke, or may have changed something: what follows is this test's alone. */
    end(): void {
      key = null;
    },
    /** The clock is moved. */
    goOn(to: string): Chapter {
      if (key === null) return {};
      key += ` → ${to}`;
      const now = key;
      if (!stories.has(now)) {
        stories.set(now, undefined);
        return {};
      }
      const kept = stories.get(now);
      if (kept) return { kept: { putBack: () => putBack(databases, place, kept) } };
      return {
        keep: async () => void stories.set(now, await keep(databases, place)),
      };
    },
  };
}

async function keep(databases: TestDatabases, { databaseUrl, dataDir }: Place): Promise<Kept> {
  const copy = mkdtempSync(join(inject('temporaryFolder'), 'kept-'));
  cpSync(dataDir, copy, { recursive: true });
  return { database: await databases.keep(databaseUrl), dataDir: copy };
}

async function putBack(databases: TestDatabases, { databaseUrl, dataDir }: Place, kept: Kept): Promise<void> {
  rmSync(dataDir, { recursive: true });
  cpSync(kept.dataDir, dataDir, { recursive: true });
  await databases.putBack(databaseUrl, kept.database);
}
