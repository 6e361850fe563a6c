import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { TestDatabases } from './database.js';

/** Where an app keeps what it knows. Nothing may be connected to it while it is kept or put back. */
export interface Place {
  databaseUrl: string;
  dataDir: string;
}

/** What happened up to a moment, kept to be told again without being lived again. */
interface Kept {
  database: string;
  dataDir: string;
}

/** By what happened. `undefined`: told once; what is told a second time is kept. */
const stories = new Map<string, Kept | undefined>();

/** A moment of a story: `putBack` when it is kept, `keep` when it is worth keeping once it was lived, else neither. */
export interface Chapter {
  putBack?(place: Place): Promise<void>;
  keep?(place: Place): Promise<void>;
}

/**
 * Many tests begin with the same morning: the same plan, the clock moved to the same times, and nobody has said a word.
 * What comes of it is the same each time, so that the third one and all later ones of a process get the second one's copy.
 */
export interface Story {
  /** URL of the database to begin with: a copy where the beginning is kept, with its files put into the folder. */
  begin(dataDir: string): Promise<{ databaseUrl: string; keep?: (place: Place) => Promise<void> }>;
  /** The clock is moved. */
  goOn(to: string): Chapter;
  /** Somebody spoke, or may have changed something: what follows is this test's alone. */
  end(): void;
}

/** @param beginning everything that decides how it begins, apart from the kind of database */
export function createStory(databases: TestDatabases, beginning: unknown): Story {
  let key: string | null = JSON.stringify([databases.provider, beginning]);

  function look(now: string): { kept?: Kept; keep?: (place: Place) => Promise<void> } {
    const kept = stories.get(now);
    if (kept) return { kept };
    const isNew = !stories.has(now);
    if (isNew) stories.set(now, undefined);
    return isNew ? {} : { keep: async (place) => void stories.set(now, await keep(databases, place)) };
  }

  return {
    async begin(dataDir) {
      const { kept, keep: toKeep } = look(key ?? '');
      if (kept) cpSync(kept.dataDir, dataDir, { recursive: true });
      return { databaseUrl: await databases.fresh(kept?.database), ...(toKeep ? { keep: toKeep } : {}) };
    },
    goOn(to) {
      if (key === null) return {};
      key += ` → ${to}`;
      const { kept, keep: toKeep } = look(key);
      if (kept) return { putBack: (place) => putBack(databases, place, kept) };
      return toKeep ? { keep: toKeep } : {};
    },
    end() {
      key = null;
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
